#include <doctest.h>

#include "policy/lexicon.h"
#include "policy/page_words.h"
#include "policy/policy_fixture.h"
#include "text/markup.h"

namespace comity::policy {
namespace {

const Compiled& default_policy() {
  static const auto policy = compile(shipped_policy()).policy;
  return *policy;
}

bool holds_text(std::string_view page, std::string_view text) { return page.find(text) != std::string_view::npos; }

// Opening and closing tags pair up.
bool is_balanced(std::string_view html) {
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const bool closes = html[at + 1] == '/';
    const std::size_t begin = at + (closes ? 2 : 1);
    const std::size_t end = html.find_first_of(" >", begin);
    const std::string tag(html.substr(begin, end - begin));
    if (tag == "br") continue;
    if (!closes) {
      open.push_back(tag);
    } else {
      if (open.empty() || open.back() != tag) return false;
      open.pop_back();
    }
  }
  return open.empty();
}

}  // namespace

TEST_CASE("the page has every rule and promise in every language, with an anchor for each") {
  for (const std::string& language : default_policy().languages) {
    const std::string page = to_html(default_policy(), language);
    CAPTURE(language);
    CHECK(is_balanced(page));
    for (const Clause& clause : default_policy().clauses) {
      CHECK(holds_text(page, "id=\"rule-" + clause.id + "\""));
      CHECK(holds_text(page, text::escape_html(std::to_string(clause.number) + ". " + clause.title.at(language))));
    }
    for (const Freedom& freedom : default_policy().freedoms)
      CHECK(holds_text(page, "id=\"promise-" + freedom.id + "\""));
    CHECK_FALSE(holds_text(page, " lang="));  // everything is in the language asked for
  }
}

TEST_CASE("no word of a list that is not public, and no example that is not, stands on a page") {
  const std::string page = to_html(default_policy(), "en");
  CHECK(holds_text(page, "SHA-256 "));
  CHECK_FALSE(holds_text(page, "d4mn"));
  for (const Lexicon& lexicon : shipped_lexicons()) {
    if (lexicon.name != "profanity") continue;
    for (const LexiconEntry& entry : lexicon.entries) {
      CAPTURE(entry.word);
      CHECK_FALSE(holds_text(page, '>' + entry.word + '<'));
      CHECK_FALSE(holds_text(page, ' ' + entry.word + ' '));
    }
  }
}

TEST_CASE("no public example of the policy that ships holds a word of a list that is not public") {
  for (const Clause& clause : default_policy().clauses) {
    for (const Example& example : clause.examples) {
      CAPTURE(example.text);
      if (!example.is_public) continue;
      for (const ClauseVerdict& verdict : fixture::judged(default_policy(), example.text).clauses) {
        for (const Finding& finding : verdict.findings) CHECK(finding.detector != "lexicon");
      }
    }
  }
}

TEST_CASE("a public list is shown, and whatever a document holds is text, not HTML") {
  const auto policy =
      compile(
          "format = 1\nname = \"T\"\nlanguages = [\"en\"]\n[preamble]\nen = \"<script>alert(1)</script>\\n\\nTwo.\"\n"
          "[[clause]]\nid = \"a\"\ntitle.en = \"<b>T\"\ntext.en = \"x & y\"\nwhen = 'lexicon(\"house\") || "
          "comment.text.contains(\"<i>\")'\n"
          "action = \"hold\"\n[[clause.example]]\ntext = \"<i>\\\"humbug\"\nexpect = \"hold\"\n[lexicon.house]\nwords "
          "= [\"humbug\", \"a<b\"]\n")
          .policy;
  REQUIRE(policy);
  const std::string page = to_html(*policy, "en");
  CHECK(is_balanced(page));
  CHECK(holds_text(page, "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>Two.</p>"));
  CHECK(holds_text(page, "<bdi>humbug</bdi>"));
  CHECK(holds_text(page, "<bdi>a&lt;b</bdi>"));
  CHECK_FALSE(holds_text(page, "<script"));
  CHECK_FALSE(holds_text(page, "<b>"));
  CHECK_FALSE(holds_text(page, "<i>"));
}

TEST_CASE("prose in another language than the reader's is marked as such") {
  const auto policy = fixture::policy_of("true");
  CHECK(holds_text(to_html(*policy, "ar"), "<h3 lang=\"en\" dir=\"ltr\">1. A rule</h3>"));
}

TEST_CASE("the words around a policy are complete in every language") {
  const PageWords& english = page_words("en");
  CHECK(english.size() > 20);
  CHECK(page_languages().size() >= 3);
  for (const std::string& language : page_languages()) {
    CAPTURE(language);
    const PageWords& words = page_words(language);
    CHECK(words.size() == english.size());
    for (const auto& [key, text] : english) {
      CAPTURE(key);
      REQUIRE(words.contains(key));
      for (const char* field : {"{name}", "{entries}", "{hash}", "{title}"}) {
        CHECK((text.find(field) == std::string::npos) == (words.find(key)->second.find(field) == std::string::npos));
      }
    }
  }
  CHECK(&page_words("de") == &english);
}

TEST_CASE("the plain text has the same rules") {
  const std::string text = to_plain_text(default_policy(), "en");
  CHECK(text.starts_with("Discussion policy\n\nYou are welcome here"));
  CHECK(holds_text(text, "1. No swearing (profanity)\n"));
  CHECK(holds_text(text, "Only people apply this rule."));
}

}  // namespace comity::policy
