// Which slots of a ring have a key: chains through one table, so that a slot's keys are put and taken without a search.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace comity::campaign {

// Not thread-safe. A slot has at most `most_keys` keys; memory: 16 bytes for each of them, and a table of 128 kB.
class KeyIndex {
 public:
  static constexpr std::size_t most_keys = 10;

  // The slot's keys from now on, instead of those it had.
  template <class Keys>
  void put(std::uint32_t slot, const Keys& keys) {
    take(slot);
    if (entries_.size() < (slot + std::size_t{1}) * most_keys) entries_.resize((slot + std::size_t{1}) * most_keys);
    std::uint32_t at = slot * most_keys;
    for (const std::uint32_t key : keys) link(at++, key);
  }
  void take(std::uint32_t slot);

  // f(slot) for every slot with the key, the last put first, until f says false; of all keys together: linear in what
  // was put.
  template <class F>
  void each(std::uint32_t key, F&& f) const {
    for (std::uint32_t at = first_[bucket(key)]; at != none; at = entries_[at].next)
      if (entries_[at].key == key && !f(at / static_cast<std::uint32_t>(most_keys))) return;
  }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  static constexpr std::uint32_t bucket_bits = 15;
  struct Entry {
    std::uint32_t key = 0, next = none, before = none;
    bool used = false;
  };
  static std::uint32_t bucket(std::uint32_t key) { return (key * 0x9E3779B1U) >> (32 - bucket_bits); }
  void link(std::uint32_t at, std::uint32_t key);

  std::vector<std::uint32_t> first_ = std::vector<std::uint32_t>(std::size_t{1} << bucket_bits, none);
  std::vector<Entry> entries_;  // those of slot n begin at n * most_keys
};

}  // namespace comity::campaign
