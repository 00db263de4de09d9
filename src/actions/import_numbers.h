// Which numbers an imported story's new comments get, when some must be written before others that are older
// (a reply dated before the comment it answers). Inside the room only.
#pragma once

#include <cstdint>
#include <vector>

#include "actions/world.h"

namespace comity::actions {

// For every comment of the story, by its order (date, then source id), the number it will have; 0 none. Memory:
// 9 bytes a comment, only for stories that need it.
class ImportNumbers {
 public:
  // `takes_number[order]`: it is new here and will have a number.
  explicit ImportNumbers(std::vector<bool> takes_number) : left_(std::move(takes_number)), numbers_(left_.size()) {}

  // Gives the free numbers of the story as it is now to those that are left: gaps first (of a run that was
  // stopped), then what follows.
  void plan(const std::vector<store::Store::OutlineRow>& outline) {
    std::int64_t number = 1;
    std::size_t taken = 0;  // the outline is in order of number
    for (std::size_t order = 0; order < left_.size(); ++order) {
      if (!left_[order]) continue;
      for (; taken < outline.size() && outline[taken].number <= number; ++taken)
        if (outline[taken].number == number) ++number;
      numbers_[order] = number++;
    }
  }

  std::int64_t number(std::uint64_t order) const { return numbers_[static_cast<std::size_t>(order)]; }
  void written(std::uint64_t order) { left_[static_cast<std::size_t>(order)] = false; }

 private:
  std::vector<bool> left_;
  std::vector<std::int64_t> numbers_;
};

}  // namespace comity::actions
