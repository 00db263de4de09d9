// The mistakes that people make who write rules and not programs, and what they are told: what is wrong, where, and
// what to write.
#include <doctest.h>

#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

struct Mistake {
  std::string_view name;
  std::string_view written;  // a condition, or a whole document
  std::string_view told;
};

constexpr std::string_view before =
    "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
    "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = '";
constexpr std::string_view behind =
    "'\naction = \"hold\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"allow\"\n";

constexpr Mistake in_conditions[] = {
    {"one = for comparing", "author.published = 0",
     "9:26: error: a single '=' means nothing in a condition\n  advice: write '=='"},
    {"AND for &&", "comment.is_reply AND comment.is_edit",
     "9:26: error: conditions write '&&' for and\n  advice: replace the word by the sign"},
    {"or", "comment.is_reply or comment.is_edit",
     "9:26: error: conditions write '||' for or\n  advice: replace the word by the sign"},
    {"NOT", "NOT comment.is_reply",
     "9:9: error: conditions write '!' for not\n  advice: replace the word by the sign: !comment.is_reply"},
    {"not", "not comment.is_reply",
     "9:9: error: conditions write '!' for not\n  advice: replace the word by the sign: !comment.is_reply"},
    {"a percent sign", "comment.capitals > 70%",
     "9:31: error: shares are decimals from 0.0 to 1.0, not percent\n  advice: write 0.7 for 70 %"},
    {"percent as a whole number", "comment.capitals > 70",
     "9:9: warning: 'comment.capitals > 70' can never be true\n  advice: shares go from 0.0 to 1.0: write 0.70 for 70 "
     "%"},
    {"a decimal comma", "comment.capitals > 0,7",
     "9:29: error: a number has no comma in it\n  advice: write 0.7 for a decimal, and 5000 without a sign between the "
     "thousands"},
    {"a comma between thousands", "comment.length > 5,000",
     "9:27: error: a number has no comma in it\n  advice: write 0.7 for a decimal, and 5000 without a sign between the "
     "thousands"},
    {"a wrong bracket in a regex", "comment.text.matches(\"(free\")",
     "9:30: error: this is no regular expression: missing ): (free\n  advice: close the bracket, or write '\\(' where "
     "the sign itself is meant"},
    {"a star first in a regex", "comment.text.matches(\"*free\")",
     "9:30: error: this is no regular expression: no argument for repetition operator: *\n  advice: '*', '+' and '?' "
     "repeat what stands before them; '.*' stands for anything"},
    {"a backslash in a double-quoted regex", "comment.text.matches(\"\\d+\")",
     "9:31: error: unknown sign behind a backslash\n  advice: known are \\n \\t \\\\ \\\" \\' \\uXXXX; for a regular "
     "expression put r before the quotation mark: r'\\d+'"},
    {"look-ahead", "comment.text.matches(\"(?!free)x\")",
     "9:30: error: this is no regular expression: invalid perl operator: (?!\n  advice: look-ahead and look-behind are "
     "not there; write two conditions joined by && and !"},
    {"language compared with a name", "comment.language == \"Russian\"",
     "9:29: warning: 'Russian' is never a language\n  advice: languages are short tags: \"en\", \"ru\", \"ar\""},
    {"language compared with capitals", "comment.language == \"RU\"",
     "9:29: warning: 'RU' is never a language\n  advice: languages are short tags: \"en\", \"ru\", \"ar\""},
    {"kind of author", "author.kind == \"Guest\"",
     "9:24: warning: 'Guest' is never the kind of an author\n  advice: did you mean 'guest'?"},
    {"two clauses of one id",
     "comment.length > 5000'\naction = \"hold\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = "
     "\"allow\"\n[[clause]]\nid = \"manners\"\ntitle.en = \"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length "
     "> 5000",
     "16:6: error: the id 'manners' stands in two clauses\n  advice: decisions cite it: each clause needs an id of its "
     "own"},
    {"a lexicon without quotation marks", "lexicon(profanity)",
     "9:9: error: lexicon() takes the name of a lexicon in quotation marks\n  advice: write lexicon(\"profanity\")"},
    {"a lexicon's name misspelt", "lexicon(\"profanty\")",
     "9:17: error: there is no lexicon 'profanty'\n  advice: did you mean 'profanity'? Your own goes into "
     "[lexicon.profanty]"},
    {"contains as a word", "comment.text contains \"free\"",
     "9:22: error: 'contains' stands behind a dot and takes brackets\n  advice: write comment.text.contains(\"…\")"},
    {"like", "comment.text like \"free\"",
     "9:22: error: conditions have no 'like'\n  advice: write comment.text.contains(\"…\") or "
     "comment.text.matches(r'…')"},
    {"a list compared with a number", "comment.links > 2",
     "9:9: error: this compares a list of texts with a whole number\n  advice: count the list: size(comment.links) > "
     "2"},
    {"a number in quotation marks", "recent.author_10m >= \"5\"",
     "9:9: error: this compares a whole number with a text\n  advice: numbers stand without quotation marks"},
    {"a unit behind a number", "author.age_days < 3 days",
     "9:29: error: numbers stand without a unit\n  advice: author.age_days counts days already: write the number "
     "alone"},
    {"if and then", "if comment.is_reply then comment.is_edit",
     "9:9: error: a condition has no 'if': it is one question, true or false\n  advice: write only what is asked: "
     "comment.is_reply"},
    {"a fact misspelt", "comment.langauge == \"ru\"",
     "9:9: error: unknown name 'comment.langauge'\n  advice: did you mean 'comment.language'?"},
    {"a fact without its group", "length > 5",
     "9:9: error: unknown name 'length'\n  advice: did you mean 'comment.length'?"},
    {"=> for >=", "comment.length => 5", "9:24: error: '=>' stands the wrong way round\n  advice: write '>='"},
    {"<> for !=", "comment.language <> \"ru\"", "9:27: error: conditions write '!=' for <>\n  advice: write a != b"},
    {"a single ampersand", "comment.is_reply & comment.is_edit",
     "9:26: error: a single '&' means nothing in a condition\n  advice: write '&&'"},
    {"curly marks in a condition", "comment.text.contains(“free”)",
     "9:31: error: a typographic sign: '“'\n  advice: use the plain quotation marks \" or '"},
    {"an open bracket", "(comment.is_reply && comment.is_edit",
     "9:45: error: ')' is missing at the end\n  advice: close the bracket"},
    {"a closing bracket too many", "comment.is_reply)",
     "9:25: error: a ')' stands here that no '(' opens\n  advice: leave it out, or look for the '(' that is missing"},
    {"similar without brackets", "similar > 0.9",
     "9:9: error: 'similar' is a function and needs its brackets\n  advice: write similar(\"…\")"},
    {"similar without its side", "similar() > 0.9",
     "9:9: error: similar() takes \"own\" or \"others\"\n  advice: write similar(\"own\") > 0.9"},
    {"a kind of contacts", "contacts(\"telephone\")",
     "9:18: error: there is no kind of contacts 'telephone'\n  advice: known are: phone, email, address, document, "
     "card, account, place"},
    {"a label in small letters", "model(\"insult\") > 0.9",
     "9:15: error: the model has no label 'insult'\n  advice: did you mean 'INSULT'?"},
    {"yes for true", "comment.is_reply == yes",
     "9:29: error: unknown name 'yes'\n  advice: write true, or just the fact itself: comment.is_reply"},
    {"True with a capital", "comment.is_reply == True",
     "9:29: error: unknown name 'True'\n  advice: write true in small letters"},
    {"a text in the condition never closed", "comment.text.contains(\"free)",
     "9:31: error: this text is not closed\n  advice: put \" behind its last word"},
    {"two comparisons in a row", "1 < comment.length < 5",
     "9:28: error: two comparisons stand in one row\n  advice: write both out: a < b && b < c"},
    {"a test for nothing", "comment.language == null",
     "9:29: error: unknown name 'null'\n  advice: a fact that is not known is \"\", 0 or false: write comment.language "
     "== \"\""},
    {"is", "comment.language is \"ru\"",
     "9:26: error: conditions write '==' for is\n  advice: write comment.language == \"ru\""},
    {"index of a list", "comment.links[0] == \"a.example\"",
     "9:22: error: single elements of a list cannot be picked\n  advice: ask list.exists(x, …) or \"a\" in list"},
    {"length()", "comment.text.length() > 5",
     "9:9: error: unknown function 'length'\n  advice: write size(comment.text), or the fact comment.length"},
    {"a wildcard in a text", "comment.text == \"*free*\"",
     "9:25: warning: '*' stands for itself here, so the whole comment would have to be '*free*'\n  advice: write "
     "comment.text.contains(\"…\"), or comment.text.matches(r'…')"},
};

