#include "http/rates.h"

#include <algorithm>
#include <cmath>
#include <list>

namespace comity::http {
namespace {

enum class Kind : std::uint8_t {
  guest,
  report,
  newcomer,
  source,
  story,
  site,
  vain,
  lookup,
  sign_in,
  sign_in_name,
  sign_in_known
};

struct BucketKey {
  Kind kind;
  SiteId site;   // none for sources: one reader may write on several sites
  Key128 which;  // guest, source or story
  bool operator==(const BucketKey&) const = default;
};

struct KeyHash {
  std::size_t operator()(const BucketKey& key) const noexcept {
    return std::hash<Key128>{}(key.which) ^ (std::hash<SiteId>{}(key.site) * 31 + static_cast<std::size_t>(key.kind));
  }
};

constexpr std::size_t minutes = 10;

struct Bucket {
  double tokens = 0;
  std::int64_t filled_ms = 0;
  std::list<BucketKey>::iterator age;
  // Of sources: writes in each of the last minutes.
  std::array<std::uint16_t, minutes> written{};
  std::int64_t minute = 0;

  void fill(const Rate& rate, std::int64_t now_ms) {
    // A clock that was set back gives nothing and takes nothing.
    const double passed = std::max(0.0, static_cast<double>(now_ms - filled_ms));
    tokens = std::min(rate.burst, tokens + passed * rate.per_minute / 60'000);
    filled_ms = now_ms;
  }

  std::int64_t wait_s(const Rate& rate) const {
    if (tokens >= 1 - 1e-9) return 0;
    if (rate.per_minute <= 0) return 3600;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((1 - tokens) * 60 / rate.per_minute - 1e-6)));
  }

  std::int64_t last_minutes(std::int64_t now_ms) {
    const std::int64_t now = now_ms / 60'000;
    if (now != minute) {
      const std::int64_t skipped = now - minute;
      if (skipped < 0 || skipped >= static_cast<std::int64_t>(minutes)) {
        written.fill(0);
      } else {
        for (std::int64_t m = minute + 1; m <= now; ++m) written[static_cast<std::size_t>(m) % minutes] = 0;
      }
      minute = now;
    }
    std::int64_t sum = 0;
    for (const std::uint16_t n : written) sum += n;
    return sum;
  }
};

}  // namespace

struct Rates::State {
  explicit State(const RateLimits& l) : limits(l) {}

  // A bucket never seen is full.
  Bucket& bucket(const BucketKey& key, const Rate& rate, std::int64_t now_ms) {
    const auto [found, is_new] = buckets.try_emplace(key);
    Bucket& b = found->second;
    if (is_new) {
      b.tokens = rate.burst;
      b.filled_ms = now_ms;
      b.minute = now_ms / 60'000;
      ages.push_front(key);
      b.age = ages.begin();
    } else {
      ages.splice(ages.begin(), ages, b.age);
      b.fill(rate, now_ms);
    }
    return b;
  }

  struct Asked {
    Bucket* bucket = nullptr;
    const Rate* rate = nullptr;
    std::string_view name;
  };
  // Who writes is counted by all of these; the second is the source's. References stay valid until forget_oldest().
  std::size_t asked(const Who& who, std::int64_t now_ms, std::array<Asked, 4>& into) {
    std::size_t n = 0;
    const auto ask = [&](Kind kind, SiteId site, const Key128& which, const Rate& rate, std::string_view name) {
      into[n++] = {&bucket({kind, site, which}, rate, now_ms), &rate, name};
    };
    if (who.guest) {
      ask(Kind::guest, who.site, *who.guest, limits.guest, "guest");
    } else {
      ask(Kind::newcomer, who.site, who.source, limits.newcomer, "source");
    }
    ask(Kind::source, SiteId{}, who.source, limits.source, "source");
    if (who.story) ask(Kind::story, who.site, *who.story, limits.story, "story");
    ask(Kind::site, who.site, Key128{}, limits.site, "site");
    return n;
  }

  std::int64_t take_one(Kind kind, const Rate& rate, const Key128& source, std::int64_t now_ms) {
    const std::lock_guard lock(mutex);
    Bucket& one = bucket({kind, SiteId{}, source}, rate, now_ms);
    const std::int64_t wait = one.wait_s(rate);
    if (wait == 0) one.tokens -= 1;
    forget_oldest();
    return wait;
  }

