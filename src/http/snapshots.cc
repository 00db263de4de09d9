#include "http/snapshots.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <unordered_map>

#include "http/codings.h"

namespace comity::http {
namespace {

constexpr auto patience = std::chrono::milliseconds(20);   // for the one who rebuilds, when there are previous bytes
constexpr auto first_patience = std::chrono::seconds(10);  // when there are none
constexpr std::size_t not_worth_coding = 256;              // bytes
constexpr std::size_t overhead = 1500;                     // of an entry: measured roughly, for the bound only
constexpr std::size_t max_targets = 8;                     // spellings remembered per entry
constexpr std::size_t corner_part = 8;                     // the corner's part of the memory: an eighth
constexpr std::string_view caching = "Cache-Control: public, max-age=2, stale-while-revalidate=30\r\n";

// One coding of one rendering.
struct Coded {
  SharedBytes bytes;
  std::string etag;
  SharedBytes head;  // header lines for 200
  SharedBytes head_304;
};

// Immutable but for the codings, each made by the first reader who asks for it.
class Snapshot {
 public:
  Snapshot(Rendered rendered, std::uint64_t of)
      : version(of),
        identity_(std::make_shared<const std::string>(std::move(rendered.bytes))),
        rendered_(std::move(rendered)) {
    // Not a secret and not a signature: 64 bits, with the length, tell one rendering from the next.
    tag_ = std::to_string(identity_->size()) + "-" + std::to_string(std::hash<std::string_view>{}(*identity_));
  }

  const std::uint64_t version;

  bool is_fresh(std::uint64_t wanted, const Clock& clock) const {
    return version == wanted && !(rendered_.until && *rendered_.until <= clock.now());
  }

  const Coded* ready(Coding coding) const {
    const auto& slot = slots_[static_cast<std::size_t>(effective(coding))];
    return slot.done.load(std::memory_order_acquire) ? &slot.coded : nullptr;
  }

  const Coded& make(Coding wanted) const {
    const Coding coding = effective(wanted);
    auto& slot = slots_[static_cast<std::size_t>(coding)];
    std::call_once(slot.once, [&] {
      Coded coded;
      coded.bytes =
          coding == Coding::identity ? identity_ : std::make_shared<const std::string>(encoded(*identity_, coding));
      coded.etag = "\"" + tag_ + (coding == Coding::identity ? "" : "-" + std::string(name(coding))) + "\"";
      std::string head_304 = "ETag: " + coded.etag + "\r\nVary: Accept-Encoding\r\n" + std::string(caching);
      std::string head = "Content-Type: " + rendered_.content_type + "\r\n";
      if (coding != Coding::identity) head += "Content-Encoding: " + std::string(name(coding)) + "\r\n";
      for (const auto& [key, value] : rendered_.headers) {
        if (key == "X-Content-Type-Options") continue;
        head_304 += key + ": " + value + "\r\n";
      }
      head_304 += "X-Content-Type-Options: nosniff\r\n";
      head += head_304;
      coded.head = std::make_shared<const std::string>(std::move(head));
      coded.head_304 = std::make_shared<const std::string>(std::move(head_304));
      slot.coded = std::move(coded);
      slot.done.store(true, std::memory_order_release);
    });
    return slot.coded;
  }

  std::size_t size() const {
    std::size_t sum = identity_->size() + sizeof *this;
    for (const auto& slot : slots_) {
      if (!slot.done.load(std::memory_order_acquire)) continue;
      sum += slot.coded.head->size() * 2;
      if (slot.coded.bytes != identity_) sum += slot.coded.bytes->size();
    }
    return sum;
  }

 private:
  Coding effective(Coding coding) const { return identity_->size() < not_worth_coding ? Coding::identity : coding; }

  struct Slot {
    std::once_flag once;
    std::atomic<bool> done{false};
    Coded coded;
  };
  SharedBytes identity_;
  Rendered rendered_;  // without its bytes
  std::string tag_;
  mutable std::array<Slot, codings> slots_;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

// Entries by when they were last read, within a bound of their own.
struct Entry;
struct Shelf {
  std::size_t max_bytes = 0;
  std::size_t bytes = 0;
  std::list<std::shared_ptr<Entry>> ages;  // latest first
};

struct Entry {
  Entry(SnapshotKey k, Shelf& s) : key(std::move(k)), shelf(s) {}
  const SnapshotKey key;
  Shelf& shelf;
  std::atomic<std::uint64_t> wanted{1};  // the version a reader should get

  std::mutex mutex;
  std::condition_variable built;
  SnapshotPtr current;
  bool building = false;

