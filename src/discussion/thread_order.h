// In which order a story's comments stand on its pages, and where the next page begins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::discussion {

// threads: roots by number, each followed by its replies, depth-first. oldest, newest: by number, flat.
enum class Sort : std::uint8_t { threads, oldest, newest };
std::string_view name(Sort sort);
std::optional<Sort> sort_from(std::string_view name);

// Replies deeper than this stand at this depth, with "in reply to no. n".
inline constexpr int max_shown_depth = 5;

struct Placed {
  std::int64_t number = 0;
  std::int64_t reply_to = 0;  // number of the comment it answers; 0: a root
  int depth = 0;              // how many comments stand above it; 0: a root. Not flattened.

  bool operator==(const Placed&) const = default;
};

// What a page needs of each comment, to order them all. `Row` has `number` and `reply_to` (store::Store::OutlineRow).
// A reply to a number that is not there, and a ring of replies, count as roots. Iterative; O(n log n).
std::vector<Placed> in_order(std::vector<Placed> rows, Sort sort);
template <class Row>
std::vector<Placed> in_order(const std::vector<Row>& rows, Sort sort) {
  std::vector<Placed> plain;
  plain.reserve(rows.size());
  for (const Row& row : rows) plain.push_back({row.number, row.reply_to, 0});
  return in_order(std::move(plain), sort);
}

// The newest answer to `number` among those up to `highest`; 0: nobody had answered by then. For "changed after no. 12
// answered". Linear; `rows` in any order.
template <class Row>
std::int64_t last_answer(const std::vector<Row>& rows, std::int64_t number, std::int64_t highest) {
  std::int64_t last = 0;
  for (const Row& row : rows) {
    if (row.reply_to == number && row.number <= highest && row.number > last) last = row.number;
  }
  return last;
}

// An opaque word that names the last comment of a page. Because it names a comment and not a count, what is
// written later never moves a comment that was passed, or brings one twice.
std::string cursor_behind(Sort sort, std::int64_t number);

// The next `limit` comments of `order` behind `cursor`; the first ones when it is ''. Nothing: no cursor of ours,
// or one of another order. A cursor whose comment is not there (any more) gives an empty page in `threads`.
struct Page {
  std::vector<Placed> comments;
  std::string next;  // '' at the end
};
std::optional<Page> page_of(const std::vector<Placed>& order, Sort sort, std::string_view cursor, std::size_t limit);

}  // namespace comity::discussion
