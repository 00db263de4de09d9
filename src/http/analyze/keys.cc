#include "http/analyze/keys.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <mutex>
#include <sstream>
#include <unordered_map>

#include "base/base64.h"
#include "base/crypto.h"
#include "base/json.h"

namespace comity::http::analyze {
namespace {

constexpr std::int64_t look_again_ms = 1000;

struct HashOfHash {
  std::size_t operator()(const Hash256& h) const noexcept {  // hashes are random already
    std::size_t out = 0;
    for (std::size_t i = 0; i < sizeof out; ++i) out = (out << 8) | h.bytes[i];
    return out;
  }
};

std::optional<KeyRecord> record_from(const json::Value& value) {
  KeyRecord key;
  const json::Value* name = value.find("name");
  const json::Value* hash = value.find("sha256");
  const json::Value* rate = value.find("per_minute");
  const json::Value* language = value.find("language");
  const json::Value* added = value.find("added");
  if (name == nullptr || name->string() == nullptr || !is_key_name(*name->string())) return std::nullopt;
  if (hash == nullptr || hash->string() == nullptr || rate == nullptr || rate->integer() == nullptr)
    return std::nullopt;
  const auto bytes = hash256_from_hex(*hash->string());
  if (!bytes || *rate->integer() < 1) return std::nullopt;
  key.name = *name->string();
  key.hash = *bytes;
  key.per_minute = *rate->integer();
  if (language != nullptr && language->string() != nullptr) key.language = *language->string();
  if (added != nullptr && added->string() != nullptr) key.added = parse_rfc3339(*added->string()).value_or(at_ms(0));
  return key;
}

}  // namespace

Result<std::vector<KeyRecord>> read_keys(std::string_view file) {
  std::vector<KeyRecord> keys;
  for (std::size_t number = 1; !file.empty(); ++number) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    const std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (line.empty()) continue;
    const auto value = json::parse(line);
    auto key = value ? record_from(*value) : std::nullopt;
    if (!key) {
      return fail(Error::Code::corrupt, std::string(keys_file) + ": line " + std::to_string(number) + " is no key");
    }
    keys.push_back(*std::move(key));
  }
  return keys;
}

std::string write_keys(const std::vector<KeyRecord>& keys) {
  std::string file;
  for (const KeyRecord& key : keys) {
    json::Writer out(file);
    out.object().member("name", key.name).member("sha256", to_hex(key.hash)).member("per_minute", key.per_minute);
    if (!key.language.empty()) out.member("language", key.language);
    out.member("added", rfc3339(key.added)).end();
    file += '\n';
  }
  return file;
}

bool is_key_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string key_from(const Hash256& random) {
  std::string text = to_base64({reinterpret_cast<const char*>(random.bytes.data()), random.bytes.size()});
  std::erase(text, '=');
  // RFC 4648 section 5: what may stand in an address unescaped.
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return "cmt_" + text;
}

Hash256 hash_of_key(std::string_view key) { return sha256(key); }

struct Keyring::State {
  struct Bucket {
    KeyRecord key;
    double tokens = 0;
    std::int64_t filled_ms = 0;
  };

  void look(std::int64_t now_ms) {
    if (now_ms - looked_ms < look_again_ms && now_ms >= looked_ms) return;
    looked_ms = now_ms;
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (in) text << in.rdbuf();
    std::string now = std::move(text).str();
    if (now == seen) return;
    seen = std::move(now);
    const auto keys = read_keys(seen);
    complaint = keys ? "" : keys.error().detail;
    if (!keys) return;
    std::unordered_map<Hash256, Bucket, HashOfHash> next;
    for (const KeyRecord& key : *keys) {
      Bucket bucket{key, static_cast<double>(key.per_minute), now_ms};
      if (const auto before = buckets.find(key.hash); before != buckets.end()) {
        bucket.tokens = std::min(bucket.tokens, before->second.tokens);
        bucket.filled_ms = before->second.filled_ms;
      }
      next.emplace(key.hash, std::move(bucket));
    }
    buckets = std::move(next);
  }

  std::filesystem::path file;
  mutable std::mutex mutex;
  std::string seen, complaint;
  std::int64_t looked_ms = -look_again_ms;
  std::unordered_map<Hash256, Bucket, HashOfHash> buckets;
};

Keyring::Keyring(std::filesystem::path file) : state_(std::make_unique<State>()) { state_->file = std::move(file); }
Keyring::~Keyring() = default;

std::optional<Keyring::Holder> Keyring::take(std::string_view key, Time now) {
  const Hash256 hash = hash_of_key(key);
  const std::int64_t now_ms = to_ms(now);
  const std::lock_guard lock(state_->mutex);
  state_->look(now_ms);
  const auto found = state_->buckets.find(hash);
  if (found == state_->buckets.end()) return std::nullopt;
  State::Bucket& bucket = found->second;
  const auto rate = static_cast<double>(bucket.key.per_minute);
  // A clock that was set back gives nothing and takes nothing.
  const double passed = std::max(0.0, static_cast<double>(now_ms - bucket.filled_ms));
  bucket.tokens = std::min(rate, bucket.tokens + passed * rate / 60'000);
  bucket.filled_ms = now_ms;
  Holder holder{bucket.key.name, bucket.key.language, 0};
  if (bucket.tokens >= 1 - 1e-9) {
    bucket.tokens -= 1;
  } else {
    holder.wait_s = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((1 - bucket.tokens) * 60 / rate)));
  }
  return holder;
}

std::string Keyring::complaint() const {
  const std::lock_guard lock(state_->mutex);
  return state_->complaint;
}

std::size_t Keyring::size() const {
  const std::lock_guard lock(state_->mutex);
  return state_->buckets.size();
}

}  // namespace comity::http::analyze
