#include "interchange/wxr_archive.h"

#include <algorithm>

#include "base/crypto.h"
#include "interchange/html_text.h"

namespace comity::interchange {
namespace {

constexpr std::size_t most_kinds = 500;

std::string lower_ascii(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// What a moderator of WordPress decided.
ArchivedState state_of(const std::string& approved, bool& known) {
  known = true;
  const std::string word = lower_ascii(approved);
  if (word == "1" || word == "approve" || word == "approved") return ArchivedState::published;
  if (word == "0" || word == "hold" || word == "unapproved") return ArchivedState::held;
  if (word == "spam") return ArchivedState::spam;
  if (word == "trash" || word == "post-trashed") return ArchivedState::trash;
  known = false;
  return ArchivedState::held;
}

}  // namespace

void WxrArchive::count(Counts& counts, std::string kind) {
  if (counts.size() >= most_kinds && !counts.contains(kind)) kind = "other";
  ++counts[std::move(kind)];
}

Done WxrArchive::comment(const WxrComment& c) {
  const std::string type = lower_ascii(c.type);
  if (!type.empty() && type != "comment") {
    count(set_aside, type == "pingback" || type == "trackback" ? type : "comment of type " + type.substr(0, 40));
    return {};
  }
  ArchivedComment out;
  out.story = c.item;
  out.source_id = canonical_id(c.id);
  out.parent_id = canonical_id(c.parent);
  if (out.source_id.empty()) {
    count(noted, "comment without an id");
    // The same next time, so that a second run knows it again.
    out.source_id =
        "sha256:" +
        to_hex(sha256(std::to_string(c.item) + '\n' + c.author + '\n' + c.date_gmt + '\n' + c.content)).substr(0, 32);
  }
  out.name = plain_text(c.author);
  if (const auto gmt = parse_sql_date(c.date_gmt)) {
    out.written = *gmt;
  } else if (const auto local = parse_sql_date(c.date)) {
    out.written = *local;
    count(noted, "date without GMT, read as GMT");
  } else {
    count(noted, "comment without a date");
  }
  bool known = true;
  out.state = state_of(c.approved, known);
  if (!known) count(noted, "state '" + c.approved.substr(0, 40) + "', taken as held");
  out.html = c.content;
  if (is_escaped_twice(out.html)) {
    out.html = unescaped_once(out.html);
    count(noted, "text escaped twice");
  }
  out.html = with_line_breaks(out.html);
  if (c.content_cut) count(noted, "text longer than 1 MB, cut");

  const std::string user = canonical_id(c.user_id);
  if (!c.author_email.empty())
    out.person = person_of_("mail:" + lower_ascii(c.author_email));
  else if (!user.empty())
    out.person = person_of_("user:" + user);
  if (!c.author_email.empty()) count(dropped, "e-mail address (kept as a keyed hash)");
  if (!c.author_ip.empty()) count(dropped, "network address");
  if (!c.author_url.empty()) count(dropped, "author's own address");
  if (!user.empty()) count(dropped, "user id");
  for (const std::string& key : c.meta_keys) count(dropped, "comment meta " + key.substr(0, 60));

  ++comments;
  ++taken_from_item_;
  return archive_.add(out);
}

Done WxrArchive::item(const WxrItem& item) {
  const bool has_comments = std::exchange(taken_from_item_, 0) > 0;
  if (!item.whole && item.type.empty() && !has_comments) {
    count(set_aside, "item broken off before its type");
    return {};
  }
  const std::string type = item.type.empty() ? "post" : lower_ascii(item.type);
  const std::string status = item.status.empty() ? "publish" : lower_ascii(item.status);
  const bool is_page = (type == "post" || type == "page") && status == "publish";
  // Whatever people have commented on is a story; a page without comments is one if readers can open it.
  if (!is_page && !has_comments) {
    count(set_aside, type == "post" || type == "page" ? type + " with status " + status.substr(0, 40)
                                                      : "item of type " + type.substr(0, 40));
    return {};
  }
  if (!is_page) count(noted, "story from " + type.substr(0, 40) + " with status " + status.substr(0, 40));
  ArchivedStory story;
  story.ordinal = item.ordinal;
  story.source_id = canonical_id(item.id);
  story.title = plain_text(item.title);
  story.link = item.link.empty() ? item.guid : item.link;
  story.open = lower_ascii(item.comment_status) != "closed";
  if (const auto gmt = parse_sql_date(item.date_gmt))
    story.created = *gmt;
  else if (const auto local = parse_sql_date(item.date))
    story.created = *local;
  ++stories;
  return archive_.add(story);
}

}  // namespace comity::interchange
