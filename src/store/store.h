// What the server remembers. One contract, several implementations: store/contract.h runs unchanged against
// store/memory.h, store/sqlite and (later) store/postgres. Thread-safe. Every read sees only what is durable, and
// everything whose commit was answered before it began; what another process wrote, within half a second.
//
// Errors of every function: `unavailable` - the disk is full, locked or gone; `corrupt` - what is stored cannot
// be right; others as named.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "discussion/records.h"
#include "store/accounts.h"
#include "store/appeals.h"
#include "store/branches.h"
#include "store/change.h"
#include "store/corrections.h"
#include "store/erasures.h"
#include "store/ledgers.h"
#include "store/letters.h"
#include "store/people.h"
#include "store/queue.h"
#include "store/reports.h"
#include "store/tallies.h"

namespace comity::store {

struct PolicyDocument {
  Hash256 id;
  std::string source;
  std::string by;
  Time published;                        // the latest time it was put in force
  std::optional<MirrorCounts> mirror{};  // what it was published with that time
  std::optional<ReplayCounts> replay{};
};

// A clause that touched too much and is held back: it does nothing stricter than hold.
struct Brake {
  Hash256 policy;
  std::string clause;
  std::int64_t judged = 0;  // comments counted when it was stopped, and how many of them it touched
  std::int64_t touched = 0;
  Time since;
  std::optional<Time> released{};  // none: it holds
  std::string released_by{};

  bool operator==(const Brake&) const = default;
};

// How much was written since a moment, and how much of it one policy's clauses held or refused when it came.
struct TouchedSince {
  std::int64_t comments = 0;
  std::map<std::string, std::int64_t> by_clause;

  bool operator==(const TouchedSince&) const = default;
};

// A text as it was judged, with everything that was decided about it.
struct JudgedText {
  StoryId story;
  CommentId comment;
  std::int64_t number = 0;  // of the comment; 0: never published
  discussion::Revision revision;
  std::vector<discussion::Decision> decisions;  // about this revision, as they were made

