#include "http/pages/receipt_html.h"

#include <doctest.h>

#include "http/messages.h"

using namespace comity;
using namespace comity::http;
using discussion::Actor;
using discussion::Deed;
using discussion::State;

namespace {

const auto policy_in_force = policy::compile(policy::shipped_policy()).policy;
const Time noon = *parse_rfc3339("2026-11-22T12:00:00Z");

actions::OwnComment own_in(State state, std::string text = "damn this") {
  actions::OwnComment own;
  own.site.key = "herald";
  own.site.languages = {"en"};
  own.comment.state = state;
  own.comment.number = state == State::published || state == State::removed ? 7 : 0;
  own.comment.written = noon;
  own.comment.live_revision = own.comment.number != 0 ? 1 : 0;
  discussion::Revision revision;
  revision.text = std::move(text);
  revision.state = state == State::held ? State::held : state == State::refused ? State::refused : State::published;
  own.revisions = {revision};
  own.policy = policy_in_force;
  return own;
}

discussion::Decision decision(Deed deed, Actor actor, std::vector<std::string> clauses = {}) {
  discussion::Decision made;
  made.deed = deed;
  made.actor = actor;
  made.clauses = std::move(clauses);
  made.policy = policy_in_force->id;
  made.decided = noon;
  return made;
}

discussion::Decision hold_of_damn() {
  auto hold = decision(Deed::hold, Actor::engine, {"profanity"});
  hold.findings = {{"profanity", policy::Action::hold, {{"lexicon", "profanity", "damn", {{0, 4}}}}}};
  return hold;
}

std::string facts(const actions::OwnComment& own, std::string_view lang = "en") {
  std::string out;
  HtmlWriter w(out);
  write_facts(w, own, [](const Hash256&) { return policy_in_force; }, lang);
  return out;
}

bool has(std::string_view page, std::string_view piece) { return page.find(piece) != std::string_view::npos; }

}  // namespace

TEST_CASE("a held comment's author reads the rule, the words and that nobody has judged") {
  auto own = own_in(State::held);
  own.decisions = {hold_of_damn()};
  const std::string page = facts(own);
  CHECK(has(page, "Your comment is saved and waits for a person."));
  CHECK(has(page, "Rule 1, No swearing"));
  CHECK(has(page, "“<mark><bdi>damn</bdi></mark>”"));
  CHECK(has(page, "this is not a strike"));
  CHECK(has(page, "You can change the words"));
  CHECK(has(facts(own, "ru"), "Ваш комментарий сохранён и ждёт человека."));
  CHECK(has(facts(own, "ar"), "حُفظ تعليقك"));
}

TEST_CASE("a comment published at once says its number and no more") {
  const std::string page = facts(own_in(State::published));
  CHECK(has(page, "Your comment is up, as number 7."));
  CHECK_FALSE(has(page, "Why"));
  CHECK_FALSE(has(page, "Who decided"));
}

TEST_CASE("a comment released after a hold says that the hold was a mistake, and cites the promise") {
  auto own = own_in(State::published);
  auto release = decision(Deed::publish, Actor::operator_);
  release.freedom = "free-claims";
  own.decisions = {hold_of_damn(), release};
  const std::string page = facts(own);
  CHECK(has(page, "A moderator found that it keeps the rules."));
  CHECK(has(page, "The hold was our mistake"));
  CHECK(has(page, "Your account of events"));
}

TEST_CASE("a held or returned comment that was changed and then published by the program names no moderator") {
  auto own = own_in(State::published, "this is fine");
  auto publish = decision(Deed::publish, Actor::engine);
  publish.revision = 2;
  for (const auto& before : {hold_of_damn(), decision(Deed::return_, Actor::moderator, {"person"})}) {
    own.decisions = {before, publish};
    const std::string page = facts(own);
    CHECK(has(page, "Your changed comment is up, as number 7."));
    CHECK_FALSE(has(page, "moderator"));
    CHECK_FALSE(has(page, "mistake"));
    CHECK_FALSE(has(page, "Why"));
  }
  CHECK(has(facts(own, "ru"), message("ru", "notice.published.changed", {{"number", "7"}})));
}

