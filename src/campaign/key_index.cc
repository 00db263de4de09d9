#include "campaign/key_index.h"

namespace comity::campaign {

void KeyIndex::link(std::uint32_t at, std::uint32_t key) {
  std::uint32_t& first = first_[bucket(key)];
  entries_[at] = {key, first, none, true};
  if (first != none) entries_[first].before = at;
  first = at;
}

void KeyIndex::take(std::uint32_t slot) {
  const std::size_t begin = slot * most_keys;
  for (std::size_t at = begin; at < begin + most_keys && at < entries_.size(); ++at) {
    Entry& entry = entries_[at];
    if (!entry.used) break;
    if (entry.before != none)
      entries_[entry.before].next = entry.next;
    else
      first_[bucket(entry.key)] = entry.next;
    if (entry.next != none) entries_[entry.next].before = entry.before;
    entry = {};
  }
}

}  // namespace comity::campaign
