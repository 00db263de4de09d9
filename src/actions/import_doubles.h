// Finds what one name said twice within a day in one story. Inside the room only.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/crypto.h"
#include "base/ids.h"
#include "base/time.h"

namespace comity::actions {

// At most this many comments are looked back at, for the memory's sake.
inline constexpr std::size_t max_import_doubles = 20'000;

class ImportDoubles {
 public:
  struct Said {
    Time written;
    std::uint64_t order = 0;
    std::string source_id;
    bool known = false;  // it was here before this run

    bool earlier_than(const Said& o) const { return std::tie(written, order) < std::tie(o.written, o.order); }
  };

  // Notes `said` (its words folded for equality) and gives the last one alike, if it was within a day of it.
  std::optional<Said> note(const std::string& name, const std::string& folded, Said said) {
    while (!queue_.empty() &&
           (queue_.size() >= max_import_doubles || queue_.front().second + std::chrono::hours(24) < said.written)) {
      const auto old = last_.find(queue_.front().first);
      if (old != last_.end() && old->second.written == queue_.front().second) last_.erase(old);
      queue_.pop_front();
    }
    const Hash256 key = sha256(name + '\n' + folded);
    Key128 short_key;
    std::copy_n(key.bytes.begin(), short_key.bytes.size(), short_key.bytes.begin());
    queue_.emplace_back(short_key, said.written);
    const auto [place, fresh] = last_.try_emplace(short_key, said);
    if (fresh) return std::nullopt;
    std::optional<Said> alike = place->second;
    const auto apart = alike->written < said.written ? said.written - alike->written : alike->written - said.written;
    if (alike->earlier_than(said)) place->second = std::move(said);
    if (apart >= std::chrono::hours(24)) alike.reset();
    return alike;
  }

  void clear() {
    last_.clear();
    queue_.clear();
  }

 private:
  std::unordered_map<Key128, Said> last_;
  std::deque<std::pair<Key128, Time>> queue_;
};

}  // namespace comity::actions
