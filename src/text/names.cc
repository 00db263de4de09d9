#include "text/names.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "base/crypto.h"
#include "base/embedded.h"
#include "text/characters.h"
#include "text/fold.h"

namespace comity::text_data {
const std::vector<base::EmbeddedFile>& embedded();
}  // namespace comity::text_data

namespace comity::text {
namespace {

// What is written together with a name; "ف" and "ك" alone begin too many other words.
constexpr std::array<std::string_view, 10> arabic_prefixes = {"ال",  "و", "وال", "فال", "ب",
                                                              "بال", "ل", "لل",  "ولل", "كال"};

bool is_begin_of_word(std::string_view text, std::size_t at) {
  std::size_t before = at;
  if (before > 0) --before;
  while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0U) == 0x80U) --before;
  return at == 0 || !in_word(next_code_point(text, before));
}

char32_t first_of(std::string_view text) {
  std::size_t at = 0;
  return next_code_point(text, at);
}

char32_t last_of(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return next_code_point(text, at);
}

bool is_end_of_word(std::string_view text, std::size_t at) {
  return at >= text.size() || !in_word(next_code_point(text, at));
}

constexpr std::size_t longest_tail = 8;  // with its apostrophe: "'ndaki"

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> parts;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    parts.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return parts;
}

class Names {
 public:
  explicit Names(std::string_view list) {
    std::map<std::string_view, std::string> folded;  // endings stand in many sets
    next_line(list);                                 // who made it
    for (std::string_view line; !(line = next_line(list)).empty();) {
      endings_.emplace_back();
      for (const std::string_view ending : split(line)) {
        const auto [at, is_new] = folded.try_emplace(ending);
        if (is_new) at->second = fold_word(ending.substr(1));
        endings_.back().push_back(at->second);
      }
    }
    for (std::string_view line; !(line = next_line(list)).empty();) {
      const std::size_t tab = line.find('\t');
      const std::string stem = fold_word(line.substr(0, tab));
      for (const std::string_view number : split(line.substr(tab + 1)))
        stems_.push_back({stem, static_cast<std::uint32_t>(std::stoul(std::string(number)))});
    }
    std::sort(stems_.begin(), stems_.end(),
              [](const Stem& a, const Stem& b) { return std::tie(a.text, a.endings) < std::tie(b.text, b.endings); });
    for (std::size_t i = 0; i < stems_.size(); ++i) {
      Range& range = by_first_byte_[static_cast<unsigned char>(stems_[i].text[0])];
      if (range.end == 0) range.begin = i;
      range.end = i + 1;
    }
    for (const std::string_view prefix : arabic_prefixes) prefixes_.push_back(fold_word(prefix));
    find_company();
  }

  // Names with the words that keep them company: "Norfolk Island" is in the list, so "Malta Island" is as much of a
  // name. Else exchanging Norfolk for Malta would leave a word behind.
  std::vector<Span> with_company(std::string_view text, const std::vector<Span>& found) const {
    std::vector<Span> out;
    for (const Span& name : found) {
      const auto limit = out.empty() ? 0U : static_cast<std::uint32_t>(end_of_tail(text, out.back().end));
      Span one{begin_of_company(text, name.begin, limit), name.end};
      one.end = end_of_company(text, one.end);
      if (!out.empty() && (one.begin < out.back().end || is_between(text, out.back().end, one.begin))) {
        out.back().end = std::max(out.back().end, one.end);
      } else {
        out.push_back(one);
      }
    }
    return out;
  }

  // Where the longest name that begins at `at` ends; `at` when none does.
  std::size_t end_of_name(std::string_view text, std::size_t at) const {
    if (const std::size_t end = end_without_prefix(text, at); end > at) return end;
    std::size_t best = at;
    if (static_cast<unsigned char>(text[at]) < 0xD8U || static_cast<unsigned char>(text[at]) > 0xDBU) return best;
    for (const std::string& prefix : prefixes_) {
      if (!text.substr(at).starts_with(prefix) || at + prefix.size() >= text.size()) continue;
      const std::size_t begin = at + prefix.size();
      if (const std::size_t end = end_without_prefix(text, begin); end > begin) best = std::max(best, end);
    }
    return best;
  }

 private:
  struct Stem {
    std::string text;
    std::uint32_t endings;
  };

