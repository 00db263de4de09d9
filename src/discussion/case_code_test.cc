#include "discussion/case_code.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "base/languages.h"
#include "text/checked.h"
#include "text/fold.h"

using namespace comity;
using namespace comity::discussion;

namespace {

// The same bytes again and again, for codes that a test can spell.
class Dice final : public Random {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
  void fill(void* data, std::size_t size) override {
    auto* bytes = static_cast<unsigned char*>(data);
    for (std::size_t i = 0; i < size; ++i) {
      state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
      bytes[i] = static_cast<unsigned char>(state_ >> 56);
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace

TEST_CASE("every word list has 256 to 2048 words that stay apart however they are typed") {
  CHECK(case_code_languages().size() >= 3);
  for (const base::Language& language : base::languages()) {
    CAPTURE(language.tag);
    CHECK(case_word_faults(language.case_words).empty());
    CHECK(case_code_words(language.tag).size() == language.case_words.size());
  }
}

TEST_CASE("what is wrong with a word list is named") {
  std::vector<std::string> words;
  for (char a = 'a'; a <= 'p'; ++a) {
    for (char b = 'a'; b <= 'p'; ++b) words.push_back(std::string("qu") + a + b);
  }
  CHECK(case_word_faults(words).empty());
  const auto with = [&](const std::string& word) {
    std::vector<std::string> more = words;
    more.push_back(word);
    return case_word_faults(more);
  };
  CHECK(with("QUAA") == std::vector<std::string>{"'QUAA' is taken for 'quaa'"});
  CHECK(with("two words") == std::vector<std::string>{"'two words' is not one word of letters"});
  CHECK(with("x") == std::vector<std::string>{"'x' has not 2 to 10 letters"});
  CHECK(with("\xff") == std::vector<std::string>{"'\xff' is not one word of letters"});
  words.pop_back();
  CHECK(case_word_faults(words) == std::vector<std::string>{"has 255 words, fewer than 256"});
}

TEST_CASE("a code is four words of the reader's language, English where there is no list") {
  Dice dice(1);
  for (const std::string_view language : {"en", "ru", "ar"}) {
    const std::string code = make_case_code(dice, language);
    CHECK(std::count(code.begin(), code.end(), '-') == 3);
    const auto& words = case_code_words(language);
    CHECK(std::find(words.begin(), words.end(), code.substr(0, code.find('-'))) != words.end());
  }
  Dice one(7), other(7), third(7);
  CHECK(make_case_code(one, "eo") == make_case_code(other, "en-GB"));
  CHECK(make_case_code(third, "") == make_case_code(*std::make_unique<Dice>(7), "en"));
}

TEST_CASE("every code made is read back, however it is typed") {
  CHECK(rc::check([](std::uint64_t seed) {
    Dice dice(seed);
    const std::string language = *rc::gen::element<std::string>("en", "ru", "ar");
    const std::string code = make_case_code(dice, language);
    RC_ASSERT(parse_case_code(code) == code);
    std::string spaced = "  ";
    for (const char c : code) spaced += c == '-' ? std::string(" - ") : std::string(1, c);
    RC_ASSERT(parse_case_code(spaced + ".\n") == code);
  }));
}

TEST_CASE("capitals, dashes and look-alike letters are forgiven") {
  CHECK(parse_case_code("Amber OTTER lantern, Violin") == "amber-otter-lantern-violin");
  CHECK(parse_case_code("amber–otter—lantern\u00A0violin") == "amber-otter-lantern-violin");
  CHECK(parse_case_code("Клен жёлудь ЁЛКА щегол") == "клён-жёлудь-ёлка-щегол");
  CHECK(parse_case_code("قَمَر شَمس نجم سماء") == "قمر-شمس-نجم-سماء");
}

TEST_CASE("what is not four words of one list is no code") {
  for (const std::string_view bad : {"", "amber", "amber-otter-lantern", "amber-otter-lantern-violin-amber",
                                     "amber-otter-lantern-щегол", "amber-otter-lantern-qwrtz", "\xff\xfe"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_case_code(bad));
  }
  CHECK_FALSE(parse_case_code(std::string(100'000, 'a')));
}
