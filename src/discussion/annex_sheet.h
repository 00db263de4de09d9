// One table of the annex while it is written: its cells, and what is left in it for the publisher.
#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "base/median.h"
#include "discussion/annex_names.h"
#include "discussion/transparency.h"

namespace comity::discussion {

using Cells = std::vector<std::string>;

inline Cells joined(Cells first, const Cells& then) {
  first.insert(first.end(), then.begin(), then.end());
  return first;
}

class AnnexSheet {
 public:
  AnnexSheet(std::string name, const Cells& head) : width_(head.size()) {
    table_.name = std::move(name);
    append_csv_row(table_.bytes, head);
  }

  // Short rows end in empty cells.
  void row(Cells cells) {
    cells.resize(width_);
    append_csv_row(table_.bytes, cells);
  }

  // An empty cell that only the publisher can fill.
  std::string for_publisher(std::string_view indicator) {
    std::string name(indicator.substr(0, indicator.find_last_not_of(' ') + 1));
    auto& all = table_.left_empty;
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(std::move(name));
    return {};
  }

  AnnexTable take() { return std::move(table_); }

 private:
  std::size_t width_;
  AnnexTable table_;
};

inline std::string number(std::int64_t n) { return std::to_string(n); }

// A whole number of hundredths, as "12.05".
inline std::string with_decimals(std::int64_t value, std::int64_t unit) {
  std::string rest = std::to_string(value % unit + unit).substr(1);
  return std::to_string(value / unit) + "." + rest;
}

// Hours, to a hundredth; '' nothing was timed.
inline std::string median_hours(const std::vector<Millis>& times) {
  constexpr std::int64_t hundredth_ms = 36'000;
  const auto middle = median(times);
  if (!middle) return {};
  return with_decimals((std::max<std::int64_t>(0, middle->count()) + hundredth_ms / 2) / hundredth_ms, 100);
}

// Between 0 and 1, to a ten-thousandth; '' of nothing.
inline std::string share(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return {};
  return with_decimals((part * 20'000 + whole) / (2 * whole), 10'000);
}

// Calls `emit(name, description, figures)` for each row that a table by category has: the sum, each category with its
// keywords, and `last`, what nobody said the kind of ('' none). Of the keywords only OTHER is known here, in a row
// for each description there is.
template <class Figures, class Emit>
void each_category(const std::map<std::string, std::map<std::string, Figures>>& by, bool beside_law,
                   std::string_view last, const Emit& emit) {
  const auto sum_of = [&](const std::string& category) {
    Figures sum;
    if (const auto found = by.find(category); found != by.end())
      for (const auto& [description, figures] : found->second) sum += figures;
    return sum;
  };
  Figures all;
  for (const auto& [category, unused] : by) all += sum_of(category);
  emit("TOTAL", "", all);
  for (const AnnexCategory& category : annex_categories()) {
    if (category.name == beside_the_law && !beside_law) continue;
    const std::string name(category.name);
    emit("STATEMENT_CATEGORY_" + name, "", sum_of(name));
    for (const AnnexKeyword& keyword : category.keywords) emit("KEYWORD_" + std::string(keyword.name), "", Figures{});
    const auto found = by.find(name);
    if (found == by.end()) {
      emit("KEYWORD_OTHER", "", Figures{});
    } else {
      for (const auto& [description, figures] : found->second) emit("KEYWORD_OTHER", description, figures);
    }
  }
  if (!last.empty()) emit("STATEMENT_CATEGORY_" + std::string(last), "", sum_of(std::string(last)));
}

}  // namespace comity::discussion
