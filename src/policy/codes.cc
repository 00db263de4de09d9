#include "policy/codes.h"

#include <algorithm>
#include <string_view>

#include "text/characters.h"

namespace comity::policy {
namespace {

// 60k, 364th, 36 years written together: a number, and what it counts.
bool is_number_with_unit(const Question& q) {
  std::size_t letters_from = q.start;
  while (letters_from < q.end && is_digit(q.units[letters_from].letter)) ++letters_from;
  std::size_t end = letters_from;
  while (q.is_word(end) && !is_digit(q.units[end].letter)) ++end;
  return letters_from - q.start >= 2 && end >= q.end && end - letters_from <= 3;
}

// 3ba77f00: nothing but hexadecimal digits. EB4479: capitals, then a number, as on plates and parts.
bool is_number_of_a_thing(const Question& q) {
  std::size_t begin = q.start;
  while (begin > 0 && q.is_word(begin - 1)) --begin;
  std::size_t digits = 0;
  std::size_t changes = 0;
  bool is_hex = true;
  bool is_upper = true;
  std::size_t at = begin;
  for (; q.is_word(at); ++at) {
    const Unit& unit = q.units[at];
    const bool is_digit_here = is_digit(unit.letter);
    digits += is_digit_here ? 1 : 0;
    changes += at > begin && is_digit_here != is_digit(q.units[at - 1].letter) ? 1 : 0;
    if (is_digit_here) continue;
    if (unit.letter < U'a' || unit.letter > U'f') is_hex = false;
    if (!unit.is_upper) is_upper = false;
  }
  if (at < q.end || at - begin < 5 || digits < 2) return false;
  return is_hex || (is_upper && changes == 1 && !is_digit(q.units[begin].letter));
}

// A55, AS5: capitals and digits name a road, a sheet of paper, a part.
bool is_designator(const Question& q) {
  int capitals = 0;
  int digits = 0;
  for (std::size_t i = q.start; i < q.end; ++i) {
    const Unit& unit = q.units[i];
    if (is_digit(unit.letter))
      ++digits;
    else if (unit.is_upper)
      ++capitals;
    else
      return false;
  }
  return (capitals == 1 && digits > 1) ||
         (q.end - q.start == 3 && capitals == 2 && is_digit(q.units[q.end - 1].letter));
}

// 5h17, a55: one letter among digits is a time of day, a measure, a number of something.
bool is_measure(const Question& q) {
  int letters = 0;
  for (std::size_t i = q.start; i < q.end; ++i) {
    if (!q.units[i].is_word) return false;
    letters += is_digit(q.units[i].letter) ? 0 : 1;
  }
  return letters == 1;
}

struct Shape {
  std::size_t digits = 0;
  std::size_t small = 0;    // letters that are no capitals
  bool has_number = false;  // a piece between two gaps that is nothing but digits
  bool has_operator = false;
};

Shape shape_of(const Question& q) {
  Shape shape;
  std::size_t piece = 0, digits_of_piece = 0;
  for (std::size_t i = q.start; i <= q.end; ++i) {
    const bool ends = i == q.end || !q.units[i].is_word;
    if (ends) {
      shape.has_number |= piece > 0 && digits_of_piece == piece;
      piece = digits_of_piece = 0;
      if (i < q.end)
        shape.has_operator |= std::u32string_view(U"|+<([{").find(q.units[i].written) != std::u32string_view::npos;
      continue;
    }
    ++piece;
    if (is_digit(q.units[i].letter)) {
      ++digits_of_piece;
      ++shape.digits;
    } else if (!q.units[i].is_upper) {
      ++shape.small;
    }
  }
  return shape;
}

// The units of the same token before or behind the word, away from it: what no blank parts from it.
struct Around {
  std::size_t digits = 0;          // in the same word
  bool has_joined_digits = false;  // in a word that a hyphen, slash, full stop or colon joins to it
  bool is_beside_number = false;   // one blank away stand digits alone
};

void look(const Question& q, bool before, Around& around) {
  const auto size = static_cast<std::ptrdiff_t>(q.units.size());
  const std::ptrdiff_t way = before ? -1 : 1;
  const auto unit = [&](std::ptrdiff_t i) -> const Unit& { return q.units[static_cast<std::size_t>(i)]; };
  const auto is_there = [&](std::ptrdiff_t i) { return i >= 0 && i < size && unit(i).is_word; };
  std::ptrdiff_t at = before ? static_cast<std::ptrdiff_t>(q.start) - 1 : static_cast<std::ptrdiff_t>(q.end);
  for (; is_there(at); at += way) around.digits += is_digit(unit(at).letter) ? 1 : 0;
  if (at < 0 || at >= size || !is_there(at + way)) return;
  const bool is_joint = std::u32string_view(U"-/.:").find(unit(at).written) != std::u32string_view::npos;
  if (!is_joint && (!unit(at).is_blank || unit(at).is_line_end)) return;
  std::size_t letters = 0, digits = 0;
  for (at += way; is_there(at); at += way) ++(is_digit(unit(at).letter) ? digits : letters);
  if (is_joint) around.has_joined_digits |= digits > 0;
  if (!is_joint) around.is_beside_number |= letters == 0 && digits > 1;
}

Around around_of(const Question& q) {
  Around around;
  look(q, true, around);
  look(q, false, around);
  return around;
}

// NAE6-77, VI36 ARDB 5748, 0PJZ918: capitals with digits for letters, and more digits about them that are no letters.
bool is_part_of_code(const Question& q, const Shape& shape) {
  constexpr int easily_met = 5;  // letters: longer words are not met by chance
  if (shape.small > 0 || q.node.letters > easily_met) return false;
  const Around around = around_of(q);
  return around.digits > 1 || around.has_joined_digits || around.is_beside_number;
}

// 8PE, 6OK: half of a postcode. "45s, 4ss and 5h": one of several sizes. Both begin with a digit.
bool is_size(const Question& q, const Shape& shape) {
  if (!is_digit(q.units[q.start].letter)) return false;
  if (shape.small == 0) return true;
  constexpr std::size_t near = 3;  // blanks and signs between two of them
  std::size_t next = q.end;
  while (next < q.units.size() && next - q.end < near && !q.units[next].is_word) ++next;
  if (next > q.end && q.is_word(next) && is_digit(q.units[next].letter)) return true;
  std::size_t before = q.start;
  while (before > 0 && q.start - before < near && !q.units[before - 1].is_word) --before;
  if (before == q.start) return false;
  while (before > 1 && q.units[before - 2].is_word) --before;
  return before > 0 && is_digit(q.units[before - 1].letter);
}

// Latin letters, and an entry that has none.
bool is_foreign_to(const Question& q) {
  return q.script != text::script_latin &&
         std::any_of(q.units.begin() + static_cast<std::ptrdiff_t>(q.start),
                     q.units.begin() + static_cast<std::ptrdiff_t>(q.end),
                     [](const Unit& unit) { return unit.script == text::script_latin; });
}

// 0t3b5486e4: a stem with any ending, and digits in that.
bool goes_on_in_digits(const Question& q) {
  std::size_t at = q.end;
  while (q.is_word(at) && !is_digit(q.units[at].letter)) ++at;
  return q.is_word(at);
}

}  // namespace

bool is_code(const Question& q, const Met& met) {
  if (is_number_with_unit(q) || is_number_of_a_thing(q)) return true;
  if (met.meant > 0 && (is_designator(q) || is_measure(q))) return true;
  if (met.meant == 0 && met.mode != Met::by_sound) return false;
  const Shape shape = shape_of(q);
  const int letters = q.node.letters;
  if (letters <= 3 && shape.has_operator && met.gaps == 0) return true;  // b|c
  if (shape.digits == 0) return false;
  const bool is_cut = met.gaps > 0 && !met.is_apart();
  if ((is_cut || met.has(Met::soft_mask)) && shape.has_number) return true;  // PI-5
  const bool may_be_arabic = met.mode == Met::by_sound && shape.small > 0;   // 7mar, 3ala
  if (letters <= 3 && !may_be_arabic && is_size(q, shape)) return true;
  if (met.natural == 0 && met.meant >= met.alike && is_foreign_to(q)) return true;  // 6n9r
  if (met.mode == Met::by_sound && shape.small == 0 && (letters <= 3 || shape.digits * 3 >= q.end - q.start))
    return true;
  return is_part_of_code(q, shape) || (q.node.any_ending && goes_on_in_digits(q));
}

}  // namespace comity::policy
