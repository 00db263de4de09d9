#include "discussion/sealed.h"

#include <doctest.h>

using namespace comity;
using namespace comity::discussion;

namespace {

Revision said(std::string text, Time at) {
  Revision revision;
  revision.text = std::move(text);
  revision.written = at;
  return revision;
}

}  // namespace

TEST_CASE("what is sealed is the name, every text with its time, and what was noted") {
  Comment comment;
  comment.name = "Ada \"Wold\"";
  const Sealed sealed =
      sealed_with({}, comment, {said("One.", at_ms(1'000)), said("Two.\n", at_ms(61'000))}, "A place.");
  CHECK(sealed == Sealed{"Ada \"Wold\"", "A place.", {{at_ms(1'000), "One."}, {at_ms(61'000), "Two.\n"}}});
  CHECK(sealed_from_json(to_json(sealed)) == sealed);
}

TEST_CASE("what was sealed once stays, and what came later joins it") {
  Comment comment;
  comment.name = "Ada";
  const Sealed first = sealed_with({}, comment, {said("> They said this.\n\nAnd I do it.", at_ms(1'000))}, "A place.");
  comment.name = "Ada W.";
  const Sealed second =
      sealed_with(first, comment, {said("> […]\n\nAnd I do it.", at_ms(1'000)), said("Soon.", at_ms(2'000))}, "");
  CHECK(second == Sealed{"Ada", "A place.", {first.texts[0], {at_ms(2'000), "Soon."}}});
}

TEST_CASE("an empty text is nothing sealed, and what is no such text is none") {
  CHECK(sealed_from_json("") == Sealed{});
  for (const char* wrong : {"x", "[]", "{}", R"({"name":"","seen":"","texts":[{"written":"today","text":""}]})",
                            R"({"name":1,"seen":"","texts":[]})"})
    CHECK_FALSE(sealed_from_json(wrong));
}
