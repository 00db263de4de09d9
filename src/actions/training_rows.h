// What people decided, as rows to train a classifier with. Format: docs/formats/rows.md
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "actions/stored_texts.h"
#include "actions/world.h"
#include "base/json.h"
#include "classify/label.h"

namespace comity::actions {

// The labels of rows, in their order; severe toxicity follows from the others and has no place.
inline constexpr std::array row_labels{
    std::pair{"toxic", classify::Label::toxicity}, std::pair{"profanity", classify::Label::profanity},
    std::pair{"attack", classify::Label::insult},  std::pair{"hate", classify::Label::identity_attack},
    std::pair{"threat", classify::Label::threat},  std::pair{"sexual", classify::Label::sexually_explicit}};
std::optional<classify::Label> row_label(std::string_view name);

struct TrainingRow {
  std::string id, source, language, text;
  classify::PerLabel<std::optional<bool>> labels{};  // none: nobody said
};
// One line of docs/formats/rows.md. Errors: `invalid`.
Result<TrainingRow> read_row(std::string_view line);
// The members, into an object that is open.
void write_members(json::Writer& out, const TrainingRow& row);

// Which label a rule stands for.
using RuleLabels = std::map<std::string, classify::Label, std::less<>>;
RuleLabels usual_rule_labels();  // of the policy that ships

struct RowCounts {
  std::int64_t positive = 0, negative = 0;
};
// Gives each text of `site` that a person decided under one of `rules`, or let stand, with what was said of it. Memory
// does not depend on the site's size. Errors: those of the store and of `use`.
Result<RowCounts> for_each_decided(World& world, const discussion::Site& site, const RuleLabels& rules,
                                   const std::function<Done(const StoredText& text, const TrainingRow& row)>& use);
// Gives a line for each text of `site` that a person decided under one of `rules`, or let stand. Memory does not depend
// on the site's size. Errors: those of the store and of `write`.
Result<RowCounts> export_rows(World& world, const discussion::Site& site, const RuleLabels& rules,
                              const std::function<Done(std::string_view line)>& write);

}  // namespace comity::actions
