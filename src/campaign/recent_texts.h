// The texts of the last day on one site, by their fingerprints: which of them is most like a new one?
#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"
#include "campaign/fingerprint.h"
#include "campaign/key_index.h"

namespace comity::campaign {

struct RecentText {
  std::uint64_t author = 0;
  std::uint64_t story = 0;
  std::uint64_t comment = 0;
  Time written{};
  Fingerprint print;
};

struct Likeness {  // ten-thousandths, the best match of the last 24 hours
  struct Text {
    std::uint64_t story = 0;
    std::uint64_t comment = 0;
  };
  int own = 0;  // to texts of the same author
  int others = 0;
  Text own_text{};  // the one that is so like it; none where the likeness is 0
  Text others_text{};
};

// Bounded: at most `most` texts, the oldest are forgotten first. Not thread-safe.
class RecentTexts {
 public:
  static constexpr std::size_t most = 4'096;  // about 2 MB
  static constexpr Millis window = std::chrono::hours(24);

  // Keeps `text`; one of the same comment is replaced.
  void add(const RecentText& text);
  void forget(std::uint64_t story, std::uint64_t comment);
  bool knows(std::uint64_t story, std::uint64_t comment) const;

  // How much `print`, by `author`, is like the texts kept that are younger than `window` at `now`; without those of the
  // comment `edited` of `story`. What is alike by half or more is found almost surely (99 in 100; nine tenths: always);
  // of a flood of texts that are all alike 256 are compared. Some microseconds.
  Likeness likeness(const Fingerprint& print, std::uint64_t author, Time now, std::uint64_t story,
                    std::uint64_t edited) const;

 private:
  // What every question looks at, apart from the fingerprints that few need.
  struct Head {
    std::uint64_t author = 0;
    std::uint64_t story = 0;
    std::uint64_t comment = 0;
    Time written{};
    std::uint32_t letters = 0;  // 0: nothing is kept here
  };
  std::size_t slot_of(std::uint64_t story, std::uint64_t comment) const;  // heads_.size(): none
  void put(std::size_t slot, const RecentText& text);
  // The slots with texts younger than `window` that may be like it, the likeliest first, of equals the newest.
  std::vector<std::uint32_t> candidates(const Fingerprint& print, Time now) const;

  std::vector<Head> heads_;  // a ring
  std::vector<Fingerprint> prints_;
  KeyIndex index_;        // by the smallest hashes, by the whole text, and by the comment
  std::size_t next_ = 0;  // where the next one goes when the ring is full
};

}  // namespace comity::campaign
