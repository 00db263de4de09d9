#include "classify/correction.h"

#include <algorithm>

namespace comity::classify {
bool CorrectionParts::empty() const {
  return weights.empty() &&
         std::all_of(steps.begin(), steps.end(), [](const std::vector<Step>& of_label) { return of_label.empty(); });
}

bool Correction::applies_in(std::string_view language) const {
  return std::binary_search(parts_.languages.begin(), parts_.languages.end(), language);
}

const Correction::Entry* Correction::find(std::uint32_t feature) const {
  const std::uint32_t first = first_of(feature);
  if (((may_have_[first / 64] >> (first % 64)) & 1) == 0) return nullptr;
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), feature,
                                   [](const Entry& entry, std::uint32_t f) { return entry.feature < f; });
  return at != entries_.end() && at->feature == feature ? &*at : nullptr;
}

int Correction::moved(Label label, int score) const {
  const auto& steps = parts_.steps[static_cast<std::size_t>(label)];
  if (steps.empty()) return score;
  const auto above = std::upper_bound(steps.begin(), steps.end(), score,
                                      [](int value, const CorrectionParts::Step& s) { return value < s.from; });
  if (above == steps.end()) return steps.back().to;
  if (above == steps.begin()) return steps.front().to;
  const auto &low = *(above - 1), &high = *above;
  return low.to + (high.to - low.to) * (score - low.from) / (high.from - low.from);
}

PerLabel<int> Correction::scores(const Model& model, const Features& features) const {
  PerLabel<Logit> logits = model.logits(features);
  PerLabel<Logit> shift{};
  std::array<std::uint64_t, max_correction_weights / 64> counted{};  // a feature counts once, however often it stands
  for (const std::uint32_t feature : features.hashes) {
    const Entry* entry = find(feature);
    if (entry == nullptr) continue;
    const auto place = static_cast<std::size_t>(entry - entries_.data());
    const std::uint64_t bit = std::uint64_t{1} << place % 64;
    if ((counted[place / 64] & bit) != 0) continue;
    counted[place / 64] |= bit;
    for (std::size_t l = 0; l < label_count; ++l) shift[l] += entry->weights[l];
  }
  PerLabel<int> out{};
  for (std::size_t l = 0; l < label_count; ++l) {
    const auto label = static_cast<Label>(l);
    out[l] = moved(label, model.calibrated(label, logits[l] + std::clamp(shift[l], -most_shift, most_shift)));
  }
  return out;
}

std::vector<Logit> Correction::weights(const Features& features, Label label) const {
  std::vector<Logit> out(features.words.size(), 0);
  for (std::size_t w = 0; w < out.size(); ++w) {
    std::vector<const Entry*> counted;
    for (std::uint32_t i = features.words[w].begin; i < features.words[w].end; ++i) {
      const Entry* entry = find(features.hashes[i]);
      if (entry == nullptr || std::find(counted.begin(), counted.end(), entry) != counted.end()) continue;
      counted.push_back(entry);
      out[w] += entry->weights[static_cast<std::size_t>(label)];
    }
    out[w] = std::clamp(out[w], -most_shift, most_shift);
  }
  return out;
}

}  // namespace comity::classify
