// Who may ask for analyses, and how often: API keys in a file of the data folder, of which only hashes are kept. The
// file is looked at once a second, so that a key added or removed counts at once, without a restart.
//
// Format: docs/formats/analyze-keys.md
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"

namespace comity::http::analyze {

inline constexpr std::string_view keys_file = "analyze-keys.jsonl";

struct KeyRecord {
  std::string name;               // 1 to 40 of a-z, 0-9 and '-'
  Hash256 hash;                   // SHA-256 of the key, which is 256 random bits
  std::int64_t per_minute = 600;  // as many at once, too
  std::string language;           // of comments too short to tell; '' none
  Time added = at_ms(0);
};

// Errors: `corrupt` - a line that is none of ours; `detail` gives its number. An empty file has no keys.
Result<std::vector<KeyRecord>> read_keys(std::string_view file);
std::string write_keys(const std::vector<KeyRecord>& keys);
bool is_key_name(std::string_view name);

// "cmt_" and 43 letters: the key for these 256 bits.
std::string key_from(const Hash256& random);
Hash256 hash_of_key(std::string_view key);

class Keyring {
 public:
  // `file` may be missing, now and later: then there are no keys.
  explicit Keyring(std::filesystem::path file);
  ~Keyring();

  struct Holder {
    std::string name, language;
    std::int64_t wait_s = 0;  // 0: go ahead, one was counted; else how long until the next
  };
  // Nothing: no such key. Thread-safe; 1 us.
  std::optional<Holder> take(std::string_view key, Time now);
  // Why the file cannot be used, for the log; the keys read before it still count.
  std::string complaint() const;
  std::size_t size() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace comity::http::analyze
