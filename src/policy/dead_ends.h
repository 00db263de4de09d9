// Where no walk leads anywhere: what comments begin words with, again and again.
//
// A walk that came to no entry's end and looked no further than some letters will do so wherever these letters stand.
// They are remembered whole, no hash of them, so that the memory can never change an answer: with it or without it the
// findings are the same (a test). Threads share it without waiting.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "policy/units.h"

namespace comity::policy {

class DeadEnds {
  struct Symbol;

 public:
  DeadEnds() : places_(new std::atomic<std::uint64_t>[size]) { forget(); }

  // What stands at a place of a text, as far as it can be remembered.
  class Window {
   public:
    Window(std::span<const Unit> units, std::size_t start);
    bool is_empty() const { return length_ == 0; }

   private:
    friend class DeadEnds;
    std::uint64_t symbols_ = 0;   // the first lowest
    std::uint64_t alphabet_ = 0;  // in the top bits of a key
    std::size_t length_ = 0;      // symbols that are known
  };

  bool has(const Window& window) const;
  // The walk from there led nowhere and looked at `reach` units.
  void add(const Window& window, std::size_t reach);
  void forget();

  static constexpr std::size_t bytes() { return size * sizeof(std::uint64_t); }

 private:
  static constexpr std::size_t size = std::size_t{1} << 17;
  static constexpr std::size_t ways = 4;  // places for a key, side by side
  static constexpr std::size_t bits_of_symbol = 6;
  static constexpr std::array<std::size_t, 3> lengths = {4, 6, 10};  // of windows
  static constexpr std::size_t longest = 10;
  static std::vector<Symbol> describe();
  static std::uint64_t key(const Window& window, std::size_t which);
  // The first of its places.
  static std::size_t place(std::uint64_t key) { return (key * 0x9E3779B97F4A7C15U >> 47) & ~(ways - 1); }

  std::unique_ptr<std::atomic<std::uint64_t>[]> places_;
};

}  // namespace comity::policy
