#include "quantised.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>

#include "base/crypto.h"
#include "classify/model.h"
#include "evaluation.h"

namespace comity::training {
namespace {

using classify::label_count;

class Out {
 public:
  template <class T>
  void number(T value) {
    const auto v = static_cast<std::uint64_t>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes += static_cast<char>((v >> (8 * i)) & 0xFF);
  }
  void word(const std::string& w, std::size_t size) {
    bytes += w.substr(0, size);
    bytes.append(size - std::min(size, w.size()), '\0');
  }
  std::string bytes;
};

struct Step {
  std::int32_t logit = 0, score = 0;
};
using Steps = classify::PerLabel<std::vector<Step>>;

float greatest(const std::vector<float>& values) {
  float most = 1e-9F;
  for (const float v : values) most = std::max(most, std::fabs(v));
  return most;
}

// Binary places with which the greatest value just fits 16 bits.
int places(float most) { return std::clamp(static_cast<int>(std::floor(std::log2(32767.0F / most))), 0, 46); }

std::int16_t fixed16(float v, int at) {
  return static_cast<std::int16_t>(std::clamp(std::lround(std::ldexp(static_cast<double>(v), at)), -32767L, 32767L));
}

std::string file_of(const Network& n, const ModelHead& head, const Steps& steps) {
  const std::size_t dim = n.shape().dim, hidden = n.shape().hidden, buckets = n.shape().buckets;
  // Each dimension of the table has a scale of its own, taken up by the layer behind it.
  std::vector<float> scale(dim);
  for (std::size_t d = 0; d < dim; ++d) {
    std::vector<float> column(buckets);
    for (std::size_t b = 0; b < buckets; ++b) column[b] = std::fabs(n.table[b * dim + d]);
    const auto at = column.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(buckets) * 0.99995);
    std::nth_element(column.begin(), at, column.end());
    scale[d] = std::max(*at, 1e-6F) / 127.0F;
  }
  std::vector<float> first(n.first), words(n.words);
  for (std::size_t h = 0; h < hidden; ++h)
    for (std::size_t k = 0; k < 2 * dim; ++k) first[h * 2 * dim + k] *= scale[k % dim] / 256.0F;
  for (std::size_t d = 0; d < dim; ++d) words[d] *= scale[d];
  const int first_places = places(greatest(first)), second_places = places(greatest(n.second)),
            words_places = places(greatest(words));
  constexpr int hidden_places = 12, logit_places = 10;
  Out out;
  out.bytes = "COMITYM1";
  out.bytes.append(32, '\0');
  out.number(std::uint32_t{0});
  out.number(static_cast<std::uint32_t>(buckets));
  out.number(static_cast<std::uint16_t>(dim));
  out.number(static_cast<std::uint16_t>(hidden));
  out.number(static_cast<std::uint16_t>(head.languages.size()));
  out.number(static_cast<std::uint16_t>(steps[0].size()));
  out.number(static_cast<std::uint8_t>(first_places - hidden_places));
  out.number(static_cast<std::uint8_t>(second_places + hidden_places - logit_places));
  out.number(static_cast<std::uint8_t>(words_places - logit_places));
  out.number(std::uint8_t{0});
  out.number(std::uint32_t{0});
  out.word(head.version, 32);
  for (const auto& [code, alone] : head.languages) {
    out.word(code, 7);
    out.number(static_cast<std::uint8_t>(alone));
  }
  for (const float b : n.first_bias)
    out.number(static_cast<std::int64_t>(std::llround(std::ldexp(static_cast<double>(b), first_places))));
  for (const float b : n.second_bias)
    out.number(
        static_cast<std::int64_t>(std::llround(std::ldexp(static_cast<double>(b), second_places + hidden_places))));
  out.number(static_cast<std::int64_t>(std::llround(std::ldexp(static_cast<double>(n.words_bias[0]), words_places))));
  for (const auto& of_label : steps)
    for (const Step& s : of_label) {
      out.number(s.logit);
      out.number(s.score);
    }
  for (const float v : first) out.number(fixed16(v, first_places));
  for (const float v : n.second) out.number(fixed16(v, second_places));
  for (const float v : words) out.number(fixed16(v, words_places));
  out.bytes.append((64 - out.bytes.size() % 64) % 64, '\0');
  for (std::size_t b = 0; b < buckets; ++b)
    for (std::size_t d = 0; d < dim; ++d)
      out.number(static_cast<std::int8_t>(
          std::clamp(std::lround(static_cast<double>(n.table[b * dim + d] / scale[d])), -127L, 127L)));
  const auto size = static_cast<std::uint32_t>(out.bytes.size());
  for (std::size_t i = 0; i < 4; ++i) out.bytes[40 + i] = static_cast<char>((size >> (8 * i)) & 0xFF);
  const Hash256 hash = sha256(std::string_view(out.bytes).substr(40));
  std::memcpy(&out.bytes[8], hash.bytes.data(), hash.bytes.size());
  return out.bytes;
}

// The share of positives among rows that got about this logit, never falling (pool adjacent violators), each set
// weighing no more than `most_of_a_set` rows.
std::vector<Step> fitted(const std::vector<Row>& rows, const std::vector<classify::PerLabel<classify::Logit>>& logits,
                         std::size_t label) {
  constexpr double most_of_a_set = 1000;
  constexpr std::size_t bins = 40, bins_of_positives = 25;
  constexpr double least_in_a_bin = 40, rare = 0.15;
  std::map<std::string, double> sizes;
  const auto counts = [&](const Row& r) {
    return r.labels[label] >= 0 && !r.source.ends_with("_without") && r.source != "hatemoji_build" &&
           r.source != "contrast";
  };
  for (const Row& r : rows)
    if (counts(r)) sizes[r.source + r.language] += 1;
  struct Point {
    classify::Logit logit;
    double weight, yes;
  };
  std::vector<Point> points;
  double all = 0, all_yes = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!counts(rows[i])) continue;
    const double w = std::min(1.0, most_of_a_set / sizes[rows[i].source + rows[i].language]) *
                     (rows[i].source == "clean" ? 0.1 : 1.0);
    points.push_back({logits[i][label], w, rows[i].labels[label] == 1 ? w : 0});
    all += w;
    all_yes += points.back().yes;
  }
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.logit < b.logit; });
  struct Bin {
    double logit = 0, weight = 0, yes = 0;
  };
  std::vector<Bin> pooled;
  Bin bin;
  for (const Point& p : points) {
    bin.logit += p.weight * p.logit;
    bin.weight += p.weight;
    bin.yes += p.yes;
    // Where positives are rare they are few among the highest, too: bins by their number there.
    const bool has_enough_positives =
        all_yes < rare * all && bin.weight >= least_in_a_bin && bin.yes >= all_yes / bins_of_positives;
    if (bin.weight < all / bins && !has_enough_positives) continue;
    pooled.push_back(bin);
    bin = {};
  }
  std::vector<Bin> blocks;
  for (const Bin& b : pooled) {
    blocks.push_back(b);
    while (blocks.size() > 1) {
      Bin &low = blocks[blocks.size() - 2], &high = blocks.back();
      if (low.yes / low.weight < high.yes / high.weight) break;
      low.logit += high.logit;
      low.weight += high.weight;
      low.yes += high.yes;
      blocks.pop_back();
    }
  }
  std::vector<Step> steps;
  const auto push = [&](double logit, double share) {
    Step s{static_cast<std::int32_t>(std::lround(logit)), static_cast<std::int32_t>(std::lround(share * 10000))};
    if (!steps.empty()) {
      s.logit = std::max(s.logit, steps.back().logit + 1);
      s.score = std::max(s.score, std::min(9990, steps.back().score + 2));  // never the same score for a greater logit
    }
    s.score = std::clamp(s.score, 1, 9990);
    steps.push_back(s);
  };
  push(-40 * 1024, 0);
  if (!blocks.empty()) push(blocks.front().logit / blocks.front().weight - 4 * 1024, 0.0005);
  for (const Bin& b : blocks) push(b.logit / b.weight, b.yes / b.weight);
  push(static_cast<double>(steps.back().logit) + 4 * 1024, 0.995);
  push(40 * 1024, 0.999);
  return steps;
}

