#include "policy/diagnostics.h"

#include <algorithm>

namespace comity::policy {
namespace {

// Damerau-Levenshtein distance (optimal string alignment): a swapped pair of letters is one mistake.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

// The line with a caret under its place; long lines are cut around it.
std::string place_in(const Diagnostic& diagnostic, std::string_view source) {
  constexpr std::size_t before = 60;
  constexpr std::size_t shown = 100;
  for (int line = 1; line < diagnostic.line; ++line) {
    const std::size_t end = source.find('\n');
    if (end == std::string_view::npos) return {};
    source.remove_prefix(end + 1);
  }
  source = source.substr(0, source.find_first_of("\r\n"));
  std::vector<std::size_t> characters;  // where each begins
  for (std::size_t i = 0; i < source.size(); ++i) {
    if ((static_cast<unsigned char>(source[i]) & 0xC0) != 0x80) characters.push_back(i);
  }
  characters.push_back(source.size());
  const auto at = std::min(static_cast<std::size_t>(diagnostic.column - 1), characters.size() - 1);
  const std::size_t from = at > before ? at - before : 0;
  const std::size_t to = std::min(from + shown, characters.size() - 1);
  std::string text = "  ";
  for (const char c : source.substr(characters[from], characters[to] - characters[from])) {
    text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return text + "\n  " + std::string(at - from, ' ') + "^\n";
}

}  // namespace

void Diagnostics::add(Diagnostic::Severity severity, Position at, std::string message, std::string advice) {
  if (severity == Diagnostic::Severity::error) ++errors_;
  if (is_full()) return;
  const auto behind = std::upper_bound(list_.begin(), list_.end(), at, [](Position p, const Diagnostic& d) {
    return std::pair(p.line, p.column) < std::pair(d.line, d.column);
  });
  const bool told = behind != list_.begin() && std::prev(behind)->message == message &&
                    std::prev(behind)->line == at.line && std::prev(behind)->column == at.column;
  if (told) return;
  list_.insert(behind, {severity, at.line, at.column, std::move(message), std::move(advice)});
}

void Diagnostics::error(Position at, std::string message, std::string advice) {
  add(Diagnostic::Severity::error, at, std::move(message), std::move(advice));
}

void Diagnostics::warning(Position at, std::string message, std::string advice) {
  add(Diagnostic::Severity::warning, at, std::move(message), std::move(advice));
}

std::vector<Diagnostic> Diagnostics::take() { return std::move(list_); }

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known) {
  if (word.size() > 40) return {};
  const std::size_t bound = word.size() <= 4 ? 1 : word.size() <= 8 ? 2 : 3;
  std::string_view best;
  std::size_t least = bound + 1;
  for (const std::string_view candidate : known) {
    const std::size_t d = distance(word, candidate);
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& known) {
  if (const std::string_view near = nearest(word, known); !near.empty()) {
    return "did you mean '" + std::string(near) + "'?";
  }
  std::string text = known.size() == 1 ? "known is: " : "known are: ";
  for (std::size_t i = 0; i < known.size(); ++i) text += (i ? ", " : "") + std::string(known[i]);
  return text;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  std::size_t end = std::min<std::size_t>(text.size(), 60);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  for (const char c : text.substr(0, end)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  return out + (end < text.size() ? "...'" : "'");
}

std::string to_text(const Diagnostic& diagnostic, std::string_view file, std::string_view source) {
  std::string text(file);
  if (diagnostic.line > 0) {
    text += ':' + std::to_string(diagnostic.line);
    if (diagnostic.column > 0) text += ':' + std::to_string(diagnostic.column);
  }
  text += diagnostic.severity == Diagnostic::Severity::error ? ": error: " : ": warning: ";
  text += diagnostic.message + '\n';
  if (diagnostic.line > 0 && diagnostic.column > 0 && !source.empty()) text += place_in(diagnostic, source);
  if (!diagnostic.advice.empty()) text += "  advice: " + diagnostic.advice + '\n';
  return text;
}

}  // namespace comity::policy
