// Bars and columns of a replay's page, as inline SVG in whole units. Colours are classes: the page's style sheet knows
// them for light and dark. Inside the room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/replay_report.h"

namespace comity::policy {

// One bar over the whole width, divided by what is done; `label` says it in words.
std::string stacked_bar(const ByEffect& counts, const std::string& label);

// A bar as long as `part` of `most`. `kind`: a class, "old" or "new".
std::string share_bar(std::uint64_t part, std::uint64_t most, std::string_view kind);

// A column for each month: what is advised against, held, refused and not judgeable under the new policy, as a share
// of that month's texts, with a mark where the old policy's column would end.
std::string month_columns(const std::map<int, GroupTally>& months, bool has_old);

// Class of an effect: "allow" ... "open".
std::string_view css_class(Effect effect);

}  // namespace comity::policy
