#include "policy/judge_line.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "base/json.h"
#include "policy/given_text.h"
#include "policy/model_reading.h"
#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

const Compiled& policy() {
  static const auto compiled = fixture::policy_of("lexicon(\"house\") || author.published > 5",
                                                  "[lexicon.house]\nwords = [\"humbug\", \"été\"]\n");
  return *compiled;
}

std::string judged(std::string_view line, std::size_t number = 1) { return judge_line(policy(), line, number).json; }

// The spans of the first finding, as JSON.
std::string spans(std::string_view line) {
  const auto value = json::parse(judged(line));
  std::string out;
  json::write(out, *value->find("clauses")->array()->at(0).find("findings")->array()->at(0).find("spans"));
  return out;
}

// What the model that ships gives, as it is written.
std::string scores(std::string_view utf8) {
  const text::CheckedText text = text::checked(utf8).value();
  std::string out;
  const auto given = classify::shipped_model()->scores(classify::features_of(text, text::fold(text)));
  for (std::size_t l = 0; l < given.size(); ++l) {
    const std::string label(classify::name(static_cast<classify::Label>(l)));
    out += (l == 0 ? "\"" : ",\"") + label + "\":" + score_text(given[l]);
  }
  return out;
}

}  // namespace

TEST_CASE("a line in a language that the model does not know has no scores, not low ones") {
  const std::string line = judged(R"({"text": "Բարև ձեզ", "comment": {"language": "hy"}})");
  CHECK(line.find(R"("scores":{"TOXICITY":null,"SEVERE_TOXICITY":null,)") != std::string::npos);
}

TEST_CASE("a line is answered with its id, the hashes, the action and the findings") {
  const std::string answer = judged(R"({"id": {"a": [1]}, "text": "pure humbug", "comment": {"language": "en"}})");
  CHECK(answer ==
        "{\"id\":{\"a\":[1]},\"policy\":\"sha256:" + to_hex(policy().id) +
            "\",\"engine\":\"sha256:" + to_hex(policy().engine) +
            "\",\"action\":\"hold\",\"language\":\"en\",\"scores\":{" + scores("pure humbug") +
            "},\"clauses\":[{\"id\":\"rule\",\"action\":\"hold\","
            "\"findings\":[{\"detector\":\"lexicon\",\"name\":\"house\",\"entry\":\"humbug\",\"spans\":[[5,11]]}]}]}");
}

TEST_CASE("spans are code points of the text as it was given") {
  CHECK(spans(R"({"text": "жук humbug"})") == "[[4,10]]");
  CHECK(spans(R"({"text": "a\r\nb\r\n humbug"})") == "[[7,13]]");      // line ends are one character inside
  CHECK(spans(R"({"text": "e\u0301e\u0301 humbug"})") == "[[5,11]]");  // not NFC
  CHECK(spans(R"({"text": "un e\u0301te\u0301 !"})") == "[[3,8]]");    // the word itself is not NFC
  CHECK(spans(R"({"text": "\uD83D\uDE00 humbug"})") == "[[2,8]]");
}

TEST_CASE("facts are taken from the line") {
  CHECK(judged(R"({"text": "a", "author": {"published": 6}})").find("\"action\":\"hold\"") != std::string::npos);
  CHECK(judged(R"({"text": "a", "author": {"published": 5}, "comment": {"length": 99}, "story": {"tags": ["x"]}})")
            .find("\"action\":\"allow\"") != std::string::npos);
}

TEST_CASE("a bad line is answered in its place and says why") {
  CHECK(judged("nonsense", 3) == R"({"line":3,"error":"not JSON: syntax error at byte 0"})");
  CHECK(judged("[]", 4) == R"({"line":4,"error":"the line is no JSON object"})");
  CHECK(judged("{}", 5) == R"({"line":5,"error":"the line has no \"text\""})");
  CHECK(judged(R"({"text": 3})") == R"({"line":1,"error":"\"text\" must be a string"})");
  CHECK(judged(R"({"text": "a", "author": {"publishd": 1}})") ==
        R"({"line":1,"error":"unknown fact 'author.publishd': did you mean 'author.published'?"})");
  CHECK(judged(R"({"text": "a", "author": {"published": -1}})") ==
        R"({"line":1,"error":"author.published must be a whole number, 0 or more"})");
  CHECK(judged(R"({"text": "a", "recent": {"similar_own": 1.5}})") ==
        R"({"line":1,"error":"recent.similar_own must be a number from 0 to 1"})");
  CHECK(judge_line(policy(), "{\"text\": \"a\\u0000\"}", 1).bad);
  CHECK(judge_line(policy(), "{\"text\": \"" + std::string(20'000, 'a') + "\"}", 1).bad);
  CHECK(judge_line(policy(), std::string(max_judge_line + 1, ' '), 1).bad);
}

TEST_CASE("bytes of the checked text lead back to the characters they came from") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& choices) {
    static const std::vector<std::string> pieces = {
        "a", "e\u0301", "\u00E9", "\r\n", "\r", "и\u0306", "\u1100\u1161\u11A8", "\u0301", "жук", " ", "\u2126"};
    std::string given;
    for (const std::uint8_t c : choices) given += pieces[c % pieces.size()];
    const auto checked = text::checked(given);
    RC_PRE(checked.has_value());
    const GivenText map(given, *checked);
    const std::string& utf8 = checked->utf8();
    for (std::uint32_t at = 0; at < utf8.size(); ++at) {
      if ((static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80) continue;
      std::uint32_t end = at + 1;
      while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) ++end;
      const text::Span s = map.to_given({at, end});
      RC_ASSERT(s.begin < s.end);
      RC_ASSERT(s.end <= given.size());
      // What was given there, checked by itself, holds the character.
      const auto again = text::checked(std::string_view(given).substr(s.begin, s.end - s.begin));
      RC_ASSERT(again.has_value());
      RC_ASSERT(again->utf8().find(utf8.substr(at, end - at)) != std::string::npos);
    }
  }));
}

}  // namespace comity::policy
