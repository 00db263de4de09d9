#include "text/names.h"

#include <algorithm>
#include <array>
#include <map>
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

bool is_end_of_word(std::string_view text, std::size_t at) {
  return at >= text.size() || !in_word(next_code_point(text, at));
}

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
    for (const std::string_view prefix : arabic_prefixes) prefixes_.push_back(fold_word(prefix));
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
    auto low = stems_.begin();
    auto high = stems_.end();
    std::size_t best = at;
    for (std::size_t n = 0; at + n <= text.size() && low != high; ++n) {
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

std::vector<Span> names_in(std::string_view folded) {
  std::vector<Span> found;
  bool is_inside = false;  // of a word
  for (std::size_t at = 0; at < folded.size();) {
    if (!is_inside) {
      if (const std::size_t end = names().end_of_name(folded, at); end > at) {
        found.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
        at = end;
        continue;
      }
    }
    is_inside = in_word(next_code_point(folded, at));
  }
  return found;
}

std::string_view names_version() {
  static const std::string version = "names " + to_hex(sha256(list()));
  return version;
}

}  // namespace comity::text