  // Under the cache's mutex.
  std::list<std::shared_ptr<Entry>>::iterator age;
  std::vector<std::string> targets;
  std::size_t counted = 0;  // bytes
  bool kept = true;
};
using EntryPtr = std::shared_ptr<Entry>;

struct KeyHash {
  std::size_t operator()(const SnapshotKey& key) const noexcept {
    std::size_t h = std::hash<std::string>{}(key.what);
    h = h * 31 + std::hash<std::string>{}(key.address);
    h = h * 31 + std::hash<StoryId>{}(key.story);
    return h * 31 + std::hash<SiteId>{}(key.site);
  }
};

struct Place {
  SiteId site;
  StoryId story;
  bool operator==(const Place&) const = default;
};
struct PlaceHash {
  std::size_t operator()(const Place& place) const noexcept {
    return std::hash<StoryId>{}(place.story) * 31 + std::hash<SiteId>{}(place.site);
  }
};

Response answer_with(const Coded& coded, std::string_view if_none_match) {
  Response response;
  if (!if_none_match.empty() && none_match_has(if_none_match, coded.etag)) {
    response.status = 304;
    response.head_lines = coded.head_304;
    return response;
  }
  response.head_lines = coded.head;
  response.shared = coded.bytes;
  return response;
}

}  // namespace

struct Snapshots::State {
  State(std::size_t bytes, const Clock& c) : clock(c), main{bytes, 0, {}}, corner{bytes / corner_part, 0, {}} {}

  EntryPtr entry_of(const SnapshotKey& key) {
    const std::lock_guard lock(mutex);
    if (const auto found = entries.find(key); found != entries.end()) {
      read(*found->second);
      return found->second;
    }
    Shelf& shelf = key.address.empty() ? main : corner;
    const auto entry = std::make_shared<Entry>(key, shelf);
    entries.emplace(key, entry);
    shelf.ages.push_front(entry);
    entry->age = shelf.ages.begin();
    places[{key.site, key.story}].push_back(entry.get());
    count(*entry, overhead + key.address.size() * 2);
    return entry;
  }

  // Under the mutex from here on.
  static void read(Entry& entry) { entry.shelf.ages.splice(entry.shelf.ages.begin(), entry.shelf.ages, entry.age); }

  static void count(Entry& entry, std::size_t bytes) {
    entry.shelf.bytes += bytes - entry.counted;
    entry.counted = bytes;
  }

  void forget(Entry& entry) {
    for (const std::string& target : entry.targets) targets.erase(target);
    auto& here = places[{entry.key.site, entry.key.story}];
    std::erase(here, &entry);
    if (here.empty()) places.erase({entry.key.site, entry.key.story});
    count(entry, 0);
    entry.kept = false;
    const auto age = entry.age;
    entries.erase(entry.key);
    entry.shelf.ages.erase(age);  // the last owner but for readers in the middle of it
  }

  void settle(const EntryPtr& entry, const SnapshotPtr& snapshot, const std::string& target) {
    const std::lock_guard lock(mutex);
    if (!entry->kept) return;
    if (!target.empty() && entry->targets.size() < max_targets && targets.emplace(target, entry.get()).second) {
      entry->targets.push_back(target);
    }
    std::size_t bytes = overhead + entry->key.address.size() * 2 + snapshot->size();
    for (const std::string& t : entry->targets) bytes += 2 * t.size() + 100;
    count(*entry, bytes);
    Shelf& shelf = entry->shelf;
    while (shelf.bytes > shelf.max_bytes && !shelf.ages.empty()) forget(*shelf.ages.back());
  }

  // Nothing came of it, so nothing of it stays: not even its name.
  void give_up(const EntryPtr& entry) {
    const std::lock_guard lock(mutex);
    if (entry->kept) forget(*entry);
  }

  void make_old(SiteId site, StoryId story) {
    // The story's, and those of a story that was not there a moment ago, and lists of several stories.
    for (const StoryId place : {story, StoryId{}}) {
      const auto found = places.find({site, place});
      if (found == places.end()) continue;
      for (Entry* entry : found->second) {
        if (!entry->key.of_site) ++entry->wanted;
      }
    }
  }

