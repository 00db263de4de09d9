// A text as somebody gave it beside the text that is judged (NFC, '\n' line ends), and the way between their bytes:
// what was found is quoted in the giver's own terms.
#pragma once

#include <string_view>
#include <vector>

#include "text/checked.h"

namespace comity::policy {

class GivenText {
 public:
  // `checked` is text::checked(`given`). Nothing is kept where both are equal, as they mostly are.
  // Linear time but for long runs of combining marks.
  GivenText(std::string_view given, const text::CheckedText& checked);

  // Bytes of the checked text to bytes of the given one, and back; whole characters.
  text::Span to_given(text::Span in_checked) const;
  text::Span to_checked(text::Span in_given) const;

 private:
  struct Piece {  // that is normalised by itself
    std::uint32_t given = 0;
    std::uint32_t checked = 0;
  };
  std::vector<Piece> pieces_;  // with one more at the end; empty where both texts are equal
};

}  // namespace comity::policy
