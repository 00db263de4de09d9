// Somebody's life may be in danger (DSA Art. 18): one button keeps all that is stored of a comment, writes the
// notification for the authorities as a file, and leaves a line in the operator's log. A person ends it. What its
// author erased meanwhile is sealed: a senior alone opens it, and lets it go.
#include "actions/record_order.h"
#include "discussion/sealed.h"
#include "http/console/reported.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

using discussion::Danger;

constexpr std::size_t most_listed = 50;  // of the author's other comments
constexpr std::size_t most_words = 2'000;

std::string danger_place(discussion::DangerId id) { return "/danger/" + std::to_string(id.value); }

std::string indented(std::string_view text) {
  std::string out = "    ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out + "\n";
}

// Art. 18(1): "promptly inform the law enforcement or judicial authorities ... of its suspicion and provide all
// relevant information available": everything that is held of the comment and its author, in the language of the site.
Result<std::string> notification(App& app, const discussion::Site& site, const Danger& danger) {
  store::Store& store = app.world.store;
  COMITY_TRY(const auto comment, store.comment(site.id, danger.story, danger.comment));
  COMITY_TRY(const auto story, store.story(site.id, danger.story));
  COMITY_TRY(const auto revisions, store.revisions(site.id, danger.story, danger.comment));
  std::string_view catalogue = interface_language(site.languages.empty() ? "en" : site.languages.front());
  if (catalogue.empty()) catalogue = "en";
  const std::string lang(catalogue);
  std::string out = message(lang, "danger.file.title") + "\n" + message(lang, "danger.file.law") + "\n\n";
  const auto line = [&](const char* key, const std::string& value) {
    if (!value.empty()) out += message(lang, key) + ": " + value + "\n";
  };
  line("danger.file.from", site.name);
  line("danger.file.contact", site.contact_authorities);
  line("danger.file.noted", rfc3339(danger.noted));
  line("danger.file.where", app.options.public_url + (comment.number != 0 ? comment_path(site, story, comment.number)
                                                                          : story_path(site, story)));
  line("danger.file.page", story.url);
  line("danger.file.state", message(lang, "receipt.state." + std::string(discussion::name(comment.state))));
  line("danger.file.reference", short_id(comment.story) + "/" + std::to_string(comment.id.value));
  const auto sealed = discussion::sealed_from_json(danger.sealed);
  if (!sealed) return fail(Error::Code::corrupt, "what was sealed of the comment cannot be read");
  const discussion::Sealed all = discussion::sealed_with(*sealed, comment, revisions, danger.words);
  line("danger.file.name", all.name);
  if (is_sealed(danger)) out += "\n" + message(lang, "danger.file.sealed") + "\n";
  if (!all.seen.empty()) out += "\n" + message(lang, "danger.file.seen") + ":\n" + indented(all.seen);
  for (const discussion::Sealed::Text& one : all.texts) {
    out += "\n" + message(lang, "danger.file.text", {{"date", rfc3339(one.written)}}) + ":\n";
    out += indented(one.text.empty() ? message(lang, "receipt.text_erased") : one.text);
  }
  if (comment.author) {
    COMITY_TRY(const auto author, store.author(site.id, comment.author));
    out += "\n";
    line("danger.file.first_seen", rfc3339(author.first_seen));
    line("danger.file.published", std::to_string(author.published));
    COMITY_TRY(const auto others, store.by_author(site.id, danger.story, comment.author, Time{}, most_listed));
    for (const store::StoredComment& other : others) {
      if (other.comment.id == comment.id || other.revision.text.empty()) continue;
      out += "\n" + message(lang, "danger.file.other", {{"date", rfc3339(other.comment.written)}}) + ":\n";
      out += indented(other.revision.text);
    }
  }
  out += "\n" + message(lang, "danger.file.addresses") + "\n";
  return out;
}

// Whether this person may read what is stored for the notification.
bool may_open(const SignedIn& who, const Danger& danger) {
  return !is_sealed(danger) || may(who.person, Permission::open_sealed);
}

void log_opening(App& app, const SignedIn& who, const Danger& danger) {
  if (!is_sealed(danger)) return;
  app.log("danger to life: site " + who.site.key + ", comment " + short_id(danger.story) + "/" +
          std::to_string(danger.comment.value) + ": what is sealed of it was opened");
}

Response sealed_page(const Request& request, const SignedIn& who, int status, const Danger& danger);

