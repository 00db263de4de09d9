// A site's own small correction of the model: what its moderators decided otherwise than the model expects.
//
// For each label a few hundred features (the model's own, features.h) add to the logit, each by at most half a natural
// logit and all together by at most one; then steps carry the score to another that is at most 0.2 away and keeps the
// order. Only in the languages it was fitted in. Integers, as in the model: the same on every machine.
//
// It takes no side: names are one feature, and neither that feature nor a pair with it can be corrected (adapt.h), so
// that exchanging two listed names changes nothing here either.
//
// File: docs/formats/correction.md. Using it: docs/operate/adapt.md.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "classify/features.h"
#include "classify/label.h"
#include "classify/model.h"

namespace comity::classify {

inline constexpr std::size_t max_correction_bytes = 64 * 1024;
inline constexpr std::size_t max_correction_weights = 1024;
inline constexpr std::size_t max_correction_languages = 64;
inline constexpr std::size_t max_correction_steps = 32;  // of one label
inline constexpr Logit most_weight = 512;                // of one feature
inline constexpr Logit most_shift = 1024;                // of all features of a text together
inline constexpr int most_moved = 2'000;                 // ten-thousandths that a step moves a score by

// What a correction says, before it is a file and after.
struct CorrectionParts {
  struct Step {
    int from = 0, to = 0;  // scores in ten-thousandths
    bool operator==(const Step&) const = default;
  };
  struct Weight {
    std::uint32_t feature = 0;
    Label label = Label::toxicity;
    std::int16_t weight = 0;  // as Logit
    bool operator==(const Weight&) const = default;
  };

  Hash256 model;                       // the model it corrects
  std::uint32_t rows = 0;              // decisions that it was fitted on
  std::vector<std::string> languages;  // that it corrects, sorted: BCP 47 primary subtags
  PerLabel<std::vector<Step>> steps;   // none: the score stays; else from 0 to 10,000, rising
  std::vector<Weight> weights;         // by feature, then label

  bool empty() const;
  bool operator==(const CorrectionParts&) const = default;
};

// The file. `parts` must be within the limits above.
std::string to_bytes(const CorrectionParts& parts);

class Correction {
 public:
  // Copies what it needs of `bytes`. Errors: `corrupt` - `detail` says what is wrong.
  static Result<std::shared_ptr<const Correction>> load(std::string_view bytes);

  const Hash256& hash() const { return hash_; }  // of the file behind its hash
  const CorrectionParts& parts() const { return parts_; }
  bool is_for(const Model& model) const { return parts_.model == model.hash(); }
  bool applies_in(std::string_view language) const;  // a primary subtag

  // The model's scores, corrected. 2 us per 200 letters more than the model alone.
  PerLabel<int> scores(const Model& model, const Features& features) const;
  // What each word adds to `label`'s logit by itself, by Features::words.
  std::vector<Logit> weights(const Features& features, Label label) const;

 private:
  struct Entry {
    std::uint32_t feature = 0;
    PerLabel<std::int16_t> weights{};
  };
  const Entry* find(std::uint32_t feature) const;  // null: it has no weight
  int moved(Label label, int score) const;
  static constexpr std::size_t first_bits = 13;
  static std::uint32_t first_of(std::uint32_t feature) { return feature >> (32 - first_bits); }

  Hash256 hash_;
  CorrectionParts parts_;
  std::vector<Entry> entries_;  // by feature
  // By a feature's first bits: nearly all features are in no entry.
  std::array<std::uint64_t, (1U << first_bits) / 64> may_have_{};
};

}  // namespace comity::classify
