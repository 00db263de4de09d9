#include "http/console/restrictions.h"

#include <algorithm>

#include "actions/block_author.h"
#include "actions/restriction.h"
#include "http/console/card.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

using discussion::Block;
using discussion::Deed;

constexpr std::size_t most_words = 1'000;  // of each field, as the form says

std::string_view kind_of(const Block& block) {
  return block.deed == Deed::block && !block.until ? "for_good" : discussion::name(block.deed);
}

bool may_lift(const SignedIn& who, const Block& block) {
  const bool for_good = block.deed == Deed::block && !block.until;
  return may(who.person, for_good ? Permission::block_for_good : Permission::decide);
}

void write_one(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at, const Block& block) {
  const std::string& lang = who.lang;
  w.open("li").open("p").raw("");
  w.text(message(lang, "console.restriction." + std::string(kind_of(block)),
                 {{"since", date_only(lang, block.since)}, {"until", date_only(lang, block.until.value_or(Time{}))}}));
  if (block.lifted)
    w.text(" · ").text(message(lang, "console.restriction.lifted", {{"date", date_only(lang, *block.lifted)}}));
  w.close("p");
  if (block.factors) {
    for (const std::string& words : {block.factors->gravity, block.factors->intention})
      w.open("p").open("q").attribute("dir", "auto").text(words).close("q").close("p");
  }
  if (!block.lifted && may_lift(who, block)) {
    w.open("details").element("summary", "", message(lang, "console.restriction.lift"));
    open_console_form(w, request, who, comment_place(at.own.comment.story, at.own.comment.id) + "/lift");
    w.hidden("block", std::to_string(block.decision.value));
    w.open("p").open("label").text(message(lang, "console.restriction.lift_reason")).raw("<br>");
    w.open("textarea").attribute("name", "reason").attribute("rows", "2").attribute("maxlength", most_words);
    w.attribute("dir", "auto").flag("required").raw("</textarea>").close("label").close("p");
    w.open("p").open("button").attribute("type", "submit").text(message(lang, "console.restriction.lift"));
    w.close("button").close("p").close("form").close("details");
  }
  w.close("li");
}

void write_words_field(HtmlWriter& w, std::string_view name, const std::string& label, bool required) {
  w.open("p").open("label").text(label).raw("<br>");
  w.open("textarea").attribute("name", name).attribute("rows", "2").attribute("maxlength", most_words);
  w.attribute("dir", "auto");
  if (required) w.flag("required");
  w.raw("</textarea>").close("label").close("p");
}

void write_block_form(HtmlWriter& w, App& app, const Request& request, const SignedIn& who, const ConsoleCase& at,
                      const discussion::Asked& asked) {
  const std::string& lang = who.lang;
  const discussion::Comment& comment = at.own.comment;
  const auto factors = actions::factors_of(app.world, who.site, comment.author, asked);
  if (!factors) return;
  const auto until = discussion::lasts_until(asked.step, app.world.clock.now());
  w.element("p", "", message(lang, "console.block.why"));
  w.element(
      "p", "",
      message(lang, "console.block.factors",
              {{"n", factors->number}, {"total", factors->written}, {"days", asked.step.within_ms / 86'400'000}}));
  open_console_form(w, request, who, comment_place(comment.story, comment.id) + "/block");
  write_words_field(w, "gravity", message(lang, "console.block.gravity"), true);
  write_words_field(w, "intention", message(lang, "console.block.intention"), true);
  write_words_field(w, "reason", message(lang, "console.reason"), false);
  if (until && may(who.person, Permission::block_for_good)) {
    w.open("p").open("label").open("input").attribute("type", "checkbox").attribute("name", "for_good");
    w.attribute("value", "yes").text(" ").text(message(lang, "console.block.for_good")).close("label").close("p");
  }
  w.open("p").open("button").attribute("type", "submit");
  w.text(until ? message(lang, "console.block.until", {{"date", date_only(lang, *until)}})
               : message(lang, "console.block.now"));
  w.close("button").close("p").close("form");
}

