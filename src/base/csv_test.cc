#include "base/csv.h"

#include <doctest.h>

#include <vector>

using namespace comity;

TEST_CASE("a field is quoted where it must be, and no spreadsheet calculates with it") {
  CHECK(csv_field("") == "");
  CHECK(csv_field("Rule 2") == "Rule 2");
  CHECK(csv_field("a, b") == "\"a, b\"");
  CHECK(csv_field("two\nlines") == "\"two\nlines\"");
  CHECK(csv_field("the \"Other\" one") == "\"the \"\"Other\"\" one\"");
  CHECK(csv_field("=1+1") == "'=1+1");
  CHECK(csv_field("@a,b") == "\"'@a,b\"");
}

TEST_CASE("a row ends with CRLF") {
  std::string out;
  append_csv_row(out, std::vector<std::string>{"a", "", "c d"});
  append_csv_row(out, std::vector<std::string>{"1"});
  CHECK(out == "a,,c d\r\n1\r\n");
}
