// The rules that keep innocent words innocent. A walk may read nearly anything as nearly anything; what is allowed
// together is asked where an entry ends.
#include "policy/met.h"

#include <algorithm>

#include "policy/codes.h"
#include "policy/known_words.h"
#include "policy/readings.h"
#include "policy/signs.h"
#include "text/characters.h"
#include "text/names.h"

namespace comity::policy {
namespace {

// M.O.R.O.N.: capitals with a full stop after each, the last included.
bool is_dotted_initialism(const Question& q) {
  if (q.end >= q.units.size() || q.units[q.end].letter != U'.') return false;
  bool is_stop = false;
  for (std::size_t i = q.start; i < q.end; ++i) {
    const Unit& unit = q.units[i];
    if (unit.is_blank) continue;
    if (is_stop ? unit.letter != U'.' : !unit.is_upper) return false;
    is_stop = !is_stop;
  }
  return true;
}

// A one-letter word that may stand beside a word.
bool is_little_word(char32_t letter) {
  return std::u32string_view(U"aioyuàéеиуявкоснюэս").find(letter) != std::u32string_view::npos;
}

struct Neighbour {
  bool is_single = false;
  bool is_little = false;  // a word of one letter, with an ordinary word or nothing beyond it
};

// The single letter, if one stands at a gap's distance on this side.
Neighbour neighbour(const Question& q, bool before) {
  const auto size = static_cast<std::ptrdiff_t>(q.units.size());
  const std::ptrdiff_t way = before ? -1 : 1;
  const auto inside = [&](std::ptrdiff_t i) { return i >= 0 && i < size; };
  const auto unit = [&](std::ptrdiff_t i) -> const Unit& { return q.units[static_cast<std::size_t>(i)]; };
  std::ptrdiff_t at = before ? static_cast<std::ptrdiff_t>(q.start) - 1 : static_cast<std::ptrdiff_t>(q.end);
  std::ptrdiff_t gap = 0;
  bool is_end = false;
  while (inside(at) && !unit(at).is_word && gap < 4) {
    const char32_t sign = unit(at).letter;
    is_end |= unit(at).is_line_end || sign == U',' || sign == U';' || sign == U'،' || sign == U':' || sign == U'"';
    at += way;
    ++gap;
  }
  if (gap == 0 || gap == 4 || is_end || !inside(at)) return {};
  if (inside(at + way) && unit(at + way).is_word) return {};
  Neighbour found{true, is_little_word(unit(at).letter)};
  // What lies beyond must be an ordinary word.
  std::ptrdiff_t beyond = at + way;
  for (gap = 0; inside(beyond) && !unit(beyond).is_word && gap < 4; ++gap) beyond += way;
  if (inside(beyond) && unit(beyond).is_word && !(inside(beyond + way) && unit(beyond + way).is_word))
    found.is_little = false;
  return found;
}

bool is_apart_allowed(const Question& q, const Met& met) {
  const int letters = q.node.letters;
  if (met.has(Met::code) || is_dotted_initialism(q)) return false;
  const Neighbour before = neighbour(q, true), after = neighbour(q, false);
  const int company = (before.is_single && !before.is_little ? 1 : 0) + (after.is_single && !after.is_little ? 1 : 0);
  if (company > 1 || (company == 1 && letters < 5)) return false;
  if (letters > 3) return true;
  // Three letters are easily something else: a sum, a choice, a member of a structure in code.
  if (met.has(Met::formula)) return false;
  if (met.changes > 0 && met.has(Met::blank_gap) && met.has(Met::hyphen)) return false;
  std::size_t next = q.end;
  if (next + 1 < q.units.size() && q.units[next].letter == U'.' && q.is_word(next + 1)) return false;
  while (next < q.units.size() && q.units[next].is_blank) ++next;
  return next >= q.units.size() || (q.units[next].letter != U'=' && q.units[next].letter != U'(');
}

bool is_between(char32_t sign) { return sign == U'-' || sign == U'/' || sign == U'.' || sign == U'_' || sign == U'\''; }

// Words of one language, cut as the walk is cut.
bool are_pieces_words(const Question& q) {
  Languages shared = all_languages;
  std::u32string piece;
  for (std::size_t i = q.start; i <= q.end && shared != 0; ++i) {
    if (i < q.end && q.units[i].is_word) {
      piece += q.units[i].letter;
    } else if (!piece.empty()) {
      shared &= languages_of(piece);
      piece.clear();
    }
  }
  return shared != 0;
}

// who're, d'amn: what Latin languages write with an apostrophe anyway.
bool is_contraction(const Question& q) {
  std::u32string before, after;
  bool is_behind = false;
  for (std::size_t i = q.start; i < q.end; ++i) {
    if (q.units[i].letter == U'\'')
      is_behind = true;
    else
      (is_behind ? after : before) += q.units[i].letter;
  }
  const auto is_one_of = [](const std::u32string& piece, std::initializer_list<std::u32string_view> all) {
    return std::find(all.begin(), all.end(), piece) != all.end();
  };
  return is_one_of(before, {U"c", U"d", U"j", U"l", U"m", U"n", U"o", U"qu", U"s", U"t", U"y"}) ||
         is_one_of(after, {U"d", U"em", U"ll", U"m", U"n", U"re", U"s", U"t", U"ve"});
}

bool is_cut_allowed(const Question& q, const Met& met) {
  const int letters = q.node.letters;
  if (is_dotted_initialism(q)) return false;
  if (letters < 4) return met.gaps == 1 && !met.has(Met::plain_sign) && !met.has(Met::blank_gap);
  if (met.has(Met::blank_gap)) {
    const bool is_else_plain =
        met.mode == Met::plain && met.meant + met.drawn + met.masks + met.doubled + met.stretched == 0;
    if (letters < 5 || met.gaps > 2 || !is_else_plain || met.has(Met::sign_gap)) return false;
  }
  if (met.gaps > std::max(2, (letters + 1) / 2)) return false;
  if (met.meant + met.masks > std::max(2, letters / 2)) return false;
  if ((!met.has(Met::odd_sign) && are_pieces_words(q)) ||
      (met.gaps == 1 && met.has(Met::apostrophe) && is_contraction(q)))
    return false;
  // The same sign goes on to another word: mer-de-glace.
  if (met.has(Met::sign_gap)) {
    const auto goes_on = [&](std::size_t sign, bool is_there, bool to_word) {
      return is_there && to_word && is_between(q.units[sign].letter);
    };
    if (goes_on(q.end, q.end < q.units.size(), q.is_word(q.end + 1))) return false;
    if (q.start > 1 && goes_on(q.start - 1, true, q.units[q.start - 2].is_word)) return false;
  }
  return true;
}

// "_dull_", "dull_path_", "dull_[1]": emphasis, or a name in a program.
bool is_underlined(const Question& q) {
  for (std::size_t i = q.start; i > 0 && !q.units[i - 1].is_blank; --i) {
    if (q.units[i - 1].written == U'_') return true;
  }
  if (q.end >= q.units.size() || q.units[q.end].is_blank) return false;
  return std::u32string_view(U".,;:!?\"'").find(q.units[q.end].letter) == std::u32string_view::npos;
}

// "bugg--": a soft sign at the end of a word is punctuation, unless what it leaves is no word.
bool is_torn_off(const Question& q, const Met& met) {
  if (met.mask == U'_' && q.node.letters >= 5) return !is_underlined(q);  // nobody ends a sentence with a low line
  if (met.mask != U'-' && met.mask != U'_' && met.mask != U'.' && met.mask != U'?') return false;
  if (met.mask == U'.' && met.masks > 2) return false;  // an ellipsis
  if (met.masks < 2 && (met.mask == U'.' || q.node.letters < 6)) return false;
  std::u32string rest;  // of the last word
  for (std::size_t i = q.start; i < q.end; ++i) {
    if (q.units[i].is_blank) rest.clear();
    if (q.units[i].is_word) rest += q.units[i].letter;
  }
  return rest.size() >= 3 && languages_of(rest) == 0;
}

bool is_mask_allowed(const Question& q, const Met& met) {
  const int letters = q.node.letters;
  const Unit& first = q.units[q.start];
  if (!first.is_word || is_digit(first.letter)) return false;
  // "sh1#": a prompt rather than a short word with a digit and a sign.
  if (met.meant > 0 && letters < 5 && !q.is_word(q.end - 1)) return false;
  const bool is_first_only = met.natural + met.alike == 1;
  if (is_first_only) {
    if (!q.entry.first_letter || met.has(Met::soft_mask) || met.masks + 1 != letters || letters < 4) return false;
  } else if ((met.natural + met.alike) * 2 < letters) {
    return false;
  }
  if (met.mode == Met::by_sound) return false;
  if (met.has(Met::soft_mask)) {
    if (letters < 4 && !(letters == 3 && met.masks == 1 && met.mask > 0x7F)) return false;
    if (!q.is_word(q.end - 1) && !is_torn_off(q, met)) return false;
    // One hyphen, full stop or apostrophe between letters is rather itself.
    if (met.masks == 1 && q.is_word(q.end - 1) && is_between(met.mask) && are_pieces_words(q)) return false;
  }
  // a*s^2: a sign of mathematics behind it makes it no word.
  if (letters == 3 && q.end < q.units.size() &&
      std::u32string_view(U"^=*/+(").find(q.units[q.end].written) != std::u32string_view::npos)
    return false;
  const bool before = q.start > 1 && q.units[q.start - 1].written == met.mask && q.units[q.start - 2].is_word;
  const bool after = q.end + 1 < q.units.size() && q.units[q.end].written == met.mask && q.is_word(q.end + 1);
  const bool is_power = letters == 3 && q.start > 0 && q.units[q.start - 1].written == met.mask;
  return !before && !after && !is_power;
}

// "(cat file)", "debi(1)": a bracket whose other half stands outside the word is a bracket.
bool is_bracket(const Question& q) {
  constexpr std::size_t far = 80;
  int open = 0;
  for (std::size_t i = q.start; i < q.end; ++i) {
    if (q.units[i].written == U'(')
      ++open;
    else if (q.units[i].written == U')' && open > 0)
      --open;
  }
  if (open == 0) return false;
  for (std::size_t i = q.end; i < std::min(q.units.size(), q.end + far) && !q.units[i].is_line_end; ++i) {
    if (q.units[i].written == U')') return true;
  }
  return false;
}

// %4$s, "up to %s%%": a place in a form to fill in.
bool is_place_to_fill(const Question& q, const Met& met) {
  for (std::size_t i = q.start + 1; i + 1 < q.end; ++i) {
    if (q.units[i].written == U'%' && q.units[i - 1].is_blank && q.units[i + 1].is_word) return true;
  }
  return met.meant > 0 && met.natural + met.alike < 2 && q.start > 0 && q.units[q.start - 1].written == U'%';
}

struct Scripts {
  std::uint8_t script = text::script_common;
  std::uint32_t letters = 0;
  bool is_mixed = false;
};

Scripts scripts_of(const Question& q) {
  Scripts found;
  for (std::size_t i = q.start; i < q.end; ++i) {
    const std::uint8_t script = q.units[i].script;
    if (script == text::script_common) continue;
    if (found.script != text::script_common && script != found.script) found.is_mixed = true;
    found.script = script;
    ++found.letters;
  }
  return found;
}

// A word wholly in a script that the comment uses anyway is what it says.
bool is_script_allowed(const Question& q, const Met& met) {
  const Scripts found = scripts_of(q);
  // "панели%s": a word of one script, and a letter of another behind a sign.
  if (found.is_mixed && met.mode == Met::by_sound && met.gaps > 0 && !met.is_apart()) return false;
  if (found.is_mixed || found.script == text::script_common || found.script == q.script) return true;
  const bool is_island = q.scripts.of(found.script) == found.letters;
  const int letters = q.node.letters;
  // po-debconf, NUD_PROBE: Latin words joined by a sign among others.
  if (found.script == text::script_latin && met.gaps > 0 && !met.is_apart() && !is_island &&
      (met.mode == Met::by_sound || met.alike > 0))
    return false;
  if (met.mode == Met::by_sound) {
    const bool is_arabic = q.script == text::script_arabic;
    if (letters < (is_arabic && met.has(Met::digit) ? 3 : 4)) return false;
    if (found.script != text::script_latin) return is_island;
    return true;
  }
  if (met.alike == 0) return true;
  // "**one** taxi": Latin letters and signs among Latin words are no Cyrillic word.
  if (found.script == text::script_latin) return is_island || (letters >= 4 && met.meant + met.drawn + met.masks == 0);
  return is_island;
}

// A comment that is one name: of no list of ordinary words, but of the list of names.
bool is_name(const std::u32string& word) {
  std::string utf8;
  for (const char32_t letter : word) utf8 += utf8_of(letter);
  const std::vector<text::Span> names = text::names_in(utf8);
  return names.size() == 1 && names[0].begin == 0 && names[0].end == utf8.size();
}

// An ordinary word as it stands is no disguise.
bool is_ordinary_word(const Question& q, const Met& met) {
  const bool is_changed = met.alike + met.meant + met.drawn + met.doubled + met.stretched > 0;
  if ((!is_changed && met.mode != Met::by_sound) || met.glue > 0) return false;
  std::u32string word;
  for (std::size_t i = q.start; i < q.end; ++i) {
    const Unit& unit = q.units[i];
    if (!unit.is_word || is_digit(unit.letter)) return false;
    word += unit.letter;
  }
  const Scripts found = scripts_of(q);
  if (found.is_mixed) return false;
  // An island of one script among another is written so on purpose.
  const bool is_alone = q.scripts.of(found.script) == found.letters;
  if (is_alone && q.scripts.total() > found.letters) return false;
  return languages_of(word) != 0 || (met.mode == Met::by_sound && is_alone && is_name(word));
}

}  // namespace

void ScriptCounts::count() const {
  if (!letters_.empty()) return;
  letters_.resize(256);
  for (const Unit& unit : units_) {
    ++letters_[unit.script];
    total_ += unit.script != text::script_common ? 1U : 0U;
  }
}

std::uint32_t ScriptCounts::of(std::uint8_t script) const {
  count();
  return letters_[script];
}

std::uint32_t ScriptCounts::total() const {
  count();
  return total_;
}

int Met::cost() const {
  int cost = std::min<int>(alike, 3) + 2 * meant + 2 * drawn + glue;
  if (masks > 0) cost += 1 + 2 * masks;
  if (gaps > 0) {
    if (is_apart())
      cost += 2 + std::min<int>(changes, 2);
    else
      cost += (has(blank_gap) ? 6 : 3) + (gaps > 1 ? 2 : 0) + (gaps > 2 ? 1 : 0);
  }
  cost += std::min(doubled + stretched, 2);
  if (mode == by_sound) cost += 2;
  return cost;
}

bool Met::is_hopeless() const {
  const bool is_cut = has(long_piece) && has(blank_gap);
  if (is_cut && (gaps > 2 || has(sign_gap) || mode != plain || alike + meant + drawn + masks + doubled + stretched > 0))
    return true;
  return masks > 0 && (natural + alike == 0 || masks > natural + alike + 4);
}

int cost_bound(int letters) {
  static constexpr int bounds[] = {6, 8, 9, 10, 11, 12, 13, 14};
  return letters < 3 ? 0 : bounds[std::min(letters, 10) - 3];
}

bool is_allowed(const Question& q, const Met& met) {
  const int letters = q.node.letters;
  const int cost = met.cost();
  if (cost == 0 && !met.has(Met::several)) return met.mode != Met::by_sound;
  if (q.entry.exact || letters < 3) return cost == 0 && letters > 2;
  if (met.has(Met::several) && letters <= 3) return false;
  if (cost == 0) return true;
  if (cost > cost_bound(letters)) return false;
  const bool is_phrase = q.node.depth != q.node.letters;
  if (is_phrase && met.gaps > 0) return false;
  if (met.natural + met.alike == 0) return false;
  if (met.meant + met.drawn > 0 && letters >= 5 && (met.natural + met.alike) * 4 < letters) return false;
  if (is_code(q, met)) return false;
  if (met.doubled == 1 && met.stretched == 0 && cost == 1 && letters < 5) return false;
  if (met.glue == Met::capital && (letters < 4 || cost != met.glue || q.entry.not_in_names)) return false;
  if (met.glue > 0 && letters < 4 && cost != met.glue) return false;
  if (met.glue > 0 && met.has(Met::soft_mask)) return false;
  if (met.gaps > 0 && !(met.is_apart() ? is_apart_allowed(q, met) : is_cut_allowed(q, met))) return false;
  if (met.masks > 0 && !is_mask_allowed(q, met)) return false;
  if (is_bracket(q) || is_place_to_fill(q, met)) return false;
  return is_script_allowed(q, met) && !is_ordinary_word(q, met);
}

}  // namespace comity::policy
