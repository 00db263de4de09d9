#include "http/console/restrictions.h"

#include <algorithm>

#include "actions/block_author.h"
#include "actions/restriction.h"
#include "http/console/card.h"
#include "http/console/reported.h"
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

// What was typed into one of the forms, so that an error loses nothing of it.
struct Typed {
  std::string gravity, intention, reason;
  bool for_good = false;
};

void write_words_field(HtmlWriter& w, std::string_view name, const std::string& label, std::string_view typed,
                       bool required) {
  w.open("p").open("label").text(label).raw("<br>");
  w.open("textarea").attribute("name", name).attribute("rows", "2").attribute("maxlength", most_words);
  w.attribute("dir", "auto");
  if (required) w.flag("required");
  w.raw("\n").text(typed).close("textarea").close("label").close("p");
}

void write_lift_form(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at,
                     DecisionId block, const Typed& typed) {
  open_console_form(w, request, who, comment_place(at.own.comment.story, at.own.comment.id) + "/lift");
  w.hidden("block", std::to_string(block.value));
  write_words_field(w, "reason", message(who.lang, "console.restriction.lift_reason"), typed.reason, true);
  w.open("p").open("button").attribute("type", "submit").text(message(who.lang, "console.restriction.lift"));
  w.close("button").close("p").close("form");
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
    write_lift_form(w, request, who, at, block.decision, {});
    w.close("details");
  }
  w.close("li");
}

// `asked`: what the ladder asks for; null: nothing any more.
void write_block_fields(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at,
                        const Typed& typed, const discussion::Asked* asked, Time now) {
  const std::string& lang = who.lang;
  const discussion::Comment& comment = at.own.comment;
  const auto until = asked != nullptr ? discussion::lasts_until(asked->step, now) : std::nullopt;
  open_console_form(w, request, who, comment_place(comment.story, comment.id) + "/block");
  write_words_field(w, "gravity", message(lang, "console.block.gravity"), typed.gravity, true);
  write_words_field(w, "intention", message(lang, "console.block.intention"), typed.intention, true);
  write_words_field(w, "reason", message(lang, "console.reason"), typed.reason, false);
  if ((until || typed.for_good) && may(who.person, Permission::block_for_good)) {
    w.open("p").open("label").open("input").attribute("type", "checkbox").attribute("name", "for_good");
    w.attribute("value", "yes");
    if (typed.for_good) w.flag("checked");
    w.text(" ").text(message(lang, "console.block.for_good")).close("label").close("p");
  }
  w.open("p").open("button").attribute("type", "submit");
  w.text(until              ? message(lang, "console.block.until", {{"date", date_only(lang, *until)}})
         : asked != nullptr ? message(lang, "console.block.now")
                            : message(lang, "console.block.title"));
  w.close("button").close("p").close("form");
}

void write_block_form(HtmlWriter& w, App& app, const Request& request, const SignedIn& who, const ConsoleCase& at,
                      const discussion::Asked& asked) {
  const std::string& lang = who.lang;
  const discussion::Comment& comment = at.own.comment;
  const auto factors = actions::factors_of(app.world, who.site, comment.author, asked);
  if (!factors) return;
  w.element("p", "", message(lang, "console.block.why"));
  w.element(
      "p", "",
      message(lang, "console.block.factors",
              {{"n", factors->number}, {"total", factors->written}, {"days", asked.step.within_ms / 86'400'000}}));
  write_block_fields(w, request, who, at, {}, &asked, app.world.clock.now());
}

Result<ConsoleCase> load(App& app, const Request& request, const SignedIn& who) {
  const auto story = story_from_short_id(request.param("story").value_or(""));
  const auto comment = number_in(request.param("comment").value_or(""));
  if (!story || !comment) return fail(Error::Code::not_found, "no such comment");
  return load_case(app, who, *story, {*comment});
}

