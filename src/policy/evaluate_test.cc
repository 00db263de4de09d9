#include <doctest.h>
#include <rapidcheck.h>

#include "policy/policy_fixture.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

using fixture::cited;
using fixture::judged;
using fixture::policy_of;

constexpr std::string_view house =
    "[lexicon.house]\nwords = [\"humbug\", \"poppycock*\"]\nexcept = [\"Humbug Creek\"]\n";

const Compiled& default_policy() {
  static const auto policy = compile(shipped_policy()).policy;
  return *policy;
}

// Text of pieces that mean something to the engine, and of any characters at all.
rc::Gen<std::string> comments() {
  static const std::vector<std::string> pieces = {"damn",
                                                  "d4mn",
                                                  " ",
                                                  "\n",
                                                  ".",
                                                  "идиот",
                                                  "i d i o t",
                                                  "you are a liar",
                                                  "https://a.example/x ",
                                                  "+99 555 010 0199 ",
                                                  "a.k@example.org",
                                                  "> ",
                                                  "\u200B",
                                                  "\u202E",
                                                  "\u202C",
                                                  "e\u0301",
                                                  "أحمق",
                                                  "<b>",
                                                  "</b>",
                                                  "&#100;",
                                                  "*",
                                                  "xx",
                                                  "AAAA",
                                                  "ß",
                                                  "\U0001F1EB\U0001F1F7"};
  return rc::gen::map(rc::gen::container<std::vector<std::pair<int, char>>>(rc::gen::arbitrary<std::pair<int, char>>()),
                      [](const std::vector<std::pair<int, char>>& choices) {
                        std::string text;
                        for (const auto& [which, c] : choices) {
                          if (which % 3 == 0 && c > 0)
                            text += c;
                          else
                            text += pieces[static_cast<unsigned>(which) % pieces.size()];
                        }
                        return text;
                      });
}

bool on_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

}  // namespace

TEST_CASE("a likeness cites the words that are alike, or all one's own where the texts are equal") {
  const auto policy = fixture::policy_of("similar(\"own\") >= 0.9 || recent.similar_others * 2 > 1.9");
  REQUIRE(policy);
  const std::string text = "> Who?\n\nVote for list four, neighbours";
  Facts facts;
  facts.similar_own = 9'200;
  facts.alike_own = {{8, 21}};
  facts.alike_others = {{22, 31}};
  const auto words = [&] { return fixture::cited(fixture::judged(*policy, text, facts), text); };
  using Words = std::vector<std::string>;
  CHECK(words() == Words{"Vote for list"});
  facts.similar_others = 9'900;
  CHECK(words() == Words{"Vote for list", "four, nei"});
  facts.similar_others = 10'000;
  CHECK(words() == Words{"Vote for list", "Vote for list four, neighbours"});
  facts.similar_own = facts.similar_others = 0;
  CHECK(words().empty());
}

TEST_CASE("the strictest clause decides, and every true one is told in order") {
  const Checked checked = compile(
      "format = 1\nname = \"T\"\nlanguages = [\"en\"]\n"
      "[[clause]]\nid = \"mild\"\ntitle.en = \"a\"\ntext.en = \"b\"\nwhen = 'comment.text.contains(\"a\")'\naction = "
      "\"advise\"\n"
      "[[clause]]\nid = \"people\"\ntitle.en = \"a\"\ntext.en = \"b\"\n"
      "[[clause]]\nid = \"hard\"\ntitle.en = \"a\"\ntext.en = \"b\"\nwhen = 'comment.text.contains(\"b\")'\naction = "
      "\"refuse\"\n");
  REQUIRE(checked.policy);
  const Verdict verdict = judged(*checked.policy, "ab");
  CHECK(verdict.action == Action::refuse);
  REQUIRE(verdict.clauses.size() == 2);
  CHECK(verdict.clauses[0].clause == "mild");
  CHECK(verdict.clauses[0].action == Action::advise);
  CHECK(verdict.clauses[1].clause == "hard");
  CHECK(judged(*checked.policy, "c").action == Action::allow);
}

TEST_CASE("an advice that was seen is left out, or becomes what `then` says") {
  const auto policy = [](const std::string& then) {
    return compile(
               "format = 1\nname = \"T\"\nlanguages = [\"en\"]\n[[clause]]\nid = \"mild\"\ntitle.en = \"a\"\ntext.en = "
               "\"b\"\n"
               "when = 'comment.text.contains(\"a\")'\naction = \"advise\"\n" +
               then)
        .policy;
  };
  const text::CheckedText text = *text::checked("a");
  const auto plain = policy("");
  const auto held = policy("then = \"hold\"\n");
  CHECK(evaluate(*plain, {text, {}, {}}, false).action == Action::advise);
  CHECK(evaluate(*plain, {text, {}, {}}, true).action == Action::allow);
  CHECK(evaluate(*held, {text, {}, {}}, false).action == Action::advise);
  const Verdict unchanged = evaluate(*held, {text, {}, {}}, true);
  CHECK(unchanged.action == Action::hold);
  REQUIRE(unchanged.clauses.size() == 1);
  CHECK(unchanged.clauses[0].action == Action::hold);
}

