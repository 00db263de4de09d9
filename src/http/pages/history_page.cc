// What a comment said before it was changed: the revisions that readers could see, never one that was held or refused.
#include "http/messages.h"
#include "http/pages/articles.h"
#include "http/pages/pages.h"
#include "text/language.h"
#include "text/markup.h"

namespace comity::http {
namespace {

using discussion::State;

void write_revision(HtmlWriter& w, const discussion::Revision& revision, bool is_live, std::string_view lang) {
  Html date;
  HtmlWriter(date.markup)
      .open("time")
      .attribute("datetime", rfc3339(revision.written))
      .text(date_time(lang, revision.written))
      .close("time");
  w.open("article", is_live ? "cd-comment cd-target" : "cd-comment");
  w.element("h2", "cd-meta", message_html(lang, is_live ? "history.now" : "history.version", {{"date", date}}));
  if (revision.text.empty()) {
    w.element("p", "cd-notice-text", message(lang, "receipt.text_erased"));
  } else {
    const bool rtl = text::direction_of(revision.text) == text::Direction::rtl;
    w.open("div", "cd-text").attribute("lang", revision.facts.language).attribute("dir", rtl ? "rtl" : "ltr");
    w.html(trusted_html(text::to_html(text::restored(revision.text)))).close("div");
  }
  w.close("article");
}

Result<Rendered> history_page(App& app, const Request& request, const Located& at, std::int64_t number) {
  COMITY_TRY(const auto stored, app.world.store.by_number(at.site.id, at.story.id, number));
  const discussion::Comment& comment = stored.comment;
  if (comment.state != State::published || comment.superseded_by) {
    return fail(Error::Code::not_found, "the comment is not shown any more, nor is what it said before");
  }
  COMITY_TRY(const auto revisions, app.world.store.revisions(at.site.id, at.story.id, comment.id));
  Frame frame;
  frame.reader = reader_for(asked_language(request), at.site, at.story.language);
  frame.site = &at.site;
  frame.indexed = false;
  const std::string& lang = frame.reader.lang;
  const std::string path = comment_path(at.site, at.story, number);
  frame.title = message(lang, "history.title", {{"number", std::to_string(number)}});
  frame.path = path + "/history";
  const Article* article = article_of(at.site.key, at.story.publisher_id);
  HtmlWriter w(frame.main.markup);
  w.open("p", "section").open("a").attribute("href", frame.reader.link(path)).attribute("dir", "auto");
  w.text(article != nullptr ? article->title : title_of(at.story, lang)).close("a").close("p");
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  for (auto it = revisions.rbegin(); it != revisions.rend(); ++it) {
    if (it->state == State::published) write_revision(w, *it, it->revision == comment.live_revision, lang);
  }
  w.close("div");
  return Rendered{page_html(frame), "text/html; charset=utf-8", page_headers(), {}};
}

Response answer(App& app, const Request& request) {
  const auto number = number_in(request.param("number").value_or(""));
  if (!number) return error_page(app, request, 404, "not_found");
  const auto at = locate(app, request);
  if (!at) return error_page(app, request, at.error());
  const Reader reader = reader_for(asked_language(request), at->site, at->story.language);
  const std::string what = "history " + std::to_string(*number) + " " + (reader.asked ? reader.lang : "");
  Response response = app.snapshots.answer(request, {at->site.id, at->story.id, "", what},
                                           [&] { return history_page(app, request, *at, *number); });
  if (response.status >= 400) return error_page(app, request, response.status, "");
  return response;
}

}  // namespace

void add_history_pages(App& app) {
  app.router.add("GET", "/s/{site}/{story}/{number}/history",
                 [&app](const Request& request) { return answer(app, request); });
}

}  // namespace comity::http
