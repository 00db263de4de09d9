#include "http/sources.h"

namespace comity::http {

Key128 Sources::of(const Address& address) {
  constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
  Hash256 key;
  {
    const std::int64_t today = to_ms(clock_.now()) / day_ms;
    const std::lock_guard lock(mutex_);
    if (today != day_) {
      key_ = random_.key256();
      day_ = today;
    }
    key = key_;
  }
  const Address network = source_network(address);
  return keyed_hash(key, {reinterpret_cast<const char*>(network.bytes.data()), network.bytes.size()});
}

}  // namespace comity::http
