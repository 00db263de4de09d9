#include "classify/adapt.h"

#include <algorithm>
#include <set>

#include "base/crypto.h"
#include "classify/adapt_label.h"

namespace comity::classify {
namespace {

// A fifth.
constexpr unsigned held_out_below = 51;

}  // namespace

bool is_held_out(std::string_view utf8) { return sha256(utf8).bytes[0] < held_out_below; }

AdaptRow adapt_row(const Model& model, std::string language, std::string_view utf8, const Features& features,
                   const PerLabel<std::optional<bool>>& labels) {
  AdaptRow row{std::move(language), is_held_out(utf8), {}, {}, labels};
  if (row.held_out) return row;
  row.learnable = learnable(features);
  row.logits = model.logits(features);
  return row;
}

Fitted fit(const Model& model, const std::vector<AdaptRow>& rows) {
  Fitted fitted;
  fitted.parts.model = model.hash();
  struct Count {
    std::size_t fitted = 0, held_out = 0;
  };
  std::map<std::string, Count> languages;
  for (const AdaptRow& row : rows) ++(row.held_out ? languages[row.language].held_out : languages[row.language].fitted);
  for (const auto& [language, count] : languages) {
    if (count.fitted >= least_rows_of_language && count.held_out >= least_held_out_of_language &&
        model.knows(language) && fitted.parts.languages.size() < max_correction_languages)
      fitted.parts.languages.push_back(language);
    else
      fitted.left_out.push_back(language + ": " + std::to_string(count.fitted) + " decisions to fit on and " +
                                std::to_string(count.held_out) + " to measure by; " +
                                std::to_string(least_rows_of_language) + " and " +
                                std::to_string(least_held_out_of_language) + " are needed");
  }
  std::vector<const AdaptRow*> used;
  for (const AdaptRow& row : rows) {
    if (row.held_out) continue;
    if (std::binary_search(fitted.parts.languages.begin(), fitted.parts.languages.end(), row.language))
      used.push_back(&row);
  }
  fitted.parts.rows = static_cast<std::uint32_t>(used.size());
  for (std::size_t l = 0; l < label_count; ++l) {
    const auto label = static_cast<Label>(l);
    std::size_t yes = 0, no = 0;
    for (const AdaptRow* row : used)
      if (const auto said = row->labels[l]) ++(*said ? yes : no);
    if (std::min(yes, no) >= least_of_label)
      fit_label(model, label, used, fitted.parts);
    else if (yes + no > 0)
      fitted.left_out.push_back(std::string(name(label)) + ": " + std::to_string(yes) + " restricted and " +
                                std::to_string(no) + " let stand; " + std::to_string(least_of_label) +
                                " of each are needed");
  }
  std::sort(fitted.parts.weights.begin(), fitted.parts.weights.end(),
            [](const auto& a, const auto& b) { return std::pair(a.feature, a.label) < std::pair(b.feature, b.label); });
  return fitted;
}

void ErrorTally::add(const std::string& language, std::string_view utf8, const PerLabel<int>& before,
                     const PerLabel<int>& after, const PerLabel<std::optional<bool>>& decided) {
  if (!is_held_out(utf8)) return;
  ErrorSum& of_language = languages[language];
  ++of_language.rows;
  for (std::size_t l = 0; l < label_count; ++l) {
    if (!decided[l]) continue;
    const auto squared = [&](int score) {
      const std::int64_t off = (*decided[l] ? 10'000 : 0) - score;
      return static_cast<std::uint64_t>(off * off);
    };
    ErrorSum& of_label = labels[static_cast<Label>(l)];
    ++of_label.rows;
    for (ErrorSum* sum : {&of_language, &of_label}) {
      ++sum->labels;
      sum->before += squared(before[l]);
      sum->after += squared(after[l]);
    }
  }
}

std::string mean_text(std::uint64_t sum, std::uint64_t labels) {
  const std::uint64_t mean = labels == 0 ? 0 : (sum / labels + 5'000) / 10'000;  // ten-thousandths
  return std::to_string(mean / 10'000) + '.' + std::to_string(10'000 + mean % 10'000).substr(1);
}

}  // namespace comity::classify
