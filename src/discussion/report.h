// A reader's report of a comment: under a rule of the policy, or a notice that it is against the law. Nobody needs an
// account for it, no number of them hides anything, and authors never learn who reported.
//
// Regulation (EU) 2022/2065, Art. 16 (notices), 17(3)(b) (who sent one is not named), 20 (complaints by notifiers too).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "discussion/contact.h"
#include "discussion/records.h"

namespace comity::discussion {

using ReportId = Id<struct ReportTag>;  // random, 1 .. 2^62-1, unique in its site; made by the action

enum class ReportKind : std::uint8_t { rule, notice };
std::string_view name(ReportKind kind);
std::optional<ReportKind> report_kind_from(std::string_view name);

inline constexpr std::size_t max_report_words = 1000;  // code points; beside a rule
inline constexpr std::size_t max_notice_words = 5000;  // code points; why it is illegal
inline constexpr std::size_t max_notifier_name = 200;  // code points
inline constexpr std::size_t max_notifier_address = max_address_bytes;

struct Report {
  SiteId site;
  ReportId id;
  StoryId story;
  CommentId comment;
  std::int64_t revision = 1;  // that readers saw then
  ReportKind kind = ReportKind::rule;
  std::string clause;   // of a rule's; '' of a notice
  std::string words;    // the reporter's own; '' none, or erased
  std::string name;     // of a notice's sender; '' not given, or erased
  std::string address;  // e-mail; the same
  Key128 reporter;      // keyed hash of a guest's key, else of that day's source; zero: erased, or from elsewhere
  bool known = false;   // the guest had something published here before
  Key128 receipt;       // opens it; zero: from elsewhere
  std::string case_code;
  std::string language;  // that they read and are answered in: a catalogue's tag
  Time filed;
  DecisionId answer;             // what was decided upon it; none: it waits
  std::optional<Time> answered;  // with `answer`

  bool operator==(const Report&) const = default;
};

// Whose address a notice's sender's is.
inline ContactOwner owner_of(const Report& report) { return {OwnerKind::report, report.id.value}; }

inline bool waits(const Report& report) { return !report.answer; }
// Nothing says who sent it, nor anything in their words.
inline bool is_forgotten(const Report& report) {
  return report.reporter == Key128{} && report.words.empty() && report.name.empty() && report.address.empty();
}

// What became of a report.
enum class ReportOutcome : std::uint8_t {
  waiting,
  gone,       // nobody decided upon it, and what it is about is shown no more
  no_action,  // a person looked, and nothing changes
  acted,
  acted_later,  // nothing changed at first; then somebody looked again
  undone,       // what was done was wrong, and taken back
};
std::string_view name(ReportOutcome outcome);
// `decisions`: all about the comment.
ReportOutcome outcome_of(const Report& report, State comment, const std::vector<Decision>& decisions);

// The decision that stands in its place: what corrected it, and what corrected that; itself where nothing did. A `keep`
// takes another back and puts nothing there. Null: no such decision.
const Decision* standing_for(DecisionId id, const std::vector<Decision>& decisions);

// A crowd that came at once: within an hour `burst_size` reports by people who are new here, or who say the same, or
// who come from one place. It weighs no more than one report; whoever decides is told.
inline constexpr std::size_t burst_size = 5;
inline constexpr std::chrono::hours burst_window{1};
bool is_burst(std::vector<Report> about_one_comment);

// What a decision rests on that was made with these reports waiting: a notice before a report; none: our own.
Source source_of(const std::vector<Report>& waiting);

}  // namespace comity::discussion
