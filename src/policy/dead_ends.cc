#include "policy/dead_ends.h"

#include <algorithm>

namespace comity::policy {

struct DeadEnds::Symbol {
  std::uint8_t alphabet = 0;
  std::uint8_t code = 0;
};

namespace {

// Alphabets whose letters fit a key. What a walk asks of a unit it can ask of its code point, so a symbol is a code
// point, or several that are read alike: small and capital letters, but for I, which is drawn like l.
enum Alphabet : std::uint8_t { none, latin, cyrillic, arabic, armenian, shared };
constexpr std::uint8_t blank = 28, line_end = 29, stop = 30, end = 31;  // in every alphabet

constexpr std::size_t described = 0x660;

}  // namespace

std::vector<DeadEnds::Symbol> DeadEnds::describe() {
  std::vector<Symbol> all(described);
  for (std::uint8_t i = 0; i < 26; ++i) {
    all[U'a' + i] = all[U'A' + i] = {latin, static_cast<std::uint8_t>(1 + i)};
  }
  all[U'I'] = {latin, 27};
  std::uint8_t code = 1;
  const auto next = [&] {
    const std::uint8_t taken = code++;
    if (code == blank) code = end + 1;
    return taken;
  };
  for (char32_t c = U'а'; c <= U'я'; ++c) all[c] = {cyrillic, next()};
  all[U'ё'] = {cyrillic, next()};
  code = 1;
  for (char32_t c = 0x0621; c <= 0x064A; ++c) {
    if (c < 0x063B || c > 0x0640) all[c] = {arabic, next()};
  }
  code = 1;
  for (char32_t c = 0x0561; c <= 0x0586; ++c) all[c] = {armenian, next()};
  code = 32;
  for (const char32_t c : std::u32string_view(U"àâäáãçéèêëíîïñóôöúùûüßşğıə):-'?/")) all[c] = {latin, code++};
  all[U' '] = {shared, blank};
  for (const char32_t c : std::u32string_view(U",;\"")) all[c] = {shared, end};  // nothing goes on behind these either
  all[U'\n'] = {shared, line_end};
  all[U'.'] = {shared, stop};
  return all;
}

DeadEnds::Window::Window(std::span<const Unit> units, std::size_t start) {
  static const std::vector<Symbol> symbols = describe();
  if (units[start].written >= described) return;
  const std::uint8_t alphabet = symbols[units[start].written].alphabet;
  if (alphabet == none || alphabet == shared) return;
  alphabet_ = alphabet;
  for (std::size_t i = start; length_ < longest; ++i) {
    if (i >= units.size()) {
      symbols_ |= std::uint64_t{end} << (bits_of_symbol * length_++);
      break;
    }
    const char32_t cp = units[i].written;
    if (cp >= described) break;
    const Symbol symbol = symbols[cp];
    // Where a capital begins a word inside another ("YouOaf"), an entry may end.
    if (i > start && units[i].is_upper && units[i - 1].is_word && !units[i - 1].is_upper) break;
    if (symbol.alphabet != alphabet && symbol.alphabet != shared) break;
    symbols_ |= std::uint64_t{symbol.code} << (bits_of_symbol * length_++);
  }
}

std::uint64_t DeadEnds::key(const Window& window, std::size_t which) {
  const std::uint64_t symbols = window.symbols_ & ((std::uint64_t{1} << (bits_of_symbol * lengths[which])) - 1);
  return symbols | window.alphabet_ << 60;
}

bool DeadEnds::has(const Window& window) const {
  for (std::size_t which = 0; which < lengths.size(); ++which) {
    const std::uint64_t wanted = key(window, which);
    const std::size_t first = place(wanted);
    for (std::size_t way = 0; way < ways; ++way) {
      if (places_[first + way].load(std::memory_order_relaxed) == wanted) return true;
    }
  }
  return false;
}

void DeadEnds::add(const Window& window, std::size_t reach) {
  if (reach > window.length_) return;
  for (std::size_t which = 0; which < lengths.size(); ++which) {
    if (reach > lengths[which]) continue;
    const std::uint64_t made = key(window, which);
    const std::size_t first = place(made);
    std::size_t way = 0;
    while (way + 1 < ways && places_[first + way].load(std::memory_order_relaxed) != 0) ++way;
    // All taken: one of them gives way, another for another key.
    if (places_[first + way].load(std::memory_order_relaxed) != 0) way = made * 0xBF58476D1CE4E5B9U >> 62;
    places_[first + way].store(made, std::memory_order_relaxed);
    return;
  }
}

void DeadEnds::forget() {
  for (std::size_t i = 0; i < size; ++i) places_[i].store(0, std::memory_order_relaxed);
}

}  // namespace comity::policy