TEST_CASE("a refusal by a person shows the words that the program had found, the reason and the date") {
  auto own = own_in(State::refused);
  auto refusal = decision(Deed::refuse, Actor::operator_, {"profanity"});
  refusal.reason = "Please say it <without> that.";
  own.decisions = {hold_of_damn(), refusal};
  const std::string page = facts(own);
  CHECK(has(page, "Your comment was not published."));
  CHECK(has(page, "“<mark><bdi>damn</bdi></mark>”"));
  CHECK(has(page, "Please say it &lt;without&gt; that."));
  CHECK(has(page, "22 November 2026 at 12:00 UTC"));
  CHECK(has(page, "It was first stopped by our program."));
}

TEST_CASE("a refusal by the program says that no person was involved") {
  auto own = own_in(State::refused);
  own.decisions = {decision(Deed::refuse, Actor::engine, {"spam"})};
  const std::string page = facts(own);
  CHECK(has(page, "Your comment was not posted."));
  CHECK(has(page, "No person was involved."));
  CHECK_FALSE(has(page, "A moderator"));
}

TEST_CASE("an edit that waits or was refused leaves the published one standing, and says so") {
  auto own = own_in(State::published);
  own.revisions.push_back(own.revisions.front());
  own.revisions.back().revision = 2;
  own.revisions.back().state = State::held;
  own.decisions = {hold_of_damn()};
  own.decisions.back().revision = 2;
  CHECK(has(facts(own), "Your change is saved and waits for a person. Until then readers see number 7 as it was."));
  own.revisions.back().state = State::refused;
  own.decisions = {decision(Deed::refuse, Actor::moderator, {"person"})};
  CHECK(has(facts(own), "Your change was not published."));
}

TEST_CASE("a removed, a returned and a withdrawn comment each have their own words") {
  auto removed = own_in(State::removed);
  removed.decisions = {decision(Deed::remove, Actor::moderator, {"person"})};
  CHECK(has(facts(removed), "Your comment number 7 was taken down on"));
  CHECK(has(facts(removed), "Replies to it stay."));
  auto returned = own_in(State::returned);
  returned.decisions = {decision(Deed::return_, Actor::moderator, {"person"})};
  CHECK(has(facts(returned), "Your point can stand"));
  CHECK(has(facts(own_in(State::withdrawn)), "No reader has seen it."));
}

TEST_CASE("every notice is whole in every language: no key shows, no argument is missing") {
  for (const std::string& lang : interface_languages()) {
    for (const State state :
         {State::held, State::published, State::refused, State::returned, State::removed, State::withdrawn}) {
      auto own = own_in(state);
      own.decisions = {hold_of_damn()};
      const std::string page = facts(own, lang);
      CHECK_FALSE(has(page, "notice."));
      CHECK_FALSE(has(page, "{"));
    }
  }
}

TEST_CASE("an erased text shows no words, and a rule that is gone shows its id") {
  auto own = own_in(State::held, "");
  own.decisions = {hold_of_damn()};
  CHECK_FALSE(has(facts(own), "<mark>"));
  own.decisions.back().clauses = {"old-rule"};
  CHECK(has(facts(own), "<bdi>old-rule</bdi>"));
}

TEST_CASE("an author reads that no program knew the comment's language, in three languages") {
  auto own = own_in(State::published);
  CHECK_FALSE(has(facts(own), "machine"));
  own.machine_checked = true;
  CHECK_FALSE(has(facts(own), "machine"));
  own.machine_checked = false;
  CHECK(has(facts(own), "Not machine-checked in this language"));
  CHECK(has(facts(own, "ru"), "Не проверено машиной на этом языке"));
  CHECK(has(facts(own, "ar"), "لم يُفحص آليًّا بهذه اللغة"));
  auto held = own_in(State::held);
  held.machine_checked = false;
  held.decisions = {hold_of_damn()};
  held.comment.decision = held.decisions[0].id;
  CHECK(has(facts(held), "Not machine-checked in this language"));
}
