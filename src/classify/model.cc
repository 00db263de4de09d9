#include "classify/model.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace comity::classify {
namespace {

constexpr std::size_t max_dim = 64, max_hidden = 128;
// Far more than any word or text can weigh; keeps sums of products inside 64 bits whatever the file says.
constexpr std::int64_t most_pooled = std::int64_t{1} << 30;

std::int64_t clamped(std::int64_t v, std::int64_t most) { return std::clamp(v, -most, most); }

// The greatest r with r * r <= n.
std::uint64_t root(std::uint64_t n) {
  std::uint64_t r = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 31; bit > 0; bit >>= 1)
    if ((r + bit) * (r + bit) <= n) r += bit;
  return r;
}

// Adds the rows of one word's features. Sums stay within 16 bits: max_word_hashes * 128 < 2^15.
static_assert(max_word_hashes * 128 < 32768);
template <std::size_t dim>
void add_rows(const std::int8_t* table, std::uint32_t buckets, const std::uint32_t* hashes, std::size_t n,
              std::int16_t* to, std::size_t given_dim) {
  const std::size_t d_end = dim == 0 ? given_dim : dim;
  constexpr std::size_t ahead = 16;
  for (std::size_t i = 0; i < n; ++i) {
    if (i + ahead < n) __builtin_prefetch(table + ((std::uint64_t{hashes[i + ahead]} * buckets) >> 32) * d_end);
    const std::int8_t* row = table + ((std::uint64_t{hashes[i]} * buckets) >> 32) * d_end;
    for (std::size_t d = 0; d < d_end; ++d) to[d] = static_cast<std::int16_t>(to[d] + row[d]);
  }
}

}  // namespace

bool Model::knows(std::string_view language) const {
  return std::any_of(languages_.begin(), languages_.end(), [&](const LanguageEntry& e) { return e.code == language; });
}

Model::Pools Model::pools(const Features& features) const {
  Pools p;
  p.count = features.words.size();
  p.words.assign(p.count * dim_, 0);
  p.sum.assign(dim_, 0);
  for (std::size_t w = 0; w < p.count; ++w) {
    const FeatureWord& word = features.words[w];
    std::int16_t* to = &p.words[w * dim_];
    const std::uint32_t* hashes = features.hashes.data() + word.begin;
    const std::size_t n = std::min<std::size_t>(word.end - word.begin, max_word_hashes);
    if (dim_ == 24)
      add_rows<24>(table_, buckets_, hashes, n, to, dim_);
    else if (dim_ == 16)
      add_rows<16>(table_, buckets_, hashes, n, to, dim_);
    else
      add_rows<0>(table_, buckets_, hashes, n, to, dim_);
    for (std::size_t d = 0; d < dim_; ++d) p.sum[d] += to[d];
  }
  return p;
}

// Both pools with 8 binary places.
void Model::pooled_into(std::int64_t* pooled, const std::int32_t* sum, const std::int16_t* greatest,
                        std::size_t count) const {
  const auto by_root = static_cast<std::int64_t>(root((std::uint64_t{1} << 32) / std::max<std::size_t>(count, 1)));
  for (std::size_t d = 0; d < dim_; ++d) {
    pooled[d] = clamped((std::int64_t{sum[d]} * by_root) >> 8, most_pooled);
    pooled[dim_ + d] = std::int64_t{greatest[d]} * 256;
  }
}

PerLabel<Logit> Model::through(const std::int64_t* pooled) const {
  std::array<std::int64_t, max_hidden> hidden;
  for (std::size_t h = 0; h < hidden_; ++h) {
    std::int64_t sum = first_bias_[h];
    const std::int16_t* row = &first_[h * 2 * dim_];
    for (std::size_t k = 0; k < 2 * dim_; ++k) sum += pooled[k] * row[k];
    hidden[h] = std::min(std::max<std::int64_t>(sum, 0) >> first_shift_, most_pooled);
  }
  PerLabel<Logit> out{};
  for (std::size_t l = 0; l < label_count; ++l) {
    std::int64_t sum = second_bias_[l];
    for (std::size_t h = 0; h < hidden_; ++h) sum += hidden[h] * second_[l * hidden_ + h];
    out[l] = static_cast<Logit>(clamped(sum >> second_shift_, std::int64_t{1} << 24));
  }
  return out;
}

