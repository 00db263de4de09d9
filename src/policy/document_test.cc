#include <doctest.h>

#include <chrono>

#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

using fixture::complaints;
using fixture::document;

const std::string head = "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n";
const std::string rule = "[[clause]]\nid = \"rule\"\ntitle.en = \"A rule\"\ntext.en = \"Keep it.\"\n";

std::string told(const std::string& bytes) { return complaints(compile(bytes)); }

bool says(const std::string& bytes, std::string_view words) { return told(bytes).find(words) != std::string::npos; }

// Hostile documents are refused at once, not after minutes; the bound is far above what a loaded machine takes.
bool is_quick(const std::string& bytes) {
  const auto before = std::chrono::steady_clock::now();
  const Checked checked = compile(bytes);
  return !checked.policy && !checked.diagnostics.empty() &&
         std::chrono::steady_clock::now() - before < std::chrono::seconds(20);
}

std::string repeated(std::string_view piece, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += piece;
  return all;
}

}  // namespace

TEST_CASE("the smallest document is a policy") {
  const Checked checked = compile(head + rule);
  CHECK(complaints(checked) == "");
  REQUIRE(checked.policy);
  CHECK(checked.policy->name == "Test");
  REQUIRE(checked.policy->clauses.size() == 1);
  CHECK(checked.policy->clauses[0].number == 1);
  CHECK(checked.policy->find("rule") == &checked.policy->clauses[0]);
  CHECK(checked.policy->find("other") == nullptr);
}

TEST_CASE("a clause says which decisions two people make together") {
  const Checked checked = compile(head + rule + "two_people = [\"remove\", \"refuse\"]\n");
  CHECK(complaints(checked) == "");
  REQUIRE(checked.policy);
  CHECK(checked.policy->clauses[0].two_people == std::vector<std::string>{"remove", "refuse"});
  CHECK(says(head + rule + "two_people = [\"delete\"]\n", "'delete' is nothing that two people decide of a comment"));
  CHECK(says(head + rule + "two_people = \"remove\"\n", "two_people"));
}

TEST_CASE("every mistake is told with its line, its column and advice, in one run") {
  const std::string text = told(
      "format = 1\n"
      "nam = \"Test\"\n"
      "languages = [\"en\", \"ru\"]\n"
      "[[clause]]\n"
      "id = \"rule\"\n"
      "title.en = \"A rule\"\n"
      "title.ru = \"Правило\"\n"
      "text.de = \"Regel\"\n"
      "when = 'comment.lenght > 3'\n"
      "action = \"hodl\"\n");
  CHECK(text.find("policy.toml:1:1: error: the document has no 'name'\n") != std::string::npos);
  CHECK(text.find("policy.toml:2:1: error: the document has no key 'nam'\n  advice: did you mean 'name'?\n") !=
        std::string::npos);
  CHECK(text.find("policy.toml:8:1: error: a clause has no 'text' in 'en'") != std::string::npos);
  CHECK(text.find("policy.toml:8:6: error: 'text' is written in 'de'") != std::string::npos);
  CHECK(text.find("policy.toml:9:9: error: unknown name 'comment.lenght'\n") != std::string::npos);
  CHECK(text.find("policy.toml:10:10: error: 'hodl' is no 'action'\n  advice: did you mean 'hold'?\n") !=
        std::string::npos);
}

TEST_CASE("a mistake inside a condition is told at its own place, whatever string it stands in") {
  CHECK(told(head + rule + "action = \"hold\"\nwhen = 'true && comment.lenght > 3'\n").find("policy.toml:9:17:") !=
        std::string::npos);
  CHECK(told(head + rule + "action = \"hold\"\nwhen = '''\n\ntrue\n  && comment.lenght > 3'''\n")
            .find("policy.toml:12:6:") != std::string::npos);
  CHECK(says(head + rule + "action = \"hold\"\nwhen = \"\"\"\r\ntrue\r\n&& true\r\n&& comment.lenght > 3\"\"\"\n",
             "policy.toml:12:4:"));
  CHECK(told(head + rule + "action = \"hold\"\nwhen = \"author.kind == \\\"ж\\\" && comment.lenght > 3\"\n")
            .find("policy.toml:9:33:") != std::string::npos);
}

