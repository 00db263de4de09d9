// How much an import writes at once, so that a reader's post never waits long for the disk. Inside the room only.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace comity::actions {

// Steps grow while they are quick and shrink at once when they are not: at most 50 ms each is promised (ISSUE:
// "writing commands work beside a running server"), so half of it is aimed at.
class ImportPace {
 public:
  std::size_t comments() const { return comments_; }

  void took(std::chrono::nanoseconds time, std::size_t comments) {
    using namespace std::chrono_literals;
    if (time > 40ms)
      comments_ = std::max<std::size_t>(1, comments_ / 2);
    else if (time < 20ms && comments >= comments_)
      comments_ = std::min<std::size_t>(512, comments_ + comments_ / 4 + 1);
  }

 private:
  std::size_t comments_ = 16;
};

}  // namespace comity::actions
