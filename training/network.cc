#include "network.h"

#include <algorithm>
#include <cmath>

namespace comity::training {
namespace {

constexpr float epsilon = 1e-6F;

float sigmoid(float x) { return 1.0F / (1.0F + std::exp(-x)); }

}  // namespace

Network::Network(Shape shape, std::size_t notions, std::uint64_t seed) : shape_(shape), state_(seed) {
  const std::size_t labels = classify::label_count;
  const std::size_t last = shape.hidden == 0 ? width() : shape.hidden;
  table.resize(std::size_t{shape.buckets} * shape.dim);
  first.resize(std::size_t{shape.hidden} * width());
  first_bias.assign(shape.hidden, 0.05F);
  second.resize(labels * last);
  second_bias.assign(labels, -1.0F);
  words.assign(shape.dim, 0);
  words_bias.assign(1, -2.0F);
  const auto uniform = [&] { return static_cast<float>(dice() >> 40) / 8388608.0F - 1.0F; };  // -1 .. 1
  for (float& w : table) w = uniform() * 0.01F;
  for (float& w : first) w = uniform() * std::sqrt(2.0F / static_cast<float>(width()));
  for (float& w : second) w = uniform() * std::sqrt(1.0F / static_cast<float>(last));
  for (float& w : words) w = uniform() * 0.5F;
  table_squares_.assign(table.size(), epsilon);
  first_squares_.assign(first.size(), epsilon);
  first_bias_squares_.assign(first_bias.size(), epsilon);
  second_squares_.assign(second.size(), epsilon);
  second_bias_squares_.assign(second_bias.size(), epsilon);
  words_squares_.assign(words.size(), epsilon);
  words_bias_squares_.assign(1, epsilon);
  notion_bias_.assign(notions * labels, 0);
  notion_squares_.assign(notions * labels, epsilon);
}

std::uint64_t Network::dice() {  // splitmix64
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

void Network::learn(float* weights, float* squares, const float* gradient, std::size_t n, float rate) const {
  for (std::size_t i = 0; i < n; ++i) {
    const float g = gradient[i];
    squares[i] += g * g;
    weights[i] -= rate * g / std::sqrt(squares[i]);
  }
}

void Network::forward(const Row& row, float keep) {
  const std::size_t dim = shape_.dim, count = row.word_ends.size();
  const auto threshold = static_cast<std::uint64_t>(static_cast<double>(keep) * 65536.0);
  const float scale = 1.0F / keep;
  rows_.clear();
  row_ends_.clear();
  word_vectors_.assign(count * dim, 0);
  std::uint64_t bits = 0;
  int left = 0;
  std::size_t begin = 0;
  for (std::size_t w = 0; w < count; ++w) {
    for (std::size_t i = begin; i < row.word_ends[w]; ++i) {
      // The first of a word's features is the word, the last its pair with the one before.
      if (shape_.whole_words_only && w > 0 && i != begin && i + 1 != row.word_ends[w]) continue;
      if (keep < 1) {
        if (left == 0) {
          bits = dice();
          left = 4;
        }
        const bool kept = (bits & 0xFFFF) < threshold;
        bits >>= 16;
        --left;
        if (!kept) continue;
      }
      rows_.push_back(static_cast<std::uint32_t>((std::uint64_t{row.hashes[i]} * shape_.buckets) >> 32));
    }
    begin = row.word_ends[w];
    row_ends_.push_back(static_cast<std::uint32_t>(rows_.size()));
  }
  for (std::size_t i = 0, w = 0; i < rows_.size(); ++i) {
    if (i + 12 < rows_.size()) {
      __builtin_prefetch(&table[std::size_t{rows_[i + 12]} * dim]);
      if (keep < 1) __builtin_prefetch(&table_squares_[std::size_t{rows_[i + 12]} * dim]);
    }
    while (i >= row_ends_[w]) ++w;
    const float* from = &table[std::size_t{rows_[i]} * dim];
    float* to = &word_vectors_[w * dim];
    for (std::size_t d = 0; d < dim; ++d) to[d] += from[d];
  }
  if (keep < 1)
    for (float& v : word_vectors_) v *= scale;
  pooled_.assign(width(), 0);
  greatest_.assign(dim, 0);
  const float by_root = 1.0F / std::sqrt(static_cast<float>(count));
  for (std::size_t w = 0; w < count; ++w)
    for (std::size_t d = 0; d < dim; ++d) pooled_[d] += word_vectors_[w * dim + d];
  for (std::size_t d = 0; d < dim; ++d) pooled_[d] *= by_root;
  if (shape_.takes_greatest) {
    for (std::size_t d = 0; d < dim; ++d) {
      for (std::size_t w = 1; w < count; ++w)
        if (word_vectors_[w * dim + d] > word_vectors_[greatest_[d] * dim + d])
          greatest_[d] = static_cast<std::uint32_t>(w);
      pooled_[dim + d] = word_vectors_[greatest_[d] * dim + d];
    }
  }
  const std::vector<float>* last = &pooled_;
  if (shape_.hidden > 0) {
    hidden_.assign(shape_.hidden, 0);
    for (std::size_t h = 0; h < shape_.hidden; ++h) {
      float sum = first_bias[h];
      for (std::size_t k = 0; k < width(); ++k) sum += first[h * width() + k] * pooled_[k];
      hidden_[h] = std::max(0.0F, sum);
    }
    last = &hidden_;
  }
  for (std::size_t l = 0; l < classify::label_count; ++l) {
    float sum = second_bias[l];
    for (std::size_t k = 0; k < last->size(); ++k) sum += second[l * last->size() + k] * (*last)[k];
    out_[l] = sum;
  }
}

classify::PerLabel<float> Network::logits(const Row& row, std::vector<float>* of_words) {
  forward(row, 1);
  if (of_words != nullptr) {
    of_words->assign(row.word_ends.size(), words_bias[0]);
    for (std::size_t w = 0; w < row.word_ends.size(); ++w)
      for (std::size_t d = 0; d < shape_.dim; ++d) (*of_words)[w] += words[d] * word_vectors_[w * shape_.dim + d];
  }
  return out_;
}

float Network::bias_of(const Row& row, std::size_t label) const {
  return row.notion > 0 ? notion_bias_[static_cast<std::size_t>(row.notion) * classify::label_count + label] : 0;
}

classify::PerLabel<float> Network::thoughts(const Row& row) {
  classify::PerLabel<float> out = logits(row);
  for (std::size_t l = 0; l < out.size(); ++l) out[l] = sigmoid(out[l] + bias_of(row, l));
  return out;
}

float Network::step(const Row& row, const Rates& rates) {
  if (row.word_ends.empty()) return 0;
  forward(row, rates.keep);
  const std::size_t dim = shape_.dim, labels = classify::label_count, count = row.word_ends.size();
  const std::size_t last_size = shape_.hidden > 0 ? shape_.hidden : width();
  const std::vector<float>& last = shape_.hidden > 0 ? hidden_ : pooled_;
  classify::PerLabel<float> g{};
  float loss = 0;
  for (std::size_t l = 0; l < labels; ++l) {
    const bool known = row.labels[l] >= 0;
    if (!known && !row.is_taught) continue;
    const float weight = known ? row.weight : row.weight * rates.unknown;
    const float trust = !row.is_taught ? 0 : known ? rates.trust : 1;
    const float target = (known ? (1 - trust) * static_cast<float>(row.labels[l]) : 0) + trust * row.taught[l];
    const float p = sigmoid(out_[l] + bias_of(row, l));
    g[l] = weight * (p - target);
    loss -= weight * (target * std::log(std::max(1e-7F, p)) + (1 - target) * std::log(std::max(1e-7F, 1 - p)));
  }
  std::vector<float> g_last(last_size, 0), g_second(labels * last_size);
  for (std::size_t l = 0; l < labels; ++l)
    for (std::size_t k = 0; k < last_size; ++k) {
      g_second[l * last_size + k] = g[l] * last[k];
      g_last[k] += g[l] * second[l * last_size + k];
    }
  learn(second.data(), second_squares_.data(), g_second.data(), g_second.size(), rates.dense);
  learn(second_bias.data(), second_bias_squares_.data(), g.data(), labels, rates.dense);
  if (row.notion > 0) {
    const std::size_t at = static_cast<std::size_t>(row.notion) * labels;
    // Drawn towards nothing: a set's share of positives is also something the words should explain.
    classify::PerLabel<float> g_notion = g;
    for (std::size_t l = 0; l < labels; ++l) g_notion[l] += 0.001F * notion_bias_[at + l];
    learn(&notion_bias_[at], &notion_squares_[at], g_notion.data(), labels, rates.dense);
  }
  std::vector<float> g_pooled(width(), 0);
  if (shape_.hidden > 0) {
    std::vector<float> g_first(first.size(), 0);
    for (std::size_t h = 0; h < shape_.hidden; ++h) {
      if (hidden_[h] <= 0) g_last[h] = 0;
      for (std::size_t k = 0; k < width(); ++k) {
        g_first[h * width() + k] = g_last[h] * pooled_[k];
        g_pooled[k] += g_last[h] * first[h * width() + k];
      }
    }
    learn(first.data(), first_squares_.data(), g_first.data(), g_first.size(), rates.dense);
    learn(first_bias.data(), first_bias_squares_.data(), g_last.data(), shape_.hidden, rates.dense);
  } else {
    g_pooled = g_last;
  }
  // Into the words, and from each word into its features.
  const float by_root = 1.0F / std::sqrt(static_cast<float>(count));
  std::vector<float> g_words(count * dim);
  for (std::size_t w = 0; w < count; ++w)
    for (std::size_t d = 0; d < dim; ++d) g_words[w * dim + d] = g_pooled[d] * by_root;
  if (shape_.takes_greatest)
    for (std::size_t d = 0; d < dim; ++d) g_words[greatest_[d] * dim + d] += g_pooled[dim + d];
  if (!row.word_labels.empty() && rates.words_loss > 0) {
    std::vector<float> g_head(dim, 0);
    float g_bias = 0;
    for (std::size_t w = 1; w < count; ++w) {
      if (row.word_labels[w] < 0) continue;
      float logit = words_bias[0];
      for (std::size_t d = 0; d < dim; ++d) logit += words[d] * word_vectors_[w * dim + d];
      const float e = rates.words_loss * (sigmoid(logit) - static_cast<float>(row.word_labels[w]));
      g_bias += e;
      for (std::size_t d = 0; d < dim; ++d) {
        g_head[d] += e * word_vectors_[w * dim + d];
        g_words[w * dim + d] += e * words[d];
      }
    }
    learn(words.data(), words_squares_.data(), g_head.data(), dim, rates.dense);
    learn(words_bias.data(), words_bias_squares_.data(), &g_bias, 1, rates.dense);
  }
  for (float& v : g_words) v /= rates.keep;
  for (std::size_t i = 0, w = 0; i < rows_.size(); ++i) {
    while (i >= row_ends_[w]) ++w;
    float* to = &table[std::size_t{rows_[i]} * dim];
    if (rates.decay > 0)
      for (std::size_t d = 0; d < dim; ++d) to[d] *= 1 - rates.decay;
    learn(to, &table_squares_[std::size_t{rows_[i]} * dim], &g_words[w * dim], dim, rates.table);
  }
  return loss;
}

}  // namespace comity::training
