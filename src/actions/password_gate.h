// Where passwords are hashed: a few at once, a few waiting, everybody else is told to come back. Each costs 64 MiB and
// a tenth of a second, so a flood of sign-ins must not have the machine's memory or all of the server's threads.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "base/password.h"

namespace comity::actions {

class PasswordGate {
 public:
  struct Limits {
    std::size_t at_once = 2;
    std::size_t waiting = 6;
    PasswordCost cost{};
  };

  PasswordGate() : PasswordGate(Limits()) {}
  explicit PasswordGate(const Limits& limits) : limits_(limits) {}

  // Errors of both: `unavailable` - too many wait already, or no memory. Thread-safe; may block for some tenths of a
  // second.
  Result<std::string> hash(std::string_view password);
  // An empty `hash` (nobody of that name) costs the same as any other and is never right.
  Result<bool> check(const std::string& hash, std::string_view password);

  // Runs `work` through the gate. Errors: `unavailable` - too many wait already.
  Done pass(const std::function<void()>& work);
  std::size_t waiting();

 private:
  const Limits limits_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::size_t inside_ = 0;
  std::size_t waiting_ = 0;
  std::string nobodys_;  // a hash that no password has
};

}  // namespace comity::actions
