// Readers who follow a story live: server-sent events, and the same as JSON for those whose network cuts streams.
//
// One thread reads what happened from the store, once per story, and hands the same bytes to every follower. Streams
// and touches reach it as messages, so that it alone knows who follows what.
//
// Source: WHATWG HTML, section 9.2 (Server-sent events).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/crypto.h"
#include "base/time.h"
#include "http/message.h"
#include "store/store.h"

namespace comity::http {

class Events {
 public:
  Events(store::Store& store, Random& random, std::size_t streams_per_source);
  ~Events();

  // Which story is followed: one that is there, or one that is not there yet, by what it will be known as.
  struct Followed {
    SiteId site;
    StoryId story;             // none: not there yet
    std::string publisher_id;  // of one that is not there yet
    std::string normal_url;
  };

  // A stream of what comes after `from`; 503 when stopping, 429 when this source follows too much.
  Response stream(const Request& request, const Followed& followed, std::int64_t from);
  // What came after `from`, as JSON; when there is nothing, waits up to `wait` for it, without holding a thread.
  Response list(const Request& request, const Followed& followed, std::int64_t from, std::chrono::seconds wait);

  // Something may have happened there. Quick; thread-safe.
  void touched(SiteId site, StoryId story);
  // Ends all streams, and new ones at once.
  void stop();

  std::size_t following() const;  // streams open now

 private:
  struct Inside;
  std::shared_ptr<Inside> inside_;
};

}  // namespace comity::http
