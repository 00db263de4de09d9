// Under which forms an entry is looked for: as it is written, in other spellings, inflected.
#include <algorithm>

#include "policy/inflection.h"
#include "policy/lexicon_index.h"
#include "text/characters.h"

namespace comity::policy {
namespace {

struct Spelling {
  char32_t letter;
  std::u32string_view others;
};

// How letters are spelled where a keyboard lacks them.
constexpr Spelling german[] = {{U'ä', U"ae"}, {U'ö', U"oe"}, {U'ü', U"ue"},
                               {U'ß', U"sz"}, {U'å', U"aa"}, {U'ø', U"oe"}};
constexpr Spelling azeri[] = {{U'ə', U"a"}};
constexpr Spelling azeri_chat[] = {{U'ş', U"sh"}, {U'ç', U"ch"}, {U'ə', U"a"}, {U'ğ', U"gh"}};
constexpr Spelling turkic[] = {{U'ş', U"sh"}, {U'ç', U"ch"}, {U'ğ', U"gh"}, {U'ñ', U"ny"}};

// Azerbaijani in Cyrillic, the alphabet of 1958.
constexpr std::u32string_view azeri_latin = U"abcçdeəfgğhxıijkqlmnoöprsştuüvyz";
constexpr std::u32string_view azeri_cyrillic = U"абҹчдеәфҝғһхыижкглмноөпрсштуүвјз";
constexpr std::u32string_view azeri_own = U"ҹәҝғһөүј";

std::u32string lower(std::string_view word) {
  std::u32string letters = code_points_of(word);
  for (char32_t& c : letters) {
    if (c >= U'A' && c <= U'Z') c |= 0x20;
    for (const auto& [upper, small] : {std::pair{U'Ä', U'ä'},
                                       {U'Ö', U'ö'},
                                       {U'Ü', U'ü'},
                                       {U'Ş', U'ş'},
                                       {U'Ç', U'ç'},
                                       {U'Ğ', U'ğ'},
                                       {U'Ə', U'ə'},
                                       {U'Ñ', U'ñ'},
                                       {U'Å', U'å'},
                                       {U'Ø', U'ø'}})
      if (c == upper) c = small;
  }
  return letters;
}

std::u32string folded(const std::u32string& word) {
  std::u32string out;
  for (const char32_t c : word) {
    const text::Character character = text::character(c);
    if (character.kind == text::Kind::mark || character.kind == text::Kind::invisible) continue;
    if (character.kind == text::Kind::space || character.kind == text::Kind::line_end || c == U'-') {
      if (!out.empty() && out.back() != U' ') out += U' ';
      continue;
    }
    if (character.native.empty())
      out += c >= U'A' && c <= U'Z' ? c | 0x20 : c;
    else
      out += character.native == "-" ? std::u32string(1, U' ') : code_points_of(character.native);
  }
  return out;
}

std::u32string respelled(const std::u32string& word, std::span<const Spelling> table) {
  std::u32string out;
  for (const char32_t c : word) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const Spelling& s) { return s.letter == c; });
    if (found == table.end())
      out += c;
    else
      out += found->others;
  }
  return out;
}

// Empty when it is written with letters that Russian has too: then it may be a Russian word.
std::u32string in_azeri_cyrillic(const std::u32string& word) {
  std::u32string out;
  bool has_own = false;
  for (const char32_t c : word) {
    const std::size_t at = azeri_latin.find(c);
    out += at == std::u32string_view::npos ? c : azeri_cyrillic[at];
    has_own |= azeri_own.find(out.back()) != std::u32string_view::npos;
  }
  return has_own ? out : std::u32string();
}

// Arabic writes the article and "and" as part of the word.
constexpr std::u32string_view arabic_prefixes[] = {U"ال", U"و", U"وال", U"بال", U"لل", U"يا", U"ف", U"فال", U"كال"};

}  // namespace

std::u32string letters_of(std::string_view word) { return folded(code_points_of(word)); }

std::vector<LexiconTrie::Form> forms_of(const LexiconEntry& entry, std::uint32_t lexicon, std::uint32_t index) {
  std::vector<LexiconTrie::Form> forms;
  const auto add = [&](std::string_view word, bool is_inflected) {
    const std::u32string letters = letters_of(word);
    const auto put = [&](std::u32string form, bool is_spelling) {
      forms.emplace_back(std::move(form), Leaf{lexicon, index, is_spelling, is_inflected, entry.any_ending});
    };
    put(letters, false);
    if (entry.exact) return;
    const bool is_arabic = !letters.empty() && script_of(letters[0]) == text::script_arabic;
    if (is_arabic) {
      if (entry.inflection.empty() && letters.size() > 2 && letters.find(U' ') == std::u32string::npos)
        for (const std::u32string_view prefix : arabic_prefixes)
          forms.emplace_back(std::u32string(prefix) + letters, Leaf{lexicon, index, false, true, entry.any_ending});
      return;
    }
    const std::u32string small = lower(word);
    const std::string_view language = entry.language;
    for (const std::span<const Spelling> table :
         {std::span<const Spelling>(german), std::span<const Spelling>(turkic), std::span<const Spelling>(azeri),
          std::span<const Spelling>(azeri_chat)}) {
      std::u32string other = folded(respelled(small, table));
      if (other != letters) put(std::move(other), true);
    }
    if (language == "az") {
      if (std::u32string cyrillic = in_azeri_cyrillic(small); !cyrillic.empty()) put(folded(cyrillic), true);
    }
    // A letter of two in Armenian type, written as two.
    if (const std::size_t at = letters.find(U"եւ"); at != std::u32string::npos) {
      std::u32string other = letters;
      other.replace(at, 2, U"եվ");
      put(std::move(other), true);
    }
  };
  add(entry.word, false);
  for (const std::string& form : inflected_forms(entry)) add(form, true);
  return forms;
}

LexiconMatcher::Index::Index(const std::vector<Lexicon>& lexicons) {
  std::vector<LexiconTrie::Form> all, excepted;
  for (std::uint32_t l = 0; l < lexicons.size(); ++l) {
    for (std::uint32_t e = 0; e < lexicons[l].entries.size(); ++e) {
      auto more = forms_of(lexicons[l].entries[e], l, e);
      all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    for (const std::string& exception : lexicons[l].exceptions)
      excepted.emplace_back(letters_of(exception), Leaf{l, 0});
  }
  forms = all.size();
  trie = LexiconTrie(std::move(all));
  exceptions = LexiconTrie(std::move(excepted));
}

}  // namespace comity::policy
