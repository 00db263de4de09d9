// One decision about many: first what it would be about, with the count to be confirmed; then the decision.
#include "actions/decide_many.h"
#include "http/console/card.h"
#include "http/console/evidence.h"
#include "http/messages.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

using discussion::Deed;
using Chosen = std::vector<std::pair<StoryId, CommentId>>;

// "~0123abcd.14" each.
Chosen chosen_in(const Form& form) {
  Chosen chosen;
  for (const auto& [name, value] : form.fields) {
    const std::size_t dot = value.find('.');
    if (name != "comment" || dot == std::string::npos) continue;
    const auto story = story_from_short_id(std::string_view(value).substr(0, dot));
    const auto comment = number_in(std::string_view(value).substr(dot + 1));
    if (story && comment) chosen.emplace_back(*story, CommentId{*comment});
  }
  return chosen;
}

// A comment that readers see, with its text; nothing: they do not.
std::optional<store::StoredComment> shown_one(App& app, const SignedIn& who, StoryId story, CommentId id) {
  const auto comment = app.world.store.comment(who.site.id, story, id);
  if (!comment || comment->state != discussion::State::published) return std::nullopt;
  auto shown = app.world.store.by_number(who.site.id, story, comment->number);
  return shown ? std::optional(*std::move(shown)) : std::nullopt;
}

Response ask(App& app, const Request& request, const SignedIn& who, const Form& form, const Chosen& chosen,
             const Error* error) {
  const std::string& lang = who.lang;
  ConsolePage page;
  page.current = "queue";
  page.path = "/queue";
  page.title = message(lang, "console.many.title", {{"n", chosen.size()}});
  if (error != nullptr) page.notice = message_html(lang, "console.error." + std::string(name(error->code)));
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  if (chosen.empty()) {
    w.element("p", "", message(lang, "console.many.none"));
    w.open("p").link(console_link(request, who, "/queue"), "", message(lang, "console.to_queue")).close("p");
    return console_answer(request, who, 400, page);
  }
  open_console_form(w, request, who, "/many");
  w.hidden("confirm", std::to_string(chosen.size()));
  w.open("ul", "past").raw("");
  std::vector<std::string> clauses;
  bool some_wait = false, some_shown = false;
  for (const auto& [story, comment] : chosen) {
    const auto waiting = app.world.store.waiting_of(who.site.id, story, comment);
    if (waiting && clauses.empty()) clauses = waiting->decision.clauses;
    w.open("li").hidden("comment", short_id(story) + "." + std::to_string(comment.value));
    if (waiting) {
      w.open("bdi").text(waiting->comment.name).close("bdi").text(": ").open("span").attribute("dir", "auto");
      w.text(text_start(waiting->revision.text)).close("span");
      some_wait = true;
    } else if (const auto shown = shown_one(app, who, story, comment)) {
      w.open("bdi").text(shown->comment.name).close("bdi").text(": ").open("span").attribute("dir", "auto");
      w.text(text_start(shown->revision.text)).close("span");
      some_shown = true;
    } else {
      w.text(message(lang, "console.decided_meanwhile"));
    }
    w.close("li");
  }
  w.close("ul").open("fieldset", "deeds").element("legend", "", message(lang, "console.deed"));
  std::vector<Deed> deeds;
  if (some_wait) deeds = {Deed::publish, Deed::refuse, Deed::return_};
  if (some_shown) deeds.push_back(Deed::remove);
  for (const Deed deed : deeds) {
    const std::string name(discussion::name(deed));
    w.open("label").open("input").attribute("type", "radio").attribute("name", "deed").attribute("value", name);
    w.attribute("data-key", name).flag("required");
    if (form.value("deed") == name) w.flag("checked");
    w.text(" ").text(message(lang, "console.deed." + name)).close("label");
  }
  w.close("fieldset");
  if (const auto live = app.world.policies.live(who.site)) write_clause_boxes(w, **live, clauses, lang);
  w.open("p").open("label").text(message(lang, "console.reason")).raw("<br>");
  w.open("textarea").attribute("name", "reason").attribute("rows", "2").attribute("maxlength", "1000");
  w.attribute("dir", "auto").text(form.value("reason")).close("textarea").close("label").close("p");
  w.open("p").open("button").attribute("type", "submit").attribute("data-key", "send");
  w.text(message(lang, "console.many.confirm", {{"n", chosen.size()}})).close("button").close("p").close("form");
  return console_answer(request, who, error == nullptr ? 200 : 400, page);
}

Response many(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const Chosen chosen = chosen_in(*form);
  if (form->value("confirm") != std::to_string(chosen.size()) || chosen.empty()) {
    return ask(app, request, who, *form, chosen, nullptr);
  }
  actions::DecideMany many;
  many.comments = chosen;
  many.as.site = who.site.id;
  many.as.by = who.person.name;
  many.as.actor = discussion::Actor::moderator;
  many.as.reason = form->value("reason");
  const auto deed = discussion::deed_from(form->value("deed"));
  many.as.deed = deed.value_or(Deed::hold);
  if (many.as.deed != Deed::publish) {
    for (const auto& [name, value] : form->fields) {
      if (name == "clause") many.as.clauses.push_back(value);
    }
  }
  const auto done = actions::decide_many(app.world, many);
  if (!done) return ask(app, request, who, *form, chosen, &done.error());
  return console_move(who, "/queue?order=gravest&batch=" + to_base64url(done->batch) +
                               "&n=" + std::to_string(done->decisions.size()) +
                               (done->proposed.empty() ? "" : "&proposed=" + std::to_string(done->proposed.size())));
}

}  // namespace

void add_many_pages(App& app) { add_staff_route(app, "POST", "/console/{site}/many", Permission::decide, many); }

}  // namespace comity::http
