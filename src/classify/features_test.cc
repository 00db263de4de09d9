#include "classify/features.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "classify/testing.h"

using namespace comity;
using namespace comity::classify;
using comity::classify::testing::features_of;

namespace {

bool same(const Features& a, const Features& b) {
  if (a.hashes != b.hashes || a.words.size() != b.words.size()) return false;
  for (std::size_t i = 0; i < a.words.size(); ++i)
    if (a.words[i].begin != b.words[i].begin || a.words[i].end != b.words[i].end) return false;
  return true;
}

std::vector<std::string> words_of(std::string_view text, const Features& f) {
  std::vector<std::string> out;
  for (std::size_t i = 1; i < f.words.size(); ++i)
    out.emplace_back(text.substr(f.words[i].origin.begin, f.words[i].origin.end - f.words[i].origin.begin));
  return out;
}

const std::vector<std::string> names = {"Quorl", "Velmarian", "Lindmere", "Квóрл", "Вельмар"};

}  // namespace

TEST_CASE("one name for another changes nothing, whatever its length, its capitals or what hangs on it") {
  const Features plain = features_of("the Quorl army left in spring", names);
  CHECK(same(plain, features_of("the Velmarian army left in spring", names)));
  CHECK(same(plain, features_of("the VELMARIAN army left in spring", names)));
  CHECK(same(plain, features_of("the Velmarians army left in spring", names)));
  CHECK(same(features_of("Quorl's army", names), features_of("Lindmere's army", names)));
  CHECK(same(features_of("Quorl Lindmere lost", names), features_of("Velmarian lost", names)));
  CHECK(same(features_of("армия Вельмара ушла", names), features_of("армия Quorl ушла", names)));
  CHECK(same(plain, features_of("the Qu\u00ADorl army left in spring", names)));
  CHECK_FALSE(same(plain, features_of("the Ruritanian army left in spring", names)));
}

TEST_CASE("a name among single letters, in a link and at both ends is still one feature") {
  CHECK(same(features_of("a b Quorl c d", names), features_of("a b Lindmere c d", names)));
  CHECK(same(features_of("see http://x.example/Quorl now", names),
             features_of("see http://x.example/Lindmere now", names)));
  CHECK(same(features_of("Quorl", names), features_of("Velmarian", names)));
}

TEST_CASE("what stands beside people says so, whichever people, up to five words away") {
  const auto of_word = [](const std::string& text, std::size_t at) {
    const Features f = features_of(text, names);
    return std::vector<std::uint32_t>(f.hashes.begin() + f.words[at].begin, f.hashes.begin() + f.words[at].end);
  };
  const auto beside_none = of_word("they hate zebras", 2);
  const auto before = of_word("they hate women", 2), after = of_word("women they hate", 3);
  CHECK(before.size() == beside_none.size() + 1);
  CHECK(before == of_word("they hate Quorl", 2));
  CHECK(before == of_word("they hate M\u00C4NNER", 2));
  CHECK(after.size() == before.size());
  CHECK(after != before);
  CHECK(of_word("women they hate Quorl", 3).size() == before.size() + 1);
  CHECK(of_word("they hate my big old red women", 2).size() == before.size());
  CHECK(of_word("they hate my big old red hot women", 2) == beside_none);
  CHECK(of_word("zebras women", 2).size() == of_word("zebras women Quorl", 2).size());
}

TEST_CASE("a correction learns nothing of a word's standing beside people") {
  CHECK(learnable(features_of("they hate Quorl", names)) == learnable(features_of("they hate")));
}

TEST_CASE("words are the author's own bytes") {
  const std::string text = "You ARE a d4mn f o o l \xF0\x9F\x98\x80";
  CHECK(words_of(text, features_of(text)) ==
        std::vector<std::string>{"You", "ARE", "a", "d4mn", "f", "o", "o", "l", "f o o l", "\xF0\x9F\x98\x80"});
}

TEST_CASE("a disguise is seen, and so are the letters under it") {
  const Features plain = features_of("damn"), disguised = features_of("d4mn");
  REQUIRE(plain.words.size() == 2);
  REQUIRE(disguised.words.size() == 2);
  CHECK(disguised.words[1].end - disguised.words[1].begin == plain.words[1].end - plain.words[1].begin + 1);
  CHECK(std::equal(plain.hashes.begin(), plain.hashes.begin() + plain.words[1].end - 1, disguised.hashes.begin()));
}

TEST_CASE("letters that are drawn out are two letters") {
  CHECK(same(features_of("sooooo"), features_of("soooooooooo")));
  CHECK_FALSE(same(features_of("so"), features_of("sooooo")));
}

TEST_CASE("no word has more features than the arithmetic allows") {
  std::string long_word, syllables;
  for (int i = 0; i < 2000; ++i) {
    long_word += static_cast<char>('a' + i % 26);
    syllables += i % 2 == 0 ? "\xEA\xB0\x80" : "\xEB\x82\x98";
  }
  for (const std::string& text : {long_word, syllables, "4" + long_word, std::string("A B C D E F G H")})
    for (const FeatureWord& w : features_of(text).words) CHECK(w.end - w.begin <= max_word_hashes);
}

TEST_CASE("any text has features that lie in it, in order") {
  CHECK(rc::check([](const std::string& bytes) {
    const auto text = text::checked(text::scrubbed(bytes));
    RC_PRE(text.has_value());
    const Features f = features_of(text->utf8(), names);
    RC_ASSERT(!f.words.empty() && f.words[0].origin == text::Span{});
    std::size_t features = 0;
    for (const FeatureWord& w : f.words) {
      RC_ASSERT(w.begin < w.end && w.end <= f.hashes.size());
      RC_ASSERT(w.origin.begin <= w.origin.end && w.origin.end <= text->utf8().size());
      features += w.end - w.begin;
    }
    RC_ASSERT(features == f.hashes.size());
  }));
}
