// More mistakes that editors make, in the file itself rather than in a condition: each is one change to a policy that
// is fine, with all that is then told of it.
#include <doctest.h>

#include "policy/policy_fixture.h"

namespace comity::policy {
namespace {

const std::string fine =
    "format = 1\n"
    "name = \"Test\"\n"
    "languages = [\"en\", \"de\"]\n"
    "\n"
    "[[clause]]\n"
    "id = \"manners\"\n"
    "title.en = \"Manners\"\n"
    "title.de = \"Anstand\"\n"
    "text.en = \"Be kind.\"\n"
    "text.de = \"Sei nett.\"\n"
    "when = 'comment.length > 5000'\n"
    "action = \"hold\"\n"
    "\n"
    "[[clause.example]]\n"
    "text = \"hello\"\n"
    "expect = \"allow\"\n";

std::string changed(std::string_view was, std::string_view is) {
  std::string text = fine;
  const std::size_t at = text.find(was);
  REQUIRE(at != std::string::npos);
  return text.replace(at, was.size(), is);
}

std::string told(std::string_view document) {
  std::string text;
  for (const Diagnostic& diagnostic : compile(document).diagnostics) text += to_text(diagnostic, "p");
  return text;
}

struct Mistake {
  std::string_view name;
  std::string_view was;
  std::string_view is;
  std::string_view told;
};

constexpr Mistake mistakes[] = {
    {"no title in the first language", "title.en = \"Manners\"\n", "",
     "p:7:1: error: a clause has no 'title' in 'en', the first of its languages\n  advice: write title.en = \"…\"; it "
     "is "
     "the authoritative one\n"},
    {"a language by its name", "title.en", "title.English",
     "p:7:1: error: a clause has no 'title' in 'en', the first of its languages\n  advice: write title.en = \"…\"; it "
     "is "
     "the authoritative one\np:7:7: error: 'title' is written in 'English', which the policy does not have\n  advice: "
     "did you mean 'en'? Or add it to languages at the top\n"},
    {"no title at all", "title.en = \"Manners\"\ntitle.de = \"Anstand\"\n", "",
     "p:5:1: error: a clause has no 'title'\n  advice: write title.en = \"…\"; readers see it\n"},
    {"a lexicon that is none", "comment.length > 5000", "lexicon(\"swearing\")",
     "p:11:17: error: there is no lexicon 'swearing'\n  advice: known are: insult, profanity, sexual, slur, threat. "
     "Your "
     "own goes into [lexicon.swearing]\n"},
    {"an example in single brackets", "[[clause.example]]", "[clause.example]",
     "p:14:1: error: 'example' may stand more than once and needs two brackets\n  advice: write [[clause.example]] "
     "above "
     "each one\n"},
    {"an example beside its clause", "[[clause.example]]", "[[example]]",
     "p:14:3: error: the document has no key 'example'\n  advice: an example stands below its clause: write "
     "[[clause.example]]\n"},
    {"quotation marks inside a text", "\"Be kind.\"", "\"Be \"kind\" always.\"",
     "p:9:16: error: this is not TOML: expected a comment or whitespace, saw 'k'\n  advice: a text in double quotation "
     "marks ends at the next one; write \\\" for a mark inside it, or put three on each side: text.en = "
     "\"\"\"…\"\"\"\n"},
    {"an apostrophe inside a condition", "comment.length > 5000", "comment.text.contains(\"don't\")",
     "p:11:36: error: this is not TOML: expected a comment or whitespace, saw 't'\n  advice: a text in single "
     "quotation "
     "marks ends at the next one, an apostrophe too; put three on each side: when = '''…'''\n"},
    {"a condition whose quotation mark is missing", "> 5000'", "> 5000",
     "p:11:30: error: this is not TOML: a text is not closed on its line\n  advice: close the string with the same "
     "quotation mark on the same line; for several lines begin and end with three\n"},
    {"an invisible sign", "action", "act\u200Bion",
     "p:12:4: error: an invisible sign outside quotation marks: U+200B\n  advice: delete it and type the line anew: it "
     "came along from a web page or a text processor\n"},
    {"a hard blank", "action =", "action\u00A0=",
     "p:12:7: error: a blank that is no ordinary one: U+00A0\n  advice: delete it and type it anew: it came along from "
     "a "
     "web page or a text processor\n"},
    {"a hard blank inside a condition", "length > 5000", "length\u00A0> 5000",
     "p:11:23: error: a blank that is no ordinary one\n  advice: type it anew: it came along from a text processor\n"},
    {"German quotation marks", "\"Sei nett.\"", "„Sei nett.“",
     "p:10:11: error: a sign outside quotation marks: '„'\n  advice: texts, and keys with other signs than A-Z a-z 0-9 "
     "_ "
     "-, stand in plain quotation marks \" or '\n"},
    {"two equals signs for a setting", "action =", "action ==",
     "p:12:9: error: this is not TOML: could not determine value type\n  advice: a setting has one '='; two compare, "
     "inside a condition\n"},
    {"a drawn >=", "> 5000", "≥ 5000", "p:11:24: error: a typographic sign: '≥'\n  advice: write '>='\n"},
    {"a dash for a minus", "> 5000", "– 3 > 5000", "p:11:24: error: a typographic sign: '–'\n  advice: write '-'\n"},
    {"a condition without marks that is true", "'comment.length > 5000'", "true",
     "p:11:8: error: 'when' must be a text, but is true or false\n  advice: a text stands in quotation marks: when = "
     "\"…\"\n"},
    {"a heading with one bracket at its end", "[[clause]]", "[[clause]",
     "p:5:10: error: this is not TOML: expected ']', saw '\\n'\n  advice: a section's name stands in brackets, "
     "[lexicon.house]; of what may stand more than once in two: [[clause]]\n"},
    {"a heading in the plural", "[[clause]]\n", "[[clauses]]\n", "advice: did you mean 'clause'?\n"},
    {"the same key twice", "action = \"hold\"", "action = \"hold\"\naction = \"advise\"",
     "p:13:10: error: this is not TOML: cannot redefine existing string 'action'\n  advice: a key may be written once "
     "in "
     "its table; look for the first one above, or give one of them another name\n"},
    {"an id that is a number", "\"manners\"", "7",
     "p:6:6: error: 'id' must be a text, but is a whole number\n  advice: a text stands in quotation marks: id = "
     "\"…\"\n"},
    {"an action with a capital", "\"hold\"", "\"Hold\"",
     "p:12:10: error: 'Hold' is no 'action'\n  advice: did you mean 'hold'?\n"},
    {"quotations in a word of one's own", "action = \"hold\"", "action = \"hold\"\nquotes = \"skip\"",
     "p:13:10: error: 'skip' is no way to treat quotations\n  advice: write quotes = \"judge\", or quotes = \"ignore\" "
     "to "
     "pass over what is quoted from somewhere else and found there\n"},
    {"a pattern on something unknown", "[[clause.example]]",
     "[pattern.six]\nregex = '\\d{6}'\non = \"raw\"\n[[clause.example]]",
     "p:16:6: error: a pattern cannot look at 'raw'\n  advice: write on = \"text\" for what the author wrote, or on = "
     "\"folded\" for the same in small letters without accents\n"},
    {"an exception that is empty", "[[clause.example]]",
     "[lexicon.house]\nwords = [\"humbug\"]\nexcept = [\"\"]\n[[clause.example]]",
     "p:14:1: error: '' cannot be an exception\n  advice: write the innocent words in the quotation marks, or leave it "
     "out\n"},
    {"a list that nobody read refuses", "comment.length > 5000'\naction = \"hold\"",
     "lexicon(\"insult\")'\naction = \"refuse\"",
     "error: the word list 'insult' may not refuse a comment: nobody who speaks them well has read its words in these "
     "languages yet: "},
    {"an example that contradicts its clause", "\"allow\"", "\"hold\"",
     "p:14: error: clause 'manners': its example 'hello' should give hold, but the clause says allow\n  advice: "
     "nothing "
     "in the condition is true of this text: try its parts one by one\n"},
};

}  // namespace

TEST_CASE("what an editor did wrong in the file is told in words, with what to write instead") {
  CHECK(told(fine).empty());
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.name);
    const std::string text = told(changed(mistake.was, mistake.is));
    const bool is_there = text.find(mistake.told) != std::string::npos;
    CHECK_MESSAGE(is_there, text);
  }
}