  std::array<Asked, 2> asked_of_sign_in(const Key128& source, const Key128& account, bool known, std::int64_t now_ms) {
    const Rate& rate = known ? limits.sign_in_known : limits.sign_in_name;
    const Kind kind = known ? Kind::sign_in_known : Kind::sign_in_name;
    return {{{&bucket({Kind::sign_in, SiteId{}, source}, limits.sign_in, now_ms), &limits.sign_in, "source"},
             {&bucket({kind, SiteId{}, account}, rate, now_ms), &rate, "account"}}};
  }

  void forget_oldest() {
    while (buckets.size() > std::max<std::size_t>(limits.max_buckets, 8)) {
      buckets.erase(ages.back());
      ages.pop_back();
    }
  }

  const RateLimits limits;
  mutable std::mutex mutex;
  std::unordered_map<BucketKey, Bucket, KeyHash> buckets;
  std::list<BucketKey> ages;  // latest first
};

Rates::Rates(const RateLimits& limits) : state_(std::make_unique<State>(limits)) {}
Rates::~Rates() = default;

Rates::Answer Rates::take(const Who& who, Time now) {
  const std::lock_guard lock(state_->mutex);
  const std::int64_t now_ms = to_ms(now);
  std::array<State::Asked, 4> asked;
  const std::size_t n = state_->asked(who, now_ms, asked);
  Bucket& source = *asked[1].bucket;

  Answer answer;
  answer.source_10m = source.last_minutes(now_ms);
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t wait = asked[i].bucket->wait_s(*asked[i].rate);
    if (wait > answer.wait_s) {
      answer.wait_s = wait;
      answer.which = asked[i].name;
    }
  }
  if (answer.wait_s == 0) {
    for (std::size_t i = 0; i < n; ++i) asked[i].bucket->tokens -= 1;
    std::uint16_t& this_minute = source.written[static_cast<std::size_t>(source.minute) % minutes];
    if (this_minute < UINT16_MAX) ++this_minute;
  }
  state_->forget_oldest();
  return answer;
}

void Rates::give_back(const Who& who, Time now) {
  const std::lock_guard lock(state_->mutex);
  const RateLimits& limits = state_->limits;
  const std::int64_t now_ms = to_ms(now);
  Bucket& vain = state_->bucket({Kind::vain, SiteId{}, who.source}, limits.vain, now_ms);
  if (vain.wait_s(limits.vain) == 0) {
    vain.tokens -= 1;
    std::array<State::Asked, 4> asked;
    const std::size_t n = state_->asked(who, now_ms, asked);
    for (std::size_t i = 0; i < n; ++i)
      asked[i].bucket->tokens = std::min(asked[i].rate->burst, asked[i].bucket->tokens + 1);
    Bucket& source = *asked[1].bucket;
    source.last_minutes(now_ms);
    std::uint16_t& this_minute = source.written[static_cast<std::size_t>(source.minute) % minutes];
    if (this_minute > 0) --this_minute;
  }
  state_->forget_oldest();
}

std::int64_t Rates::take_lookup(const Key128& source, Time now) {
  return state_->take_one(Kind::lookup, state_->limits.lookup, source, to_ms(now));
}

std::int64_t Rates::take_report(const Key128& source, Time now) {
  return state_->take_one(Kind::report, state_->limits.report, source, to_ms(now));
}

std::int64_t Rates::take_sign_in(const Key128& source, const Key128& account, bool known, Time now) {
  const std::lock_guard lock(state_->mutex);
  const auto asked = state_->asked_of_sign_in(source, account, known, to_ms(now));
  std::int64_t wait = 0;
  for (const State::Asked& one : asked) wait = std::max(wait, one.bucket->wait_s(*one.rate));
  for (const State::Asked& one : asked) one.bucket->tokens -= wait == 0 ? 1 : 0;
  state_->forget_oldest();
  return wait;
}

void Rates::give_back_sign_in(const Key128& source, const Key128& account, bool known, Time now) {
  const std::lock_guard lock(state_->mutex);
  for (const State::Asked& one : state_->asked_of_sign_in(source, account, known, to_ms(now)))
    one.bucket->tokens = std::min(one.rate->burst, one.bucket->tokens + 1);
  state_->forget_oldest();
}

std::size_t Rates::size() const {
  const std::lock_guard lock(state_->mutex);
  return state_->buckets.size();
}

}  // namespace comity::http
