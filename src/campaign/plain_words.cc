#include "campaign/plain_words.h"

#include "text/characters.h"

namespace comity::campaign {

std::string plain_words(std::string_view utf8) {
  std::string words;
  words.reserve(utf8.size() + 2);
  bool inside = false;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(utf8, at);
    const text::Character character = text::character(c);
    const bool letter = character.kind == text::Kind::letter || character.kind == text::Kind::digit;
    if (character.kind == text::Kind::mark || character.kind == text::Kind::invisible || c == '\'' || c == 0x2019)
      continue;
    if (letter) {
      if (!inside) words += ' ';
      words += character.native.empty() ? utf8.substr(begin, at - begin) : character.native;
    }
    inside = letter;
  }
  if (!words.empty()) words += ' ';
  return words;
}

}  // namespace comity::campaign
