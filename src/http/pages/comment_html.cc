#include "http/pages/comment_html.h"

#include <algorithm>

#include "discussion/thread_order.h"
#include "http/messages.h"
#include "http/pages/clauses.h"

namespace comity::http {
namespace {

using discussion::State;

void write_time(HtmlWriter& w, std::string_view lang, Time t) {
  w.open("time").attribute("datetime", rfc3339(t)).text(date_time(lang, t)).close("time");
}

Html time_html(std::string_view lang, Time t) {
  Html html;
  HtmlWriter w(html.markup);
  write_time(w, lang, t);
  return html;
}

// "Comment 14 by Anna, reply to 9"
std::string label(const CommentView& comment, std::string_view lang, bool is_notice) {
  const std::string number = std::to_string(comment.number);
  const std::string to = std::to_string(comment.reply_to);
  if (is_notice) {
    return comment.reply_to == 0 ? message(lang, "comment.label_notice", {{"number", number}})
                                 : message(lang, "comment.label_notice_reply", {{"number", number}, {"to", to}});
  }
  std::string name = shown_name(comment);
  if (name.empty()) name = message(lang, "comment.name_erased");
  return comment.reply_to == 0 ? message(lang, "comment.label", {{"number", number}, {"name", name}})
                               : message(lang, "comment.label_reply", {{"number", number}, {"name", name}, {"to", to}});
}

void write_notice(HtmlWriter& w, const CommentView& comment, const CommentPlace& place) {
  const std::string& lang = place.reader.lang;
  const std::string number = std::to_string(comment.number);
  w.open("p", "cd-notice-text");
  if (comment.superseded_by != 0) {
    const std::string newer = std::to_string(comment.superseded_by);
    Html link;
    HtmlWriter(link.markup).link(place.reader.link(place.base + place.story + "/" + newer), "", newer);
    w.html(message_html(lang, "comment.superseded", {{"number", number}, {"newer", link}}));
  } else if (comment.state == State::withdrawn) {
    w.text(message(lang, "comment.withdrawn", {{"number", number}}));
  } else if (comment.clauses.empty()) {
    w.text(message(lang, "comment.removed_plain", {{"number", number}}));
  } else {
    Html rules;
    for (const std::string& clause : comment.clauses) {
      if (!rules.empty()) rules += message_html(lang, "discussion.foot.separator");
      rules += rule_inline(place.rules, clause, lang);
    }
    w.html(message_html(lang, "comment.removed", {{"number", number}, {"rules", rules}})).text(" ");
    if (comment.decided) {
      Html date;
      HtmlWriter(date.markup)
          .open("time")
          .attribute("datetime", rfc3339(*comment.decided))
          .text(date_only(lang, *comment.decided))
          .close("time");
      const char* key = comment.decided_by_program ? "comment.removed_by_program" : "comment.removed_by_moderator";
      w.html(message_html(lang, key, {{"date", date}})).text(" ");
    }
    w.link(place.reader.link(place.base + place.policy + "#rule-" + comment.clauses.front()), "",
           message(lang, "comment.removed_why"));
  }
  w.close("p");
}

void write_meta(HtmlWriter& w, const CommentView& comment, const CommentPlace& place) {
  const std::string& lang = place.reader.lang;
  const std::string number = std::to_string(comment.number);
  w.open("header", "cd-meta").open("span", "cd-by");
  if (const std::string name = shown_name(comment); !name.empty()) {
    w.element("bdi", "cd-name", name);
  } else {
    w.element("span", "cd-no-name", message(lang, "comment.name_erased"));
  }
  w.close("span");
  if (comment.staff) w.element("span", "cd-staff", message(lang, "comment.staff"));
  w.link(place.reader.link(place.base + place.story + "/" + number), "cd-permalink",
         message(lang, "comment.number", {{"number", number}}));
  write_time(w, lang, comment.created);
  if (comment.edited) {
    const Html date = time_html(lang, *comment.edited);
    w.open("a", "cd-edited").attribute("rel", "nofollow");
    w.attribute("href", place.reader.link(place.base + place.story + "/" + number + "/history"));
    w.html(comment.edited_after != 0 ? message_html(lang, "comment.edited_after",
                                                    {{"date", date}, {"number", std::to_string(comment.edited_after)}})
                                     : message_html(lang, "comment.edited", {{"date", date}}))
        .close("a");
  }
  w.close("header");
}

}  // namespace

std::string shown_name(const CommentView& comment) {
  if (comment.name.empty() || comment.name_mark.empty()) return comment.name;
  return comment.name + " · " + comment.name_mark;
}

void write_comment(HtmlWriter& w, const CommentView& comment, const CommentPlace& place, const Shown& shown) {
  const std::string& lang = place.reader.lang;
  const std::string number = std::to_string(comment.number);
  const bool is_notice = comment.state != State::published || comment.superseded_by != 0;
  std::string css = "cd-comment";
  if (is_notice) css += " cd-notice";
  if (shown.is_target) css += " cd-target";
  if (shown.depth > 0) css += " cd-d" + std::to_string(std::min(shown.depth, discussion::max_shown_depth));
  w.open("article", css).attribute("id", "c" + number).attribute("aria-label", label(comment, lang, is_notice));
  if (!is_notice) write_meta(w, comment, place);
  if (shown.says_reply_to && comment.reply_to != 0) {
    const std::string to = std::to_string(comment.reply_to);
    w.open("p", "cd-in-reply");
    w.link(shown.reply_to_is_here ? "#c" + to : place.reader.link(place.base + place.story + "/" + to), "",
           message(lang, "comment.in_reply_to", {{"number", to}}));
    w.close("p");
  }
  if (comment.restored && !is_notice) {
    w.element("p", "cd-notice-text", message(lang, "notice.restored.what", {{"number", number}}));
  }
  if (is_notice) {
    write_notice(w, comment, place);
  } else {
    // An unknown language is said to be unknown, so that the page's own is not taken for it.
    w.open("div", "cd-text").attribute("lang", comment.language).attribute("dir", comment.rtl ? "rtl" : "ltr");
    w.html(trusted_html(comment.html)).close("div");
    const std::string own = place.base + place.story + "/" + number;
    w.open("p", "cd-actions");
    if (place.may_reply && comment.closed) {
      w.element("span", "cd-closed-here", message(lang, "error.replies_closed")).text(" ");
    } else if (place.may_reply) {
      w.open("a", "cd-reply").attribute("rel", "nofollow").attribute("href", place.reader.link(own + "#write"));
      w.attribute("aria-label", message(lang, "comment.reply_to", {{"number", number}}));
      w.text(message(lang, "comment.reply")).close("a").text(" ");
    }
    w.open("a", "cd-report").attribute("rel", "nofollow").attribute("href", place.reader.link(own + "/report"));
    w.attribute("aria-label", message(lang, "comment.report_label", {{"number", number}}));
    w.text(message(lang, "comment.report")).close("a").close("p");
  }
  w.close("article");
}

}  // namespace comity::http