PerLabel<Logit> Model::logits(const Features& features) const {
  const Pools p = pools(features);
  std::array<std::int16_t, max_dim> greatest;
  greatest.fill(p.count == 0 ? std::int16_t{0} : std::numeric_limits<std::int16_t>::min());
  for (std::size_t w = 0; w < p.count; ++w)
    for (std::size_t d = 0; d < dim_; ++d) greatest[d] = std::max(greatest[d], p.words[w * dim_ + d]);
  std::array<std::int64_t, 2 * max_dim> pooled;
  pooled_into(pooled.data(), p.sum.data(), greatest.data(), p.count);
  return through(pooled.data());
}

int Model::calibrated(Label label, Logit logit) const {
  const std::vector<Step>& steps = steps_[static_cast<std::size_t>(label)];
  if (logit <= steps.front().logit) return steps.front().score;
  if (logit >= steps.back().logit) return steps.back().score;
  const auto above =
      std::upper_bound(steps.begin(), steps.end(), logit, [](Logit value, const Step& s) { return value < s.logit; });
  const Step &low = *(above - 1), &high = *above;
  const std::int64_t way = std::int64_t{logit} - low.logit, all = std::int64_t{high.logit} - low.logit;
  return static_cast<int>(low.score + (std::int64_t{high.score} - low.score) * way / all);
}

PerLabel<int> Model::scores(const Features& features) const {
  const PerLabel<Logit> logits_of = logits(features);
  PerLabel<int> out{};
  for (std::size_t l = 0; l < label_count; ++l) out[l] = calibrated(static_cast<Label>(l), logits_of[l]);
  return out;
}

std::vector<Logit> Model::marks(const Features& features) const {
  const Pools p = pools(features);
  std::vector<Logit> out(p.count, 0);
  for (std::size_t w = 1; w < p.count; ++w) {
    std::int64_t sum = words_bias_;
    for (std::size_t d = 0; d < dim_; ++d) sum += std::int64_t{p.words[w * dim_ + d]} * words_[d];
    out[w] = static_cast<Logit>(clamped(sum >> words_shift_, std::int64_t{1} << 24));
  }
  return out;
}

std::vector<Logit> Model::weights(const Features& features, Label label) const {
  const Pools p = pools(features);
  std::vector<Logit> out(p.count, 0);
  if (p.count < 2) return out;
  // The two greatest of each dimension: what is left as the greatest when a word is taken away.
  std::array<std::int16_t, max_dim> first, second;
  std::array<std::size_t, max_dim> of{};
  first.fill(std::numeric_limits<std::int16_t>::min());
  second.fill(std::numeric_limits<std::int16_t>::min());
  for (std::size_t w = 0; w < p.count; ++w)
    for (std::size_t d = 0; d < dim_; ++d) {
      const std::int16_t v = p.words[w * dim_ + d];
      if (v > first[d]) {
        second[d] = first[d];
        first[d] = v;
        of[d] = w;
      } else if (v > second[d]) {
        second[d] = v;
      }
    }
  std::vector<std::size_t> tried(p.count - 1);
  std::iota(tried.begin(), tried.end(), std::size_t{1});
  if (tried.size() > most_weighed) {
    const std::vector<Logit> looks = marks(features);
    std::stable_sort(tried.begin(), tried.end(), [&](std::size_t a, std::size_t b) { return looks[a] > looks[b]; });
    tried.resize(most_weighed);
  }
  const auto place = static_cast<std::size_t>(label);
  std::array<std::int64_t, 2 * max_dim> pooled;
  pooled_into(pooled.data(), p.sum.data(), first.data(), p.count);
  const Logit with = through(pooled.data())[place];
  std::array<std::int32_t, max_dim> sum;
  std::array<std::int16_t, max_dim> greatest;
  for (const std::size_t w : tried) {
    for (std::size_t d = 0; d < dim_; ++d) {
      sum[d] = p.sum[d] - p.words[w * dim_ + d];
      greatest[d] = of[d] == w ? second[d] : first[d];
    }
    pooled_into(pooled.data(), sum.data(), greatest.data(), p.count - 1);
    out[w] = with - through(pooled.data())[place];
  }
  return out;
}

}  // namespace comity::classify
