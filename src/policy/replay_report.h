// A replay's tally as something to read: words for a terminal, JSON for programs, a page for a chief editor.
//
// The same tally gives the same bytes: no clock, no locale, no floating point. Formats: docs/formats/replay.md.
#pragma once

#include <string>

#include "policy/replay.h"

namespace comity::policy {

struct ReplayReport {
  std::string corpus;                // what was judged: a site's key, a file's name
  const Compiled* before = nullptr;  // null: there was none to compare with
  const Compiled* after = nullptr;
  std::string since;                 // texts written since then; '' all
  std::vector<std::string> clauses;  // only these counted; empty: all
  std::int64_t brake_share = 500;    // ten-thousandths
  ReplayTally tally;
};

std::string to_text(const ReplayReport& report);
std::string to_json(const ReplayReport& report);  // one object and a line's end
// A whole page in one file: no script, nothing loaded from anywhere, light and dark.
std::string to_html(const ReplayReport& report);

// Parts that the three have in common.

// Ids of the clauses that were counted, in the order of the new policy, then those only the old one has.
std::vector<std::string> clause_order(const ReplayReport& report);
// In the new policy's first language, or the old one's where only that has it.
std::string clause_title(const ReplayReport& report, std::string_view id);
std::uint64_t changed(const ReplayTally& tally);               // texts that come out otherwise
ByEffect totals(const ReplayTally& tally, bool after);         // by what is done
std::string thousands(std::uint64_t n);                        // "48,210"
std::string percent(std::uint64_t part, std::uint64_t whole);  // "2.50 %"; "0 %" of nothing
bool brake_would_stop(const ReplayReport& report, std::string_view id);
std::string month_name(int month);                // "2026-11"; "unknown"
std::string language_name(std::string_view tag);  // "en"; "unknown"

}  // namespace comity::policy
