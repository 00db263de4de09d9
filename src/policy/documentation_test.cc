// Every example of the documentation is run.
#include <doctest.h>

#include <fstream>
#include <sstream>

#include "policy/cases.h"
#include "policy/judge_line.h"
#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

struct Block {
  std::string kind;
  std::string text;
  int line = 0;
};

std::vector<Block> blocks_of(const std::string& file) {
  std::ifstream in(file);
  REQUIRE(in.good());
  std::vector<Block> blocks;
  bool open = false;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (!line.starts_with("```")) {
      if (open) blocks.back().text += line + '\n';
    } else if (open) {
      open = false;
    } else {
      blocks.push_back({line.substr(3), "", number});
      open = true;
    }
  }
  return blocks;
}

constexpr std::string_view lists =
    "[lexicon.house]\nwords = [\"humbug\", \"poppycock*\"]\n[pattern.phone]\nregex = '\\+\\d[\\d -]{8,}\\d'\n"
    "[contacts]\nallow = [\"herald.example\", \"+99 555 010 0100\"]\n";

// "// true when author.published = 3: a text" as a case.
Case read_remark(const std::string& line) {
  const bool is_true = line.starts_with("// true ");
  REQUIRE((is_true || line.starts_with("// false ")));
  const std::string rest = line.substr(is_true ? 8 : 9);
  const std::size_t colon = rest.find(": ");
  REQUIRE(colon != std::string::npos);
  std::string bytes =
      "case: " + line + "\ntext: " + rest.substr(colon + 2) + "\nexpect: " + (is_true ? "hold" : "allow") + '\n';
  if (rest.starts_with("when ")) {
    std::string facts = rest.substr(5, colon - 5);
    // Several are parted by commas; what stands behind one that begins no fact belongs to a list.
    for (std::size_t comma = facts.find(", "); comma != std::string::npos; comma = facts.find(", ", comma + 1)) {
      const std::string behind = facts.substr(comma + 2, facts.find(" = ", comma) - comma - 2);
      if (facts.find(" = ", comma) != std::string::npos && behind.find_first_of("\"[]") == std::string::npos) {
        facts.replace(comma, 2, "\nfact: ");
      }
    }
    bytes += "fact: " + facts + '\n';
  }
  const auto file = read_cases(bytes);
  REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error().detail));
  return file->cases.at(0);
}

}  // namespace

TEST_CASE("every condition of docs/policy-language.md does what the page says") {
  int tried_texts = 0;
  int mistakes = 0;
  for (const Block& block : blocks_of("docs/policy-language.md")) {
    CAPTURE(block.line);
    if (block.kind == "condition") {
      const Checked checked = compile(fixture::document(block.text, lists));
      REQUIRE_MESSAGE(checked.policy, fixture::complaints(checked));
      std::stringstream lines(block.text);
      for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("//")) continue;
        CAPTURE(line);
        CHECK(tried(*checked.policy, read_remark(line)) == "");
        ++tried_texts;
      }
    } else {
      REQUIRE(block.kind == "mistake");
      const std::size_t arrow = block.text.find("→ ");
      REQUIRE(arrow != std::string::npos);
      const std::string expected = block.text.substr(arrow + 4, block.text.size() - arrow - 5);
      const Checked checked = compile(fixture::document(block.text.substr(0, arrow - 1), lists));
      CHECK_FALSE(checked.policy);
      bool told = false;
      for (const Diagnostic& d : checked.diagnostics) told |= d.message == expected;
      CHECK_MESSAGE(told, fixture::complaints(checked));
      ++mistakes;
    }
  }
  CHECK(tried_texts > 30);
  CHECK(mistakes > 4);
}

TEST_CASE("the policy of docs/formats/policy.md is one") {
  const auto blocks = blocks_of("docs/formats/policy.md");
  REQUIRE(blocks.size() == 1);
  const Checked checked = compile(blocks[0].text);
  CHECK(fixture::complaints(checked) == "");
  REQUIRE(checked.policy);
  CHECK(checked.policy->clauses[0].then == Action::hold);
}

TEST_CASE("the cases of docs/formats/case.md come out as written") {
  const auto blocks = blocks_of("docs/formats/case.md");
  REQUIRE(blocks.size() == 1);
  const auto file = read_cases(blocks[0].text);
  REQUIRE(file.has_value());
  for (const Case& one : file->cases) CHECK(tried(*compile(shipped_policy(file->policy)).policy, one) == "");
}

TEST_CASE("the lines of docs/formats/judge.md are answered as shown") {
  const auto blocks = blocks_of("docs/formats/judge.md");
  REQUIRE(blocks.size() == 2);
  const JudgedLine judged = judge_line(*compile(shipped_policy()).policy, blocks[0].text, 1);
  CHECK_FALSE(judged.bad);
  CHECK(judged.json.find(R"("action":"advise","language":"en","scores":{"TOXICITY":0.)") != std::string::npos);
  CHECK(judged.json.find(
            R"("clauses":[{"id":"profanity","action":"advise",)"
            R"("findings":[{"detector":"lexicon","name":"profanity","entry":"damn","spans":[[15,19]]}]}]})") !=
        std::string::npos);
}

}  // namespace comity::policy
