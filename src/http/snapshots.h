// What a reader gets of a story: immutable bytes, rendered once, compressed once, shared by everybody. Replaced by the
// first reader after the story changed; posting never renders.
//
// Source: RFC 9110 sections 8.8.3, 12.5.3, 13.1.2 (ETag, Accept-Encoding, If-None-Match); RFC 9111; RFC 5861.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "http/message.h"

namespace comity::http {

struct SnapshotKey {
  SiteId site;
  StoryId story;        // none: a story that is not there yet; `address` says which
  std::string address;  // of what anybody may invent, as a story that is not there: kept in a corner only
  std::string what;     // representation and everything it depends on: "json threads 100 after=…"
  // Of the site as a whole, and dear to make: no story's change makes it old, only the site's own and its time.
  bool of_site = false;

  bool operator==(const SnapshotKey&) const = default;
};

struct Rendered {
  std::string bytes;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;  // besides those of caching and coding
  std::optional<Time> until = std::nullopt;                  // it is old from then on by itself: a story closes
};

class Snapshots {
 public:
  // At most `max_bytes` for what is there, and an eighth of that more for what somebody has invented (keys with an
  // address): whoever asks for a million stories that nobody wrote takes no room from those that are read.
  Snapshots(std::size_t max_bytes, const Clock& clock);
  ~Snapshots();

  // The answer to a GET or HEAD: from memory while nothing touched the story, else rendered anew, by one reader at a
  // time; the others get the previous bytes, or wait for the first. With ETag, Vary, Cache-Control, 304, q-values.
  // `render` runs on the caller's thread. The answer is remembered for this very request target, for `quick`.
  Response answer(const Request& request, const SnapshotKey& key, const std::function<Result<Rendered>()>& render);

  // The same from memory only, without blocking: nothing when it must be rendered. For I/O threads.
  std::optional<Response> quick(std::string_view method, std::string_view target, std::string_view accept_encoding,
                                std::string_view if_none_match);

  // What stands for this story (none: for the whole site) is old now, but for what is `of_site`. Quick; thread-safe.
  // `log_position`: of the change, in growing order; 0: not known.
  void touched(SiteId site, std::optional<StoryId> story, std::int64_t log_position = 0);
  // The same by who made the change, perhaps before the store's word of it: that word then makes nothing old again.
  void touched_early(SiteId site, StoryId story, std::int64_t log_position);

  struct Numbers {
    std::uint64_t hits = 0;      // answered from memory
    std::uint64_t previous = 0;  // answered with the previous bytes while another rebuilt
    std::uint64_t rebuilt = 0;
    std::size_t bytes = 0;
    std::size_t entries = 0;
  };
  Numbers numbers() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace comity::http
