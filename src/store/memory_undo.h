// Assignments to plain containers that note how to take themselves back, so that a change that conflicts half way
// leaves nothing behind.
#pragma once

#include <functional>
#include <map>
#include <ranges>
#include <utility>
#include <vector>

namespace comity::store::memory {

class Undo {
 public:
  template <class T>
  void set(T& place, T value) {
    steps_.push_back([&place, old = place] { place = old; });
    place = std::move(value);
  }
  template <class K, class V>
  V& insert(std::map<K, V>& map, const K& key, V value) {
    steps_.push_back([&map, key] { map.erase(key); });
    return map.emplace(key, std::move(value)).first->second;
  }
  template <class List>
  void append(List& list, typename List::value_type value) {
    steps_.push_back([&list] { list.pop_back(); });
    list.push_back(std::move(value));
  }
  void note(std::function<void()> step) { steps_.push_back(std::move(step)); }

  void take_back() {
    for (const auto& step : std::views::reverse(steps_)) step();
    steps_.clear();
  }

 private:
  std::vector<std::function<void()>> steps_;
};

}  // namespace comity::store::memory
