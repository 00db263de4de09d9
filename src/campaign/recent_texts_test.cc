#include "campaign/recent_texts.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <random>
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
    const int above = cut * 39;
    const int at_least = likeness(fingerprint(a), fingerprint(b), above);
    RC_ASSERT(at_least == estimate || (at_least == 0 && estimate <= above));
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

TEST_CASE("of many texts the one most like a new one is found, as if all were compared") {
  std::mt19937 chance(1);
  const auto number = [&](std::size_t below) { return static_cast<std::size_t>(chance() % below); };
  std::vector<std::string> words;
  for (int i = 0; i < 300; ++i) {
    words.emplace_back();
    for (std::size_t letters = 2 + number(7); letters > 0; --letters)
      words.back() += static_cast<char>('a' + number(26));
  }
  RecentTexts recent;
  std::vector<std::vector<std::string>> texts;
  const auto joined = [](const std::vector<std::string>& text) {
    std::string all;
    for (const std::string& word : text) all += word + ' ';
    return all;
  };
  int alike = 0;
  for (std::uint64_t n = 1; n <= 400; ++n) {
    std::vector<std::string> text;
    if (texts.empty() || number(2) == 0) {
      for (std::size_t k = 4 + number(40); k > 0; --k) text.push_back(words[number(words.size())]);
    } else {  // an older one with some words changed
      text = texts[number(texts.size())];
      for (std::size_t k = number(text.size() / 3 + 1); k > 0; --k)
        text[number(text.size())] = words[number(words.size())];
    }
    const Fingerprint print = fingerprint(joined(text));
    int most = 0;
    for (const auto& other : texts) most = std::max(most, likeness(print, fingerprint(joined(other))));
    const int found = recent.likeness(print, 0, noon, 0, 0).others;
    REQUIRE(found <= most);
    if (most >= 7'000) {
      CHECK(found == most);
      ++alike;
    }
    recent.add({7, 1, n, noon, print});
    texts.push_back(std::move(text));
  }
  CHECK(alike > 20);
}

TEST_CASE("a flood that is over hides nothing of what came after it") {
  RecentTexts recent;
  for (std::uint64_t i = 1; i <= 1'000; ++i) recent.add({8, 2, i, noon, fingerprint(speech)});
  const Time later = noon + RecentTexts::window;
  recent.add({9, 3, 1, later, fingerprint(std::string(speech) + " So there.")});
  const Likeness found = recent.likeness(fingerprint(speech), 7, later, 0, 0);
  CHECK(found.others > 6'000);
  CHECK(found.others < 10'000);
  CHECK(found.others_text.story == 3);
}

}  // namespace comity::campaign
