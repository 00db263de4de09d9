// An appeal: a decision is looked at again, once for each complainant, by a person who had no part in it.
//
// Regulation (EU) 2022/2065, Art. 20: free of charge, for at least six months, decided with reasons and not by
// automated means alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "discussion/records.h"
#include "discussion/second_look.h"

namespace comity::discussion {

using AppealId = Id<struct AppealTag>;  // random, 1 .. 2^62-1, unique in its site; made by the action

enum class AppealOutcome : std::uint8_t { upheld, partly, reversed };
std::string_view name(AppealOutcome outcome);
std::optional<AppealOutcome> appeal_outcome_from(std::string_view name);

struct Appeal {
  SiteId site;
  AppealId id;
  DecisionId decision;  // appealed against
  StoryId story;
  CommentId comment;   // that the decision is attached to
  Key128 complainant;  // keyed hash of what let them in
  std::string grounds;
  std::string language;  // that they read and were answered in: a catalogue's tag
  Time filed;
  Time due;                              // to be answered by
  std::optional<AppealOutcome> outcome;  // none: open
  std::optional<Time> decided;
  std::string decided_by;  // sign-in name; never shown to the public
  SecondLook look = SecondLook::other;
  std::string reasons;
  DecisionId answer;  // the decision that the answer was: a correction, or that nothing changes

  bool operator==(const Appeal&) const = default;
};

inline bool is_open(const Appeal& appeal) { return !appeal.outcome; }

inline constexpr std::size_t max_grounds = 5000;  // code points; of grounds and of reasons
inline constexpr std::chrono::days second_look_after{1};

// What a restriction can be appealed against: a refusal, a removal, a return, a closed branch, a warning and what
// follows on it.
bool is_appealable(const Decision& decision);

// The last moment: six months after, by the calendar (UTC); of the 31st where the month has none, the day after.
Time appealable_until(const Decision& decision);

// Why a decision cannot be appealed against (any more).
enum class NoAppeal : std::uint8_t { never, too_late, corrected, filed_before };
// `decisions`: all about its comment. `appeals`: all about its comment. Nothing: it may be.
std::optional<NoAppeal> why_no_appeal(const Decision& decision, const std::vector<Decision>& decisions,
                                      const std::vector<Appeal>& appeals, const Key128& complainant, Time now);
// Those that an author may appeal against now: about the comment first, then about themselves, the newest first of
// each.
std::vector<Decision> appealable_now(const std::vector<Decision>& decisions, const std::vector<Appeal>& appeals,
                                     const Key128& complainant, Time now);

// How `person` would look again at `decision`; nothing: not by them. `desk`: what the site says of a desk of one;
// `outside`: they are no part of the desk.
std::optional<SecondLook> second_look_by(std::string_view person, bool outside, const Decision& decision,
                                         const std::vector<Decision>& decisions, SecondLook desk, Time now);

}  // namespace comity::discussion
