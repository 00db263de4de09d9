#include "actions/challenges.h"

namespace comity::actions {
namespace {

constexpr std::size_t time_bytes = 8, random_bytes = 16, hash_bytes = 16;
constexpr std::size_t open_bytes = time_bytes + random_bytes;

Time until_of(std::string_view challenge) {
  std::uint64_t ms = 0;
  for (std::size_t i = 0; i < time_bytes; ++i) ms = ms << 8 | static_cast<unsigned char>(challenge[i]);
  return at_ms(static_cast<std::int64_t>(ms));
}

std::string text_of(const Key128& key) { return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()}; }

}  // namespace

std::string Challenges::sealed(std::string_view open, std::string_view purpose) const {
  return text_of(keyed_hash(key_, std::string(open) + std::string(purpose)));
}

std::string Challenges::make(std::string_view purpose, Time now) {
  const auto until = static_cast<std::uint64_t>(to_ms(now + lasts));
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(until >> shift & 0xff);
  out += text_of(random_.key128());
  return out + sealed(out, purpose);
}

Done Challenges::check(std::string_view challenge, std::string_view purpose, Time now) const {
  if (challenge.size() != open_bytes + hash_bytes ||
      challenge.substr(open_bytes) != sealed(challenge.substr(0, open_bytes), purpose))
    return fail(Error::Code::forbidden, "the challenge is none of ours, or was given out for something else");
  if (until_of(challenge) <= now) return fail(Error::Code::forbidden, "the challenge is over");
  return {};
}

Done Challenges::take(std::string_view challenge, std::string_view purpose, Time now) {
  COMITY_CHECK(check(challenge, purpose, now));
  const std::lock_guard lock(mutex_);
  std::erase_if(taken_, [&](const auto& one) { return one.second <= now; });
  if (taken_.size() >= most_taken) return fail(Error::Code::unavailable, "too many passkeys were used lately");
  if (!taken_.emplace(challenge, until_of(challenge)).second)
    return fail(Error::Code::forbidden, "the challenge was used already");
  return {};
}

}  // namespace comity::actions
