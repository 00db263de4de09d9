#include "text/blank.h"

#include "text/characters.h"

namespace comity::text {

bool is_blank(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    switch (character(next_code_point(utf8, at)).kind) {
      case Kind::mark:
      case Kind::invisible:
      case Kind::space:
      case Kind::line_end:
        break;
      case Kind::unassigned:  // a newer standard's signs, and private use
      case Kind::letter:
      case Kind::digit:
      case Kind::punctuation:
      case Kind::symbol:
        return false;
    }
  }
  return true;
}

}  // namespace comity::text
