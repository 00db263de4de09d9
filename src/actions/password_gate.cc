#include "actions/password_gate.h"

#include <optional>

#include "base/crypto.h"

namespace comity::actions {

Done PasswordGate::pass(const std::function<void()>& work) {
  {
    std::unique_lock lock(mutex_);
    if (inside_ >= limits_.at_once) {
      if (waiting_ >= limits_.waiting) return fail(Error::Code::unavailable, "too many sign in at this moment");
      ++waiting_;
      free_.wait(lock, [this] { return inside_ < limits_.at_once; });
      --waiting_;
    }
    ++inside_;
  }
  struct Leave {
    PasswordGate& gate;
    ~Leave() {
      {
        const std::lock_guard lock(gate.mutex_);
        --gate.inside_;
      }
      gate.free_.notify_one();
    }
  } const leave{*this};
  work();
  return {};
}

std::size_t PasswordGate::waiting() {
  const std::lock_guard lock(mutex_);
  return waiting_;
}

Result<std::string> PasswordGate::hash(std::string_view password) {
  std::optional<Result<std::string>> out;
  COMITY_CHECK(pass([&] { out = hash_password(password, limits_.cost); }));
  return *std::move(out);
}

Result<bool> PasswordGate::check(const std::string& hash, std::string_view password) {
  std::string against = hash;
  if (against.empty()) {
    const std::lock_guard lock(mutex_);
    against = nobodys_;
  }
  if (against.empty()) {
    COMITY_TRY(against, this->hash(to_base64url(system_random().key128())));
    const std::lock_guard lock(mutex_);
    nobodys_ = against;
  }
  std::optional<Result<bool>> out;
  COMITY_CHECK(pass([&] { out = is_password(against, password); }));
  if (hash.empty() && *out) return false;
  return *std::move(out);
}

}  // namespace comity::actions