TEST_CASE("what is no TOML is told with its place") {
  CHECK(told("format = 1\nname = \"x\nlanguages = []\n").find("policy.toml:2:") != std::string::npos);
  CHECK(told("format = 1\nformat = 2\n").find("policy.toml:2:10: error: this is not TOML: cannot redefine") !=
        std::string::npos);
}

TEST_CASE("what the library would abort on is a mistake with its line") {
  CHECK(says(head + "[[#clause]]\nid = \"a\"\n", "policy.toml:4: error: this is not TOML"));
  CHECK(says(head + rule + "[[", "policy.toml:"));
  CHECK(says(head + "name2 = \uFB50\n", "policy.toml:4:9: error: a sign outside quotation marks: '\uFB50'"));
  // toml++ reads on behind a word as if no string began there.
  CHECK(says(head + "name2 = a\"b«c\"\n", "policy.toml:4:12: error: a sign outside quotation marks: '«'"));
  CHECK(says(head + "name2 = a\"\"\"b\uFB50\n\"\"\"\n",
             "policy.toml:4:14: error: a sign outside quotation marks: '\uFB50'"));
  CHECK(says(head + "name2 = “x”\n", "policy.toml:4:9: error: a sign outside quotation marks: '“'"));
  CHECK(says(head + "[preamble]\nen = \"\"\"a\\\n  \uFB50\"\"\"\n",
             "behind a backslash at a line's end stands an unusual sign"));
  CHECK(compile("\uFEFF" + head + rule + "# é “\n").policy);
}

TEST_CASE("ids are unique, of a safe form, and never shared with a freedom") {
  CHECK(says(head + rule + rule, "the id 'rule' stands in two clauses"));
  CHECK(says(head + "[[clause]]\nid = \"No Swearing\"\ntitle.en = \"a\"\ntext.en = \"b\"\n", "'No Swearing' is no id"));
  CHECK(says(head + rule + "[[freedom]]\nid = \"rule\"\ntitle.en = \"a\"\ntext.en = \"b\"\n",
             "the id 'rule' stands in two clauses"));
}

TEST_CASE("kinds of values are checked") {
  CHECK(says("format = \"1\"\nname = \"Test\"\nlanguages = [\"en\"]\n" + rule,
             "'format' must be a whole number, but is a text"));
  CHECK(says("format = 2\nname = \"Test\"\nlanguages = [\"en\"]\n" + rule, "this server reads format 1, not 2"));
  CHECK(says("format = 1\nname = \"Test\"\nlanguages = \"en\"\n" + rule, "'languages' must be a list, but is a text"));
  CHECK(says("format = 1\nname = \"Test\"\nlanguages = [\"english\"]\n" + rule, "a language must be a tag"));
  CHECK(says(head + "[clause]\nid = \"a\"\n", "needs two brackets"));
  CHECK(says(head, "the policy has no clause"));
}

TEST_CASE("an action needs a condition, and a condition an action") {
  CHECK(says(head + rule + "when = 'true'\n", "the clause has a condition and no 'action'"));
  CHECK(says(head + rule + "action = \"hold\"\n", "'action' has no effect without 'when'"));
  CHECK(says(head + rule + "when = 'true'\naction = \"hold\"\nthen = \"hold\"\n", "this clause does not advise"));
  CHECK(says(head + rule + "when = 'true'\naction = \"allow\"\n", "'allow' is no 'action'"));
}

TEST_CASE("lexicons, patterns, ladders and sides are checked") {
  CHECK(says(document("lexicon(\"a\")", "[lexicon.a]\nwords = [\"x*y\"]\n"), "'*' stands at the end of a word only"));
  CHECK(says(document("lexicon(\"a\")", "[lexicon.a]\nwords = [\"" + std::string(65, 'x') + "\"]\n"),
             "it is longer than 64 bytes"));
  CHECK(says(document("lexicon(\"a\")", "[lexicon.a]\nwords = [3]\n"), "a word must be a text, but is a whole number"));
  CHECK(says(document("true", "[lexicon.a]\nwords = [\"humbug\"]\n"), "no condition uses the lexicon 'a'"));
  CHECK(says(document("pattern(\"a\")", "[pattern.a]\nregex = '('\n"), "this is no regular expression"));
  CHECK(says(document("pattern(\"a\")", "[pattern.a]\nregex = 'x*'\n"), "it is found in every comment"));
  CHECK(says(document("true", "[[ladder]]\nstrikes = 2\nwithin = \"30d\"\nthen = \"block\"\nfor = \"3d\"\n"),
             "a block needs an earlier warning"));
  CHECK(says(document("true", "[[ladder]]\nstrikes = 2\nwithin = \"a month\"\nthen = \"warn\"\n"),
             "'a month' is no length of time"));
  CHECK(says(document("true", "[[sides]]\na = [\"Quorl\"]\nb = []\n"), "equally many names"));
}

