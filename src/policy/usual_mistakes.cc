#include "policy/usual_mistakes.h"

#include <array>

namespace comity::policy {
namespace {

using Kind = Token::Kind;

struct Word {
  std::string_view word;
  std::string_view message;
  std::string_view advice;
};

constexpr std::array words = {
    Word{"not", "conditions write '!' for not", "replace the word by the sign: !comment.is_reply"},
    Word{"if", "a condition has no 'if': it is one question, true or false",
         "write only what is asked: comment.is_reply"},
    Word{"then", "what follows stands in 'action', not in the condition",
         "end the condition here and write action = \"hold\""},
    Word{"else", "conditions have no 'else'", "write: condition ? this : that, or a second clause"},
    Word{"is", "conditions write '==' for is", "write comment.language == \"ru\""},
    Word{"equals", "conditions write '==' for equals", "write comment.language == \"ru\""},
    Word{"contains", "'contains' stands behind a dot and takes brackets", "write comment.text.contains(\"…\")"},
    Word{"contain", "'contains' stands behind a dot and takes brackets", "write comment.text.contains(\"…\")"},
    Word{"includes", "'contains' stands behind a dot and takes brackets", "write comment.text.contains(\"…\")"},
    Word{"matches", "'matches' stands behind a dot and takes brackets", "write comment.text.matches(r'…')"},
    Word{"startswith", "'startsWith' stands behind a dot and takes brackets", "write comment.text.startsWith(\"…\")"},
    Word{"like", "conditions have no 'like'", "write comment.text.contains(\"…\") or comment.text.matches(r'…')"},
    Word{"between", "conditions have no 'between'", "write a >= 3 && a <= 5"},
    Word{"days", "numbers stand without a unit", "author.age_days counts days already: write the number alone"},
    Word{"day", "numbers stand without a unit", "author.age_days counts days already: write the number alone"},
    Word{"hours", "numbers stand without a unit", "story.age_hours counts hours already: write the number alone"},
    Word{"minutes", "numbers stand without a unit",
         "recent.author_10m counts the last ten minutes: write the number alone"},
    Word{"percent", "shares are decimals from 0.0 to 1.0", "write 0.7 for 70 percent"},
};

std::string_view written(const Token& token, std::string_view source) {
  return source.substr(token.begin, token.end - token.begin);
}

bool is_number(const Token& token) { return token.kind == Kind::integer || token.kind == Kind::decimal; }

}  // namespace

std::string in_small_letters(std::string_view ascii) {
  std::string small(ascii);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return small;
}

std::pair<std::string, std::string> usual_mistake(const Token& token, const Token* before, std::string_view source) {
  if (token.kind == Kind::name) {
    const std::string small = in_small_letters(token.text);
    for (const Word& word : words) {
      if (small == word.word) return {std::string(word.message), std::string(word.advice)};
    }
    if (before && is_number(*before))
      return {"'" + token.text + "' stands behind a number", "numbers stand without a unit"};
  }
  if (token.kind == Kind::text && before && before->kind == Kind::name) {
    return {"a text stands here without brackets or a sign before it",
            "write " + before->text + "(" + std::string(written(token, source)) + ") or " + before->text +
                " == " + std::string(written(token, source))};
  }
  if (token.kind == Kind::end && before && before->text == "%") {
    return {"shares are decimals from 0.0 to 1.0, not percent", "write 0.7 for 70 %"};
  }
  if (token.kind != Kind::sign) return {};
  if (before && before->text == "%") return {"shares are decimals from 0.0 to 1.0, not percent", "write 0.7 for 70 %"};
  if (token.text == "," && before && is_number(*before)) {
    return {"a number has no comma in it", "write 0.7 for a decimal, and 5000 without a sign between the thousands"};
  }
  if (token.text == ">" && before && before->text == "<") return {"conditions write '!=' for <>", "write a != b"};
  if (token.text == ")")
    return {"a ')' stands here that no '(' opens", "leave it out, or look for the '(' that is missing"};
  if (token.text == "]")
    return {"a ']' stands here that no '[' opens", "leave it out, or look for the '[' that is missing"};
  if (token.text == "&&" || token.text == "||") {
    return {"nothing stands before '" + token.text + "'", "write a condition on both sides of it"};
  }
  return {};
}

std::string advice_for_name(std::string_view name) {
  const std::string small = in_small_letters(name);
  if (small == "true" || small == "false") return "write " + small + " in small letters";
  if (small == "yes" || small == "on") return "write true, or just the fact itself: comment.is_reply";
  if (small == "no" || small == "off") return "write false, or '!' before the fact: !comment.is_reply";
  if (small == "null" || small == "none" || small == "nil" || small == "empty") {
    return "a fact that is not known is \"\", 0 or false: write comment.language == \"\"";
  }
  if (small == "text" || small == "body" || small == "message" || small == "content")
    return "did you mean 'comment.text'?";
  if (small == "links" || small == "urls") return "did you mean 'comment.links'?";
  return {};
}

std::string advice_for_function(std::string_view name) {
  const std::string small = in_small_letters(name);
  if (small == "length" || small == "len" || small == "count")
    return "write size(comment.text), or the fact comment.length";
  if (small == "lower" || small == "tolower" || small == "lowercase" || small == "upper") {
    return "write comment.text.matches(r'(?i)…'), where capitals and small letters are alike, or a lexicon";
  }
  if (small == "endswith") return "write comment.text.matches(r'…$')";
  if (small == "includes" || small == "has" || small == "contain" || small == "find") return "did you mean 'contains'?";
  if (small == "match" || small == "regex" || small == "test") return "did you mean 'matches'?";
  if (small == "word" || small == "words" || small == "list") return "did you mean 'lexicon'?";
  return {};
}

std::string_view short_tag(std::string_view written) {
  struct Tag {
    std::string_view tag, three, name;
  };
  static constexpr Tag tags[] = {
      {"en", "eng", "english"},     {"ru", "rus", "russian"},   {"hy", "hye", "armenian"}, {"hy", "arm", "hayeren"},
      {"az", "aze", "azerbaijani"}, {"tr", "tur", "turkish"},   {"de", "deu", "german"},   {"de", "ger", "deutsch"},
      {"fr", "fra", "french"},      {"fr", "fre", "français"},  {"es", "spa", "spanish"},  {"es", "esp", "español"},
      {"ar", "ara", "arabic"},      {"en", "gb", "uk english"}, {"ka", "kat", "georgian"}, {"uk", "ukr", "ukrainian"}};
  const std::string small = in_small_letters(written);
  for (const Tag& tag : tags) {
    if (small == tag.three || small == tag.name) return tag.tag;
  }
  return {};
}

std::string advice_for_regex(std::string_view complaint) {
  const auto says = [&](std::string_view words_of) { return complaint.find(words_of) != std::string_view::npos; };
  if (says("missing )")) return "close the bracket, or write '\\(' where the sign itself is meant";
  if (says("unexpected )")) return "leave the ')' out, or write '\\)' where the sign itself is meant";
  if (says("missing ]")) return "close the '[' with ']', or write '\\[' where the sign itself is meant";
  if (says("no argument for repetition"))
    return "'*', '+' and '?' repeat what stands before them; '.*' stands for anything";
  if (says("bad repetition")) return "put brackets around what is to be repeated, and one sign behind it";
  if (says("invalid perl operator"))
    return "look-ahead and look-behind are not there; write two conditions joined by && and !";
  if (says("invalid escape")) return "there is no such sign with a backslash; \\1 and the like are not there either";
  if (says("invalid character class")) return "in [ ] write the lesser sign first, as in [a-z]; a '-' itself goes last";
  if (says("trailing \\")) return "a backslash needs a sign behind it; write '\\\\' for itself";
  return "patterns are in RE2's syntax; put r before the quotation mark: r'\\d+'";
}

}  // namespace comity::policy
