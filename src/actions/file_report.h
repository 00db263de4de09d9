// A reader reports a comment: under a rule of the policy, or as against the law. No account is needed.
#pragma once

#include "actions/world.h"
#include "discussion/report.h"

namespace comity::actions {

struct FileReport {
  StoryId story;
  std::int64_t number = 0;  // of the comment
  discussion::ReportKind kind = discussion::ReportKind::rule;
  std::string clause;  // of a rule's
  std::string words;   // a notice says why it is illegal
  // Of a notice. DSA Art. 16(2)(c): who sends it is not asked where it is about sexual abuse of a child.
  std::string name, address;
  bool about_child_abuse = false;
  bool good_faith = false;  // Art. 16(2)(d)
  std::string language;     // of the page they read: a catalogue's tag
  std::optional<Key128> guest_key;
  Key128 source;
  std::string press;  // the same one with the same words is one report: a button pressed twice; '' each is another
};

// What is wrong with what was filled in; the first that is.
enum class ReportFault : std::uint8_t { none, clause, words, explanation, name, address, good_faith };
ReportFault fault_in(const FileReport& request, const policy::Compiled& policy);

// Errors: `invalid` - a fault; `not_found` - no such comment; `forbidden` - readers do not see it (any more).
Result<discussion::Report> file_report(World& world, const discussion::Site& site, const FileReport& request);

// Whoever opens a report's receipt, as a complaint remembers them.
Key128 complainant_of(const World& world, const discussion::Report& report);

}  // namespace comity::actions
