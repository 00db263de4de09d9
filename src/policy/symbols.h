// The characters that nearly all text is made of, as a walk through the entries tells them apart.
//
// Two characters that every step of a walk treats alike are one symbol: "a" and "A", but not "i" and "I", which is
// drawn like "l".
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "policy/units.h"

namespace comity::policy {

class Symbols {
 public:
  static constexpr std::uint16_t none = 0;  // of no character that is told apart here

  static const Symbols& get();

  std::uint16_t of(char32_t written) const {
    if (written < first_.size()) return first_[written];
    const char32_t offset = written - punctuation;
    return offset < punctuation_.size() ? punctuation_[offset] : none;
  }
  // A unit that stands for all of the symbol. `symbol` is not `none`.
  const Unit& unit(std::uint16_t symbol) const { return units_[symbol]; }

 private:
  Symbols();
  static constexpr char32_t punctuation = 0x2010;

  std::array<std::uint16_t, 0x660> first_{};  // Latin, Greek, Cyrillic, Armenian, Arabic
  std::array<std::uint16_t, 0x50> punctuation_{};
  std::vector<Unit> units_{1};
};

}  // namespace comity::policy
