// The two raw scans, and the matcher beside them, in one program: run by ctest, unlike the benchmarks.
#include "plain_scan.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "policy/lexicon_matcher.h"

namespace comity::bench {

TEST_CASE("with the library and without, the same patterns are found at the same places") {
  const std::vector<std::string> patterns = {"oaf", "oafs", "af", "twit", "it", "дуб", "уб", "a"};
  const auto own = trie_scan(patterns);
  const auto library = library_scan(patterns);
  CHECK(own->ends("oafs") == Ends{{2, 7}, {3, 0}, {3, 2}, {4, 1}});
  CHECK(own->count("oafs") == 4);
  if (!library) {
    MESSAGE("built without Vectorscan or Hyperscan");
    return;
  }
  CHECK(rc::check([&] {
    static const std::vector<std::string> pieces = {"oaf", "s", "tw", "it", "a", "f", " ", "ду", "б", "\xD1", "o"};
    std::string text;
    for (const std::string& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)))
      text += piece;
    RC_ASSERT(library->ends(text) == own->ends(text));
    RC_ASSERT(library->count(text) == own->count(text));
  }));
}

TEST_CASE("what stands plainly in a text the matcher finds too") {
  const auto own = trie_scan(plain_forms());
  const policy::LexiconMatcher matcher(policy::shipped_lexicons());
  std::size_t found = 0, all = 0;
  for (const std::string& form : plain_forms()) {
    if (all++ % 7 != 0) continue;  // each seventh: seconds, not minutes, where sanitizers slow it
    const auto text = text::checked(form);
    CAPTURE(form);
    REQUIRE(text);
    CHECK(own->count(form) > 0);
    found += matcher.find(*text, "").empty() ? 0 : 1;
  }
  // But for those that an exception or a missing accent lets be.
  CHECK(found * 100 >= (all / 7) * 90);
}

}  // namespace comity::bench