TEST_CASE("a verified quotation is not the author's own where the clause says so") {
  const std::string text = "> pure humbug\n\nI object.";
  Facts facts;
  facts.quotes = {{0, 13}};
  const auto ignoring =
      policy_of("lexicon(\"house\") || comment.text.contains(\"pure\")", "quotes = \"ignore\"\n" + std::string(house));
  const auto judging = policy_of("lexicon(\"house\")", house);
  REQUIRE(ignoring);
  CHECK(judged(*ignoring, text, facts).action == Action::allow);
  CHECK(judged(*ignoring, text).action == Action::hold);  // a bare blockquote is no cover
  CHECK(judged(*judging, text, facts).action == Action::hold);
  const std::string own = text + " It is humbug.";
  CHECK(cited(judged(*ignoring, own, facts), own) == std::vector<std::string>{"humbug"});
}

TEST_CASE("many quoted words do not hide one of the author's own behind them") {
  std::string text = "> ";
  for (int i = 0; i < 200; ++i) text += "damp ";
  Facts facts;
  facts.quotes = {{0, static_cast<std::uint32_t>(text.size())}};
  text += "\n\ndamp";
  for (const char* when : {"comment.text.contains(\"damp\")", "comment.text.matches(\"damp\")", "pattern(\"damp\")"}) {
    CAPTURE(when);
    const auto policy = policy_of(when, "quotes = \"ignore\"\n[pattern.damp]\nregex = 'damp'\n");
    REQUIRE(policy);
    CHECK(cited(judged(*policy, text, facts), text) == std::vector<std::string>{"damp"});
    CHECK(judged(*policy, text).clauses.at(0).findings.at(0).spans.size() == 64);
  }
}

TEST_CASE("an exception covers the words in it and no others") {
  const auto policy = policy_of("lexicon(\"house\")", house);
  CHECK(judged(*policy, "We walked along Humbug Creek.").action == Action::allow);
  CHECK(judged(*policy, "Humbug Creek is humbug.").action == Action::hold);
}

TEST_CASE("entries of one language only apply when the text is in it or in none that is known") {
  const auto policy =
      policy_of("lexicon(\"tr\")", "[lexicon.tr]\nwords = [\"humbug\"]\nlanguages = [\"tr\"]\nonly = true\n");
  Facts facts;
  CHECK(judged(*policy, "humbug", facts).action == Action::hold);
  facts.language = "tr";
  CHECK(judged(*policy, "humbug", facts).action == Action::hold);
  facts.language = "en";
  CHECK(judged(*policy, "humbug", facts).action == Action::allow);
}

TEST_CASE("a list of a shipped name adds to it and takes exceptions") {
  const auto policy =
      policy_of("lexicon(\"profanity\")", "[lexicon.profanity]\nwords = [\"humbug\"]\nexcept = [\"damn fine\"]\n");
  REQUIRE(policy);
  CHECK(judged(*policy, "humbug").action == Action::hold);
  CHECK(judged(*policy, "damn it").action == Action::hold);
  CHECK(judged(*policy, "damn fine").action == Action::allow);
  CHECK(policy->engine != policy_of("lexicon(\"profanity\")")->engine);
}

TEST_CASE("severity narrows a lexicon") {
  CHECK(judged(*policy_of("lexicon(\"profanity\", 2)"), "damn").action == Action::allow);
  CHECK(judged(*policy_of("lexicon(\"profanity\", 1)"), "damn").action == Action::hold);
}

TEST_CASE("engine and policy are named by hashes that change with what they name") {
  const auto a = policy_of("comment.is_reply");
  const auto b = policy_of("comment.is_edit");
  const auto c = policy_of("lexicon(\"insult\")");
  CHECK(a->id != b->id);
  CHECK(a->engine == b->engine);
  CHECK(a->engine != c->engine);
}

TEST_CASE("same policy, same submission: same verdict; and every citation is a piece of the comment") {
  CHECK(rc::check([] {
    const std::string text = *comments();
    const auto checked = text::checked(text);
    RC_PRE(checked.has_value());
    const Verdict first = evaluate(default_policy(), {*checked, {}, {}});
    RC_ASSERT(first == evaluate(*compile(shipped_policy()).policy, {*checked, {}, {}}));
    for (const ClauseVerdict& clause : first.clauses) {
      RC_ASSERT(clause.action != Action::allow);
      for (const Finding& finding : clause.findings) {
        for (const text::Span span : finding.spans) {
          RC_ASSERT(span.begin < span.end);
          RC_ASSERT(span.end <= checked->utf8().size());
          RC_ASSERT(on_boundary(*checked, span.begin));
          RC_ASSERT(on_boundary(*checked, span.end));
        }
      }
    }
  }));
}

TEST_CASE("what is stored and read back gives the same verdict") {
  CHECK(rc::check([](std::int64_t a, std::int64_t b, int c, bool reply) {
    const auto text = text::checked("I write it again: https://a.example https://b.example https://c.example");
    Facts facts;
    facts.author_10m = a;
    facts.author_24h = b;
    facts.similar_own = c;
    facts.is_reply = reply;
    const auto again = decoded(encoded(storable(facts, *text)));
    RC_ASSERT(again.has_value());
    RC_ASSERT(evaluate(default_policy(), {*text, facts, {}}) == evaluate(default_policy(), {*text, *again, {}}));
  }));
}

}  // namespace comity::policy
