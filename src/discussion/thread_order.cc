#include "discussion/thread_order.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace comity::discussion {
namespace {

constexpr std::array<std::string_view, 3> sort_names = {"threads", "oldest", "newest"};
constexpr std::array<char, 3> cursor_letters = {'t', 'o', 'n'};

// Depth-first over `rows`, which stand in order of number. Children are reached through lists of indices, and
// what is still to be visited stands on a stack of our own: a chain of 10,000 replies is no deeper than one.
std::vector<Placed> threaded(const std::vector<Placed>& rows) {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  const auto index_of = [&](std::int64_t number) {
    const auto at = std::lower_bound(rows.begin(), rows.end(), number,
                                     [](const Placed& row, std::int64_t n) { return row.number < n; });
    return at != rows.end() && at->number == number ? static_cast<std::size_t>(at - rows.begin()) : none;
  };

  // Singly linked lists of children, built backwards so that each runs in order of number.
  std::vector<std::size_t> first_child(rows.size(), none), next_sibling(rows.size(), none);
  std::vector<bool> is_root(rows.size(), false);
  for (std::size_t i = rows.size(); i-- > 0;) {
    const std::size_t parent = rows[i].reply_to == 0 ? none : index_of(rows[i].reply_to);
    if (parent == none || parent == i) {
      is_root[i] = true;
    } else {
      next_sibling[i] = first_child[parent];
      first_child[parent] = i;
    }
  }

  std::vector<Placed> out;
  out.reserve(rows.size());
  std::vector<bool> placed(rows.size(), false);
  struct Visit {
    std::size_t index;
    int depth;
  };
  std::vector<Visit> stack;
  const auto place_tree = [&](std::size_t root) {
    stack.push_back({root, 0});
    while (!stack.empty()) {
      const Visit visit = stack.back();
      stack.pop_back();
      // The sibling waits below the whole subtree of this one.
      if (visit.depth > 0 && next_sibling[visit.index] != none)
        stack.push_back({next_sibling[visit.index], visit.depth});
      if (placed[visit.index]) continue;  // only in a ring
      placed[visit.index] = true;
      Placed row = rows[visit.index];
      row.depth = visit.depth;
      if (visit.depth == 0) row.reply_to = 0;
      out.push_back(row);
      if (first_child[visit.index] != none) stack.push_back({first_child[visit.index], visit.depth + 1});
    }
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (is_root[i]) place_tree(i);
  }
  if (out.size() < rows.size()) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!placed[i]) place_tree(i);
    }
  }
  return out;
}

}  // namespace

std::string_view name(Sort sort) { return sort_names[static_cast<std::size_t>(sort)]; }

std::optional<Sort> sort_from(std::string_view name) {
  for (std::size_t i = 0; i < sort_names.size(); ++i) {
    if (sort_names[i] == name) return static_cast<Sort>(i);
  }
  return std::nullopt;
}

std::vector<Placed> in_order(std::vector<Placed> rows, Sort sort) {
  const auto by_number = [](const Placed& a, const Placed& b) { return a.number < b.number; };
  if (!std::is_sorted(rows.begin(), rows.end(), by_number)) std::sort(rows.begin(), rows.end(), by_number);
  std::vector<Placed> order = threaded(rows);  // flat orders show the depth too
  if (sort == Sort::oldest) std::sort(order.begin(), order.end(), by_number);
  if (sort == Sort::newest)
    std::sort(order.begin(), order.end(), [&](const Placed& a, const Placed& b) { return by_number(b, a); });
  return order;
}

std::string cursor_behind(Sort sort, std::int64_t number) {
  return cursor_letters[static_cast<std::size_t>(sort)] + std::to_string(number);
}

std::optional<Page> page_of(const std::vector<Placed>& order, Sort sort, std::string_view cursor, std::size_t limit) {
  auto from = order.begin();
  if (!cursor.empty()) {
    std::int64_t number = 0;
    if (cursor.front() != cursor_letters[static_cast<std::size_t>(sort)]) return std::nullopt;
    const auto [end, error] = std::from_chars(cursor.data() + 1, cursor.data() + cursor.size(), number);
    if (error != std::errc() || end != cursor.data() + cursor.size() || number < 1) return std::nullopt;
    switch (sort) {
      case Sort::threads:
        from = std::find_if(order.begin(), order.end(), [&](const Placed& p) { return p.number == number; });
        if (from != order.end()) ++from;
        break;
      case Sort::oldest:
        from = std::find_if(order.begin(), order.end(), [&](const Placed& p) { return p.number > number; });
        break;
      case Sort::newest:
        from = std::find_if(order.begin(), order.end(), [&](const Placed& p) { return p.number < number; });
        break;
    }
  }
  Page page;
  const auto count = std::min(limit, static_cast<std::size_t>(order.end() - from));
  page.comments.assign(from, from + static_cast<std::ptrdiff_t>(count));
  if (from + static_cast<std::ptrdiff_t>(count) != order.end() && count > 0) {
    page.next = cursor_behind(sort, page.comments.back().number);
  }
  return page;
}

}  // namespace comity::discussion
