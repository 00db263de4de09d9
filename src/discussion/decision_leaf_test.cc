#include "discussion/decision_leaf.h"

#include <doctest.h>

using namespace comity;
using namespace comity::discussion;
using ledger::Field;

namespace {

Decision a_hold() {
  Decision d;
  d.story = {77};
  d.deed = Deed::hold;
  d.actor = Actor::engine;
  d.actor_name = "orla";
  d.clauses = {"profanity", "Nobody's id"};
  policy::ClauseVerdict clause{"profanity", policy::Action::hold, {}};
  clause.findings.push_back({"lexicon", "profanity", "damn", {{5, 9}, {15, 19}}});
  clause.findings.push_back({"lexicon", "profanity", "mayor", {{20, 25}}});
  d.findings = {clause};
  d.decided = *parse_rfc3339("2026-11-22T23:59:59.999Z");
  d.reason = "Say it without swearing.";
  return d;
}

constexpr std::string_view text = "Some damn and, damn mayor.";
const DecidedOn on{12, {42}, text};

}  // namespace

TEST_CASE("an entry says in clear what was done, on which clauses and on which day, and seals the rest") {
  const Decision d = a_hold();
  const Salts salts = new_salts();
  const ledger::Leaf leaf = leaf_of(d, on, salts, false);
  CHECK(leaf.kind == "hold");
  CHECK(leaf.actor == "engine");
  CHECK(leaf.clauses == std::vector<std::string>{"profanity"});
  CHECK(leaf.day == "2026-11-22");
  const auto values = sealed_values(d, on);
  CHECK(values[static_cast<std::size_t>(Field::words)] == "damn\nmayor");
  CHECK(values[static_cast<std::size_t>(Field::number)] == "12");
  CHECK(values[static_cast<std::size_t>(Field::story)] == short_id({77}));
  for (std::size_t i = 0; i < ledger::fields; ++i) {
    CHECK(leaf.sealed[i] == ledger::commitment(static_cast<Field>(i), {salts[i], values[i]}));
  }
  const std::string written = ledger::write_leaf(leaf);
  CHECK(ledger::read_leaf(written).value() == leaf);
  for (const char* secret : {"damn", "mayor", "swearing", "orla", "Nobody"}) {
    CHECK(written.find(secret) == std::string::npos);
  }
}

TEST_CASE("two entries about the same person and words have nothing sealed in common") {
  const ledger::Leaf a = leaf_of(a_hold(), on, new_salts(), false);
  const ledger::Leaf b = leaf_of(a_hold(), on, new_salts(), false);
  for (std::size_t i = 0; i < ledger::fields; ++i) CHECK(a.sealed[i] != b.sealed[i]);
}

TEST_CASE("an erased text leaves nothing to quote") {
  const auto values = sealed_values(a_hold(), {0, {}, ""});
  CHECK(values[static_cast<std::size_t>(Field::words)].empty());
  CHECK(values[static_cast<std::size_t>(Field::number)].empty());
  CHECK(values[static_cast<std::size_t>(Field::author)].empty());
}

TEST_CASE("a log is named by host, site and the how manieth it is") {
  Site site;
  site.key = "herald";
  CHECK(log_name(site, 1) == "herald/ledger/1");
  site.origins = {"https://herald.example:8443", "https://other.example"};
  CHECK(log_name(site, 2) == "herald.example:8443/herald/ledger/2");
}
