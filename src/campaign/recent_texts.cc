#include "campaign/recent_texts.h"

#include <algorithm>

#include "campaign/letters.h"

namespace comity::campaign {
namespace {

constexpr std::size_t most_compared = 256, most_of_key = 256;
constexpr std::size_t kept_keys = 8;  // of the smallest hashes

std::uint32_t key_of_whole(const Fingerprint& print) { return static_cast<std::uint32_t>(print.whole); }

std::uint32_t key_of_place(std::uint64_t story, std::uint64_t comment) {
  return static_cast<std::uint32_t>(mixed(mixed(story) + comment));
}

std::size_t keys_of(const Fingerprint& print) { return std::min<std::size_t>(print.count, kept_keys); }

}  // namespace

std::size_t RecentTexts::slot_of(std::uint64_t story, std::uint64_t comment) const {
  std::size_t found = heads_.size();
  index_.each(key_of_place(story, comment), [&](std::uint32_t slot) {
    if (heads_[slot].comment == comment && heads_[slot].story == story) found = slot;
    return found == heads_.size();
  });
  return found;
}

void RecentTexts::put(std::size_t slot, const RecentText& text) {
  heads_[slot] = {text.author, text.story, text.comment, text.written, text.print.letters};
  prints_[slot] = text.print;
  std::vector<std::uint32_t> keys(text.print.smallest.begin(),
                                  text.print.smallest.begin() + static_cast<std::ptrdiff_t>(keys_of(text.print)));
  keys.push_back(key_of_whole(text.print));
  keys.push_back(key_of_place(text.story, text.comment));
  index_.put(static_cast<std::uint32_t>(slot), keys);
}

void RecentTexts::add(const RecentText& text) {
  std::size_t slot = slot_of(text.story, text.comment);
  if (slot == heads_.size() && slot < most) {
    heads_.emplace_back();
    prints_.emplace_back();
  } else if (slot == heads_.size()) {
    slot = next_;
    next_ = (next_ + 1) % most;
  }
  put(slot, text);
}

void RecentTexts::forget(std::uint64_t story, std::uint64_t comment) {
  if (const std::size_t slot = slot_of(story, comment); slot < heads_.size()) {
    heads_[slot] = {};
    prints_[slot] = {};
    index_.take(static_cast<std::uint32_t>(slot));
  }
}

bool RecentTexts::knows(std::uint64_t story, std::uint64_t comment) const {
  return slot_of(story, comment) < heads_.size();
}

// Texts that share two of their eight smallest hashes; where either has fewer than eight, one will do.
std::vector<std::uint32_t> RecentTexts::candidates(const Fingerprint& print, Time now) const {
  std::vector<std::uint32_t> slots;
  const std::size_t keys = keys_of(print);
  for (std::size_t k = 0; k <= keys; ++k) {  // the last one: the whole text
    std::size_t found = 0;
    index_.each(k < keys ? print.smallest[k] : key_of_whole(print), [&](std::uint32_t slot) {
      if (k == keys && prints_[slot].whole != print.whole) return true;
      if (heads_[slot].written + window <= now) return true;
      slots.insert(slots.end(), k == keys ? kept_keys : 1, slot);  // the whole text: as if all were shared
      return ++found < most_of_key;
    });
  }
  const auto age = [&](std::uint32_t slot) { return (next_ + heads_.size() - 1 - slot) % heads_.size(); };
  struct Shared {
    std::size_t keys, age;
    std::uint32_t slot;
  };
  std::vector<Shared> shared;
  std::sort(slots.begin(), slots.end());
  for (std::size_t i = 0, end = 0; i < slots.size(); i = end) {
    while (end < slots.size() && slots[end] == slots[i]) ++end;
    const bool is_short = std::min(keys, keys_of(prints_[slots[i]])) < kept_keys;
    if (end - i >= 2 || is_short) shared.push_back({end - i, age(slots[i]), slots[i]});
  }
  std::sort(shared.begin(), shared.end(),
            [](const Shared& a, const Shared& b) { return a.keys != b.keys ? a.keys > b.keys : a.age < b.age; });
  if (shared.size() > most_compared) shared.resize(most_compared);
  slots.clear();
  for (const Shared& one : shared) slots.push_back(one.slot);
  return slots;
}

Likeness RecentTexts::likeness(const Fingerprint& print, std::uint64_t author, Time now, std::uint64_t story,
                               std::uint64_t edited) const {
  Likeness best;
  if (print.letters == 0) return best;
  for (const std::uint32_t slot : candidates(print, now)) {
    const Head& known = heads_[slot];
    if (known.comment == edited && known.story == story) continue;
    const bool is_own = known.author == author;
    int& side = is_own ? best.own : best.others;
    if (side == 10'000) continue;
    const int likeness = campaign::likeness(print, prints_[slot], side);
    if (likeness <= side) continue;
    side = likeness;
    (is_own ? best.own_text : best.others_text) = {known.story, known.comment};
  }
  return best;
}

}  // namespace comity::campaign