constexpr Mistake in_documents[] = {
    {"a key is misspelt",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntilte.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = \"hold\"\n",
     "7:1: error: a clause has no key 'tilte'\n  advice: did you mean 'title'?"},
    {"curly quotation marks around a text",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = “Manners”\ntext.en "
     "= \"Be kind.\"\nwhen = 'true'\naction = \"hold\"\n",
     "7:12: error: a sign outside quotation marks: '“'\n  advice: texts, and keys with other signs than A-Z a-z 0-9 _ "
     "-, stand in plain quotation marks \" or '"},
    {"a text is not closed",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = \"Manners\ntext.en "
     "= \"Be kind.\"\nwhen = 'true'\naction = \"hold\"\n",
     "7:20: error: this is not TOML: a text is not closed on its line\n  advice: close the string with the same "
     "quotation mark on the same line; for several lines begin and end with three"},
    {"double marks inside double marks",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = \"lexicon(\"profanity\")\"\naction = \"hold\"\n",
     "9:18: error: this is not TOML: expected a comment or whitespace, saw 'p'\n  advice: a text in double quotation "
     "marks ends at the next one; put a condition in single ones: when = 'lexicon(\"profanity\")'"},
    {"a language by its name",
     "format = 1\nname = \"Test\"\nlanguages = [\"English\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'true'\naction = \"hold\"\n",
     "3:14: error: a language must be a tag like \"en\", \"ru\" or \"zh-Hant\"\n  advice: write \"en\" for English"},
    {"a language of three letters",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\", \"eng\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'true'\naction = \"hold\"\n",
     "3:20: error: 'eng' is not how this language is written here\n  advice: write \"en\""},
    {"a text in a language the policy lacks",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\ntext.fr = \"x\"\nwhen = 'true'\naction = \"hold\"\n",
     "9:6: error: 'text' is written in 'fr', which the policy does not have\n  advice: add it to languages at the top, "
     "or leave this text out"},
    {"a condition without quotation marks",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = lexicon(\"insult\")\naction = \"hold\"\n",
     "9:8: error: this is not TOML: could not determine value type\n  advice: a condition stands in single quotation "
     "marks: when = 'lexicon(\"profanity\")'"},
    {"a regular expression between double marks",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'true'\naction = \"hold\"\n[pattern.phone]\nregex = \"\\d+\"\n",
     "12:11: error: this is not TOML: unknown escape sequence '\\d'\n  advice: between double quotation marks '\\' "
     "means "
     "something of its own; write it between single ones: regex = '…'"},
    {"single brackets",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[clause]\nid = \"manners\"\ntitle.en = \"Manners\"\ntext.en "
     "= \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = \"hold\"\n",
     "5:1: error: 'clause' may stand more than once and needs two brackets\n  advice: write [[clause]] above each one"},
    {"an action that is none",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = "
     "\"delete\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"allow\"\n",
     "10:10: error: 'delete' is no 'action'\n  advice: removing and blocking are for people: write \"hold\", and a "
     "person looks first"},
    {"an action without quotation marks",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = hold\n\n[[clause.example]]\ntext = "
     "\"hello\"\nexpect = \"allow\"\n",
     "10:10: error: this is not TOML: could not determine value type\n  advice: a text stands in quotation marks: "
     "action = \"hold\"; true, false and numbers stand without"},
    {"no action",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\n\n[[clause.example]]\ntext = "
     "\"hello\"\nexpect = \"allow\"\n",
     "5:1: error: the clause has a condition and no 'action'\n  advice: write action = \"hold\": a person decides"},
    {"expect held",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = "
     "\"hold\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"held\"\n",
     "14:10: error: 'held' is no 'expect'\n  advice: did you mean 'hold'?"},
    {"cites what is not there",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 2'\naction = \"hold\"\n\n[[clause.example]]\ntext "
     "= \"hello\"\nexpect = \"hold\"\ncites = [\"Hello\"]\n",
     "15:9: error: the example is to cite 'Hello', which its text does not hold\n  advice: copy the words exactly as "
     "they stand in text"},
    {"words that are no list",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'lexicon(\"house\")'\naction = \"hold\"\n\n[[clause.example]]\ntext "
     "= \"hello\"\nexpect = \"allow\"\n\n[lexicon.house]\nwords = \"humbug\"\n",
     "17:9: error: 'words' must be a list, but is a text\n  advice: a list stands in square brackets: words = [\"…\"]"},
    {"a missing comma in a list",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'lexicon(\"house\")'\naction = \"hold\"\n\n[[clause.example]]\ntext "
     "= \"hello\"\nexpect = \"allow\"\n\n[lexicon.house]\nwords = [\"humbug\" \"twit\"]\n",
     "17:19: error: this is not TOML: expected comma or closing ']', saw '\"'\n  advice: put a comma between two "
     "elements of a list, and ']' behind the last"},
    {"a list that is not closed",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'lexicon(\"house\")'\naction = \"hold\"\n\n[[clause.example]]\ntext "
     "= \"hello\"\nexpect = \"allow\"\n\n[lexicon.house]\nwords = [\"humbug\", \"twit\"\n\n[[freedom]]\nid = \"x\"\n",
     "19:1: error: this is not TOML: expected comma or closing ']', saw '['\n  advice: put a comma between two "
     "elements of a list, and ']' behind the last"},
    {"then without advise",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = \"hold\"\nthen = "
     "\"hold\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"allow\"\n",
     "11:8: error: 'then' says what follows an advice that was not taken, and this clause does not advise\n  advice: "
     "write action = \"advise\", or leave 'then' out"},
    {"a length of time in words",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = "
     "\"hold\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"allow\"\n\n[[ladder]]\nstrikes = 2\nwithin = \"30 "
     "days\"\nthen = \"warn\"\n",
     "18:10: error: '30 days' is no length of time\n  advice: write within = \"30d\": a number and d, h or m for days, "
     "hours, minutes"},
    {"quotes = true",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = \"hold\"\nquotes = "
     "true\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"allow\"\n",
     "11:10: error: 'quotes' must be a text, but is true or false\n  advice: a text stands in quotation marks: quotes "
     "= \"…\""},
    {"a category of one's own",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = \"hold\"\ncategory = "
     "\"HATE\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"allow\"\n",
     "11:12: warning: the DSA Transparency Database has no category 'HATE'\n  advice: known are: "},
    {"an id with blanks",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"No Swearing\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = "
     "\"hold\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"allow\"\n",
     "6:6: error: 'No Swearing' is no id\n  advice: use a-z, 0-9 and '-', beginning with a letter, at most 40"},
    {"no format",
     "name = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = \"Manners\"\ntext.en = \"Be "
     "kind.\"\nwhen = 'comment.length > 5000'\naction = \"hold\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = "
     "\"allow\"\n",
     "1:1: error: the document has no 'format'\n  advice: begin the document with format = 1"},
    {"a promise that is not there",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = "
     "\"hold\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"allow\"\nfreedom = \"free-speech\"\n",
     "15:11: error: there is no freedom 'free-speech'\n  advice: write it as a [[freedom]]"},
    {"a colon for =",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction: "
     "\"hold\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"allow\"\n",
     "10:7: error: this is not TOML: expected '=', saw ':'\n  advice: a line reads: key = \"value\", with '=' between "
     "the two"},
    {"the remark sign of another language",
     "format = 1\nname = \"Test\"\nlanguages = [\"en\"]\n\n[[clause]]\nid = \"manners\"\ntitle.en = "
     "\"Manners\"\ntext.en = \"Be kind.\"\nwhen = 'comment.length > 5000'\naction = "
     "\"hold\"\n\n[[clause.example]]\ntext = \"hello\"\nexpect = \"allow\"\n\n// my remark\n",
     "16:1: error: this is not TOML: expected keys, tables, whitespace or comments, saw '/'\n  advice: a remark begins "
     "with '#'"},
};

std::string told(const std::string& document) {
  std::string text;
  for (const Diagnostic& diagnostic : compile(document).diagnostics) text += to_text(diagnostic, "").substr(1);
  return text;
}

}  // namespace

