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
    bool read(std::span<const Unit> units, std::size_t start, std::span<const Symbol> symbols, std::uint8_t alphabet,
              unsigned width);

    std::uint64_t symbols_ = 0;  // the first lowest
    unsigned width_ = 0;         // bits of a symbol; its alphabet stands in the top bits of a key
    std::uint64_t alphabet_ = 0;
    std::size_t length_ = 0;  // symbols that are known
  };

  bool has(const Window& window) const;
  // The walk from there led nowhere and looked at `reach` units.
  void add(const Window& window, std::size_t reach);
  void forget();

  static constexpr std::size_t bytes() { return size * sizeof(std::uint64_t); }

 private:
  static constexpr std::size_t size = std::size_t{1} << 15;
  static constexpr std::array<std::size_t, 3> lengths = {4, 7, 12};  // 10 where a symbol has six bits
  static std::vector<Symbol> describe();
  static std::uint64_t key(const Window& window, std::size_t which);
  static std::size_t place(std::uint64_t key) { return key * 0x9E3779B97F4A7C15U >> 49; }

  std::unique_ptr<std::atomic<std::uint64_t>[]> places_;
};

}  // namespace comity::policy
