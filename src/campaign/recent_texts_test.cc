#include "campaign/recent_texts.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <set>
#include <string>

namespace comity::campaign {
namespace {

constexpr Time noon = at_ms(1'800'000'000'000);

int alike(std::string_view a, std::string_view b) { return likeness(fingerprint(a), fingerprint(b)); }

RecentText text_of(std::uint64_t author, std::uint64_t comment, std::string_view words, Time written = noon) {
  return {author, 1, comment, written, fingerprint(words)};
}

constexpr std::string_view speech =
    "The council has promised to mend the bridge before the winter, and nobody believes a word of it.";

}  // namespace

TEST_CASE("blanks, signs and capitals make no other text") {
  CHECK(alike(speech,
              "the COUNCIL has promised to mend the bridge - before the winter! And nobody believes a word of it?") ==
        10'000);
  CHECK(alike("Мост закрыт", "МОСТ ЗАКРЫТ!!!") == 10'000);
}

TEST_CASE("a changed word leaves most of a text as it was, another text has nothing of it") {
  const int changed =
      alike(speech, "The council has promised to mend the bridge before the spring, and nobody believes a word of it.");
  CHECK(changed > 7'000);
  CHECK(changed < 10'000);
  CHECK(alike(speech, "I have never eaten better dumplings than in that little place behind the station.") < 500);
  CHECK(alike(speech, std::string(speech) + " So there.") > 8'000);
}

TEST_CASE("short texts are alike only when they are equal") {
  CHECK(alike("I agree", "I agree!") == 10'000);
  CHECK(alike("I agree", "I disagree") == 0);
  CHECK(alike("", "") == 0);
  CHECK(alike("!!!", "???") == 0);
}

TEST_CASE("what is quoted is left out") {
  const std::string reply = "> " + std::string(speech) + "\n\nNor do I.";
  CHECK(likeness(fingerprint(reply, {{0, static_cast<std::uint32_t>(speech.size() + 2)}}), fingerprint("Nor do I.")) ==
        10'000);
}

TEST_CASE("the estimate is near the exact share of common shingles") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& choices, std::uint8_t cut) {
    std::string a;
    for (const std::uint8_t c : choices) a += static_cast<char>('a' + c % 3);
    const std::string b = a.substr(std::min<std::size_t>(a.size(), cut % 16)) + "abc";
    const auto shingles = [](const std::string& s) {
      std::set<std::string> set;
      for (std::size_t i = 0; i + shingle_letters <= s.size(); ++i) set.insert(s.substr(i, shingle_letters));
      return set;
    };
    const auto x = shingles(a);
    const auto y = shingles(b);
    std::size_t both = 0;
    for (const std::string& s : x) both += y.contains(s);
    const std::size_t all = x.size() + y.size() - both;
    const int estimate = likeness(fingerprint(a), fingerprint(b));
    if (a == b || a.size() < least_letters || b.size() < least_letters || all > kept_hashes) {
      RC_ASSERT(estimate >= 0 && estimate <= 10'000);
      return;
    }
    RC_ASSERT(estimate == std::min<int>(static_cast<int>(both * 10'000 / all), 9'999));
  }));
}

TEST_CASE("own and others' texts of the last day are told apart") {
  RecentTexts recent;
  recent.add(text_of(7, 1, speech));
  recent.add(text_of(8, 2, "I have never eaten better dumplings than in that little place behind the station."));
  const Fingerprint same = fingerprint(speech);
  CHECK(recent.likeness(same, 7, noon, 1, 0).own == 10'000);
  CHECK(recent.likeness(same, 7, noon, 1, 0).others < 500);
  CHECK(recent.likeness(same, 9, noon, 1, 0).own == 0);
  CHECK(recent.likeness(same, 9, noon, 1, 0).others == 10'000);
  CHECK(recent.likeness(same, 7, noon, 1, 1).own == 0);  // an edit is not compared with itself
  CHECK(recent.likeness(same, 7, noon + RecentTexts::window, 1, 0).own == 0);
  recent.forget(1, 1);
  CHECK(recent.likeness(same, 7, noon, 1, 0).own == 0);
  CHECK_FALSE(recent.knows(1, 1));
}

TEST_CASE("the oldest texts are forgotten when there are many, and an edit takes its comment's place") {
  RecentTexts recent;
  recent.add(text_of(7, 1, "the first"));
  recent.add(text_of(7, 1, speech));
  CHECK(recent.likeness(fingerprint("the first"), 7, noon, 1, 0).own == 0);
  for (std::uint64_t i = 0; i < RecentTexts::most; ++i) recent.add({8, 2, i + 10, noon, {}});
  CHECK_FALSE(recent.knows(1, 1));
  CHECK(recent.knows(2, RecentTexts::most + 9));
}

}  // namespace comity::campaign
