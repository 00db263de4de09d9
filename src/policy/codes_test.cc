// Codes and numbers whose digits could be letters of an entry; and words that are written with digits all the same.
#include "policy/codes.h"

#include <doctest.h>

#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

bool is_found(std::string_view text) {
  static const auto policy =
      fixture::policy_of("lexicon(\"words\")",
                         "[lexicon.words]\nwords = [\"bum\", \"ass\", \"bit\", \"piss\", \"dolt\", \"twit\", \"boor\", "
                         "\"дура*\", \"хам\", \"أحمق\", \"غبي\"]\n");
  return fixture::judged(*policy, text).action != Action::allow;
}

}  // namespace

TEST_CASE("a code is no word, whatever its digits look like") {
  for (const std::string_view text :
       {"order 4SS-77, lot A55/3", "flight PI-5 is late", "PI-55 and P1-55", "a BO0R-19 valve", "TW17-204 is sold out",
        "the plate D01T 4482", "8UM-3 and 4SS-4", "SW1 8UM", "#a55a55 on #b00b00", "0xa55", "sizes 8um, 9um and 10um",
        "b|t", "version A55.2",

        "DYP4 5520",

        "A7M8 and A7MA8", "8PI-94", "G9 8BI", "the 5h17 train, 36th of 45ths"}) {
    CAPTURE(text);
    CHECK_FALSE(is_found(text));
  }
}

TEST_CASE("a word with digits for letters is the word, alone and in capitals too") {
  for (const std::string_view text :
       {"8um", "such a 8um", "a55es? no, 4ss", "B00R", "what a B0OR he is", "D0LT!", "d01t", "tw1t", "TW1T", "p1ss off",
        "ты ДYP4", "such a d0lt-head", "Twi7", "8abi", "you 7m9? no: a7ma9", "d0lt, 10 times"}) {
    CAPTURE(text);
    CHECK(is_found(text));
  }
}

}  // namespace comity::policy