  const Clock& clock;
  mutable std::mutex mutex;
  Shelf main, corner;
  std::unordered_map<SnapshotKey, EntryPtr, KeyHash> entries;
  std::unordered_map<Place, std::vector<Entry*>, PlaceHash> places;
  std::unordered_map<std::string, Entry*> targets;
  std::unordered_map<Place, std::int64_t, PlaceHash> early;  // told early, not yet by the store: up to which position
  std::int64_t told = 0;                                     // by the store, up to this position
  std::atomic<std::uint64_t> hits{0}, previous{0}, rebuilt{0};
};

Snapshots::Snapshots(std::size_t max_bytes, const Clock& clock) : state_(std::make_unique<State>(max_bytes, clock)) {}
Snapshots::~Snapshots() = default;

Response Snapshots::answer(const Request& request, const SnapshotKey& key,
                           const std::function<Result<Rendered>()>& render) {
  const EntryPtr entry = state_->entry_of(key);
  SnapshotPtr snapshot;
  {
    std::unique_lock lock(entry->mutex);
    const auto is_fresh = [&] { return entry->current && entry->current->is_fresh(entry->wanted, state_->clock); };
    if (!is_fresh() && entry->building) {
      // Somebody is at it: a moment for the new bytes, then the previous ones will do.
      if (entry->current) {
        entry->built.wait_for(lock, patience, [&] { return is_fresh() || !entry->building; });
        if (!is_fresh()) ++state_->previous;
      } else {
        entry->built.wait_for(lock, first_patience, [&] { return entry->current || !entry->building; });
      }
      snapshot = entry->current;
    } else if (is_fresh()) {
      ++state_->hits;
      snapshot = entry->current;
    }
    if (!snapshot) {
      entry->building = true;
      const std::uint64_t version = entry->wanted;
      const SnapshotPtr before = entry->current;
      lock.unlock();
      std::optional<Error> error;
      std::exception_ptr thrown;
      try {
        if (auto rendered = render()) {
          snapshot = std::make_shared<const Snapshot>(*std::move(rendered), version);
        } else {
          error = std::move(rendered).error();
        }
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      entry->building = false;
      if (snapshot) entry->current = snapshot;
      entry->built.notify_all();
      if (!snapshot && !before) {
        lock.unlock();
        state_->give_up(entry);
      }
      if (thrown) std::rethrow_exception(thrown);
      if (error) {
        // Readers are served while the disk is not: the previous bytes are better than none.
        if (error->code != Error::Code::unavailable || !before) return problem(*error, request);
        snapshot = before;
      } else {
        ++state_->rebuilt;
      }
    }
  }
  const Coding coding = best_coding(request.header("accept-encoding"));
  const Coded& coded = snapshot->make(coding);
  state_->settle(entry, snapshot, request.target);
  return answer_with(coded, request.header("if-none-match"));
}

std::optional<Response> Snapshots::quick(std::string_view method, std::string_view target,
                                         std::string_view accept_encoding, std::string_view if_none_match) {
  if (method != "GET" && method != "HEAD") return std::nullopt;
  EntryPtr entry;
  {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->targets.find(std::string(target));
    if (found == state_->targets.end()) return std::nullopt;
    State::read(*found->second);
    entry = *found->second->age;
  }
  SnapshotPtr snapshot;
  {
    const std::unique_lock lock(entry->mutex, std::try_to_lock);
    if (!lock) return std::nullopt;
    snapshot = entry->current;
  }
  if (!snapshot || !snapshot->is_fresh(entry->wanted, state_->clock)) return std::nullopt;
  const Coded* coded = snapshot->ready(best_coding(accept_encoding));
  if (coded == nullptr) return std::nullopt;
  ++state_->hits;
  return answer_with(*coded, if_none_match);
}

void Snapshots::touched(SiteId site, std::optional<StoryId> story, std::int64_t log_position) {
  const std::lock_guard lock(state_->mutex);
  state_->told = std::max(state_->told, log_position);
  if (!story || !*story) {
    for (const auto& [key, entry] : state_->entries) {
      if (key.site == site) ++entry->wanted;
    }
    return;
  }
  const auto heard = state_->early.find({site, *story});
  if (heard != state_->early.end() && log_position != 0) {
    const std::int64_t until = heard->second;
    if (until <= log_position) state_->early.erase(heard);
    if (log_position <= until) return;  // what was rendered since has it
  }
  state_->make_old(site, *story);
}

void Snapshots::touched_early(SiteId site, StoryId story, std::int64_t log_position) {
  const std::lock_guard lock(state_->mutex);
  if (log_position != 0) {
    if (log_position <= state_->told) return;
    std::int64_t& until = state_->early[{site, story}];
    until = std::max(until, log_position);
  }
  state_->make_old(site, story);
}

Snapshots::Numbers Snapshots::numbers() const {
  const std::lock_guard lock(state_->mutex);
  Numbers numbers;
  numbers.bytes = state_->main.bytes + state_->corner.bytes;
  numbers.hits = state_->hits;
  numbers.previous = state_->previous;
  numbers.rebuilt = state_->rebuilt;
  numbers.entries = state_->entries.size();
  return numbers;
}

}  // namespace comity::http
