#include "cmd/printable.h"

#include <doctest.h>

using comity::cmd::one_line;
using comity::cmd::printable;

TEST_CASE("a comment cannot command the operator's terminal") {
  CHECK(printable("\x1b[2Jgone") == "\uFFFD[2Jgone");
  CHECK(printable("a\u009b31mb") == "a\uFFFD31mb");
  CHECK(printable("file\u202Etxt.exe") == "file\uFFFDtxt.exe");
  CHECK(printable("bell\a\r\n\tkept") == "bell\uFFFD\uFFFD\n\tkept");
  CHECK(printable("\xff\xfe") == "\uFFFD\uFFFD");
  CHECK(printable("Ждём моста, جسر") == "Ждём моста, جسر");
}

TEST_CASE("a line is cut between characters") {
  CHECK(one_line("  one\n\n two ", 20) == "one two");
  CHECK(one_line("мост через реку", 4) == "мост…");
  CHECK(one_line("мост", 4) == "мост");
  CHECK(one_line("", 4) == "");
}
