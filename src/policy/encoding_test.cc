#include <doctest.h>
#include <rapidcheck.h>

#include <limits>

#include "policy/submission.h"
#include "policy/verdict.h"

namespace comity::policy {
namespace {

rc::Gen<std::vector<text::Span>> spans() {
  return rc::gen::map(rc::gen::arbitrary<std::vector<std::pair<std::uint16_t, std::uint16_t>>>(),
                      [](const auto& pairs) {
                        std::vector<text::Span> list;
                        for (const auto& [begin, length] : pairs)
                          list.push_back({begin, std::uint32_t{begin} + length});
                        return list;
                      });
}

rc::Gen<Verdict> verdicts() {
  return rc::gen::exec([] {
    Verdict verdict;
    verdict.action = static_cast<Action>(*rc::gen::inRange(0, 4));
    verdict.policy.bytes[0] = *rc::gen::arbitrary<std::uint8_t>();
    verdict.engine.bytes[31] = *rc::gen::arbitrary<std::uint8_t>();
    const int clauses = *rc::gen::inRange(0, 4);
    for (int c = 0; c < clauses; ++c) {
      ClauseVerdict clause{*rc::gen::arbitrary<std::string>(), static_cast<Action>(*rc::gen::inRange(0, 4)), {}};
      const int findings = *rc::gen::inRange(0, 4);
      for (int f = 0; f < findings; ++f) {
        clause.findings.push_back({*rc::gen::arbitrary<std::string>(), *rc::gen::arbitrary<std::string>(),
                                   *rc::gen::arbitrary<std::string>(), *spans()});
      }
      verdict.clauses.push_back(std::move(clause));
    }
    return verdict;
  });
}

}  // namespace

TEST_CASE("facts come back as they were stored, in at most 64 bytes") {
  CHECK(rc::check([] {
    Facts facts;
    facts.language = *rc::gen::element<std::string>("", "en", "rus", "zh-Hant", "x", "EN");
    facts.is_reply = *rc::gen::arbitrary<bool>();
    facts.is_edit = *rc::gen::arbitrary<bool>();
    facts.author_kind = static_cast<AuthorKind>(*rc::gen::inRange(0, 4));
    for (std::int64_t* n : {&facts.author_published, &facts.author_refused, &facts.author_strikes,
                            &facts.author_age_days, &facts.story_age_hours, &facts.story_comments, &facts.author_10m,
                            &facts.author_24h, &facts.source_10m, &facts.story_10m}) {
      *n = *rc::gen::arbitrary<std::int64_t>();
    }
    facts.similar_own = *rc::gen::arbitrary<int>();
    facts.similar_others = *rc::gen::arbitrary<int>();
    facts.quotes = *spans();
    if (*rc::gen::arbitrary<bool>()) {
      facts.similar_own = *rc::gen::inRange(0, 10'001);
      facts.similar_others = *rc::gen::inRange(0, 10'001);
    }
    facts.alike_own = *spans();
    facts.alike_others = *spans();
    const auto text = text::checked(std::string(60'000, 'a').substr(0, 10'000));
    const Facts stored = storable(facts, *text);
    const std::string bytes = encoded(stored);
    RC_ASSERT(bytes.size() <= 64U);
    const auto again = decoded(bytes);
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == stored);
    RC_ASSERT(storable(stored, *text) == stored);
  }));
}

TEST_CASE("the fullest facts take 64 bytes") {
  Facts facts;
  facts.language = "rus";
  for (std::int64_t* n : {&facts.author_published, &facts.author_refused, &facts.author_strikes, &facts.author_age_days,
                          &facts.story_age_hours, &facts.story_comments, &facts.author_10m, &facts.author_24h,
                          &facts.source_10m, &facts.story_10m}) {
    *n = std::numeric_limits<std::int64_t>::max();
  }
  facts.similar_own = facts.similar_others = 10'000;
  facts.quotes = {{30'000, 60'000}, {30'000, 60'001}, {30'000, 60'002}, {30'000, 60'003}};
  CHECK(encoded(facts).size() == 64);
}

TEST_CASE("alike words are kept as long as there is room, the longest first") {
  const auto text = text::checked(std::string(10'000, 'a'));
  Facts facts;
  facts.similar_own = 9'000;
  facts.similar_others = 10'000;
  facts.alike_others = {{0, 4}};
  for (std::uint32_t at = 0; at < 3'000; at += 300) facts.alike_own.push_back({at, at + 200 + at / 100});
  Facts stored = storable(facts, *text);
  CHECK(stored.alike_own.size() == 8);
  CHECK(stored.alike_others.empty());  // equal: all words are
  CHECK(decoded(encoded(stored)).value() == stored);

  facts.quotes = {{0, 9'000}, {1, 9'001}, {2, 9'002}, {3, 9'003}};
  facts.author_published = facts.author_refused = facts.author_strikes = facts.author_24h = 1'000'000;
  facts.story_comments = facts.story_age_hours = facts.source_10m = 1'000'000;
  stored = storable(facts, *text);
  CHECK(stored.quotes.size() == 4);
  CHECK(stored.alike_own.size() > 2);
  CHECK(stored.alike_own.size() < 8);
  CHECK(stored.alike_own.back() == facts.alike_own[7]);  // the longest of those that were looked at
  CHECK(encoded(stored).size() <= 64);
  CHECK(decoded(encoded(stored)).value() == stored);
}

TEST_CASE("facts that were stored before alike words were kept are read as ever") {
  Facts facts;
  facts.language = "en";
  facts.similar_own = 9'000;
  const std::string bytes = encoded(facts);
  CHECK(bytes[0] == 1);
  CHECK(decoded(bytes).value() == facts);
  facts.alike_own = {{3, 9}};
  CHECK(encoded(facts)[0] == 2);
  CHECK_FALSE(decoded(std::string(1, '\3') + bytes.substr(1)));
  std::string none = encoded(facts);
  none.resize(none.size() - 3);
  CHECK_FALSE(decoded(none + std::string(1, '\0')));
}

TEST_CASE("a verdict comes back as it was stored") {
  CHECK(rc::check([] {
    const Verdict verdict = *verdicts();
    const auto again = decoded_verdict(encoded(verdict));
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == verdict);
  }));
}

TEST_CASE("stored bytes that cannot be right are corrupt, never a crash") {
  CHECK(decoded("").error().code == Error::Code::corrupt);
  CHECK(decoded("\x02").error().code == Error::Code::corrupt);
  CHECK(decoded_verdict("").error().code == Error::Code::corrupt);
  Verdict verdict;
  verdict.clauses = {{"profanity", Action::hold, {{"lexicon", "profanity", "damn", {{1, 5}}}}}};
  const std::string bytes = encoded(verdict);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    CHECK_FALSE(decoded_verdict(bytes.substr(0, cut)).has_value());
  }
  CHECK_FALSE(decoded_verdict(bytes + '\0').has_value());
  CHECK(rc::check([](const std::string& junk) {
    (void)decoded("\x01" + junk);
    (void)decoded_verdict("\x01" + junk);
  }));
}

}  // namespace comity::policy
