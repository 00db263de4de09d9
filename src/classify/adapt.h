// Fits a site's correction (correction.h) on what its moderators decided, and tells how far off the scores are with
// and without it. Integers throughout: the same decisions give the same file.
//
// A fifth of the texts, chosen by their hash, is never fitted on: the errors are theirs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "classify/correction.h"

namespace comity::classify {

inline constexpr std::size_t max_adapt_rows = 50'000;
// What must be there to fit: decisions in a language, and of a label on either side.
inline constexpr std::size_t least_rows_of_language = 40, least_held_out_of_language = 10, least_of_label = 30;

// Whether a text is kept for measuring. The same text is always on the same side.
bool is_held_out(std::string_view utf8);

// A decided comment as the fit sees it.
struct AdaptRow {
  std::string language;  // BCP 47 primary subtag, one that the model knows
  bool held_out = false;
  std::vector<std::uint32_t> learnable;  // of its features; empty when held out
  PerLabel<Logit> logits{};              // the model's
  PerLabel<std::optional<bool>> labels{};
};
AdaptRow adapt_row(const Model& model, std::string language, std::string_view utf8, const Features& features,
                   const PerLabel<std::optional<bool>>& labels);

struct Fitted {
  CorrectionParts parts;
  std::vector<std::string> left_out;  // languages and labels that there were too few decisions for, in words
};
// Seconds for `max_adapt_rows`. `parts` is empty where there is nothing to correct.
Fitted fit(const Model& model, const std::vector<AdaptRow>& rows);

// How far the scores of decided texts are from what was decided: the sum of squared differences.
struct ErrorSum {
  std::uint64_t rows = 0;    // decided texts
  std::uint64_t labels = 0;  // of theirs that somebody decided
  std::uint64_t before = 0;  // squared ten-thousandths
  std::uint64_t after = 0;

  // By more than a tenth.
  bool grew() const { return after * 10 > before * 11; }
  bool operator==(const ErrorSum&) const = default;
};

struct ErrorTally {
  std::map<std::string, ErrorSum> languages;
  std::map<Label, ErrorSum> labels;

  // Counts a text that is held out; others are passed over.
  void add(const std::string& language, std::string_view utf8, const PerLabel<int>& before, const PerLabel<int>& after,
           const PerLabel<std::optional<bool>>& decided);
};

// The mean of a sum's squared differences: "0.0913".
std::string mean_text(std::uint64_t sum, std::uint64_t labels);

}  // namespace comity::classify
