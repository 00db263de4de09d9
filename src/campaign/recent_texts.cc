#include "campaign/recent_texts.h"

#include <algorithm>

namespace comity::campaign {
namespace {

constexpr int most_compared = 256;

}  // namespace

RecentTexts::Head RecentTexts::head_of(const RecentText& text) {
  Head head{text.author, text.story, text.comment, text.written, text.print.whole, text.print.letters, 0, {}};
  head.count = std::min<std::uint32_t>(text.print.count, static_cast<std::uint32_t>(head.smallest.size()));
  std::copy_n(text.print.smallest.begin(), head.count, head.smallest.begin());
  return head;
}

// Whether two texts share one of a few smallest hashes. Those that are alike by half or more almost surely do; all
// others are let go for the price of this look.
bool RecentTexts::may_be_alike(const Head& known, const Fingerprint& print) {
  if (known.whole == print.whole && known.letters == print.letters) return true;
  const std::size_t m = std::min<std::size_t>(print.count, known.smallest.size());
  for (std::size_t i = 0, j = 0; i < m && j < known.count;) {
    if (print.smallest[i] == known.smallest[j]) return true;
    if (print.smallest[i] < known.smallest[j])
      ++i;
    else
      ++j;
  }
  return false;
}

std::size_t RecentTexts::slot_of(std::uint64_t story, std::uint64_t comment) const {
  const auto found = std::find_if(heads_.begin(), heads_.end(),
                                  [&](const Head& known) { return known.comment == comment && known.story == story; });
  return static_cast<std::size_t>(found - heads_.begin());
}

void RecentTexts::add(const RecentText& text) {
  const std::size_t slot = slot_of(text.story, text.comment);
  if (slot < heads_.size()) {
    heads_[slot] = head_of(text);
    prints_[slot] = text.print;
  } else if (heads_.size() < most) {
    heads_.push_back(head_of(text));
    prints_.push_back(text.print);
  } else {
    heads_[next_] = head_of(text);
    prints_[next_] = text.print;
    next_ = (next_ + 1) % most;
  }
}

void RecentTexts::forget(std::uint64_t story, std::uint64_t comment) {
  if (const std::size_t slot = slot_of(story, comment); slot < heads_.size()) {
    heads_[slot] = {};
    prints_[slot] = {};
  }
}

bool RecentTexts::knows(std::uint64_t story, std::uint64_t comment) const {
  return slot_of(story, comment) < heads_.size();
}

Likeness RecentTexts::likeness(const Fingerprint& print, std::uint64_t author, Time now, std::uint64_t story,
                               std::uint64_t edited) const {
  Likeness best;
  if (print.letters == 0) return best;
  int compared = 0;
  for (std::size_t back = 1; back <= heads_.size() && compared < most_compared; ++back) {
    const std::size_t slot = (next_ + heads_.size() - back) % heads_.size();
    const Head& known = heads_[slot];
    if (known.letters == 0 || known.written + window <= now) continue;
    if (known.comment == edited && known.story == story) continue;
    const bool is_own = known.author == author;
    int& side = is_own ? best.own : best.others;
    if (side == 10'000 || !may_be_alike(known, print)) continue;
    ++compared;
    const int likeness = campaign::likeness(print, prints_[slot]);
    if (likeness <= side) continue;
    side = likeness;
    (is_own ? best.own_text : best.others_text) = {known.story, known.comment};
  }
  return best;
}

}  // namespace comity::campaign
