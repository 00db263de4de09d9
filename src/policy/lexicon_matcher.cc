#include "policy/lexicon_matcher.h"

#include <algorithm>
#include <tuple>

#include "policy/lexicon_index.h"
#include "text/characters.h"
#include "text/links.h"

namespace comity::policy {
namespace {

bool is_word(std::span<const Unit> units, std::size_t i) { return i < units.size() && units[i].is_word; }

// Does an exception of the hit's lexicon, as it is written, cover the hit's units?
bool is_excepted(const LexiconTrie& exceptions, std::span<const Unit> units, const Hit& hit) {
  if (exceptions.size() == 1) return false;
  constexpr std::size_t reach = 48;
  for (std::size_t from = hit.begin > reach ? hit.begin - reach : 0; from <= hit.begin; ++from) {
    if (units[from].is_blank || (from > 0 && units[from - 1].is_word)) continue;
    std::uint32_t node = LexiconTrie::root;
    for (std::size_t at = from; at < units.size();) {
      char32_t letter = units[at].letter;
      if (units[at].is_blank || letter == U'-') {
        while (at < units.size() && (units[at].is_blank || units[at].letter == U'-')) ++at;
        letter = U' ';
      } else {
        ++at;
      }
      node = exceptions.step(node, letter);
      if (node == LexiconTrie::root) break;
      if (at < hit.end || is_word(units, at)) continue;
      for (const Leaf& leaf : exceptions.leaves(exceptions[node]))
        if (leaf.lexicon == hit.leaf.lexicon) return true;
    }
  }
  return false;
}

bool is_address_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == '-' || c == '+' || c == '@';
}

// Part of an e-mail address, its '@' outside the words found: names are not chosen by their letters.
bool is_in_address(std::string_view text, text::Span span) {
  constexpr std::size_t longest = 128;
  std::size_t begin = span.begin;
  std::size_t end = span.end;
  while (begin > 0 && span.begin - begin < longest && is_address_character(text[begin - 1])) --begin;
  while (end < text.size() && end - span.end < longest && is_address_character(text[end])) ++end;
  const std::string_view address = text.substr(begin, end - begin);
  const std::size_t at = address.find('@');
  if (at == std::string_view::npos || at == 0) return false;
  const bool inside = begin + at >= span.begin && begin + at < span.end;
  const std::size_t dot = address.find('.', at + 2);
  return !inside && dot != std::string_view::npos && dot + 2 < address.size();
}

// "Van Dyke" beside it: a word with a capital, small letters behind it.
bool is_capitalised(std::span<const Unit> units, std::size_t i) {
  return i + 1 < units.size() && units[i].is_upper && units[i + 1].is_word && !units[i + 1].is_upper;
}

bool is_in_name(std::span<const Unit> units, const Hit& hit) {
  if (!is_capitalised(units, hit.begin)) return false;
  if (hit.end + 1 < units.size() && units[hit.end].is_blank && is_capitalised(units, hit.end + 1)) return true;
  if (hit.begin < 2 || !units[hit.begin - 1].is_blank || !units[hit.begin - 2].is_word) return false;
  std::size_t before = hit.begin - 2;
  while (before > 0 && units[before - 1].is_word) --before;
  if (!is_capitalised(units, before)) return false;
  // The first word of a sentence has a capital anyway.
  return before >= 2 && units[before - 1].is_blank && (units[before - 2].is_word || units[before - 2].letter == U',');
}

bool is_quote(char32_t letter) { return letter == U'"' || letter == U'\''; }

bool stands_in_quotes(std::span<const Unit> units, const Hit& hit) {
  return hit.begin > 0 && hit.end < units.size() && is_quote(units[hit.begin - 1].letter) &&
         is_quote(units[hit.end].letter);
}

// With its accents and dots the entry is a word, without them another: they must be there.
bool has_marks(std::span<const Unit> units, const Hit& hit, const LexiconEntry& entry) {
  std::u32string wanted;
  for (const char32_t c : code_points_of(entry.word)) {
    const text::Character character = text::character(c);
    if (character.kind != text::Kind::letter || character.native.empty()) continue;
    const auto base = code_points_of(character.native);
    if (base.size() == 1 && base[0] != c && !character.upper()) wanted += c;
  }
  std::size_t found = 0;
  for (std::size_t i = hit.begin; i < hit.end; ++i) {
    const Unit& unit = units[i];
    const text::Character character = text::character(unit.written);
    const bool is_composed = unit.written > 0x7F && !character.native.empty() && unit.is_word;
    if (is_composed || unit.is_marked) ++found;
  }
  // An entry without marks that keeps them is another word with them: Turkish sıktı, şıktı.
  return wanted.empty() ? found == 0 : found >= wanted.size();
}

text::Span span_of(std::span<const Unit> units, std::size_t begin, std::size_t end) {
  const Unit& a = units[begin];
  const Unit& b = units[std::max(begin, end - 1)];
  return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

void tell(Reading& reading, Fold fold, text::Span span) {
  if (!reading.empty() && reading.back().fold == fold) {
    reading.back().span = {std::min(reading.back().span.begin, span.begin),
                           std::max(reading.back().span.end, span.end)};
  } else {
    reading.push_back({fold, span});
  }
}

bool is_accented(const Unit& unit) {
  if (unit.is_marked) return true;
  if (unit.written < 0xC0 || (unit.script != text::script_latin && unit.script != text::script_cyrillic)) return false;
  return unit.letter < 0x80 ? unit.written < 0x250 || (unit.written >= 0x1E00 && unit.written < 0x1F00)
                            : unit.written != unit.letter && !unit.is_upper;
}

// The reading of units that stand for themselves.
void tell_plain(Reading& reading, const Unit& unit) {
  if (unit.is_reference) tell(reading, Fold::reference, unit.span());
  const bool is_case_only = unit.written < 0x80 || (unit.is_upper && unit.script != text::script_common &&
                                                    unit.written >= 0x370 && unit.written < 0x590);
  if (unit.written == unit.letter || is_case_only) {
    if (unit.is_marked) tell(reading, Fold::accents, unit.span());
    return;
  }
  tell(reading, is_accented(unit) ? Fold::accents : Fold::compatibility, unit.span());
}

Reading reading_of(std::span<const Unit> units, const Hit& hit, bool is_reversed) {
  Reading reading;
  const text::Span whole = span_of(units, hit.begin, hit.end);
  if (is_reversed) reading.push_back({Fold::reversed, whole});
  if (hit.is_glued) reading.push_back({Fold::glued, whole});
  if (hit.leaf.is_inflected) reading.push_back({Fold::inflection, whole});
  if (hit.leaf.is_spelling) reading.push_back({Fold::spelling, whole});
  for (const PathStep& step : hit.path) {
    for (std::size_t i = step.begin; i < step.end; ++i) {
      const Unit& unit = units[i];
      if (i > hit.begin && unit.is_hidden_before) tell(reading, Fold::hidden, {units[i - 1].end, unit.begin});
      if (i > hit.begin && unit.is_markup_before) tell(reading, Fold::markup, {units[i - 1].end, unit.begin});
      if (step.is_plain && unit.is_word) tell_plain(reading, unit);
    }
    if (!step.is_plain && step.end > step.begin) tell(reading, step.fold, span_of(units, step.begin, step.end));
  }
  return reading;
}

}  // namespace

std::vector<LexiconMatch> find_with(const Engine& engine, const std::vector<Lexicon>& lexicons, const LexiconTrie& trie,
                                    const LexiconTrie& exceptions, const text::CheckedText& text,
                                    std::string_view language) {
  std::vector<LexiconMatch> matches;
  std::vector<Unit> units;
  units_of(text, units);
  const ScriptCounts scripts(units);
  const auto search = [&](std::span<const Unit> these, bool is_reversed) {
    for (const Hit& hit : engine(Search{lexicons, trie, these, language, scripts})) {
      const LexiconEntry& entry = lexicons[hit.leaf.lexicon].entries[hit.leaf.entry];
      const text::Span span = span_of(these, hit.begin, hit.end);
      if (is_excepted(exceptions, these, hit) || is_in_address(text, span)) continue;
      if (entry.keep_marks && !has_marks(these, hit, entry)) continue;
      if (entry.not_in_names && hit.cost == 0 && is_in_name(these, hit)) continue;
      if (entry.not_in_quotes && stands_in_quotes(these, hit)) continue;
      matches.push_back({hit.leaf.lexicon, hit.leaf.entry, span, reading_of(these, hit, is_reversed)});
    }
  };
  search(units, false);
  if (const std::vector<Unit> reversed = reversed_units(text, units); !reversed.empty()) search(reversed, true);
  if (matches.empty()) return matches;
  // What stands in a link is an address, not the author's words.
  const std::vector<text::Link> links = text::links_in(text);
  std::erase_if(matches, [&](const LexiconMatch& match) {
    return std::any_of(links.begin(), links.end(), [&](const text::Link& link) {
      return link.span.begin <= match.span.begin && match.span.end <= link.span.end;
    });
  });
  std::sort(matches.begin(), matches.end(), [](const LexiconMatch& a, const LexiconMatch& b) {
    return std::tuple(a.span, a.lexicon, a.entry, a.reading) < std::tuple(b.span, b.lexicon, b.entry, b.reading);
  });
  matches.erase(std::unique(matches.begin(), matches.end(),
                            [](const LexiconMatch& a, const LexiconMatch& b) {
                              return a.span == b.span && a.lexicon == b.lexicon && a.entry == b.entry;
                            }),
                matches.end());
  return matches;
}

LexiconMatcher::LexiconMatcher(std::vector<Lexicon> lexicons)
    : lexicons_(std::move(lexicons)),
      index_(std::make_unique<Index>(lexicons_)),
      beginnings_(std::make_unique<const Beginnings>(index_->trie)) {}

LexiconMatcher::~LexiconMatcher() = default;

std::size_t LexiconMatcher::bytes() const {
  return index_->trie.bytes() + index_->exceptions.bytes() + Beginnings::bytes();
}

std::size_t LexiconMatcher::forms() const { return index_->forms; }

std::vector<LexiconMatch> LexiconMatcher::find(const text::CheckedText& text, std::string_view language) const {
  if (index_->trie.size() == 1) return {};
  const auto engine = [this](const Search& search) { return LexiconSearch(search, beginnings_.get()).run(); };
  return find_with(engine, lexicons_, index_->trie, index_->exceptions, text, language);
}

}  // namespace comity::policy
