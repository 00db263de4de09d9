#include "cmd/printable.h"

#include "text/checked.h"

namespace comity::cmd {
namespace {

// Length in bytes of the character that `lead` begins, in well-formed UTF-8.
std::size_t length_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

bool is_obeyed(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return (first < 0x20 && first != '\n' && first != '\t') || first == 0x7F;
  if (first == 0xC2) return static_cast<unsigned char>(character[1]) < 0xA0;  // U+0080-U+009F
  // Unicode 15.0 PropList, Bidi_Control, and the line separators.
  for (const std::string_view mark : {"\u061C", "\u200E", "\u200F", "\u2028", "\u2029", "\u202A", "\u202B", "\u202C",
                                      "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"}) {
    if (character == mark) return true;
  }
  return false;
}

}  // namespace

std::string printable(std::string_view utf8) {
  const std::string whole = text::scrubbed(utf8);
  std::string out;
  for (std::size_t i = 0; i < whole.size();) {
    const std::string_view character = std::string_view(whole).substr(i, length_of(whole[i]));
    i += character.size();
    out += is_obeyed(character) ? std::string_view("\uFFFD") : character;
  }
  return out;
}

std::string one_line(std::string_view utf8, std::size_t max) {
  const std::string whole = printable(utf8);
  std::string out;
  std::size_t points = 0;
  bool blank = false;
  for (std::size_t i = 0; i < whole.size();) {
    const std::string_view character = std::string_view(whole).substr(i, length_of(whole[i]));
    i += character.size();
    if (character == "\n" || character == "\t" || character == " ") {
      blank = !out.empty();
      continue;
    }
    if (points + (blank ? 2 : 1) > max) return out + "…";
    if (blank) out += ' ';
    points += blank ? 2 : 1;
    blank = false;
    out += character;
  }
  return out;
}

}  // namespace comity::cmd
