#include "text/blank.h"

#include <doctest.h>

using comity::text::is_blank;

TEST_CASE("what shows nothing is blank") {
  for (const char* text :
       {"", " \t\n", "\u00A0\u2003", "\u200B\u200D\uFEFF", "\u202E\u2066", "\u0301", "\u3164", "\u00AD"}) {
    CAPTURE(text);
    CHECK(is_blank(text));
  }
}

TEST_CASE("one letter, digit, sign or picture is a text") {
  for (const char* text : {"a", "\u200B.", "7", "ж", "م", "好", "\U0001F642", "\u2800 !", "\u2014"}) {
    CAPTURE(text);
    CHECK_FALSE(is_blank(text));
  }
}
