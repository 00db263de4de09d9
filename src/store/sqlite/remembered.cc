#include "store/sqlite/remembered.h"

#include <algorithm>

namespace comity::store::sqlite {

namespace {

// A story takes a kilobyte or two, one that is written to without pause some 16 more. Full, all are forgotten: those in
// demand are back with their next reader.
constexpr std::size_t most_stories = 2'048;
constexpr std::size_t most_names = 8'192;
constexpr std::size_t most_sites = 256;
// Somewhat more than is asked for, so that clocks that disagree a little find it complete.
constexpr std::chrono::minutes kept{20};

}  // namespace

std::size_t Remembered::slot(SiteId site, StoryId story) {
  const auto mixed = static_cast<std::uint64_t>(story.value * 31 + site.value) * 0x9E3779B97F4A7C15U;
  return static_cast<std::size_t>(mixed >> 54);  // the upper ten bits: 1,024 slots
}

std::string Remembered::name_key(SiteId site, char kind, std::string_view name) {
  return std::to_string(site.value) + kind + std::string(name);
}

bool Remembered::holds(const Ticket& ticket, SiteId site, StoryId story) const {
  return ticket.of_all == all_ && ticket.of_story == stories_[slot(site, story)];
}

Remembered::StoryEntry& Remembered::entry(const StoryKey& key) {
  if (entries_.size() >= most_stories && !entries_.contains(key)) entries_.clear();
  return entries_[key];
}

Remembered::Ticket Remembered::ticket(SiteId site, StoryId story) const {
  const std::lock_guard lock(mutex_);
  return {all_, stories_[slot(site, story)]};
}

std::optional<discussion::Site> Remembered::site(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, site] : sites_)
    if (site.key == key) return site;
  return std::nullopt;
}

std::optional<discussion::Site> Remembered::site(SiteId id) const {
  const std::lock_guard lock(mutex_);
  const auto found = sites_.find(id);
  return found == sites_.end() ? std::nullopt : std::optional(found->second);
}

void Remembered::keep(const Ticket& ticket, const discussion::Site& site) {
  const std::lock_guard lock(mutex_);
  if (ticket.of_all != all_) return;
  if (sites_.size() >= most_sites) sites_.clear();
  sites_[site.id] = site;
}

std::optional<discussion::Story> Remembered::story(SiteId site, StoryId id) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find({site, id});
  return found == entries_.end() ? std::nullopt : found->second.story;
}

void Remembered::keep(const Ticket& ticket, const discussion::Story& story) {
  const std::lock_guard lock(mutex_);
  if (holds(ticket, story.site, story.id)) entry({story.site, story.id}).story = story;
}

std::optional<StoryId> Remembered::named(SiteId site, char kind, std::string_view name) const {
  const std::string key = name_key(site, kind, name);
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(key);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

void Remembered::keep_name(const Ticket& ticket, SiteId site, char kind, std::string_view name, StoryId story) {
  std::string key = name_key(site, kind, name);
  const std::lock_guard lock(mutex_);
  if (ticket.of_all != all_) return;
  if (names_.size() >= most_names) names_.clear();
  names_[std::move(key)] = story;
}

std::optional<std::int64_t> Remembered::count(SiteId site, StoryId story, Time since, Time now) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find({site, story});
  if (found == entries_.end() || !found->second.lately || found->second.lately->complete_since > since)
    return std::nullopt;
  const auto& written = found->second.lately->written;
  return std::count_if(written.begin(), written.end(), [&](Time at) { return at >= since && at < now; });
}

void Remembered::keep(const Ticket& ticket, SiteId site, StoryId story, Lately lately) {
  const std::lock_guard lock(mutex_);
  if (holds(ticket, site, story)) entry({site, story}).lately = std::move(lately);
}

void Remembered::arrived(const Arrival& arrival) {
  const auto [site, id, position] = arrival.touched;
  ++stories_[slot(site, id)];
  const auto found = entries_.find({site, id});
  if (found == entries_.end()) return;
  if (auto& story = found->second.story) {
    story->next_comment = arrival.outcome.comment.value + 1;
    story->next_number = arrival.outcome.number + 1;
    story->position = arrival.outcome.event;
    ++story->published;
  }
  if (auto& lately = found->second.lately) {
    lately->written.push_back(arrival.written);
    while (!lately->written.empty() && (lately->written.front() < arrival.written - kept ||
                                        lately->written.size() > static_cast<std::size_t>(Store::max_looked_at))) {
      // One that falls out by number is not looked at any more, however young it is.
      if (lately->written.size() <= static_cast<std::size_t>(Store::max_looked_at))
        lately->complete_since = std::max(lately->complete_since, arrival.written - kept);
      lately->written.pop_front();
    }
  }
}

void Remembered::committed(const Commit& commit) {
  const std::lock_guard lock(mutex_);
  bool site_touched = false;
  for (const StoryTouched& touched : commit.touched) {
    if (!touched.story) {
      site_touched = true;
      continue;
    }
    ++stories_[slot(touched.site, touched.story)];
    entries_.erase({touched.site, touched.story});
  }
  for (const Arrival& arrival : commit.arrivals) arrived(arrival);
  if (site_touched || commit.renamed) ++all_;
  if (site_touched) sites_.clear();
  if (commit.renamed) names_.clear();
}

}  // namespace comity::store::sqlite