Result<ConsoleCase> load(App& app, const Request& request, const SignedIn& who) {
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto comment = number_in(request.param("comment").value_or(""));
  if (!story || !comment) return fail(Error::Code::not_found, "no such comment");
  return load_case(app, who, *story, {*comment});
}

Result<std::string> words_in(const Form& form, std::string_view name) {
  std::string words(form.value(name));
  if (words.size() > 4 * most_words)
    return fail(Error::Code::invalid, std::string(name) + ": at most " + std::to_string(most_words) + " characters");
  return words;
}

Response block(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto at = load(app, request, who);
  if (!at) return console_error(request, who, at.error());
  const discussion::Comment& comment = at->own.comment;
  const auto gravity = words_in(*form, "gravity"), intention = words_in(*form, "intention"),
             reason = words_in(*form, "reason");
  for (const auto* words : {&gravity, &intention, &reason})
    if (!*words) return console_error(request, who, words->error());
  const auto blocked = actions::block_author(
      app.world, {who.site.id, comment.story, comment.id, form->value("for_good") == "yes", *gravity, *intention,
                  *reason, who.person.name, may(who.person, Permission::block_for_good)});
  if (!blocked) return console_error(request, who, blocked.error());
  return console_move(who, comment_place(comment.story, comment.id) + "?deed=block");
}

Response lift(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto at = load(app, request, who);
  if (!at) return console_error(request, who, at.error());
  const discussion::Comment& comment = at->own.comment;
  const auto which = number_in(form->value("block"));
  if (!which) return console_error(request, who, {Error::Code::invalid, "which one?"});
  const auto reason = words_in(*form, "reason");
  if (!reason) return console_error(request, who, reason.error());
  const auto blocks = app.world.store.blocks(who.site.id, comment.author);
  if (!blocks) return console_error(request, who, blocks.error());
  for (const Block& one : *blocks) {
    if (one.decision.value == *which && !may_lift(who, one))
      return console_error(request, who, {Error::Code::forbidden, "a block for good is lifted by a senior moderator"});
  }
  const auto lifted = actions::lift_block(app.world, {who.site.id, comment.author, {*which}, *reason, who.person.name});
  if (!lifted) return console_error(request, who, lifted.error());
  return console_move(who, comment_place(comment.story, comment.id) + "?deed=unblock");
}

}  // namespace

void write_restrictions(HtmlWriter& w, App& app, const Request& request, const SignedIn& who, const ConsoleCase& at) {
  const discussion::Comment& comment = at.own.comment;
  if (!comment.author) return;
  const auto author = app.world.store.author(who.site.id, comment.author);
  const auto blocks = app.world.store.blocks(who.site.id, comment.author);
  if (!author || !blocks) return;
  std::optional<discussion::Asked> asked;
  if (author->strikes > 0) {  // the whole record is read only of whom it could say something
    if (auto standing = actions::standing_of(app.world, who.site, comment.author)) asked = std::move(standing->asked);
  }
  const bool asks = asked && asked->deed == Deed::block;
  if (blocks->empty() && !asks) return;
  const std::string& lang = who.lang;
  w.open("section").attribute("aria-labelledby", "restrictions").raw("");
  w.open("h2").attribute("id", "restrictions").text(message(lang, "console.restrictions")).close("h2");
  if (asks) {
    const discussion::Strike& straw = asked->strikes.back();
    if (straw.story != comment.story || straw.comment != comment.id) {
      const std::string there = console_link(request, who, comment_place(straw.story, straw.comment));
      w.open("p").link(there + "#restrictions", "", message(lang, "console.block.elsewhere")).close("p");
    } else if (may(who.person, Permission::decide)) {
      write_block_form(w, app, request, who, at, *asked);
    }
  }
  if (!blocks->empty()) {
    w.open("ul", "past").raw("");
    for (auto one = blocks->rbegin(); one != blocks->rend(); ++one) write_one(w, request, who, at, *one);
    w.close("ul");
  }
  w.close("section");
}

void add_restriction_forms(App& app) {
  add_staff_route(app, "POST", "/console/{site}/comment/{story}/{comment}/block", Permission::decide, block);
  add_staff_route(app, "POST", "/console/{site}/comment/{story}/{comment}/lift", Permission::decide, lift);
}

}  // namespace comity::http
