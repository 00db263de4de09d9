// Forward stagewise regression in integers: again and again the feature whose texts were decided most otherwise than
// their scores say, measured in standard deviations of chance, gets a small step; what is left are few weights, small
// ones. Then the steps of the score, by what was decided at each height.
//
// What comes before a moderator is no fair sample of what is written, so a feature is compared with the decided texts
// as a whole: one that stands in all of them alike learns nothing from how many were taken down.
#include "classify/adapt_label.h"

#include <algorithm>
#include <array>

namespace comity::classify {
namespace {

constexpr std::size_t least_texts = 8;      // with a feature, to be weighed
constexpr std::size_t most_features = 128;  // of one label
constexpr Logit one_step = 32;
constexpr std::size_t most_rounds = 4'096;
// Squares of standard deviations, in sixteenths. Ten thousand features of nothing reach four by chance.
constexpr std::uint64_t to_begin = 16 * 16, to_go_on = 2 * 2 * 16;

constexpr std::size_t bins = 10;
constexpr std::int64_t least_of_bin = 20;
constexpr std::int64_t belief = 40;  // the model's own word counts like so many decisions
constexpr int least_moved = 100;     // all steps shorter: none

class Fit {
 public:
  Fit(const Model& model, Label label, const std::vector<const AdaptRow*>& rows) : model_(model), label_(label) {
    const auto l = static_cast<std::size_t>(label);
    for (const AdaptRow* row : rows)
      if (row->labels[l]) texts_.push_back({row, row->logits[l], *row->labels[l] ? 10'000 : 0});
    std::int64_t decided = 0;
    for (const Text& text : texts_) decided += text.decided;
    const auto all = static_cast<std::int64_t>(texts_.size());
    usual_chance_ = decided / all * (10'000 - decided / all);
    find_features();
    for (std::size_t t = 0; t < texts_.size(); ++t) {
      texts_[t].score = scored(texts_[t]);
      count(t, 1);
    }
  }

  void run(CorrectionParts& parts) {
    std::size_t used = 0;
    for (std::size_t round = 0; round < most_rounds; ++round) {
      const auto best = strongest(used);
      if (!best) break;
      used += features_[*best].weight == 0;
      take_step(*best);
      used -= features_[*best].weight == 0;
    }
    for (const Feature& feature : features_)
      if (feature.weight != 0)
        parts.weights.push_back({feature.hash, label_, static_cast<std::int16_t>(feature.weight)});
    parts.steps[static_cast<std::size_t>(label_)] = steps();
  }

 private:
  struct Text {
    const AdaptRow* row;
    Logit logit;  // the model's
    int decided;  // 0 or 10,000
    Logit shift = 0;
    int score = 0;
    std::vector<std::uint32_t> features{};
  };
  struct Feature {
    std::uint32_t hash = 0;
    std::vector<std::uint32_t> texts{};
    Logit weight = 0;
    std::int64_t off = 0;     // sum of decided less score
    std::int64_t chance = 0;  // sum of their variances, in squared ten-thousandths
  };

  void find_features() {
    std::vector<std::uint32_t> all;
    for (const Text& text : texts_) all.insert(all.end(), text.row->learnable.begin(), text.row->learnable.end());
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < all.size();) {
      std::size_t end = i;
      while (end < all.size() && all[end] == all[i]) ++end;
      if (end - i >= least_texts && end - i < texts_.size()) features_.push_back({all[i]});
      i = end;
    }
    for (std::uint32_t t = 0; t < texts_.size(); ++t) {
      auto at = features_.begin();
      for (const std::uint32_t hash : texts_[t].row->learnable) {  // both rise
        at = std::lower_bound(at, features_.end(), hash, [](const Feature& f, std::uint32_t h) { return f.hash < h; });
        if (at == features_.end()) break;
        if (at->hash != hash) continue;
        at->texts.push_back(t);
        texts_[t].features.push_back(static_cast<std::uint32_t>(at - features_.begin()));
      }
    }
  }

  int scored(const Text& text) const {
    return model_.calibrated(label_, text.logit + std::clamp(text.shift, -most_shift, most_shift));
  }

  // Puts a text into its features' sums, or takes it out.
  void count(std::size_t t, int sign) {
    const Text& text = texts_[t];
    std::int64_t off = text.decided - text.score;
    // A shift that may not grow is all that can be said of this text: no other feature is asked for more.
    if (off > 0 ? text.shift >= most_shift : text.shift <= -most_shift) off = 0;
    all_off_ += sign * off;
    // As much as the score implies, and as the decisions about all texts do: those here are no fair sample.
    const std::int64_t chance = std::max(std::int64_t{text.score} * (10'000 - text.score), usual_chance_) + 1'000'000;
    for (const std::uint32_t f : text.features) {
      features_[f].off += sign * off;
      features_[f].chance += sign * chance;
    }
  }

  std::optional<std::size_t> strongest(std::size_t used) const {
    std::optional<std::size_t> best;
    std::uint64_t most = 0;
    for (std::size_t f = 0; f < features_.size(); ++f) {
      const Feature& feature = features_[f];
      const auto off = static_cast<std::uint64_t>(std::abs(off_of(feature)));  // at most 1e9: max_adapt_rows
      const std::uint64_t strength = off * off / (static_cast<std::uint64_t>(feature.chance) / 16 + 1);
      if (strength <= most || strength < (feature.weight == 0 ? to_begin : to_go_on)) continue;
      if (feature.weight == 0 && used >= most_features) continue;
      if (std::abs(feature.weight + step_of(feature)) > most_weight) continue;
      most = strength;
      best = f;
    }
    return best;
  }

  // Of its texts, beyond what it would be if they were like all.
  std::int64_t off_of(const Feature& feature) const {
    const auto all = static_cast<std::int64_t>(texts_.size());
    return feature.off - all_off_ * static_cast<std::int64_t>(feature.texts.size()) / all;
  }
  Logit step_of(const Feature& feature) const { return off_of(feature) > 0 ? one_step : -one_step; }

  void take_step(std::size_t f) {
    const Logit step = step_of(features_[f]);
    features_[f].weight += step;
    for (const std::uint32_t t : features_[f].texts) {
      count(t, -1);
      texts_[t].shift += step;
      texts_[t].score = scored(texts_[t]);
      count(t, 1);
    }
  }

  // What was decided at each height of the score. Below one half a score is not raised: what moderators see there was
  // reported to them, and the many that nobody reported are not among the decisions.
  std::vector<CorrectionParts::Step> steps() const {
    struct Bin {
      std::int64_t texts = 0, decided = 0, scores = 0;
    };
    std::array<Bin, bins> of{};
    for (const Text& text : texts_) {
      Bin& bin = of[std::min<std::size_t>(static_cast<std::size_t>(text.score) / (10'000 / bins), bins - 1)];
      ++bin.texts;
      bin.decided += text.decided;
      bin.scores += text.score;
    }
    std::vector<CorrectionParts::Step> steps{{0, 0}};
    int furthest = 0, last = 0;
    for (const Bin& bin : of) {
      last = 0;
      if (bin.texts < least_of_bin) continue;
      const int from = static_cast<int>(bin.scores / bin.texts);
      last = static_cast<int>(std::clamp<std::int64_t>((bin.decided - bin.scores) / (bin.texts + belief), -most_moved,
                                                       from < 5'000 ? 0 : most_moved));
      if (from <= steps.back().from || from >= 10'000) continue;
      steps.push_back({from, std::clamp(from + last, 0, 10'000)});
      furthest = std::max(furthest, std::abs(last));
    }
    if (furthest < least_moved) return {};
    steps.push_back({10'000, std::clamp(10'000 + last, 0, 10'000)});
    ascend(steps);
    return steps;
  }

  // Neighbours that fall are pooled (pool-adjacent-violators), each counting alike.
  static void ascend(std::vector<CorrectionParts::Step>& steps) {
    struct Pool {
      int sum = 0, size = 0;
      int mean() const { return sum / size; }
    };
    std::vector<Pool> pools;
    for (const CorrectionParts::Step& step : steps) {
      pools.push_back({step.to, 1});
      while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
        const Pool top = pools.back();
        pools.pop_back();
        pools.back().sum += top.sum;
        pools.back().size += top.size;
      }
    }
    std::size_t at = 0;
    for (const Pool& pool : pools)
      for (int i = 0; i < pool.size; ++i, ++at)
        steps[at].to = std::clamp(pool.mean(), std::max(0, steps[at].from - most_moved), steps[at].from + most_moved);
    for (CorrectionParts::Step& step : steps) step.to = std::min(step.to, 10'000);
  }

  const Model& model_;
  const Label label_;
  std::vector<Text> texts_;
  std::vector<Feature> features_;  // by hash
  std::int64_t all_off_ = 0;
  std::int64_t usual_chance_ = 0;  // the variance of one decision, in squared ten-thousandths
};

}  // namespace

void fit_label(const Model& model, Label label, const std::vector<const AdaptRow*>& rows, CorrectionParts& parts) {
  Fit(model, label, rows).run(parts);
}

}  // namespace comity::classify
