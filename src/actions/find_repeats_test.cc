#include "actions/find_repeats.h"

#include <doctest.h>

#include "campaign/plain_words.h"

using comity::actions::Repeats;

namespace {

bool repeats(std::string_view words, std::string_view erased) {
  return Repeats({comity::campaign::plain_words(erased)}).in(words);
}

}  // namespace

TEST_CASE("five words in a row are a repetition, however they are written") {
  const char* erased = "The sluice was open all night, I saw it.";
  CHECK(repeats("He says the SLUICE was -- open all -- and nobody minds.", erased));
  CHECK_FALSE(repeats("He says the sluice was open, and nobody minds.", erased));
  CHECK_FALSE(repeats("", erased));
}

TEST_CASE("in quotation marks one word is enough, if it stands in what was said") {
  const char* erased = "The sluice was open all night.";
  for (const char* words : {"He calls it \"sluice\".", "Er nennt es „sluice“.", "Он пишет «sluice».",
                            "It says ‘open’ of", "a \"b\" and \"sluice was\""})
    CHECK_MESSAGE(repeats(words, erased), words);
  CHECK_FALSE(repeats("He calls it \"harbour\".", erased));
  CHECK_FALSE(repeats("He calls it \"\" and \"...\".", erased));
}

TEST_CASE("a short text is repeated by all of it, and one word alone by none") {
  CHECK(repeats("And then: get out Anna, she read.", "Get out, Anna!"));
  CHECK_FALSE(repeats("And then she got out.", "Get out, Anna!"));
  CHECK_FALSE(repeats("It is rude, and humbug at that.", "Humbug!"));
  CHECK_FALSE(Repeats({}).in("Anything at all that somebody says."));
}
