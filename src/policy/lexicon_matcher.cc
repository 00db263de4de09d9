#include "policy/lexicon_matcher.h"

#include <algorithm>
#include <tuple>

#include "policy/inflection.h"
#include "policy/lexicon_search.h"
#include "policy/lexicon_trie.h"
#include "policy/units.h"
#include "text/fold.h"
#include "text/links.h"

namespace comity::policy {
namespace {

// Arabic writes the article and "and" as part of the word.
std::vector<std::u32string> with_prefixes(const std::u32string& word) {
  std::vector<std::u32string> forms = {word};
  const bool is_arabic = !word.empty() && word[0] >= 0x0620 && word[0] <= 0x06FF;
  if (!is_arabic || word.find(U' ') != std::u32string::npos || word.size() < 3) return forms;
  for (const std::string_view prefix : {"ال", "و", "وال", "بال", "لل", "يا"}) {
    forms.push_back(letters_of(text::fold_word(prefix)) + word);
  }
  return forms;
}

// Does an exception cover the hit's units?
bool is_excepted(const std::vector<std::u32string>& exceptions, const std::vector<Unit>& units, const Hit& hit) {
  for (const std::u32string& exception : exceptions) {
    const std::size_t reach = exception.size() * 2;
    for (std::size_t from = hit.begin > reach ? hit.begin - reach : 0; from <= hit.begin; ++from) {
      if (from > 0 && units[from - 1].is_word) continue;
      std::size_t at = from;
      std::size_t k = 0;
      while (k < exception.size() && at < units.size()) {
        if (exception[k] == U' ' && units[at].is_blank) {
          while (at < units.size() && units[at].is_blank) ++at;
        } else if (exception[k] == units[at].letter) {
          ++at;
        } else {
          break;
        }
        ++k;
      }
      if (k == exception.size() && at >= hit.end && (at >= units.size() || !units[at].is_word)) return true;
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
  std::size_t begin = span.begin;
  std::size_t end = span.end;
  while (begin > 0 && is_address_character(text[begin - 1])) --begin;
  while (end < text.size() && is_address_character(text[end])) ++end;
  const std::string_view address = text.substr(begin, end - begin);
  const std::size_t at = address.find('@');
  if (at == std::string_view::npos || at == 0) return false;
  const bool inside = begin + at >= span.begin && begin + at < span.end;
  const std::size_t dot = address.find('.', at + 2);
  return !inside && dot != std::string_view::npos && dot + 2 < address.size();
}

}  // namespace

struct LexiconMatcher::Index {
  LexiconTrie trie;
  std::vector<std::vector<std::u32string>> exceptions;  // of each lexicon, folded
};

LexiconMatcher::LexiconMatcher(std::vector<Lexicon> lexicons) : lexicons_(std::move(lexicons)) {
  auto index = std::make_unique<Index>();
  for (std::uint32_t l = 0; l < lexicons_.size(); ++l) {
    for (std::uint32_t e = 0; e < lexicons_[l].entries.size(); ++e) {
      const LexiconEntry& entry = lexicons_[l].entries[e];
      for (const std::u32string& form : with_prefixes(letters_of(text::fold_word(entry.word)))) {
        index->trie.add(form, {l, e});
      }
      for (const std::string& form : inflected_forms(entry)) {
        index->trie.add(letters_of(text::fold_word(form)), {l, e});
      }
    }
    index->exceptions.emplace_back();
    for (const std::string& exception : lexicons_[l].exceptions) {
      if (std::u32string folded = letters_of(text::fold_word(exception)); !folded.empty()) {
        index->exceptions.back().push_back(std::move(folded));
      }
    }
  }
  index_ = std::move(index);
}

LexiconMatcher::~LexiconMatcher() = default;

std::vector<LexiconMatch> LexiconMatcher::find(const text::CheckedText& text, std::string_view language) const {
  std::vector<LexiconMatch> matches;
  if (index_->trie.nodes.size() == 1) return matches;
  const auto search = [&](const std::vector<Unit>& units) {
    for (const Hit& hit : LexiconSearch(lexicons_, index_->trie, units, language).run()) {
      if (is_excepted(index_->exceptions[hit.leaf.lexicon], units, hit)) continue;
      const text::Span a = units[hit.begin].span;
      const text::Span b = units[hit.end - 1].span;
      const text::Span span{std::min(a.begin, b.begin), std::max(a.end, b.end)};
      if (!is_in_address(text, span)) matches.push_back({hit.leaf.lexicon, hit.leaf.entry, span});
    }
  };
  const std::vector<Unit> units = units_of(text);
  search(units);
  for (const std::vector<Unit>& reversed : reversed_units(text, units)) search(reversed);
  if (matches.empty()) return matches;
  // What stands in a link is an address, not the author's words.
  const std::vector<text::Link> links = text::links_in(text);
  std::erase_if(matches, [&](const LexiconMatch& match) {
    return std::any_of(links.begin(), links.end(), [&](const text::Link& link) {
      return link.span.begin <= match.span.begin && match.span.end <= link.span.end;
    });
  });
  std::sort(matches.begin(), matches.end(), [](const LexiconMatch& a, const LexiconMatch& b) {
    return std::tuple(a.span, a.lexicon, a.entry) < std::tuple(b.span, b.lexicon, b.entry);
  });
  matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
  return matches;
}

}  // namespace comity::policy
