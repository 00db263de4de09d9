// What is kept for the authorities alone of a comment about which a danger to life was noted, when its author erases
// it: nobody else reads it, and it goes when a person ends the danger.
// docs/decisions/0008-erased-while-a-life-is-in-danger.md
//
// Regulation (EU) 2022/2065, Art. 18; Regulation (EU) 2016/679, Art. 17(3)(b) and (e).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "discussion/records.h"

namespace comity::discussion {

struct Sealed {
  struct Text {
    Time written;
    std::string text;
    bool operator==(const Text&) const = default;
  };
  std::string name;         // that the comment stood under
  std::string seen;         // what whoever noted the danger had written down
  std::vector<Text> texts;  // of its revisions 1, 2, 3 ...

  bool operator==(const Sealed&) const = default;
};

// `before` with what `comment` and its `revisions` say now, where they still say something: what was sealed once stays
// as it was.
Sealed sealed_with(Sealed before, const Comment& comment, const std::vector<Revision>& revisions,
                   const std::string& seen);

// One JSON text, as it is stored. The same gives the same bytes.
std::string to_json(const Sealed& sealed);
// Nothing: that is none. '' is an empty one.
std::optional<Sealed> sealed_from_json(std::string_view json);

}  // namespace comity::discussion
