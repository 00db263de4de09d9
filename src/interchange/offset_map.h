// Where in the file a byte of the converted text came from, so that a report can name places that the
// operator finds again. Remembers only where the distance between the two changes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>

namespace comity::interchange {

class OffsetMap {
 public:
  // From the byte `out` of the text on, byte by byte, it is the byte `in` of the source. In growing order.
  void mark(std::uint64_t out, std::uint64_t in) {
    if (!marks_.empty() && out - marks_.back().out == in - marks_.back().in) return;
    if (!marks_.empty() && marks_.back().out == out) marks_.pop_back();
    marks_.push_back({out, in});
  }

  // The source's byte behind the text's byte `out`; exact unless it was forgotten or lies inside a character
  // that the conversion changed.
  std::uint64_t source(std::uint64_t out) const {
    Mark found{0, 0};
    std::size_t low = 0, high = marks_.size();
    while (low < high) {  // the last mark at or before `out`
      const std::size_t middle = low + (high - low) / 2;
      if (marks_[middle].out <= out) {
        found = marks_[middle];
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const std::uint64_t in = found.in + (out - found.out);
    return low < marks_.size() ? std::min(in, marks_[low].in) : in;
  }

  // Nobody will ask for bytes before `out` again.
  void forget_before(std::uint64_t out) {
    while (marks_.size() > 1 && marks_[1].out <= out) marks_.pop_front();
  }

 private:
  struct Mark {
    std::uint64_t out, in;
  };
  std::deque<Mark> marks_;
};

}  // namespace comity::interchange