TEST_CASE("an example that comes out otherwise is an error that names clause, text and outcome") {
  const std::string list = "[lexicon.house]\nwords = [\"humbug\"]\n";
  const auto with = [&](const std::string& example) {
    return told(head + rule + "when = 'lexicon(\"house\")'\naction = \"hold\"\n[[clause.example]]\n" + example + list);
  };
  CHECK(with("text = \"pure humbug\"\nexpect = \"hold\"\ncites = [\"humbug\"]\n") == "");
  CHECK(
      with("text = \"pure nonsense\"\nexpect = \"hold\"\n") ==
      "policy.toml:10: error: clause 'rule': its example 'pure nonsense' should give hold, but the clause says allow\n"
      "  advice: nothing in the condition is true of this text: try its parts one by one\n");
  CHECK(with("text = \"pure humbug\"\nexpect = \"allow\"\n")
            .find("should be allowed, but clause 'rule' says hold because of 'humbug'") != std::string::npos);
  CHECK(with("text = \"pure humbug\"\nexpect = \"hold\"\ncites = [\"pure\"]\n")
            .find("should cite 'pure', but cites 'humbug'") != std::string::npos);
  CHECK(with("text = \"humbug\"\nexpect = \"hold\"\nrecent = { author_10m = \"3\" }\n")
            .find("recent.author_10m must be a whole number") != std::string::npos);
}

TEST_CASE("a document beyond the limits is refused before the library sees it") {
  CHECK(says(std::string(1'048'577, '#'), "the document is larger than 1048576 bytes"));
  CHECK(says(head + "# " + std::string(17'000, 'x') + "\n" + rule, "this line is longer than 16384 bytes"));
  CHECK(says(head + "a.b.c.d.e.f.g.h.i = 1\n" + rule, "a key has more than 8 parts"));
  CHECK(says(head + "a = " + repeated("[", 20) + repeated("]", 20) + "\n", "more than 16 deep"));
  CHECK(says(head + std::string("name2 = \"a\0b\"\n", 14), "U+0000"));
  CHECK(says(head + "x = \"\xE9\"\n", "this line is not UTF-8"));
  CHECK(says(head + repeated("[[clause]]\n", 201), "more than 200 clauses"));
  CHECK(says(head + rule + "# fine\n[lexicon.a]\nwords = [" + repeated("\"ab\",\n", 20'001) + "]\n",
             "more than 20,000 entries"));
}

TEST_CASE("a long text between three quotation marks is no long line") {
  CHECK_FALSE(
      says(head + rule + "[preamble]\nen = '''\n" + std::string(20'000, 'x') + "'''\n", "longer than 16384 bytes"));
}

TEST_CASE("hostile documents are answered quickly") {
  CHECK(is_quick(repeated("a.", 100'000) + "a = 1"));
  CHECK(is_quick("a = " + repeated("[", 500'000)));
  CHECK(is_quick("a = " + repeated("{a=", 300'000)));
  CHECK(is_quick(repeated("[", 1'000'000)));
  CHECK(is_quick(repeated("[[a]]\n", 170'000)));
  CHECK(is_quick(repeated("\"", 1'000'000)));
  CHECK(is_quick(repeated("'''", 300'000)));
  CHECK(is_quick(repeated("x=1\n", 250'000)));
  CHECK(is_quick(head + rule + "when = '" + repeated("(", 16'000) + "'\n"));
  CHECK(is_quick(""));
  CHECK(is_quick("\xFF\xFE" + repeated("f\0", 10)));
}

}  // namespace comity::policy