  std::size_t end_without_prefix(std::string_view text, std::size_t at) const {
    if (at >= text.size()) return at;
    const Range begun = by_first_byte_[static_cast<unsigned char>(text[at])];
    auto low = stems_.begin() + static_cast<std::ptrdiff_t>(begun.begin);
    auto high = stems_.begin() + static_cast<std::ptrdiff_t>(begun.end);
    std::size_t best = at;
    for (std::size_t n = 1; at + n <= text.size() && low != high; ++n) {
      // The stems from `low` to `high` begin with the `n` bytes read so far.
      for (; low != high && low->text.size() == n; ++low) {
        for (const std::string& ending : endings_[low->endings]) {
          const std::size_t end = at + n + ending.size();
          if (end > best && text.substr(at + n).starts_with(ending) && is_end_of_word(text, end)) best = end;
        }
      }
      if (at + n == text.size()) break;
      const auto byte = static_cast<unsigned char>(text[at + n]);
      low = std::lower_bound(low, high, byte, [n](const Stem& stem, unsigned char b) {
        return static_cast<unsigned char>(stem.text[n]) < b;
      });
      high = std::upper_bound(low, high, byte, [n](unsigned char b, const Stem& stem) {
        return b < static_cast<unsigned char>(stem.text[n]);
      });
    }
    return best;
  }

  // Where the words from `at` on are one name, and nothing else.
  bool is_name(std::string_view words) const { return !words.empty() && end_of_name(words, 0) == words.size(); }
  bool is_stem(std::string_view words) const {
    const auto at = std::lower_bound(stems_.begin(), stems_.end(), words,
                                     [](const Stem& stem, std::string_view w) { return stem.text < w; });
    return at != stems_.end() && at->text == words;
  }
  bool has_name(std::string_view words) const {
    for (std::size_t at = 0; at < words.size(); at = std::min(words.find_first_of(" -", at), words.size() - 1) + 1) {
      if (end_of_name(words, at) > at) return true;
    }
    return false;
  }

  // A name's words, parted by blanks and hyphens.
  struct Words {
    explicit Words(std::string_view name) : all(name) {
      for (std::size_t at = 0; (at = all.find_first_of(" -", at)) != std::string_view::npos;) cuts.push_back(++at);
      cuts.push_back(all.size() + 1);
    }
    std::size_t size() const { return cuts.size() - 1; }
    std::string_view part(std::size_t from, std::size_t to) const {
      return from == to ? std::string_view() : all.substr(cuts[from], cuts[to] - 1 - cuts[from]);
    }
    std::string_view all;
    std::vector<std::size_t> cuts{0};  // where words begin, and one behind the end
  };

  // Of each name of several words in which another name stands: the words that stand before it, behind it, or between
  // two of them, each with the blank or hyphen that parts them. A part with which another name begins or ends counts as
  // a name: "nord-" stands before "sotho du nord" because of "nord-sotho".
  void find_company() {
    std::set<std::string_view> beginnings, ends;
    for (const Stem& stem : stems_) {
      const Words words(stem.text);
      for (std::size_t at = 1; at < words.size(); ++at) {
        beginnings.insert(words.part(0, at));
        ends.insert(words.part(at, words.size()));
      }
    }
    for (const Stem& stem : stems_) {
      const Words words(stem.text);
      const std::size_t n = words.size();
      // The last word lacks its ending.
      const auto name = [&](std::size_t from, std::size_t to) {
        const std::string_view part = words.part(from, to);
        return is_name(part) || (to == n && (is_stem(part) || beginnings.contains(part))) ||
               (from == 0 && ends.contains(part));
      };
      const auto other = [&](std::size_t from, std::size_t to) { return !has_name(words.part(from, to)); };
      for (std::size_t from = 0; from < n; ++from) {
        for (std::size_t to = from + 1; to <= n; ++to) {
          if (from == 0 && to == n) continue;
          if (other(from, to) && name(0, from) && name(to, n)) {
            between_.emplace(words.all.substr(words.cuts[from] - 1, words.cuts[to] - words.cuts[from] + 1));
          } else if (name(from, to) && other(0, from) && other(to, n)) {
            if (from > 0) before_.emplace(words.all.substr(0, words.cuts[from]));
            if (to < n) behind_.emplace(words.all.substr(words.cuts[to] - 1), stem.endings);
          }
        }
      }
    }
    for (const std::string& one : before_) before_sizes_.insert(one.size());
    for (const auto& [one, endings] : behind_) behind_sizes_.insert(one.size());
  }