Result<Danger> danger_of(App& app, const Request& request, const SignedIn& who) {
  const auto id = number_in(request.param("danger").value_or(""));
  if (!id) return fail(Error::Code::not_found, "no such danger");
  return app.world.store.danger(who.site.id, {*id});
}

void write_one(HtmlWriter& w, const Request& request, const SignedIn& who, const Danger& danger) {
  w.text(date_time(who.lang, danger.noted)).text(" · ").open("bdi").text(danger.noted_by).close("bdi").text(" · ");
  w.link(console_link(request, who, comment_place(danger.story, danger.comment)), "",
         message(who.lang, "appeal.console.comment"));
  if (is_sealed(danger)) w.text(" · ").element("strong", "", message(who.lang, "danger.is_sealed"));
  if (danger.ended)
    w.text(" · ").text(message(who.lang, "danger.ended", {{"date", date_time(who.lang, *danger.ended)}}));
}

Response list(App& app, const Request& request, const SignedIn& who) {
  const auto dangers = app.world.store.dangers(who.site.id);
  if (!dangers) return console_error(request, who, dangers.error());
  ConsolePage page;
  page.current = "danger";
  page.path = "/danger";
  page.title = message(who.lang, "danger.title");
  page.notice = reported_notice(request, who.lang);
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title).element("p", "", message(who.lang, "danger.help"));
  if (dangers->empty()) w.element("p", "empty", message(who.lang, "danger.none"));
  w.open("ul", "past").raw("");
  for (const Danger& danger : *dangers) {
    w.open("li").open("p").raw("");
    write_one(w, request, who, danger);
    w.text(" · ").link(console_link(request, who, danger_place(danger.id)), "", message(who.lang, "danger.open"));
    w.close("p").close("li");
  }
  w.close("ul");
  return console_answer(request, who, 200, page);
}

// For those who may not open it: that it is there.
Response sealed_page(const Request& request, const SignedIn& who, int status, const Danger& danger) {
  ConsolePage page;
  page.current = "danger";
  page.path = danger_place(danger.id);
  page.title = message(who.lang, "danger.title");
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title).open("p", "quiet").raw("");
  write_one(w, request, who, danger);
  w.close("p").element("p", "", message(who.lang, "danger.sealed"));
  return console_answer(request, who, status, page);
}

Response one(App& app, const Request& request, const SignedIn& who) {
  const auto danger = danger_of(app, request, who);
  if (!danger) return console_error(request, who, danger.error());
  if (!may_open(who, *danger)) return sealed_page(request, who, 200, *danger);
  log_opening(app, who, *danger);
  const auto text = notification(app, who.site, *danger);
  if (!text) return console_error(request, who, text.error());
  ConsolePage page;
  page.current = "danger";
  page.path = danger_place(danger->id);
  page.title = message(who.lang, "danger.title");
  page.notice = reported_notice(request, who.lang);
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title).open("p", "quiet").raw("");
  write_one(w, request, who, *danger);
  w.close("p").element("p", "", message(who.lang, "danger.send"));
  w.open("p").link("/console/" + who.site.key + danger_place(danger->id) + "/file", "",
                   message(who.lang, "danger.file"));
  w.close("p").open("pre", "text").attribute("dir", "auto").text(*text).close("pre");
  if (!danger->ended && may(who.person, Permission::decide)) {
    w.element("p", "", message(who.lang, is_sealed(*danger) ? "danger.end_sealed" : "danger.end_help"));
    open_console_form(w, request, who, danger_place(danger->id));
    w.open("p", "buttons").open("button", "second").attribute("type", "submit");
    w.text(message(who.lang, "danger.end")).close("button").close("p").close("form");
  }
  return console_answer(request, who, 200, page);
}

Response file(App& app, const Request& request, const SignedIn& who) {
  const auto danger = danger_of(app, request, who);
  if (!danger) return console_error(request, who, danger.error());
  if (!may_open(who, *danger)) return sealed_page(request, who, 403, *danger);
  log_opening(app, who, *danger);
  auto text = notification(app, who.site, *danger);
  if (!text) return console_error(request, who, text.error());
  Response response;
  response.body = *std::move(text);
  response.set("Content-Type", "text/plain; charset=utf-8").set("Cache-Control", "no-store");
  return response.set("Content-Disposition",
                      "attachment; filename=\"notification-" + std::to_string(danger->id.value) + ".txt\"");
}

