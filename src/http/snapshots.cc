#include "http/snapshots.h"

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

struct Entry {
  explicit Entry(SnapshotKey k) : key(std::move(k)) {}
  const SnapshotKey key;
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
  State(std::size_t bytes, const Clock& c) : max_bytes(bytes), clock(c) {}

  EntryPtr entry_of(const SnapshotKey& key) {
    const std::lock_guard lock(mutex);
    if (const auto found = entries.find(key); found != entries.end()) {
      ages.splice(ages.begin(), ages, found->second->age);
      return found->second;
    }
    const auto entry = std::make_shared<Entry>(key);
    entries.emplace(key, entry);
    ages.push_front(entry);
    entry->age = ages.begin();
    places[{key.site, key.story}].push_back(entry.get());
    count(*entry, overhead);
    return entry;
  }

  // Under the mutex from here on.
  void count(Entry& entry, std::size_t bytes) {
    numbers.bytes += bytes - entry.counted;
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
    ages.erase(age);  // the last owner but for readers in the middle of it
  }

  void settle(const EntryPtr& entry, const SnapshotPtr& snapshot, const std::string& target) {
    const std::lock_guard lock(mutex);
    if (!entry->kept) return;
    if (!target.empty() && entry->targets.size() < max_targets && targets.emplace(target, entry.get()).second) {
      entry->targets.push_back(target);
    }
    std::size_t bytes = overhead + snapshot->size();
    for (const std::string& t : entry->targets) bytes += 2 * t.size() + 100;
    count(*entry, bytes);
    while (numbers.bytes > max_bytes && !ages.empty()) forget(*ages.back());
  }

  const std::size_t max_bytes;
  const Clock& clock;
  mutable std::mutex mutex;
  std::unordered_map<SnapshotKey, EntryPtr, KeyHash> entries;
  std::list<EntryPtr> ages;  // latest first
  std::unordered_map<Place, std::vector<Entry*>, PlaceHash> places;
  std::unordered_map<std::string, Entry*> targets;
  Numbers numbers;
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
    state_->ages.splice(state_->ages.begin(), state_->ages, found->second->age);
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

void Snapshots::touched(SiteId site, std::optional<StoryId> story) {
  const std::lock_guard lock(state_->mutex);
  if (!story || !*story) {
    for (const auto& [key, entry] : state_->entries) {
      if (key.site == site) ++entry->wanted;
    }
    return;
  }
  const auto found = state_->places.find({site, *story});
  if (found != state_->places.end()) {
    for (Entry* entry : found->second) ++entry->wanted;
  }
  // Perhaps a story that was not there a moment ago, and lists of several stories.
  const auto unknown = state_->places.find({site, StoryId{}});
  if (unknown != state_->places.end()) {
    for (Entry* entry : unknown->second) ++entry->wanted;
  }
}

Snapshots::Numbers Snapshots::numbers() const {
  const std::lock_guard lock(state_->mutex);
  Numbers numbers = state_->numbers;
  numbers.hits = state_->hits;
  numbers.previous = state_->previous;
  numbers.rebuilt = state_->rebuilt;
  numbers.entries = state_->entries.size();
  return numbers;
}

}  // namespace comity::http
