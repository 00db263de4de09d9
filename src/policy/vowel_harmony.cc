#include "policy/vowel_harmony.h"

#include "text/characters.h"

namespace comity::policy {
namespace {

struct Harmony {
  bool is_back = true;
  bool is_rounded = false;
  bool ends_in_vowel = false;
  bool ends_voiceless = false;
};

bool is_one_of(std::string_view letter, std::string_view letters) {
  return !letter.empty() && letters.find(letter) != std::string_view::npos;
}

constexpr std::string_view vowels = "aıoueiöüəâîû";

void hear(std::string_view letter, Harmony& heard) {
  heard.ends_in_vowel = is_one_of(letter, vowels);
  heard.ends_voiceless = is_one_of(letter, "çfhkpsştq");
  if (!heard.ends_in_vowel) return;
  heard.is_back = is_one_of(letter, "aıouâû");
  heard.is_rounded = is_one_of(letter, "ouöüû");
}

Harmony heard_in(std::string_view word) {
  Harmony heard;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t begin = at;
    text::next_code_point(word, at);
    hear(word.substr(begin, at - begin), heard);
  }
  return heard;
}

std::string_view filled(char capital, bool is_azerbaijani, const Harmony& heard) {
  switch (capital) {
    case 'A':
      if (heard.is_back) return "a";
      return is_azerbaijani ? "ə" : "e";
    case 'I':
      if (heard.is_rounded) return heard.is_back ? "u" : "ü";
      return heard.is_back ? "ı" : "i";
    case 'D':
      return heard.ends_voiceless && !is_azerbaijani ? "t" : "d";
    case 'K':
      return heard.is_back && is_azerbaijani ? "q" : "k";
    default:
      return {};
  }
}

std::string softened(std::string_view stem, bool is_azerbaijani) {
  struct Pair {
    std::string_view hard, soft;
  };
  const Pair pairs[] = {{"p", "b"}, {"ç", "c"}, {"t", "d"}, {"q", "ğ"}, {"k", is_azerbaijani ? "y" : "ğ"}};
  for (const Pair& pair : pairs) {
    if (stem.ends_with(pair.hard))
      return std::string(stem.substr(0, stem.size() - pair.hard.size())) + std::string(pair.soft);
  }
  return std::string(stem);
}

}  // namespace

std::string in_harmony(std::string_view language, std::string_view stem, std::string_view ending) {
  const bool is_azerbaijani = language == "az";
  std::string form(stem);
  if (ending.starts_with('~')) {
    form = softened(stem, is_azerbaijani);
    ending.remove_prefix(1);
  }
  Harmony heard = heard_in(form);
  bool is_optional = false;
  for (std::size_t at = 0; at < ending.size();) {
    const std::size_t begin = at;
    text::next_code_point(ending, at);
    std::string_view letter = ending.substr(begin, at - begin);
    if (letter == "(" || letter == ")") {
      is_optional = letter == "(";
      continue;
    }
    if (const std::string_view vowel = filled(letter[0], is_azerbaijani, heard); !vowel.empty()) letter = vowel;
    if (is_optional && is_one_of(letter, vowels) == heard.ends_in_vowel) continue;
    form += letter;
    hear(letter, heard);
  }
  return form;
}

}  // namespace comity::policy