TEST_CASE("a usual mistake is told with its place and what to write") {
  for (const Mistake& mistake : in_conditions) {
    CAPTURE(mistake.name);
    const std::string text = told(std::string(before) + std::string(mistake.written) + std::string(behind));
    CHECK_MESSAGE(text.find(mistake.told) != std::string::npos, text);
  }
  for (const Mistake& mistake : in_documents) {
    CAPTURE(mistake.name);
    const std::string text = told(std::string(mistake.written));
    CHECK_MESSAGE(text.find(mistake.told) != std::string::npos, text);
  }
}

TEST_CASE("the place of a mistake is shown under its line") {
  const std::string document = std::string(before) + "comment.lenght > 3" + std::string(behind);
  const Checked checked = compile(document);
  REQUIRE(checked.diagnostics.size() == 1);
  CHECK(to_text(checked.diagnostics[0], "p.toml", document) ==
        "p.toml:9:9: error: unknown name 'comment.lenght'\n"
        "  when = 'comment.lenght > 3'\n"
        "          ^\n"
        "  advice: did you mean 'comment.length'?\n");
  Diagnostic far = checked.diagnostics[0];
  far.line = 1;
  far.column = 500;
  CHECK(to_text(far, "p.toml", std::string(900, 'x')).find("\n  " + std::string(100, 'x') + "\n") != std::string::npos);
  far.line = 99;
  CHECK(to_text(far, "p.toml", document).find('^') == std::string::npos);  // no such line
}

TEST_CASE("tabs are blanks like others, and a clause without examples gets a hint") {
  const Checked checked = compile(
      "format = 1\nname\t= \"Test\"\nlanguages = [\"en\"]\n[[clause]]\n\tid = \"a\"\n\ttitle.en = \"A\"\n\ttext.en = "
      "\"B\"\n\twhen = '\tcomment.length > 3'\n\taction = \"hold\"\n");
  CHECK(fixture::complaints(checked) == "");
  REQUIRE(checked.policy);
  const auto list = hints(*checked.policy);
  REQUIRE(list.size() == 1);
  CHECK(list[0].message == "the clause 'a' has no example");
  CHECK(list[0].line == 4);
  CHECK(hints(*compile(shipped_policy()).policy).empty());
}

}  // namespace comity::policy