void write_note_form(HtmlWriter& w, const Request& request, const SignedIn& who, StoryId story, CommentId comment,
                     std::string_view typed) {
  open_console_form(w, request, who, "/danger");
  w.hidden("story", short_id(story)).hidden("comment", std::to_string(comment.value));
  w.element("p", "", message(who.lang, "danger.help"));
  w.open("p").open("label").text(message(who.lang, "danger.words")).raw("<br>");
  w.open("textarea").attribute("name", "words").attribute("rows", "2").attribute("maxlength", most_words);
  w.attribute("dir", "auto").raw("\n").text(typed).close("textarea").close("label").close("p");
  w.open("p", "buttons").open("button").attribute("type", "submit").attribute("data-key", "danger");
  w.text(message(who.lang, "danger.note")).close("button").close("p").close("form");
}

// Why it was not noted, with the words as they were sent.
Response note_again(const Request& request, const SignedIn& who, StoryId story, CommentId comment,
                    std::string_view typed, const Error& error) {
  ConsolePage page;
  page.current = "danger";
  page.path = "/danger";
  page.title = message(who.lang, "danger.title");
  page.notice = error_notice(error, who.lang);
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  w.open("p").link(console_link(request, who, comment_place(story, comment)), "",
                   message(who.lang, "appeal.console.comment"));
  w.close("p").open("section", "decide").raw("");
  write_note_form(w, request, who, story, comment, typed);
  w.close("section");
  return console_answer(request, who, problem(error, request).status, page);
}

Response note(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto story = story_from_short_id(form->value("story"));
  const auto comment = number_in(form->value("comment"));
  if (!story || !comment) return console_error(request, who, {Error::Code::not_found, "no such comment"});
  const std::string words(form->value("words"));
  const auto danger = actions::note_danger(app.world, {who.site.id, *story, {*comment}, words, who.person.name});
  if (!danger) return note_again(request, who, *story, {*comment}, words, danger.error());
  app.log("danger to life: site " + who.site.key + ", comment " + short_id(*story) + "/" + std::to_string(*comment) +
          ": what is stored of it is kept; the notification for the authorities is at /console/" + who.site.key +
          danger_place(danger->id));
  return console_move(who, danger_place(danger->id) + "?deed=danger");
}

Response end(App& app, const Request& request, const SignedIn& who) {
  const auto danger = danger_of(app, request, who);
  if (!danger) return console_error(request, who, danger.error());
  if (!may_open(who, *danger)) return sealed_page(request, who, 403, *danger);
  if (const auto done = actions::end_danger(app.world, who.site.id, danger->id, who.person.name); !done)
    return console_error(request, who, done.error());
  app.log("danger to life ended: site " + who.site.key + ", comment " + short_id(danger->story) + "/" +
          std::to_string(danger->comment.value) + ": retention applies to it again");
  return console_move(who, "/danger?deed=ended");
}

}  // namespace

void write_danger(HtmlWriter& w, App& app, const Request& request, const SignedIn& who, StoryId story,
                  CommentId comment) {
  const auto all = app.world.store.dangers(who.site.id);
  if (!all) return;
  for (const Danger& danger : *all) {
    if (danger.ended || danger.story != story || danger.comment != comment) continue;
    w.open("p", "late").text(message(who.lang, "danger.noted", {{"date", date_time(who.lang, danger.noted)}}));
    w.text(" ").link(console_link(request, who, danger_place(danger.id)), "", message(who.lang, "danger.open"));
    w.close("p");
    return;
  }
  if (!may(who.person, Permission::decide)) return;
  w.open("details", "danger").element("summary", "", message(who.lang, "danger.button"));
  write_note_form(w, request, who, story, comment, "");
  w.close("details");
}

void add_danger_pages(App& app) {
  add_staff_route(app, "GET", "/console/{site}/danger", Permission::read_queue, list);
  add_staff_route(app, "POST", "/console/{site}/danger", Permission::decide, note);
  add_staff_route(app, "GET", "/console/{site}/danger/{danger}", Permission::read_queue, one);
  add_staff_route(app, "POST", "/console/{site}/danger/{danger}", Permission::decide, end);
  add_staff_route(app, "GET", "/console/{site}/danger/{danger}/file", Permission::read_queue, file);
}

}  // namespace comity::http
