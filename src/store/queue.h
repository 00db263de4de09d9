// What moderators look at: what waits for a person, what came in lately, and what was decided before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "discussion/records.h"

namespace comity::store {

struct HeldItem {
  discussion::Comment comment;
  discussion::Revision revision;  // the one that waits: the first, or an edit of a published comment
  discussion::Decision decision;  // the hold

  bool operator==(const HeldItem&) const = default;
};

// Where a walk through the queue stands. `clause` only in a walk by gravity.
struct WaitingPlace {
  std::string clause;
  Time written;
  StoryId story;
  CommentId comment;

  bool operator==(const WaitingPlace&) const = default;
};

struct WaitingQuery {
  enum class Order : std::uint8_t { oldest, newest, gravest };
  Order order = Order::oldest;
  std::string clause;                  // held under it; '' any
  std::string language;                // of the waiting text; '' any
  std::vector<std::string> gravities;  // for `gravest`: clauses, gravest first; others and none come after them
  std::optional<WaitingPlace> after;   // excluded; none: from the beginning
  std::size_t limit = 50;
};

// One card of the queue: texts that say the same (campaign::same_words) wait as one, under the one that waits longest.
struct WaitingCard {
  HeldItem item;
  std::int64_t alike = 0;  // others that say the same, counted up to most_alike
  WaitingPlace place;      // to go on from

  bool operator==(const WaitingCard&) const = default;
};
inline constexpr std::int64_t most_alike = 1'000;

struct WaitingCounts {
  std::int64_t all = 0;
  std::vector<std::pair<std::string, std::int64_t>> by_clause;  // '' no clause; by clause; one text may be under many
  std::vector<std::pair<std::string, std::int64_t>> by_language;
  std::optional<Time> oldest;

  bool operator==(const WaitingCounts&) const = default;
};

// A text as it came in: a comment's first revision or a later one.
struct Arrival {
  std::int64_t place = 0;  // rises in the order of arrival; a store's own business otherwise
  discussion::Comment comment;
  discussion::Revision revision;
  bool was_held = false;  // by the engine
};
struct Arrivals {
  std::vector<Arrival> items;  // latest first
  std::int64_t before = 0;     // ask on from here; 0: that was all
};

// What a person decided, with what the engine had said about the same text.
struct PastDecision {
  discussion::Decision decision;
  discussion::Comment comment;
  std::string text;  // of the revision it is about; '' after erasure
  std::string language;
  std::vector<std::string> engine_clauses;  // of the engine's hold or refusal of that revision
  bool engine_restricted = false;
  bool corrected = false;  // a later decision took it back

  bool operator==(const PastDecision&) const = default;
};
struct DecidedPlace {
  Time decided;
  DecisionId id;
};

// Errors: as store/store.h.
class Queue {
 public:
  virtual ~Queue() = default;

  // A page of cards in the order asked. Cost: some microseconds a card; texts that say the same as an earlier one are
  // passed over, about a microsecond each.
  virtual Result<std::vector<WaitingCard>> waiting(SiteId site, const WaitingQuery& query) = 0;
  // The waiting texts that say the same as this comment's, itself among them, oldest first. None: it does not wait.
  virtual Result<std::vector<HeldItem>> alike(SiteId site, StoryId story, CommentId comment, std::size_t limit) = 0;
  // Of texts, not of cards. A walk over the queue's index: some ten milliseconds for 100,000.
  virtual Result<WaitingCounts> waiting_counts(SiteId site) = 0;
  // What waits of one comment. Errors: `not_found` - nothing does.
  virtual Result<HeldItem> waiting_of(SiteId site, StoryId story, CommentId comment) = 0;

  // What came to the site before `before` (0: up to now), latest first. May give fewer than `limit`, or none, and
  // still have more: it looks at so many rows at once and no more.
  virtual Result<Arrivals> arrivals(SiteId site, std::int64_t before, std::size_t limit) = 0;

  virtual Result<discussion::Decision> decision(SiteId site, DecisionId id) = 0;  // `not_found`
  // Decisions by moderators and operators, latest first, then by id from the highest; `before` excluded.
  virtual Result<std::vector<PastDecision>> decided(SiteId site, std::optional<DecidedPlace> before,
                                                    std::size_t limit) = 0;
  // Those made in one step, in order of time, then id.
  virtual Result<std::vector<discussion::Decision>> decided_together(SiteId site, const Key128& batch) = 0;
  // Those about one author's last 1,000 comments.
  virtual Result<std::vector<PastDecision>> decided_about(SiteId site, AuthorId author, std::size_t limit) = 0;
};

}  // namespace comity::store
