#include "policy/symbols.h"

#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "policy/readings.h"
#include "policy/signs.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

// Which of the alphabets that are kept apart a character is of (walk_steps.h, are_apart).
int alphabet_of(char32_t written) {
  if (written < 0x80) return 1;
  if (written >= 0x0386 && written <= 0x03CE) return 2;
  if ((written >= U'А' && written <= U'я') || written == U'Ё' || written == U'ё') return 3;
  return written >= 0x0531 && written <= 0x0587 ? 4 : 0;
}

// All that a step asks of a unit.
auto behaviour_of(const Unit& unit) {
  const text::Character character = text::character(unit.written);
  std::u32string drawn_as_written;
  if (unit.written != unit.letter) {
    for (const char32_t letter : Readings::get().drawn_like(unit.written)) drawn_as_written += letter;
  }
  const char32_t mask = is_mask(unit.written) ? unit.written : 0;
  const bool is_upright = unit.written == U'I';
  const bool is_short_i = unit.is(U'й');
  return std::tuple(unit.letter, unit.latin, unit.script, unit.is_word, unit.is_blank, unit.is_line_end, is_upright,
                    is_short_i, alphabet_of(unit.written), mask, drawn_as_written,
                    unit.is_several ? character.native : std::string_view(),
                    character.latin.size() > 1 ? character.latin : std::string_view());
}

}  // namespace

const Symbols& Symbols::get() {
  static const Symbols symbols;
  return symbols;
}

Symbols::Symbols() {
  std::map<decltype(behaviour_of(Unit{})), std::uint16_t> known;
  std::vector<Unit> units;
  const auto tell = [&](char32_t c, std::uint16_t& symbol) {
    units_of(utf8_of(c), units);
    if (units.size() != 1) return;  // what nobody sees is no unit
    const auto [at, is_new] = known.try_emplace(behaviour_of(units[0]), static_cast<std::uint16_t>(units_.size()));
    if (is_new) units_.push_back(units[0]);
    symbol = at->second;
  };
  for (char32_t c = 1; c < first_.size(); ++c) tell(c, first_[c]);
  for (char32_t c = 0; c < punctuation_.size(); ++c) tell(punctuation + c, punctuation_[c]);
}

}  // namespace comity::policy
