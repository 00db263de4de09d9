// Whose comments a reader does not want to see: said at a comment, listed and taken back. Nobody but the reader hears
// of it.
#include <algorithm>

#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/comment_html.h"
#include "http/pages/pages.h"
#include "http/pages/reader_pages.h"
#include "http/pages/staff_forms.h"

namespace comity::http {
namespace {

Frame frame_of(const Request& request, const ReaderIn& in, std::string_view title) {
  Frame frame;
  frame.reader = reader_for(asked_language(request), in.site);
  frame.site = &in.site;
  frame.title = message(in.lang, title);
  frame.path = request.method == "GET" ? request.path : "";
  return frame;
}

void begin(HtmlWriter& w, const Frame& frame) {
  const std::string& lang = frame.reader.lang;
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
}

// As the comment says it now; an erased one has none.
Html name_html(const std::string& name, const std::string& mark, const std::string& lang) {
  if (name.empty()) return escaped(message(lang, "comment.name_erased"));
  return bdi(mark.empty() ? name : name + " · " + mark);
}

void write_muted(HtmlWriter& w, App& app, const ReaderIn& in, const Reader& reader, const discussion::Muted& one) {
  const auto comment = app.world.store.comment(in.site.id, one.story, one.comment);
  const auto story = app.world.store.story(in.site.id, one.story);
  if (!comment || !story) return;
  w.open("li").html(name_html(comment->name, comment->name_mark, in.lang)).text(" ");
  if (comment->number != 0) {
    w.link(reader.link(comment_path(in.site, *story, comment->number)), "",
           message(in.lang, "comment.number", {{"number", std::to_string(comment->number)}}));
  }
  open_form(w, reader.link(reader_path(in.site) + "/unmute"), in.csrf);
  w.hidden("muted", std::to_string(one.author.value)).open("button", "cd-button-quiet").attribute("type", "submit");
  w.text(message(in.lang, "reader.unmute")).close("button").close("form").close("li");
}

Response mutes_page(App& app, const Request& request, const ReaderIn& in) {
  const auto muted = app.world.store.muted_by(in.site.id, in.who.account.author);
  if (!muted) return error_page(app, request, muted.error());
  Frame frame = frame_of(request, in, "reader.mutes");
  HtmlWriter w(frame.main.markup);
  begin(w, frame);
  w.element("p", "", message(in.lang, muted->empty() ? "reader.mutes.none" : "reader.mutes.text"));
  if (!muted->empty()) {
    w.open("ul", "cd-mutes").raw("");
    for (const discussion::Muted& one : *muted) write_muted(w, app, in, frame.reader, one);
    w.close("ul");
  }
  w.open("p").link(frame.reader.link(reader_path(in.site)), "", message(in.lang, "account.title")).close("p");
  w.close("div");
  return private_page(200, std::move(frame));
}

struct At {
  Located place;
  CommentView comment;
};
Result<At> comment_at(App& app, const Request& request) {
  const auto number = number_in(request.param("number").value_or(""));
  if (!number) return fail(Error::Code::not_found, "no number");
  At at;
  COMITY_TRY(at.place, locate(app, request));
  COMITY_TRY(at.comment, comment_view(app, at.place.site, at.place.story, *number));
  return at;
}

Response mute_page(App& app, const Request& request, const ReaderIn& in, int status, const std::string& fault) {
  const auto at = comment_at(app, request);
  if (!at) return error_page(app, request, at.error());
  Frame frame = frame_of(request, in, "reader.mute.title");
  HtmlWriter w(frame.main.markup);
  begin(w, frame);
  if (!fault.empty()) write_fault(w, message(in.lang, fault));
  const Html name = name_html(at->comment.name, at->comment.name_mark, in.lang);
  w.element("p", "", message_html(in.lang, "reader.mute.text", {{"name", name}}));
  open_form(w, frame.reader.link(request.path), in.csrf);
  write_submit(w, message(in.lang, "reader.mute.submit"));
  w.close("form").open("p");
  w.link(frame.reader.link(comment_path(at->place.site, at->place.story, at->comment.number)), "",
         message(in.lang, "reader.mute.back"));
  w.close("p").close("div");
  return private_page(status, std::move(frame));
}

Response mute(App& app, const Request& request, const ReaderIn& in) {
  const auto at = comment_at(app, request);
  if (!at) return error_page(app, request, at.error());
  const Done done = actions::mute_author(app.world, in.who, at->place.story.id, at->comment.number);
  if (done) return see_other(reader_for(asked_language(request), in.site).link(reader_path(in.site) + "/mutes"));
  if (done.error().code != Error::Code::conflict) return error_page(app, request, done.error());
  return mute_page(app, request, in, 409, "reader.mute.refused");
}

Response unmute(App& app, const Request& request, const ReaderIn& in) {
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const auto muted = number_in(form->value("muted"));
  if (!muted) return error_page(app, request, 400, "invalid");
  const Done done = actions::unmute_author(app.world, in.who, AuthorId{*muted});
  if (!done) return error_page(app, request, done.error());
  return see_other(reader_for(asked_language(request), in.site).link(reader_path(in.site) + "/mutes"));
}

}  // namespace

void write_mute_link(HtmlWriter& w, const discussion::Site& site, const discussion::Story& story, std::int64_t number,
                     const Reader& reader) {
  const std::string story_at = story_path(site, story).substr(("/s/" + site.key).size());  // "/harbour-bridge"
  w.open("a").attribute("rel", "nofollow");
  w.attribute("href", reader.link(reader_path(site) + "/mute" + story_at + "/" + std::to_string(number)));
  w.text(message(reader.lang, "reader.mute")).close("a");
}

void add_reader_mutes_pages(App& app) {
  add_reader_route(app, "GET", "/reader/{site}/mutes", mutes_page);
  add_reader_route(
      app, "GET", "/reader/{site}/mute/{story}/{number}",
      [](App& a, const Request& request, const ReaderIn& in) { return mute_page(a, request, in, 200, ""); });
  add_reader_route(app, "POST", "/reader/{site}/mute/{story}/{number}", mute);
  add_reader_route(app, "POST", "/reader/{site}/unmute", unmute);
}

}  // namespace comity::http
