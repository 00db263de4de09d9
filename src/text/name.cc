#include "text/name.h"

#include <cstdio>

#include "text/characters.h"
#include "text/checked.h"
#include "text/fold.h"

namespace comity::text {
namespace {

bool is_blank(Kind kind) { return kind == Kind::space || kind == Kind::line_end; }

std::string_view trimmed(std::string_view s) {
  std::size_t begin = s.size(), end = 0;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t here = at;
    if (is_blank(character(next_code_point(s, at)).kind)) continue;
    if (begin == s.size()) begin = here;
    end = at;
  }
  return end == 0 ? std::string_view() : s.substr(begin, end - begin);
}

std::string hex_of(char32_t c) {
  char text[16];
  std::snprintf(text, sizeof text, "U+%04X", static_cast<unsigned>(c));
  return text;
}

}  // namespace

Result<std::string> checked_name(std::string_view utf8) {
  if (utf8.size() > 4 * max_name_bytes) return fail(Error::Code::invalid, "the name is too long");
  auto text = checked(utf8);
  if (!text) return fail(Error::Code::invalid, "the name cannot be used: " + text.error().detail);
  const std::string name(trimmed(text->utf8()));
  if (name.empty()) return fail(Error::Code::invalid, "the name is empty");
  bool says_something = false;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t here = at;
    const char32_t c = next_code_point(name, at);
    const Character ch = character(c);
    if (ch.refused_in_names())
      return fail(Error::Code::invalid, "the name has a character that cannot be seen or steers the text around it: " +
                                            hex_of(c) + " at byte offset " + std::to_string(here));
    says_something = says_something || ch.kind == Kind::letter || ch.kind == Kind::digit;
  }
  if (!says_something) return fail(Error::Code::invalid, "the name has no letter and no digit");
  // A grapheme is one code point at least: hardly a name needs them told apart.
  if (code_points(name) > max_name_graphemes && graphemes(name) > max_name_graphemes)
    return fail(Error::Code::invalid, "the name is longer than " + std::to_string(max_name_graphemes) + " characters");
  if (name.size() > max_name_bytes)
    return fail(Error::Code::invalid, "the name is longer than " + std::to_string(max_name_bytes) + " bytes");
  return name;
}

std::string name_skeleton(std::string_view name) {
  // A word of mixed scripts is read as the fold reads it, capitals as capitals look; then, whatever the script, each
  // letter is taken for what it looks like.
  const std::string letters = fold_word(name);
  std::string out;
  for (std::size_t at = 0; at < letters.size();) {
    const std::size_t here = at;
    const Character ch = character(next_code_point(letters, at));
    if (is_blank(ch.kind)) continue;
    std::string_view shape = ch.latin.empty() ? std::string_view(letters).substr(here, at - here) : ch.latin;
    // UTS #39 gives l, I, 1 and | one prototype, and 0 and O.
    if (shape == "i" || shape == "1" || shape == "|") shape = "l";
    if (shape == "0") shape = "o";
    out += shape;
    if (out.ends_with("rn")) out.replace(out.size() - 2, 2, "m");
    if (out.ends_with("vv")) out.replace(out.size() - 2, 2, "w");
  }
  return out;
}

}  // namespace comity::text