TEST_CASE("an example that is cited although it should be allowed says which words did it") {
  const std::string document =
      changed("comment.length > 5000", "lexicon(\"profanity\")")
          .replace(changed("comment.length > 5000", "lexicon(\"profanity\")").find("hello"), 5, "damn this");
  CHECK(told(document) ==
        "p:14: error: clause 'manners': its example 'damn this' should be allowed, but clause 'manners' says hold "
        "because of 'damn'\n  advice: change the condition or the lexicon (its 'except' takes innocent words), or the "
        "example\n");
}

TEST_CASE("a file that is no policy at all is called by what it is") {
  const std::string_view begin = "begin from one that ships: comity policy show default --source > policy.toml\n";
  for (const std::string_view blank : {"", "\n\n  \n", "# To do\n", "\xEF\xBB\xBF"}) {
    CHECK(told(blank) ==
          "p: error: the document is empty\n  advice: begin from a policy that ships: comity policy show default "
          "--source "
          "> policy.toml\n");
  }
  const auto is_called = [&](std::string_view document, std::string_view what) {
    const std::string text = told(document);
    CHECK_MESSAGE(text.find("p:1: error: this is " + std::string(what) + ", not a policy\n") != std::string::npos,
                  text);
    CHECK(text.find(begin) != std::string::npos);
  };
  is_called(std::string_view("PK\x03\x04\x14\0\x06", 7), "a document of a text processor, or another packed file");
  is_called("{\\rtf1\\ansi Be kind}", "a document of a text processor");
  is_called("<html><body>Be kind</body></html>", "a web page, or another file of tags");
  is_called("{\"format\": 1}", "JSON");
  is_called("%PDF-1.7\n", "a PDF file");
}

