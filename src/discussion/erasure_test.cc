#include "discussion/erasure.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "base/crypto.h"

using namespace comity;
using namespace comity::discussion;

namespace {

Comment a_comment() {
  Comment c;
  c.story = {77};
  c.id = {3};
  c.author = {1974685933572462281};
  c.name = "Anna";
  c.written = at_ms(1'800'000'000'001);
  return c;
}

}  // namespace

TEST_CASE("a line of the list names ids and reads back as it was written") {
  const Comment c = a_comment();
  const Erasure comment{at_ms(1'800'000'000'000), "herald", c.story, c.id, erasure_mark("herald", c), {}};
  const std::string line = to_line(comment);
  CHECK(line.starts_with("2027-01-15T08:00:00Z comment herald " + short_id(c.story) + " 3 "));
  CHECK(line.find("Anna") == std::string::npos);
  CHECK(erasure_from_line(line.substr(0, line.size() - 1)) == comment);
  const Erasure author{at_ms(0), "herald", {}, {}, {}, c.author, {}};
  CHECK(to_line(author) == "1970-01-01T00:00:00Z author herald 1974685933572462281\n");
  CHECK(erasure_from_line("1970-01-01T00:00:00Z author herald 1974685933572462281") == author);
  const Erasure report{at_ms(0), "herald", {}, {}, {}, {}, {77}};
  CHECK(to_line(report) == "1970-01-01T00:00:00Z report herald 77\n");
  CHECK(erasure_from_line("1970-01-01T00:00:00Z report herald 77") == report);
  for (const char* wrong : {"", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z author herald", "soon author herald 5",
                            "1970-01-01T00:00:00Z author herald 0", "1970-01-01T00:00:00Z author herald 5 6",
                            "1970-01-01T00:00:00Z story herald 5", "1970-01-01T00:00:00Z comment herald 77 3 x",
                            "1970-01-01T00:00:00Z author  5"})
    CHECK_MESSAGE(!erasure_from_line(wrong), wrong);
}

TEST_CASE("a mark is the comment's own: another place, time, author or site has another") {
  const Comment c = a_comment();
  const Key128 mark = erasure_mark("herald", c);
  Comment other = c;
  other.written += Millis{1};
  CHECK(erasure_mark("herald", other) != mark);
  other = c;
  other.author = {5};
  CHECK(erasure_mark("herald", other) != mark);
  CHECK(erasure_mark("gazette", c) != mark);
  other = c;
  other.name.clear();  // as it is once it was erased
  other.emptied = at_ms(9);
  CHECK(erasure_mark("herald", other) == mark);
}

TEST_CASE("a quotation is taken out line by line, and nothing else moves") {
  CHECK(without_quotations("> one two\n> three\n\nMine.", {{0, 18}}) == "> […]  \n>      \n\nMine.");
  CHECK(without_quotations("> hi\n\nMine.", {{0, 5}}) == "> ..\n\nMine.");
  CHECK(without_quotations("Mine.\n\n> > deeper words", {{7, 23}}) == "Mine.\n\n> > […]       ");
  CHECK(without_quotations("Mine.", {}) == "Mine.");
  CHECK(rc::check([](const std::string& text, std::uint8_t begin, std::uint8_t length) {
    const text::Span span{begin, static_cast<std::uint32_t>(begin + length)};
    RC_ASSERT(without_quotations(text, {span}).size() == text.size());
  }));
}

TEST_CASE("without its words a decision still says what was done and under which clause") {
  Decision decision;
  decision.deed = Deed::refuse;
  decision.clauses = {"insult"};
  decision.findings = {{"insult", policy::Action::hold, {{"lexicon", "insult", "fool", {{0, 4}, {9, 12}}}}}};
  decision.reason = "You called her a fool.";
  const Decision left = without_words(decision);
  CHECK(left.reason.empty());
  CHECK(left.clauses == decision.clauses);
  REQUIRE(left.findings.size() == 1);
  CHECK(left.findings[0].findings.empty());
  CHECK(without_spans(decision, {{2, 6}}).findings[0].findings[0].spans == std::vector<text::Span>{{9, 12}});
  CHECK(without_spans(decision, {{4, 9}}).findings == decision.findings);
}