  bool operator==(const JudgedText&) const = default;
};

struct JudgedPlace {
  StoryId story;
  CommentId comment;
  std::int64_t revision = 0;
};

// A comment as a page needs it: the row, the revision asked for, and the clause of a restriction.
struct StoredComment {
  discussion::Comment comment;
  discussion::Revision revision;     // the live one; the last one when none is live
  std::int64_t reply_to_number = 0;  // number of the comment it answers; 0: none, or one without a number
  std::vector<std::string> clauses;  // of the standing decision, for removed and refused
  std::optional<Time> edited;        // when the live revision was written, if it is not the first
};

// What happened to a story since somebody looked: for caches and live screens.
struct StoryTouched {
  SiteId site;
  StoryId story;  // none: the site itself (settings, policy)
  std::int64_t log_position = 0;
};

class Store : public People,
              public Accounts,
              public Appeals,
              public Branches,
              public Corrections,
              public Ledgers,
              public Letters,
              public Queue,
              public Reports,
              public Tallies,
              public Erasures {
 public:
  ~Store() override = default;

  // --- sites and policies
  virtual Result<std::vector<discussion::Site>> sites() = 0;
  virtual Result<discussion::Site> site(std::string_view key) = 0;            // `not_found`
  virtual Result<discussion::Site> site(SiteId id) = 0;                       // `not_found`
  virtual Result<PolicyDocument> policy(SiteId site, const Hash256& id) = 0;  // `not_found`
  virtual Result<std::vector<PolicyDocument>> policies(SiteId site) = 0;      // newest first
  // Every time a policy was put in force, oldest first; without the sources.
  virtual Result<std::vector<PolicyDocument>> policy_history(SiteId site) = 0;
  // The policy that is tried in the shadow, `published` since when; none.
  virtual Result<std::optional<PolicyDocument>> shadow(SiteId site) = 0;
  // Those that hold and those released, by time, then policy and clause.
  virtual Result<std::vector<Brake>> brakes(SiteId site) = 0;
  // First texts only, no edits; among so many texts that came to the store last and no more, those of other sites among
  // them. Cost: about a microsecond for each.
  static constexpr std::int64_t max_touched_looked_at = 20'000;
  virtual Result<TouchedSince> touched_since(SiteId site, const Hash256& policy, Time since) = 0;

  // --- the archive
  // Every text that was judged on a site, in order of story, comment and revision; `after` excluded. For replay: some
  // thousands at once cost a few microseconds each.
  virtual Result<std::vector<JudgedText>> judged(SiteId site, const JudgedPlace& after, std::size_t limit) = 0;

  // --- stories
  virtual Result<discussion::Story> story(SiteId site, StoryId id) = 0;                           // `not_found`
  virtual Result<discussion::Story> story_by_publisher_id(SiteId site, std::string_view id) = 0;  // `not_found`
  virtual Result<discussion::Story> story_by_url(SiteId site, std::string_view normal_url) = 0;   // `not_found`
  // In order of id, `after` excluded.
  virtual Result<std::vector<discussion::Story>> stories(SiteId site, StoryId after, std::size_t limit) = 0;
  virtual Result<std::vector<std::string>> urls(SiteId site, StoryId story) = 0;  // normal forms, its own first
  // What the publisher gave of the story's own words (SetStoryText); '' nothing.
  virtual Result<std::string> story_text(SiteId site, StoryId story) = 0;

  // --- comments
  // The shape of a story: every comment that has a number, in order of number, without texts. 10,000 rows in a
  // few milliseconds.
  struct OutlineRow {
    std::int64_t number = 0;
    std::int64_t reply_to = 0;  // number of the comment it answers; 0: a root
  };
  virtual Result<std::vector<OutlineRow>> outline(SiteId site, StoryId story) = 0;
  // The comments with these numbers, in the order asked; a number that is not there is left out. Superseded,
  // removed and withdrawn ones are among them, with their text: the caller withholds it.
  virtual Result<std::vector<StoredComment>> by_numbers(SiteId site, StoryId story,
                                                        const std::vector<std::int64_t>& numbers) = 0;
  virtual Result<StoredComment> by_number(SiteId site, StoryId story, std::int64_t number) = 0;  // `not_found`
  virtual Result<discussion::Comment> comment(SiteId site, StoryId story, CommentId id) = 0;     // `not_found`
  virtual Result<discussion::Comment> by_receipt(const Key128& receipt) = 0;                     // `not_found`
  virtual Result<discussion::Comment> by_case_code(SiteId site, std::string_view code) = 0;      // `not_found`
  virtual Result<discussion::Comment> by_source_key(SiteId site, std::string_view key) = 0;      // `not_found`
  virtual Result<std::vector<discussion::Revision>> revisions(SiteId site, StoryId story, CommentId id) = 0;
  virtual Result<std::vector<discussion::Decision>> decisions(SiteId site, StoryId story, CommentId id) = 0;
  // All comments of a story in order of arrival, with or without a number; `after` excluded. For export.
  virtual Result<std::vector<discussion::Comment>> comments(SiteId site, StoryId story, CommentId after,
                                                            std::size_t limit) = 0;
  // Comments of one author in one story written at or after `since`, newest first.
  virtual Result<std::vector<StoredComment>> by_author(SiteId site, StoryId story, AuthorId author, Time since,
                                                       std::size_t limit) = 0;
  // Held comments and held edits of published comments, oldest first (by when the waiting text was written, then
  // story, then place). Of several held edits the last one waits.
  virtual Result<std::vector<HeldItem>> held(SiteId site, std::size_t offset, std::size_t limit) = 0;
  // How many comments of a story are refused, by the first clause of the standing decision ('' when none is
  // named); in order of the clause's id.
  virtual Result<std::vector<std::pair<std::string, std::int64_t>>> refused_by_clause(SiteId site, StoryId story) = 0;

  // --- authors
  virtual Result<discussion::Author> author(SiteId site, AuthorId id) = 0;                  // `not_found`
  virtual Result<discussion::Author> author_by_token(SiteId site, const Key128& hash) = 0;  // `not_found`
  virtual Result<std::vector<discussion::Author>> authors(SiteId site, AuthorId after, std::size_t limit) = 0;

  // A comment's place in a flood is told by hundreds: beyond this, counting would cost every post for each before it.
  static constexpr std::int64_t max_counted = 1'000;
  struct Counts {  // each at most max_counted
    std::int64_t author_10m = 0;
    std::int64_t author_24h = 0;
    std::int64_t story_10m = 0;
  };
  // Of a story's own comments only so many are looked at, those that came last: an archive that is imported in these
  // very minutes may hide some.
  static constexpr std::int64_t max_looked_at = 2'000;
  // Comments (in any state) written before `now` and not longer ago than said, by this author on the site, and
  // in this story. No author: none of theirs.
  virtual Result<Counts> recent(SiteId site, StoryId story, AuthorId author, Time now) = 0;
  // Names in use in a story by comments that are not refused: (skeleton is the caller's business) distinct
  // (name, mark, author), in that order. A walk over the story.
  struct NameInUse {
    std::string name;
    std::string mark;
    AuthorId author;
  };
  virtual Result<std::vector<NameInUse>> names(SiteId site, StoryId story) = 0;

  // --- events
  // Events of a story above `after`, in order. Errors: `not_found` - no such story, `after` is older than what is
  // kept, or a position it has not reached (the reader knows a later state than ours: a backup was restored).
  virtual Result<std::vector<discussion::Event>> events(SiteId site, StoryId story, std::int64_t after,
                                                        std::size_t limit) = 0;

  // --- writing
  // Writes `change`, all or nothing, and returns once it is on disk. Changes that arrive together share one
  // durable commit; one that conflicts is taken out (savepoint) and the rest commits. An id is remembered for at
  // least 48 hours. Many writes in one change hold others up: some 200 comments are a good step for an import.
  // Errors: `invalid`  - store/checks.h.
  //         `conflict` - a row it was computed from has changed since: read again, retry.
  //         `not_found` - it names a row that is not there.
  //         `unavailable` - outcome unknown: send the same `change.id` again; it is applied at most once.
  virtual Result<Outcome> commit(const Change& change) = 0;

  // Calls `listener` (on a thread of the store, soon after the commit, in order of log position) for every story
  // or site touched - by this process at once, by another process on the same data within half a second. One
  // listener; set it before the first commit. It must be quick and must not call the store.
  virtual void on_touched(std::function<void(const StoryTouched&)> listener) = 0;

  // --- upkeep
  // Everything that can be said about what must hold between rows. Each finding one line of English; none: sound.
  virtual Result<std::vector<std::string>> integrity() = 0;
};

}  // namespace comity::store