TEST_CASE("how a file was saved is no mistake, or is told as what it is") {
  CHECK(told("\xEF\xBB\xBF" + fine).empty());
  std::string windows, mac;
  for (const char c : fine) {
    windows += c == '\n' ? "\r\n" : std::string(1, c);
    mac += c == '\n' ? '\r' : c;
  }
  CHECK(told(windows).empty());
  CHECK(told(mac) ==
        "p:1:12: error: this is not TOML: the lines end as on old Macs, by CR alone\n  advice: save the file with the "
        "line ends of Unix (LF) or of Windows (CR LF)\n");
  CHECK(told(changed("Be kind.", "Be kind \x96 caf\xE9.")) ==
        "p:9: error: this line is not UTF-8\n  advice: save the file as UTF-8; the line holds letters in an older "
        "encoding\n");
  std::string wide = "\xFF\xFE";
  for (const char c : fine) wide.append({c, '\0'});
  CHECK(told(wide).find("advice: this is no text file, or it is saved as UTF-16: save it as UTF-8\n") !=
        std::string::npos);
}

TEST_CASE("a long document is read, and one made of brackets is told of once") {
  std::string text = fine;
  while (text.size() < 200'000) text += "# Word after word, as minutes of a meeting are kept.\n";
  CHECK(told(text).empty());
  const std::string deep(20'000, '[');
  for (const std::string& bomb :
       {fine + "x = " + deep + "\n", fine + "x = " + deep.substr(0, 8000) + std::string(8000, ']') + "\n",
        changed("comment.length > 5000", std::string(4000, '(') + "true" + std::string(4000, ')')),
        changed("comment.length > 5000", std::string(9000, '!') + "true")}) {
    const Checked checked = compile(bomb);
    CHECK(!checked.policy);
    REQUIRE(checked.diagnostics.size() == 1);
    CHECK(checked.diagnostics[0].line > 0);
  }
}

}  // namespace comity::policy