// The same number of steps for each label, the last one's line drawn on.
void even_out(Steps& steps) {
  std::size_t most = 0;
  for (const auto& s : steps) most = std::max(most, s.size());
  for (auto& s : steps)
    while (s.size() < most) s.push_back({s.back().logit + 1024, s.back().score});
}

}  // namespace

int write_model(const Network& network, const ModelHead& head, const std::vector<Row>& dev, const std::string& out,
                const std::string& scores) {
  Steps steps;
  for (auto& s : steps) s = {{-40 * 1024, 0}, {40 * 1024, 10000}};
  std::string bytes = file_of(network, head, steps);
  auto model = classify::Model::load(bytes, classify::Model::Check::hash_too);
  if (!model) {
    std::cerr << model.error().detail << "\n";
    return 3;
  }
  std::vector<classify::PerLabel<classify::Logit>> logits;
  std::vector<classify::PerLabel<float>> as_floats;
  for (const Row& r : dev) {
    logits.push_back((*model)->logits(features_of(r)));
    classify::PerLabel<float> f{};
    for (std::size_t l = 0; l < label_count; ++l) f[l] = static_cast<float>(logits.back()[l]);
    as_floats.push_back(f);
  }
  std::printf("\nin integers:\n");
  print_areas(dev, as_floats);
  print_contrast(dev, as_floats);
  print_marks(dev, [&](const Row& r) {
    std::vector<float> f;
    for (const classify::Logit v : (*model)->marks(features_of(r))) f.push_back(static_cast<float>(v) / 1024.0F);
    return f;
  });
  for (std::size_t l = 0; l < label_count; ++l) steps[l] = fitted(dev, logits, l);
  even_out(steps);
  bytes = file_of(network, head, steps);
  model = classify::Model::load(bytes, classify::Model::Check::hash_too);
  if (!model) {
    std::cerr << model.error().detail << "\n";
    return 3;
  }
  std::ofstream(out, std::ios::binary) << bytes;
  std::cerr << out << ": " << bytes.size() << " bytes, sha256 " << to_hex((*model)->hash()) << "\n";
  if (scores.empty()) return 0;
  std::ofstream table(scores);
  table << "id\tsource\tlang\tname";
  for (const char* of : {"label.", "score."})
    for (std::size_t l = 0; l < label_count; ++l) table << "\t" << of << name(static_cast<classify::Label>(l));
  table << "\n";
  for (std::size_t i = 0; i < dev.size(); ++i) {
    table << dev[i].id << "\t" << dev[i].source << "\t" << dev[i].language << "\t" << dev[i].has_name;
    for (const std::int8_t y : dev[i].labels) table << "\t" << static_cast<int>(y);
    for (std::size_t l = 0; l < label_count; ++l)
      table << "\t" << (*model)->calibrated(static_cast<classify::Label>(l), logits[i][l]);
    table << "\n";
  }
  return 0;
}

}  // namespace comity::training
