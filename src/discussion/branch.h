// The comments below a comment.
#pragma once

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace comity::discussion {

// `top` and all below it, of `rows` with an `id` and a `reply_to` (the same type; none: a root), in any order: the
// shallower first. A comment that is not there has no branch; a ring of replies is walked once. Linear.
template <class Id, class Row>
std::vector<Id> branch_below(Id top, const std::vector<Row>& rows) {
  std::unordered_map<Id, std::vector<Id>> below;
  bool is_there = false;
  for (const Row& row : rows) {
    is_there = is_there || row.id == top;
    if (row.reply_to != Id{} && row.id != top) below[row.reply_to].push_back(row.id);
  }
  std::vector<Id> branch;
  if (is_there) branch.push_back(top);
  for (std::size_t at = 0; at < branch.size(); ++at) {
    const auto found = below.find(branch[at]);
    if (found == below.end()) continue;
    branch.insert(branch.end(), found->second.begin(), found->second.end());
    below.erase(found);
  }
  return branch;
}

}  // namespace comity::discussion
