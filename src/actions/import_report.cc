#include "actions/import_report.h"

#include <algorithm>

namespace comity::actions {
namespace {

class Lines {
 public:
  void heading(const std::string& text) { out_ += text + "\n"; }
  void line(std::int64_t n, const std::string& what) {
    std::string number = std::to_string(n);
    out_.append(number.size() < 10 ? 10 - number.size() : 1, ' ').append(number).append("  ").append(what).append("\n");
  }
  void if_any(std::int64_t n, const std::string& what) {
    if (n != 0) line(n, what);
  }
  void counts(const std::string& title, const interchange::Counts& counts) {
    if (counts.empty()) return;
    heading(title);
    for (const auto& [what, n] : counts) line(n, what);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::string range(const interchange::ByteRange& range) {
  return std::to_string(range.begin) + "-" + std::to_string(range.end);
}

void print_file(Lines& out, const ImportReport& r) {
  out.heading("The file: " + std::to_string(r.file.bytes) + " bytes, " + r.file.encoding + ", WXR version " +
              (r.file.channel.version.empty() ? "not given" : r.file.channel.version) + ", source " + r.source);
  out.line(r.file.items, "items");
  out.line(r.file.comments, "comments of every kind");
  out.if_any(r.file.replaced_characters, "characters that XML forbids, replaced by U+FFFD");
  out.if_any(r.file.malformed_bytes, "byte sequences that are no " + r.file.encoding + ", replaced by U+FFFD");
}

void print_taken(Lines& out, const ImportReport& r) {
  const std::string would = r.dry_run ? " (dry run: nothing was written)" : "";
  out.heading("Stories" + would + ":");
  out.line(r.stories.added, "added");
  out.if_any(r.stories.closed, "of them closed");
  out.if_any(r.stories.known, "were here already");
  out.if_any(r.stories.left_open, "of them closed in the file and open here: left open");
  out.if_any(r.stories.without_address, "without an address, known by the publisher's id 'wp-...'");
  out.if_any(r.stories.foreign, "whose host is none of the site's origins: readable, but its pages cannot post here");
  out.heading("Comments" + would + ":");
  out.line(r.comments.added(), "added");
  out.if_any(r.comments.published, "published (approved there)");
  out.if_any(r.comments.held, "held (not decided there)");
  out.if_any(r.comments.refused, "refused (spam there), without a number");
  out.if_any(r.comments.removed, "removed (in the trash there)");
  out.if_any(r.comments.replies, "replies");
  out.if_any(r.comments.orphans, "answers to a comment that is not in the file, now roots, marked 'orphan'");
  out.if_any(r.comments.cycles, "answers in a circle, now roots, marked 'cycle'");
  out.if_any(r.comments.other_story, "answers to a comment of another story, now roots, marked 'other_story'");
  out.if_any(r.comments.superseded, "the same words again by one name within a day: the older is folded to a link");
  out.if_any(r.comments.known, "were here already");
  out.if_any(r.comments.changed, "of them changed state with the source");
  out.if_any(r.comments.left, "of them decided otherwise here: left as they are");
  out.if_any(r.comments.repeated, "left out: an earlier comment of the file has the same id");
}

void print_judged(Lines& out, const ImportReport& r) {
  if (r.judged.empty()) return;
  out.heading("What the policy in force, '" + r.policy + "', would say (they stay as their moderators decided):");
  for (const auto& [state, actions] : r.judged)
    for (const auto& [action, n] : actions) out.line(n, std::string(state).append(": ").append(action));
  for (const auto& [clause, n] : r.clauses) out.line(n, "under clause '" + clause + "'");
}

void print_damages(Lines& out, const ImportReport& r) {
  if (!r.partly_read()) return;
  const std::int64_t all = static_cast<std::int64_t>(r.file.damages.size()) + r.file.more_damages;
  const auto lost =
      std::count_if(r.file.damages.begin(), r.file.damages.end(), [](const auto& d) { return d.lost_comment; });
  out.heading("The file was read only in part. Places that are no well-formed XML, by bytes of the file:");
  for (const interchange::WxrDamage& damage : r.file.damages)
    out.heading("  broken " + range(damage.broken) + ", skipped " + range(damage.skipped) + ": " + damage.what +
                (damage.lost_comment ? " (a comment was broken off)" : ""));
  out.line(all, "places in all");
  out.if_any(lost, "comments broken off");
  out.if_any(r.file.more_damages,
             "places beyond the first " + std::to_string(r.file.damages.size()) + " are not listed");
}

}  // namespace

std::string to_text(const ImportReport& report) {
  Lines out;
  if (report.site_made)
    out.heading("The site '" + report.site + "' " + (report.dry_run ? "would be" : "was") +
                " made, with the default policy.");
  print_file(out, report);
  print_taken(out, report);
  out.counts("Set aside, nothing was made of them:", report.set_aside);
  out.counts("Taken, but not as they stood:", report.noted);
  out.counts("Left out of what was taken:", report.dropped);
  out.counts("Elements that Comity has no place for:", report.file.unread);
  print_judged(out, report);
  print_damages(out, report);
  return out.take();
}

}  // namespace comity::actions
