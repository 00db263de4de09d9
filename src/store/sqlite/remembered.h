// What every page and every post asks for, kept in memory as it stands on disk: sites, stories with their counters, and
// when a story's last comments were written. Thread-safe.
//
// A reader that finds nothing here takes a ticket, reads the file and brings what it read. It is kept only if nothing
// of the kind was written since the ticket: so what is here is never older than what the file says. The writer tells of
// every commit before it answers, and of other processes' when it hears of them.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/store.h"

namespace comity::store::sqlite {

// A plain post that was applied (apply_post.cc).
struct Arrival {
  Outcome outcome;
  StoryTouched touched;
  Time written;
};

class Remembered {
 public:
  struct Ticket {
    std::uint64_t of_all = 0;
    std::uint64_t of_story = 0;
  };
  // When a story's last comments were written, in the order they came; at most Store::max_looked_at.
  struct Lately {
    std::deque<Time> written;
    Time complete_since;  // of those last ones, all that were written at this time or later are here
  };

  // --- for readers
  Ticket ticket(SiteId site, StoryId story) const;  // of a site, its names or a story; no story: of a site
  std::optional<discussion::Site> site(std::string_view key) const;
  std::optional<discussion::Site> site(SiteId id) const;
  void keep(const Ticket& ticket, const discussion::Site& site);
  std::optional<discussion::Story> story(SiteId site, StoryId id) const;
  void keep(const Ticket& ticket, const discussion::Story& story);
  std::optional<StoryId> named(SiteId site, char kind, std::string_view name) const;
  void keep_name(const Ticket& ticket, SiteId site, char kind, std::string_view name, StoryId story);
  // How many of the last comments were written at or after `since` and before `now`, if that is known.
  std::optional<std::int64_t> count(SiteId site, StoryId story, Time since, Time now) const;
  void keep(const Ticket& ticket, SiteId site, StoryId story, Lately lately);

  // --- for the writer
  struct Commit {
    std::vector<Arrival> arrivals;      // plain posts
    std::vector<StoryTouched> touched;  // by everything else
    bool renamed = false;               // names of stories may lead elsewhere
  };
  void committed(const Commit& commit);

 private:
  using StoryKey = std::pair<SiteId, StoryId>;
  struct StoryEntry {
    std::optional<discussion::Story> story;
    std::optional<Lately> lately;
  };
  static std::size_t slot(SiteId site, StoryId story);
  static std::string name_key(SiteId site, char kind, std::string_view name);
  bool holds(const Ticket& ticket, SiteId site, StoryId story) const;
  void arrived(const Arrival& arrival);
  StoryEntry& entry(const StoryKey& key);

  mutable std::mutex mutex_;
  std::uint64_t all_ = 0;                      // grows when a site or a name changes
  std::array<std::uint64_t, 1024> stories_{};  // by slot: grows when a story of the slot changes
  std::map<SiteId, discussion::Site> sites_;
  std::map<StoryKey, StoryEntry> entries_;
  std::unordered_map<std::string, StoryId> names_;
};

}  // namespace comity::store::sqlite
