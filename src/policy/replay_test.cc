#include <doctest.h>
#include <rapidcheck.h>

#include "policy/policy_fixture.h"
#include "policy/replay_report.h"

namespace comity::policy {
namespace {

constexpr std::string_view house = "[lexicon.house]\nwords = [\"humbug\"]\n";

// A small archive, and what two policies make of it.
struct Past {
  std::shared_ptr<const Compiled> old_policy = fixture::policy_of("lexicon(\"house\")", house);
  std::shared_ptr<const Compiled> new_policy =
      fixture::policy_of("lexicon(\"house\")", "[lexicon.house]\nwords = [\"poppycock\"]\n");
  Judge old_judge{*old_policy};
  Judge new_judge{*new_policy};
  Replaying replaying{&old_judge, new_judge, {}};
  std::uint64_t order = 0;
  StoryFacts story;

  void add(std::string_view text, std::optional<Action> then = std::nullopt, Person person = Person::nobody,
           std::string language = "en", std::vector<std::string_view> held_back = {}) {
    const text::CheckedText checked = *text::checked(text);
    Facts facts;
    facts.language = std::move(language);
    const std::string where = "herald/~00000001/" + std::to_string(++order);
    replaying.add({.where = where,
                   .order = order,
                   .text = checked,
                   .facts = facts,
                   .story = story,
                   .month = 2026 * 12 + 10,
                   .then = then,
                   .then_policy = then ? &old_judge : nullptr,
                   .then_engine = old_policy->engine,
                   .held_back = std::move(held_back),
                   .person = person,
                   .person_clauses = {"rule"}});
  }
  const ReplayTally& tally() const { return replaying.tally(); }
  ReplayReport report() const {
    ReplayReport report;
    report.corpus = "herald";
    report.before = old_policy.get();
    report.after = new_policy.get();
    report.tally = tally();
    return report;
  }
};

std::uint64_t at(const ReplayTally& tally, Effect was, Effect is) {
  return tally.actions[static_cast<std::size_t>(was)][static_cast<std::size_t>(is)];
}

TEST_CASE("what comes out otherwise is counted by old and new action, clause, language and month") {
  Past past;
  past.add("What humbug!");
  past.add("What poppycock!");
  past.add("Poppycock, mes amis", {}, Person::nobody, "fr");
  past.add("humbug and poppycock");
  past.add("Good morning");
  const ReplayTally& tally = past.tally();
  CHECK(tally.texts == 5);
  CHECK(at(tally, Effect::hold, Effect::allow) == 1);
  CHECK(at(tally, Effect::allow, Effect::hold) == 2);
  CHECK(at(tally, Effect::hold, Effect::hold) == 1);
  CHECK(at(tally, Effect::allow, Effect::allow) == 1);
  CHECK(changed(tally) == 3);
  const ClauseTally& rule = tally.clauses.find("rule")->second;
  CHECK(rule.before == 2);
  CHECK(rule.after == 3);
  CHECK(tally.languages.find("fr")->second.changed == 1);
  CHECK(tally.months.find(2026 * 12 + 10)->second.after[static_cast<std::size_t>(Effect::hold)] == 3);
  CHECK(rule.gained.kept().size() == 2);
  REQUIRE(rule.lost.kept().size() == 1);
  const Sample& lost = *rule.lost.kept().begin();
  REQUIRE(lost.marks.size() == 1);
  CHECK(lost.text.substr(lost.marks[0].begin, lost.marks[0].end - lost.marks[0].begin) == "humbug");
}

TEST_CASE("what people decided is held against the new policy, in both directions") {
  Past past;
  past.add("What poppycock!", Action::hold, Person::allowed);
  past.add("Good morning", Action::hold, Person::restricted);
  past.add("What poppycock again!", Action::hold, Person::restricted);
  past.add("Good evening", Action::hold, Person::allowed);
  CHECK(past.tally().decided == 4);
  CHECK(past.tally().would_stop == 1);
  CHECK(past.tally().would_pass == 1);
  CHECK(past.tally().clauses.find("rule")->second.released == 1);
  REQUIRE(past.tally().passed.kept().size() == 1);
  CHECK(past.tally().passed.kept().begin()->clauses == std::vector<std::string>{"rule"});
}

TEST_CASE("what the same policy says otherwise today differs by engine, not by policy") {
  Past past;
  past.add("What humbug!", Action::hold);   // as then
  past.add("Good morning", Action::hold);   // the engine of that day found something
  past.add("What humbug!", Action::allow);  // or did not
  past.add("Good morning");                 // never judged
  CHECK(past.tally().engine_differs == 2);
  CHECK(past.tally().engines.begin()->second.texts == 3);
  CHECK(past.tally().engines.begin()->second.differ == 2);
  CHECK(past.tally().never_judged == 1);
}

TEST_CASE("what the brake had held back does not count as another engine") {
  Past past;
  past.old_policy =
      compile(fixture::document("lexicon(\"house\")", house)
                  .replace(fixture::document("lexicon(\"house\")", house).find("\"hold\""), 6, "\"refuse\""))
          .policy;
  REQUIRE(past.old_policy);
  const Judge refusing(*past.old_policy);
  Replaying replaying(&refusing, refusing, {});
  const text::CheckedText text = *text::checked("What humbug!");
  const Facts facts;
  for (const bool on : {true, false}) {
    Archived archived{.where = "x", .order = 1, .text = text, .facts = facts, .story = past.story};
    archived.then = on ? Action::hold : Action::refuse;
    archived.then_policy = &refusing;
    if (on) archived.held_back = {"rule"};
    replaying.add(archived);
  }
  CHECK(replaying.tally().engine_differs == 0);
  CHECK(replaying.tally().engines.begin()->second.texts == 2);
}

TEST_CASE("an advice that an author did not take is a text let pass, then and now") {
  const std::string advising = fixture::document("lexicon(\"house\")", house);
  const auto policy = compile(std::string(advising).replace(advising.find("\"hold\""), 6, "\"advise\"")).policy;
  REQUIRE(policy);
  const Judge judge(*policy);
  Replaying replaying(&judge, judge, {});
  const text::CheckedText text = *text::checked("What humbug!");
  const Facts facts;
  const StoryFacts story;
  Archived archived{.where = "x", .order = 1, .text = text, .facts = facts, .story = story};
  archived.then = Action::allow;
  archived.then_policy = &judge;
  replaying.add(archived);
  CHECK(replaying.tally().engine_differs == 0);
  CHECK(at(replaying.tally(), Effect::advise, Effect::advise) == 1);
}

TEST_CASE("the report is the same bytes however the texts were shared out") {
  Past whole;
  std::vector<Past> parts(3);
  for (int i = 0; i < 200; ++i) {
    const std::string text = (i % 3 == 0   ? "What humbug, number "
                              : i % 5 == 0 ? "What poppycock, number "
                                           : "Number ") +
                             std::to_string(i);
    whole.add(text, Action::allow, i % 7 == 0 ? Person::allowed : Person::nobody, i % 2 == 0 ? "en" : "");
    Past& part = parts[static_cast<std::size_t>(i * 7 % 3)];
    part.order = whole.order - 1;
    part.add(text, Action::allow, i % 7 == 0 ? Person::allowed : Person::nobody, i % 2 == 0 ? "en" : "");
  }
  ReplayReport merged = whole.report();
  merged.tally = parts[2].tally();
  merged.tally.merge(parts[0].tally());
  merged.tally.merge(parts[1].tally());
  CHECK(to_json(merged) == to_json(whole.report()));
  CHECK(to_text(merged) == to_text(whole.report()));
  CHECK(to_html(merged) == to_html(whole.report()));
  CHECK(whole.tally().clauses.find("rule")->second.gained.kept().size() == max_samples);
}

TEST_CASE("a page of a replay shows a stranger's markup as text, has no script and loads nothing") {
  Past past;
  past.add("<script>alert(1)</script> & \"poppycock\" <img src=x>");
  const std::string html = to_html(past.report());
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("<img") == std::string::npos);
  CHECK(html.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; ") != std::string::npos);
  CHECK(html.find("<mark>poppycock</mark>") != std::string::npos);
  CHECK(html.find("default-src 'none'") != std::string::npos);
  CHECK(html.find("style=\"") == std::string::npos);
  CHECK(html.find("http://") == std::string::npos);
  CHECK(html.find("https://") == std::string::npos);
}

TEST_CASE("only the clauses that were asked for count") {
  const auto policy = compile(shipped_policy()).policy;
  const Judge judge(*policy);
  Replaying replaying(nullptr, judge, {"private"});
  const text::CheckedText text = *text::checked("Write to a.keller@example.org, you d4mn idiot");
  const Facts facts;
  const StoryFacts story;
  replaying.add({.where = "x",
                 .order = 1,
                 .text = text,
                 .facts = facts,
                 .story = story,
                 .then_engine = {},
                 .held_back = {},
                 .person_clauses = {}});
  CHECK(replaying.tally().clauses.size() == 1);
  CHECK(replaying.tally().clauses.find("private")->second.after == 1);
}

TEST_CASE("a long text's sample is cut around its words, on whole characters") {
  CHECK(rc::check([](std::uint16_t before, std::uint16_t after) {
    Past past;
    std::string text;
    for (int i = 0; i < before % 900; ++i) text += "ж ";
    text += "poppycock";
    for (int i = 0; i < after % 900; ++i) text += " ж";
    past.add(text);
    const Sample& sample = *past.tally().clauses.find("rule")->second.gained.kept().begin();
    RC_ASSERT(sample.text.size() <= max_sample_bytes + 6);
    RC_ASSERT(text::is_well_formed(sample.text));
    RC_ASSERT(sample.marks.size() == 1U);
    RC_ASSERT(sample.text.substr(sample.marks[0].begin, sample.marks[0].end - sample.marks[0].begin) == "poppycock");
  }));
}

TEST_CASE("shares are said in per cent, rounded, without a nought that is none") {
  CHECK(percent(1, 40) == "2.50 %");
  CHECK(percent(2, 3) == "66.67 %");
  CHECK(percent(1, 1'000'000) == "under 0.01 %");
  CHECK(percent(0, 7) == "0 %");
  CHECK(percent(0, 0) == "0 %");
  CHECK(thousands(1234567) == "1,234,567");
  CHECK(thousands(999) == "999");
}

}  // namespace
}  // namespace comity::policy
