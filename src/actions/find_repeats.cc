#include "actions/find_repeats.h"

#include <algorithm>
#include <array>
#include <utility>

#include "campaign/plain_words.h"

namespace comity::actions {
namespace {

// Opening and closing marks of the interface's languages and their neighbours; where both are one, they take turns.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> marks = {
    {{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"„", "”"}, {"«", "»"}, {"‘", "’"}, {"‹", "›"}}};

std::size_t words_in(std::string_view plain) {
  const auto blanks = std::count(plain.begin(), plain.end(), ' ');
  return blanks == 0 ? 0 : static_cast<std::size_t>(blanks) - 1;
}

// Each run of so many words, with the blanks around it; nothing where there are fewer. True as soon as `take` says so.
template <class Take>
bool any_run(std::string_view plain, const Take& take) {
  std::vector<std::size_t> blanks;
  for (std::size_t at = 0; at < plain.size(); ++at)
    if (plain[at] == ' ') blanks.push_back(at);
  for (std::size_t i = 0; i + Repeats::words_in_a_row < blanks.size(); ++i) {
    const std::size_t end = blanks[i + Repeats::words_in_a_row];
    if (take(plain.substr(blanks[i], end - blanks[i] + 1))) return true;
  }
  return false;
}

}  // namespace

Repeats::Repeats(std::vector<std::string> said) : said_(std::move(said)) {
  for (const std::string& text : said_) {
    any_run(text, [&](std::string_view run) {
      runs_.emplace(run);
      return false;
    });
    const std::size_t many = words_in(text);
    if (many > 1 && many < words_in_a_row) short_.push_back(text);
  }
}

bool Repeats::stands_in_said(std::string_view words) const {
  return words_in(words) > 0 && std::any_of(said_.begin(), said_.end(), [&](const std::string& text) {
           return text.find(words) != std::string::npos;
         });
}

bool Repeats::in(std::string_view utf8) const {
  if (said_.empty()) return false;
  const std::string plain = campaign::plain_words(utf8);
  if (any_run(plain, [&](std::string_view run) { return runs_.contains(run); })) return true;
  for (const std::string_view text : short_)
    if (plain.find(text) != std::string::npos) return true;
  for (const auto& [open, close] : marks) {
    std::size_t begin = utf8.find(open);
    while (begin != std::string_view::npos) {
      begin += open.size();
      const std::size_t end = utf8.find(close, begin);
      if (end == std::string_view::npos) break;
      if (stands_in_said(campaign::plain_words(utf8.substr(begin, end - begin)))) return true;
      begin = utf8.find(open, end + close.size());
    }
  }
  return false;
}

}  // namespace comity::actions
