#include "http/pages/discussion_html.h"

#include <algorithm>
#include <unordered_set>

#include "discussion/thread_order.h"
#include "http/messages.h"
#include "http/pages/write_form.h"
#include "http/readers.h"

namespace comity::http {
namespace {

std::string_view name_of(Sort sort) {
  switch (sort) {
    case Sort::oldest:
      return "oldest";
    case Sort::newest:
      return "newest";
    case Sort::threads:
      break;
  }
  return "threads";
}

// The page's address in an order, from its beginning.
std::string sorted(const DiscussionPlace& place, Sort sort) {
  std::string path = place.base + place.story;
  if (sort != Sort::threads) path = with_query(path, "sort", name_of(sort));
  return place.reader.link(path);
}

void write_head(HtmlWriter& w, const DiscussionView& view, const DiscussionPlace& place) {
  const std::string& lang = place.reader.lang;
  w.open("header", "cd-head")
      .open("h2", "cd-title")
      .attribute("id", "cd-title")
      .text(message(lang, "discussion.title"));
  w.text(" ").element("span", "cd-count", message(lang, "discussion.count", {{"n", view.story.published}}));
  w.close("h2");
  if (view.open && place.form) {
    w.link("#write", "cd-button cd-button-quiet cd-to-write", message(lang, "discussion.to_form"));
  }
  if (view.story.published > 1) {
    w.open("nav", "cd-sort").attribute("aria-label", message(lang, "discussion.sort"));
    for (const Sort sort : {Sort::threads, Sort::oldest, Sort::newest}) {
      w.open("a").attribute("href", sorted(place, sort) + "#discussion");
      if (sort == view.sort) w.attribute("aria-current", "true");
      w.text(message(lang, "discussion.sort." + std::string(name_of(sort)))).close("a");
    }
    w.close("nav");
  }
  w.close("header");
}

void write_thread(HtmlWriter& w, const DiscussionView& view, const DiscussionPlace& place) {
  const CommentPlace comment_place{place.reader,           place.base,        place.story,
                                   policy_path(view.site), view.policy.get(), view.open};
  std::unordered_set<std::int64_t> here;
  w.open("div", "cd-thread").raw("");
  for (const CommentView& comment : view.comments) {
    Shown shown;
    const bool flat = view.sort != Sort::threads;
    shown.depth = flat ? 0 : std::min(comment.depth, discussion::max_shown_depth);
    shown.reply_to_is_here = here.contains(comment.reply_to);
    shown.says_reply_to = flat || comment.depth > discussion::max_shown_depth || !shown.reply_to_is_here;
    write_comment(w, comment, comment_place, shown);
    here.insert(comment.number);
  }
  w.close("div");
}

void write_more(HtmlWriter& w, const DiscussionView& view, const DiscussionPlace& place) {
  const std::string& lang = place.reader.lang;
  if (view.next.empty() && !place.continued) return;
  w.open("nav", "cd-more").attribute("aria-label", message(lang, "discussion.pages"));
  if (!view.next.empty()) {
    w.open("a", "cd-button").attribute("rel", "next");
    w.attribute("href", with_query(sorted(place, view.sort), "after", view.next) + "#discussion");
    w.text(message(lang, "discussion.next")).close("a");
  }
  if (place.continued) w.link(sorted(place, view.sort) + "#discussion", "", message(lang, "discussion.first"));
  w.close("nav");
}

}  // namespace

Html foot_line(const DiscussionView& view, const DiscussionPlace& place) {
  const std::string& lang = place.reader.lang;
  Html line;
  if (view.story.held > 0) line += message_html(lang, "discussion.foot.waiting", {{"n", view.story.held}});
  std::int64_t refused = 0;
  Html items;
  for (const auto& [clause, n] : view.refused_by_clause) {
    if (n <= 0) continue;
    const policy::Clause* rule = view.policy ? view.policy->find(clause) : nullptr;
    const std::string number = rule != nullptr ? std::to_string(rule->number) : "";
    const std::string_view kind = clause == "spam" ? "spam" : rule == nullptr ? "none" : "rule";
    if (!items.empty()) items += message_html(lang, "meta.list_separator");
    items += message_html(lang, "discussion.foot.item", {{"clause", kind}, {"n", n}, {"rule", number}});
    refused += n;
  }
  if (refused > 0) {
    if (!line.empty()) line += message_html(lang, "discussion.foot.separator");
    line += message_html(lang, "discussion.foot.refused", {{"n", refused}, {"list", items}});
  }
  return line;
}

void write_discussion(HtmlWriter& w, const DiscussionView& view, const DiscussionPlace& place) {
  const std::string& lang = place.reader.lang;
  w.open("section", "cd").attribute("id", "discussion").attribute("lang", lang).attribute("dir", direction(lang));
  w.attribute("aria-labelledby", "cd-title").raw("");
  write_head(w, view, place);
  if (!view.open) w.element("p", "cd-closed", message(lang, "discussion.closed"));
  if (view.comments.empty()) {
    // Only where there is a form does it ask for the first comment.
    const bool invites = view.open && place.form;
    w.element("p", "cd-empty", message(lang, invites ? "discussion.empty" : "discussion.empty_closed"));
  } else {
    write_thread(w, view, place);
  }
  write_more(w, view, place);
  if (const Html foot = foot_line(view, place); !foot.empty()) w.element("p", "cd-foot", foot);
  if (view.open && place.form) {
    WriteForm form;
    form.reader = place.reader;
    form.base = place.base;
    form.action = place.story;
    form.policy = policy_path(view.site);
    form.account = account_path(view.site);
    form.rules = view.policy.get();
    form.url = place.url;
    form.title = place.title;
    form.language = place.language;
    write_form(w, form);
  }
  w.close("section");
}

}  // namespace comity::http
