// For tests of what happens on another thread: no fixed pause, and no waiting for ever.
#pragma once

#include <chrono>
#include <thread>

namespace comity::store {

// Whether `holds()` became true within ten seconds; asks again and again, and at least once.
template <typename Condition>
bool soon(const Condition& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

}  // namespace comity::store
