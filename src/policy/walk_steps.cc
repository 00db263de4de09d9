#include "policy/walk_steps.h"

#include <algorithm>

#include "policy/signs.h"
#include "text/characters.h"

namespace comity::policy::steps {
namespace {

constexpr std::size_t longest_run_of_signs = 9;
constexpr char32_t pictures = 0x2190;  // arrows, dingbats, emoji

void letter_read(Met& met) {
  if (met.piece == 2) return;
  ++met.piece;
  if (met.piece == 2) met.set(Met::long_piece);
}

bool same_letter(const Readings& readings, const Unit& unit, char32_t letter) {
  if (unit.letter == letter) return true;
  if (unit.latin != 0) {
    if (unit.latin == letter) return true;
    const auto like = readings.like(unit.latin);
    if (std::find(like.begin(), like.end(), letter) != like.end()) return true;
  }
  const auto meant = readings.meant_by(unit.letter);
  return std::find(meant.begin(), meant.end(), letter) != meant.end();
}

}  // namespace

bool is_letter(char32_t trie_letter) { return trie_letter != 0 && trie_letter != U' ' && trie_letter != U'\''; }

void natural(Met& met) {
  ++met.natural;
  letter_read(met);
}

bool alike(Met& met) {
  ++met.alike;
  met.mode = Met::by_shape;
  letter_read(met);
  return true;
}

void meant(Met& met) {
  ++met.meant;
  letter_read(met);
}

bool mask(Met& met, const Unit& unit) {
  const char32_t sign = unit.written;
  if (!is_mask(sign) || (met.mask != 0 && met.mask != sign) || met.masks == most_masks) return false;
  if (met.masks > met.natural + met.alike + 5) return false;
  ++met.masks;
  met.mask = sign;
  if (is_soft_mask(sign)) met.set(Met::soft_mask);
  letter_read(met);
  return true;
}

std::size_t mask_run(std::span<const Unit> units, std::size_t at) {
  const char32_t sign = units[at].written;
  if (is_soft_mask(sign)) return at;
  std::size_t end = at;
  while (end < units.size() && end - at < longest_run_of_signs && units[end].written == sign) ++end;
  return end;
}

bool run(Met& met, const Run& run, const TrieNode& node) {
  if (run.fold == Fold::sound) {
    if (met.mode == Met::by_shape) return false;
    // A vowel that Arabic leaves out: behind an Arabic letter only.
    if (run.letters.empty() && (node.depth == 0 || script_of(node.letter) != text::script_arabic)) return false;
    met.mode = Met::by_sound;
    if (is_digit(run.written[0]) || (run.written.size() == 2 && run.written[1] == U'h')) met.set(Met::digit);
    letter_read(met);
    if (run.letters.empty()) return true;
    ++met.natural;
    if (run.letters.size() > 1) letter_read(met);
    return true;
  }
  ++met.drawn;
  letter_read(met);
  return true;
}

bool is_there(std::span<const Unit> units, std::size_t at, const Run& run) {
  if (at + run.written.size() > units.size()) return false;
  for (std::size_t i = 0; i < run.written.size(); ++i) {
    if (!units[at + i].is(run.written[i])) return false;
  }
  const std::size_t end = at + run.written.size();
  return !run.at_end || end == units.size() || !units[end].is_word;
}

std::uint32_t rest_of_several(const LexiconTrie& trie, std::uint32_t node, const Unit& unit) {
  const std::string_view native = text::character(unit.written).native;
  std::size_t at = 0;
  text::next_code_point(native, at);
  while (at < native.size() && node != LexiconTrie::root) node = trie.step(node, text::next_code_point(native, at));
  return node;
}

std::uint32_t latin_of(const LexiconTrie& trie, std::uint32_t node, const Unit& unit) {
  const std::string_view latin = text::character(unit.written).latin;
  if (latin.size() < 2) return LexiconTrie::root;
  for (const char letter : latin) {
    node = trie.step(node, static_cast<unsigned char>(letter));
    if (node == LexiconTrie::root) break;
  }
  return node;
}

bool is_like(const Readings& readings, const Unit& unit, char32_t letter) {
  if (unit.latin == letter) return true;
  const auto like = readings.like(unit.latin);
  return std::find(like.begin(), like.end(), letter) != like.end();
}

bool are_apart(const Unit& unit, char32_t letter) {
  const auto is_cyrillic = [](char32_t c) { return (c >= U'А' && c <= U'я') || c == U'Ё' || c == U'ё'; };
  const auto is_greek = [](char32_t c) { return c >= 0x0386 && c <= 0x03CE; };
  const auto is_armenian = [](char32_t c) { return c >= 0x0531 && c <= 0x0587; };
  return (is_cyrillic(unit.written) && is_cyrillic(letter)) || (is_greek(unit.written) && is_greek(letter)) ||
         (is_armenian(unit.written) && is_armenian(letter)) || (unit.written < 0x80 && letter < 0x80);
}

bool may_leave_out(const Met& met, const Unit& before) {
  return met.mode != Met::by_shape &&
         (before.script == text::script_latin || (met.mode == Met::by_sound && is_digit(before.letter)));
}

std::size_t LongRun::end_from(std::span<const Unit> units, std::size_t at) {
  constexpr std::size_t is_long = 32;
  if (at >= begin_ && at < end_) return end_;
  std::size_t end = at;
  while (end < units.size() && units[end].written == units[end - 1].written) {
    ++end;
    if (end == begin_) end = end_;
  }
  if (end - at >= is_long) {
    begin_ = at;
    end_ = end;
  }
  return end;
}

std::size_t stretch(std::span<const Unit> units, const Readings& readings, std::size_t start, std::size_t at,
                    char32_t letter, Met& met, LongRun& run) {
  if (at == start || !is_letter(letter) || met.piece == 0) return at;
  const Unit& last = units[at - 1];
  // A sign is only ever repeated as itself.
  const auto repeats = [&](const Unit& unit) {
    if (unit.is_word)
      return last.is_word && (unit.letter == last.letter || unit.letter == letter ||
                              (!are_apart(unit, letter) && same_letter(readings, unit, letter)));
    return unit.letter == last.letter && !unit.is_blank && same_letter(readings, last, letter);
  };
  if (!repeats(units[at])) return at;
  std::size_t end = at;
  // A run of letters is met from one start only, one of signs from each of them.
  const std::size_t longest = last.is_word ? units.size() : longest_run_of_signs;
  while (end < units.size() && end - at < longest) {
    if (end > at && units[end].written == units[end - 1].written)
      end = std::min(run.end_from(units, end), at + longest);
    else if (repeats(units[end]))
      ++end;
    else
      break;
  }
  std::size_t begin = at;
  while (begin > start && at - begin < 3 && repeats(units[begin - 1])) --begin;
  if (end - begin >= 3)
    met.stretched = static_cast<std::uint8_t>(std::min(met.stretched + 1, 3));
  else
    met.doubled = static_cast<std::uint8_t>(std::min(met.doubled + 1, 3));
  return end;
}

std::size_t between_words(std::span<const Unit> units, std::size_t at, Met& met) {
  std::size_t end = at;
  while (end < units.size() && units[end].is_blank) ++end;
  if (end == at) {
    if (units[at].letter != U'-' && units[at].letter != U'_') return at;
    met.set(Met::phrase_sign);
    ++end;
  }
  met.piece = 0;
  return end;
}

Gap::Gap(std::span<const Unit> units, std::size_t at, const Met& met)
    : units_(units), begin_(at), end_(at), met_(met) {}

bool Gap::grow() {
  if (end_ >= units_.size() || end_ - begin_ >= longest_gap) return false;
  const Unit& unit = units_[end_];
  const char32_t sign = unit.letter;
  if (unit.is_word || unit.is_line_end || sign == U',' || sign == U';' || sign == U'،' || sign == U'"') return false;
  if (unit.is_blank) {
    if (++blanks_ > 3) return false;
    met_.set(Met::blank_gap);
  } else {
    met_.set(Met::sign_gap);
    if (sign == U'-' || sign == U'/' || sign == U'.' || sign == U'_') met_.set(Met::hyphen);
    if (sign == U'\'') met_.set(Met::apostrophe);
    met_.set(sign != U'-' && sign != U'/' && sign != U'.' && sign != U'\'' ? Met::odd_sign : Met::word_sign);
    if (sign < pictures) met_.set(Met::plain_sign);
    if ((sign == U'|' || sign == U'&' || sign == U'=') && end_ > begin_ && units_[end_ - 1].letter == sign)
      met_.set(Met::code);
    if (sign < 0x80 && std::u32string_view(U"/+=*&<>{}()[]").find(sign) != std::u32string_view::npos)
      met_.set(Met::formula);
  }
  hash_ = (hash_ ^ static_cast<std::uint32_t>(sign)) * 16777619U;
  ++end_;
  return true;
}

bool Gap::may_end(const Readings& readings) const {
  if (end_ >= units_.size()) return false;
  const Unit& next = units_[end_];
  if (next.is_word) return true;
  return !next.is_blank &&
         (!readings.meant_by(next.letter).empty() || !readings.runs_from(next.letter).empty() || is_mask(next.written));
}

Met Gap::met() const {
  Met met = met_;
  const auto separator = static_cast<std::uint16_t>((hash_ ^ (hash_ >> 16)) | 1U);
  if (met.gaps == 0)
    met.separator = separator;
  else if (met.separator != separator)
    met.changes = static_cast<std::uint8_t>(std::min(met.changes + 1, 3));
  ++met.gaps;
  met.piece = 0;
  return met;
}

}  // namespace comity::policy::steps
