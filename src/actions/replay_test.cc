// Live, replayed and shadow verdicts of one policy are the same verdict.

#include <doctest.h>

#include <cstdlib>
#include <map>
#include <mutex>
#include <random>

#include "actions/shadow_policy.h"
#include "actions/stored_texts.h"
#include "actions/testing.h"
#include "policy/replay_report.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;

namespace {

// Comments of pieces that mean something to the policy that ships, in several languages.
std::string comment(std::mt19937_64& chance) {
  static const char* const pieces[] = {"damn",
                                       "d4mn",
                                       "the bridge",
                                       "идиот",
                                       "ты лжец",
                                       "humbug",
                                       "poppycock",
                                       "https://a.example/x",
                                       "+99 555 010 0199",
                                       "a.k@example.org",
                                       "> said before\n\n",
                                       "AAAA",
                                       "good morning",
                                       "wir sehen uns",
                                       "köprü",
                                       "გამარჯობა",
                                       "\u200B",
                                       "!!!!!!",
                                       "balderdash"};
  std::string text;
  for (std::uint64_t n = 1 + chance() % 9; n > 0; --n) {
    text += pieces[chance() % std::size(pieces)];
    text += chance() % 8 == 0 ? "" : " ";
  }
  return text + std::to_string(chance() % 100'000);
}

policy::Facts facts(std::mt19937_64& chance) {
  policy::Facts f;
  f.is_reply = chance() % 2;
  f.is_edit = chance() % 5 == 0;
  f.author_kind = static_cast<policy::AuthorKind>(chance() % 3);
  f.author_published = static_cast<std::int64_t>(chance() % 5);
  f.author_refused = static_cast<std::int64_t>(chance() % 3);
  f.author_10m = static_cast<std::int64_t>(chance() % 14);
  f.author_24h = static_cast<std::int64_t>(chance() % 100);
  f.source_10m = static_cast<std::int64_t>(chance() % 3'000'000);
  f.similar_own = static_cast<int>(chance() % 10'001);
  f.similar_others = static_cast<int>(chance() % 12'000);
  if (chance() % 4 == 0) f.quotes = {{0, 3}};
  for (auto* runs : {&f.alike_own, &f.alike_others}) {
    std::uint32_t at = 0;
    for (std::uint64_t n = chance() % 6; n > 0; --n) {
      const auto begin = at + static_cast<std::uint32_t>(chance() % 4);
      at = begin + static_cast<std::uint32_t>(chance() % 9);
      runs->push_back({begin, at});
    }
  }
  return f;
}

// Verdicts of all stored texts by one policy, by where they stand.
std::map<std::string, policy::Verdict> replayed(Server& server, const policy::Compiled& policy, unsigned jobs = 2) {
  const policy::Judge judge(policy);
  const auto texts = ArchiveTexts::open(server.world(), server.site).value();
  std::mutex mutex;
  std::map<std::string, policy::Verdict> verdicts;
  const Done done = for_each_text(*texts, jobs, [&](unsigned, const StoredText& text) {
    auto judgement = judge.judge({text.text, text.facts, *text.story}, policy::lacking(text.facts));
    CHECK(judgement.unknown.empty());
    const std::lock_guard lock(mutex);
    verdicts[text.where] = std::move(judgement.verdict);
  });
  CHECK(done);
  return verdicts;
}

std::string where(Server& server, const Posted& posted) {
  const auto now = server.now(posted.comment);
  std::string name = "herald/" + short_id(now.story) + "/";
  name += now.number != 0 ? std::to_string(now.number) : "+" + std::to_string(now.id.value);
  if (posted.revision.revision > 1) name += " (text " + std::to_string(posted.revision.revision) + ")";
  return name;
}

policy::ReplayTally replay_of(Server& server, std::shared_ptr<const policy::Compiled> before,
                              std::shared_ptr<const policy::Compiled> after, unsigned jobs, Time since = {}) {
  const auto texts = ArchiveTexts::open(server.world(), server.site, since).value();
  return replay(*texts, {std::move(before), std::move(after), {}}, jobs).value();
}

std::shared_ptr<const policy::Compiled> live(Server& server) {
  return server.world().policies.live(server.world().store.site(server.site.id).value()).value();
}

}  // namespace

TEST_CASE("a stored comment is judged as it was when it came, by whatever policy, on however many threads") {
  Server server;
  REQUIRE(publish_policy(server.world(), server.site, policy::shipped_policy(), "Orla"));
  server.site = server.world().store.site(server.site.id).value();
  // The same rules in other bytes, beside the live policy from the first comment on.
  REQUIRE(set_shadow(server.world(), server.site, std::string(policy::shipped_policy()) + "\n# A trial.\n", "Orla"));
  std::mt19937_64 chance(7);
  std::map<std::string, policy::Verdict> live_verdicts;
  // The campaign posts ten thousand.
  const int posts = std::getenv("COMITY_CAMPAIGN") ? 10'000 : 250;
  for (int i = 0; i < posts; ++i) {
    server.clock.wait(Millis{static_cast<std::int64_t>(chance() % 90'000)});
    const auto guest = static_cast<std::uint8_t>(1 + chance() % 5);
    auto posted = server.post_as("Guest " + std::to_string(guest), Server::key(guest), comment(chance));
    REQUIRE_MESSAGE(posted, posted.error().detail);
    if (!posted->comment.id) continue;  // an advice, an offered correction
    live_verdicts[where(server, *posted)] = posted->verdict;
    if (chance() % 6 == 0) {
      if (const auto edited = server.edit(*posted, comment(chance)); edited && edited->revision.revision > 1)
        live_verdicts[where(server, *edited)] = edited->verdict;
    }
  }
  const auto policy = live(server);
  // A held text that is published later gets a number, and so another name; here nobody decides anything.
  CHECK(live_verdicts.size() > 150);
  for (const unsigned jobs : {1U, 3U}) {
    const auto again = replayed(server, *policy, jobs);
    std::size_t same = 0;
    for (const auto& [name, verdict] : live_verdicts) {
      const auto found = again.find(name);
      if (found == again.end()) continue;
      CHECK_MESSAGE(found->second == verdict, name);
      ++same;
    }
    CHECK(same > live_verdicts.size() * 9 / 10);
  }
  const auto tally = replay_of(server, policy, policy, 2);
  CHECK(tally.engine_differs == 0);
  CHECK(tally.rule_unknown == 0);
  CHECK(policy::changed(tally) == 0);

  const auto shadow = server.world().store.shadow(server.site.id).value();
  REQUIRE(shadow);
  const auto trial = shadow_report(server.world(), server.site, *shadow, 2, {}).value();
  CHECK(trial.report.tally.texts == tally.texts);
  CHECK(trial.report.tally.actions == tally.actions);  // what it would have done is what was done
  CHECK(trial.report.tally.engine_differs == 0);
}

TEST_CASE("facts that went into the store and came back give the verdict they gave live") {
  // The campaign tries a million.
  const char* wanted = std::getenv("COMITY_REPLAY_TEXTS");
  const int texts = !std::getenv("COMITY_CAMPAIGN") ? 3'000 : wanted ? std::stoi(wanted) : 1'000'000;
  const auto policy = policy::compile(policy::shipped_policy()).policy;
  const policy::Judge judge(*policy);
  // The same rules in other bytes, as a policy on trial has them.
  const auto trial = policy::compile(std::string(policy::shipped_policy()) + "\n# A trial.\n").policy;
  const policy::Judge shadow(*trial);
  std::map<policy::Action, int> actions;
  const policy::StoryFacts story{"en", "local", {"bridge"}};
  std::mt19937_64 chance(11);
  for (int i = 0; i < texts; ++i) {
    const auto text = text::checked(comment(chance));
    REQUIRE(text);
    policy::Facts given = facts(chance);
    given.language = policy::detected_language(*text);
    const policy::Verdict then = policy::evaluate(*policy, {*text, given, story});
    const auto kept = policy::decoded(policy::encoded(policy::storable(given, *text)));
    REQUIRE(kept);
    const text::CheckedText back = text::restored(text->utf8());
    const policy::Judgement now = judge.judge({back, *kept, story}, policy::lacking(*kept));
    const policy::Judgement beside = shadow.judge({back, *kept, story}, policy::lacking(*kept));
    ++actions[then.action];
    const bool same = now.unknown.empty() && now.verdict == then && beside.unknown.empty() &&
                      beside.verdict.action == then.action && beside.verdict.clauses == then.clauses;
    if (same) continue;
    FAIL("judged otherwise: " << text->utf8());
  }
  CHECK(actions.size() >= 3);
  std::string counts =
      "REPLAY " + std::to_string(texts) + " texts judged live, from the store and by a policy on trial:";
  for (const auto& [action, count] : actions)
    counts += " " + std::to_string(count) + " " + std::string(policy::name(action)) + ",";
  if (std::getenv("COMITY_CAMPAIGN")) MESSAGE(counts << " none otherwise");
}

TEST_CASE("a replay counts what another policy would do, and what a person had decided otherwise") {
  Server server;
  server.post_as("Anna", Server::key(1), "What humbug!").value();
  const auto released = server.post_as("Berta", Server::key(2), "Humbug indeed").value();
  REQUIRE(server.decide(released.comment, Deed::publish));
  const auto fine = server.post_as("Carl", Server::key(3), "Good morning").value();
  REQUIRE(server.decide(fine.comment, Deed::remove, {"people"}));
  server.post_as("Dora", Server::key(4), "Pure balderdash").value();

  const auto old_policy = live(server);
  std::string source(testing::small_policy);
  source.replace(source.find("words = [\"humbug\"]"), 18, "words = [\"tosh\"]");
  const auto new_policy = policy::compile(source).policy;
  REQUIRE(new_policy);
  const auto tally = replay_of(server, old_policy, new_policy, 2);
  CHECK(tally.texts == 4);
  CHECK(tally.actions[2][0] == 2);  // held before, let pass now
  CHECK(tally.actions[3][3] == 1);
  CHECK(tally.decided == 2);
  CHECK(tally.would_stop == 0);
  CHECK(tally.would_pass == 1);
  CHECK(tally.engine_differs == 0);
  CHECK(replay_of(server, new_policy, old_policy, 1).would_stop == 1);

  server.clock.wait(Millis{1000});
  const Time since = server.clock.now();
  server.post_as("Emil", Server::key(5), "After that").value();
  CHECK(replay_of(server, old_policy, new_policy, 1, since).texts == 1);
}

TEST_CASE("what was let pass is told by the policy that was in force, not by today's") {
  Server server;
  server.post_as("Anna", Server::key(1), "A fine day for tosh").value();
  server.clock.wait(Millis{1000});
  std::string source(testing::small_policy);
  source.replace(source.find("words = [\"humbug\"]"), 18, "words = [\"tosh\"]");
  REQUIRE(publish_policy(server.world(), server.site, source, "Orla"));
  server.site = server.world().store.site(server.site.id).value();
  server.clock.wait(Millis{1000});
  server.post_as("Berta", Server::key(2), "More tosh").value();
  const auto tally = replay_of(server, live(server), live(server), 1);
  CHECK(tally.actions[2][2] == 2);   // today's policy holds both
  CHECK(tally.engine_differs == 0);  // and the first was rightly let pass when it came
}
