#include "discussion/case_code.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/languages.h"
#include "text/checked.h"
#include "text/fold.h"

namespace comity::discussion {
namespace {

// What a person may get wrong and still mean the word.
std::string forgiving(std::string_view word) { return text::fold_word(word); }

struct WordList {
  std::vector<std::string_view> words;
  std::unordered_map<std::string, std::string_view> by_folded;
};

std::map<std::string, WordList, std::less<>> load() {
  std::map<std::string, WordList, std::less<>> lists;
  for (const base::Language& language : base::languages()) {
    if (language.case_words.empty()) continue;
    WordList list;
    list.words.assign(language.case_words.begin(), language.case_words.end());
    for (const std::string_view word : list.words) list.by_folded.emplace(forgiving(word), word);
    lists.emplace(language.tag, std::move(list));
  }
  return lists;
}

const std::map<std::string, WordList, std::less<>>& lists() {
  static const auto loaded = load();
  return loaded;
}

// Between words: ASCII blanks and punctuation, and the separators that phones put there (no-break space, hyphens
// and dashes U+2010-U+2015, Arabic comma).
std::vector<std::string> words_typed(std::string_view typed) {
  std::string spaced(typed);
  for (const std::string_view separator :
       {"\u00A0", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u060C"}) {
    for (std::size_t at = 0; (at = spaced.find(separator, at)) != std::string::npos;) {
      spaced.replace(at, separator.size(), " ");
    }
  }
  std::vector<std::string> words;
  std::string word;
  for (const char c : spaced) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace

std::string make_case_code(Random& random, std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  auto found = lists().find(primary);
  if (found == lists().end()) found = lists().find("en");
  const auto& words = found->second.words;
  std::string code;
  for (std::size_t i = 0; i < words_in_case_code; ++i) {
    if (!code.empty()) code += '-';
    // below(n) answers 1 .. n-1.
    code += words[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(words.size()) + 1)) - 1];
  }
  return code;
}

std::optional<std::string> parse_case_code(std::string_view typed) {
  // Long enough for four words with blanks between, short enough that nobody makes us fold a book.
  if (typed.size() > 400 || !text::is_well_formed(typed)) return std::nullopt;
  const std::vector<std::string> words = words_typed(typed);
  if (words.size() != words_in_case_code) return std::nullopt;
  for (const auto& [language, list] : lists()) {
    std::string code;
    for (const std::string& word : words) {
      const auto found = list.by_folded.find(forgiving(word));
      if (found == list.by_folded.end()) break;
      if (!code.empty()) code += '-';
      code += found->second;
      if (&word == &words.back()) return code;
    }
  }
  return std::nullopt;
}

std::vector<std::string> case_word_faults(const std::vector<std::string>& words) {
  constexpr std::size_t fewest = 256, most = 2048, shortest = 2, longest = 10;
  std::vector<std::string> faults;
  if (words.size() < fewest) faults.push_back("has " + std::to_string(words.size()) + " words, fewer than 256");
  if (words.size() > most) faults.push_back("has " + std::to_string(words.size()) + " words, more than 2048");
  std::unordered_map<std::string, std::string_view> seen;
  for (const std::string& word : words) {
    if (!text::is_well_formed(word) || words_typed(word) != std::vector<std::string>{word}) {
      faults.push_back("'" + word + "' is not one word of letters");
      continue;
    }
    const std::size_t letters = text::code_points(word);
    if (letters < shortest || letters > longest) faults.push_back("'" + word + "' has not 2 to 10 letters");
    const auto [other, is_new] = seen.emplace(forgiving(word), word);
    if (!is_new) faults.push_back("'" + word + "' is taken for '" + std::string(other->second) + "'");
  }
  return faults;
}

std::vector<std::string> case_code_languages() {
  std::vector<std::string> tags;
  for (const auto& [language, list] : lists()) tags.push_back(language);
  return tags;
}

const std::vector<std::string_view>& case_code_words(std::string_view language) {
  static const std::vector<std::string_view> none;
  const auto found = lists().find(language);
  return found == lists().end() ? none : found->second.words;
}

}  // namespace comity::discussion