// What the ladder asks for now because of this very comment; none: nothing.
std::optional<discussion::Asked> asked_here(App& app, const SignedIn& who, const ConsoleCase& at) {
  const auto standing = actions::standing_of(app.world, who.site, at.own.comment.author);
  if (!standing || !standing->asked || standing->asked->deed != Deed::block) return std::nullopt;
  return standing->asked;
}

// Why it was not done, the comment it is about, and the form as it was sent.
template <class WriteForm>
Response again(const Request& request, const SignedIn& who, const ConsoleCase& at, const Error& error, Time now,
               const char* title, WriteForm write_form) {
  const discussion::Comment& comment = at.own.comment;
  ConsolePage page;
  page.current = "queue";
  page.path = comment_place(comment.story, comment.id);
  page.title = message(who.lang, title);
  page.notice = error_notice(error, who.lang);
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title).open("p").open("a").attribute("href", console_link(request, who, page.path));
  w.html(message_html(who.lang, "console.comment.title", {{"name", bdi(comment.name)}})).close("a").close("p");
  write_text(w, request, who, at, now);
  w.open("section", "decide").raw("");
  write_form(w);
  w.close("section");
  return console_answer(request, who, problem(error, request).status, page);
}

Done check_length(const Typed& typed) {
  const std::pair<const char*, const std::string&> fields[] = {
      {"gravity", typed.gravity}, {"intention", typed.intention}, {"reason", typed.reason}};
  for (const auto& [name, words] : fields) {
    if (words.size() > 4 * most_words)
      return fail(Error::Code::invalid, std::string(name) + ": at most " + std::to_string(most_words) + " characters");
  }
  return {};
}

Response block(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto at = load(app, request, who);
  if (!at) return console_error(request, who, at.error());
  const discussion::Comment& comment = at->own.comment;
  const Typed typed{std::string(form->value("gravity")), std::string(form->value("intention")),
                    std::string(form->value("reason")), form->value("for_good") == "yes"};
  Done done = check_length(typed);
  if (done) {
    done = actions::block_author(
               app.world, {who.site.id, comment.story, comment.id, typed.for_good, typed.gravity, typed.intention,
                           typed.reason, who.person.name, may(who.person, Permission::block_for_good)})
               .map([](const Block&) {});
  }
  if (!done) {
    const Time now = app.world.clock.now();
    const auto asked = asked_here(app, who, *at);
    return again(request, who, *at, done.error(), now, "console.block.title", [&](HtmlWriter& w) {
      write_block_fields(w, request, who, *at, typed, asked ? &*asked : nullptr, now);
    });
  }
  return console_move(who, comment_place(comment.story, comment.id) + "?deed=block");
}

Done lift(App& app, const SignedIn& who, AuthorId author, DecisionId block, const Typed& typed) {
  COMITY_CHECK(check_length(typed));
  COMITY_TRY(const auto blocks, app.world.store.blocks(who.site.id, author));
  for (const Block& one : blocks) {
    if (one.decision == block && !may_lift(who, one))
      return fail(Error::Code::forbidden, "a block for good is lifted by a senior moderator");
  }
  return actions::lift_block(app.world, {who.site.id, author, block, typed.reason, who.person.name})
      .map([](const discussion::Decision&) {});
}

Response lift_form(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto at = load(app, request, who);
  if (!at) return console_error(request, who, at.error());
  const discussion::Comment& comment = at->own.comment;
  const auto which = number_in(form->value("block"));
  if (!which) return console_error(request, who, {Error::Code::invalid, "which one?"});
  Typed typed;
  typed.reason = form->value("reason");
  if (const Done done = lift(app, who, comment.author, {*which}, typed); !done) {
    return again(request, who, *at, done.error(), app.world.clock.now(), "console.restriction.lift",
                 [&](HtmlWriter& w) { write_lift_form(w, request, who, *at, {*which}, typed); });
  }
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
  add_staff_route(app, "POST", "/console/{site}/comment/{story}/{comment}/lift", Permission::decide, lift_form);
}

}  // namespace comity::http