  std::uint32_t begin_of_company(std::string_view text, std::uint32_t begin, std::uint32_t limit) const {
    for (bool more = true; more;) {
      more = false;
      for (auto size = before_sizes_.rbegin(); size != before_sizes_.rend() && !more; ++size) {
        if (*size + limit > begin) continue;
        const std::size_t at = begin - *size;
        if (!before_.contains(text.substr(at, *size)) || !is_begin_of_word(text, at)) continue;
        begin = static_cast<std::uint32_t>(at);
        more = true;
      }
    }
    return begin;
  }

  std::uint32_t end_of_company(std::string_view text, std::uint32_t end) const {
    for (std::size_t best = 1; best > 0;) {
      best = 0;
      for (const std::size_t size : behind_sizes_) {
        if (end + size > text.size()) break;
        const auto [low, high] = behind_.equal_range(text.substr(end, size));
        for (auto at = low; at != high; ++at) {
          for (const std::string& ending : endings_[at->second]) {
            const std::size_t till = end + size + ending.size();
            if (text.substr(end + size).starts_with(ending) && is_end_of_word(text, till)) best = std::max(best, till);
          }
        }
      }
      if (best > 0) end = static_cast<std::uint32_t>(best);
    }
    return end;
  }

  bool is_between(std::string_view text, std::uint32_t end, std::uint32_t begin) const {
    return begin > end && between_.contains(text.substr(end, begin - end));
  }

  std::set<std::string, std::less<>> before_, between_;
  std::multimap<std::string, std::uint32_t, std::less<>> behind_;  // with the sets of their last word's endings
  std::set<std::size_t> before_sizes_, behind_sizes_;
  struct Range {
    std::size_t begin = 0, end = 0;
  };
  std::array<Range, 256> by_first_byte_{};
  std::vector<Stem> stems_;  // sorted; one for each set of endings that follow it
  std::vector<std::vector<std::string>> endings_;
  std::vector<std::string> prefixes_;
};

std::string_view list() { return text_data::embedded().front().bytes; }

const Names& names() {
  static const Names all(list());
  return all;
}

}  // namespace

std::size_t end_of_tail(std::string_view folded, std::size_t end) {
  const auto word_end = [&](std::size_t at) {
    while (at < folded.size()) {
      std::size_t next = at;
      if (!in_word(next_code_point(folded, next))) break;
      at = next;
    }
    return at;
  };
  end = word_end(end);
  if (end + 1 >= folded.size() || folded[end] != '\'') return end;
  const std::size_t tail = word_end(end + 1);
  return tail > end + 1 && tail - end <= longest_tail ? tail : end;
}

bool OwnNames::add(std::string_view utf8) {
  const std::string folded = fold_word(utf8);
  if (names_.size() >= most || folded.size() > longest || folded.empty()) return false;
  if (!in_word(first_of(folded)) || !in_word(last_of(folded))) return false;
  names_.insert(folded);
  sizes_.insert(folded.size());
  return true;
}

std::size_t OwnNames::end_of_name(std::string_view folded, std::size_t at) const {
  for (auto size = sizes_.rbegin(); size != sizes_.rend(); ++size) {
    if (at + *size > folded.size() || !names_.contains(folded.substr(at, *size))) continue;
    if (is_end_of_word(folded, at + *size)) return at + *size;
  }
  return at;
}

std::vector<Span> names_in(std::string_view folded, const OwnNames* own) {
  std::vector<Span> found;
  bool is_inside = false;  // of a word
  for (std::size_t at = 0; at < folded.size();) {
    if (!is_inside) {
      std::size_t end = names().end_of_name(folded, at);
      if (own != nullptr) end = std::max(end, own->end_of_name(folded, at));
      if (end > at) {
        found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
        at = end_of_tail(folded, end);
        continue;
      }
    }
    is_inside = in_word(next_code_point(folded, at));
  }
  return names().with_company(folded, found);
}

std::string_view names_version() {
  // 2: with the words that keep names company.
  static const std::string version = "names 2 " + to_hex(sha256(list()));
  return version;
}

}  // namespace comity::text
