#include "text/sentences.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <string>

using namespace comity;
using namespace comity::text;

namespace {

std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> out;
  for (const Span s : sentences_in(text)) out.push_back(text.substr(s.begin, s.end - s.begin));
  return out;
}

}  // namespace

TEST_CASE("a text falls into its sentences") {
  CHECK(sentences("The bridge is shut. Who knew? Nobody!") ==
        std::vector<std::string>{"The bridge is shut.", "Who knew?", "Nobody!"});
  CHECK(sentences("Мост закрыт. Кто знал?") == std::vector<std::string>{"Мост закрыт.", "Кто знал?"});
  CHECK(sentences("one line\nanother") == std::vector<std::string>{"one line", "another"});
  CHECK(sentences("  no mark at the end ") == std::vector<std::string>{"no mark at the end"});
  CHECK(sentences(" \n ").empty());
  CHECK(sentences("").empty());
}

TEST_CASE("sentences are in order, apart, and leave out nothing but blanks") {
  CHECK(rc::check([] {
    const auto words = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("a", "Bridge", ".", "! ", " ", "?\n", "é", "мост", "12.5 "));
    std::string text;
    for (const std::string& w : words) text += w;
    std::size_t at = 0;
    for (const Span s : sentences_in(text)) {
      RC_ASSERT(s.begin >= at && s.end > s.begin && s.end <= text.size());
      RC_ASSERT(text.find_first_not_of(" \n", at) == s.begin);
      at = s.end;
    }
    RC_ASSERT(text.find_first_not_of(" \n", at) == std::string::npos);
  }));
}
