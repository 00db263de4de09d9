// Everything one action writes, as one value: one transaction, opened and closed inside the store, with an id
// that makes a retry harmless. Numbers, event ids and a comment's place are given inside the commit, in commit
// order; a Change has places for them (zero) and never values read earlier.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "discussion/records.h"
#include "store/change_accounts.h"
#include "store/change_appeals.h"
#include "store/change_corrections.h"
#include "store/change_erase.h"
#include "store/change_ledger.h"
#include "store/change_letters.h"
#include "store/change_passkeys.h"
#include "store/change_people.h"
#include "store/change_proposals.h"
#include "store/change_reports.h"
#include "store/policy_counts.h"

namespace comity::store {

// Adds a site or replaces its settings, by key. A new site's `id` is given in the commit, and what follows in the
// same Change is about it. `id`, `created`, `policy` and `correction` of a site that is there stay.
// Conflict: the change names no site and the key is there, or the key is another site's. Not found: the change
// names a site and the key is not there.
struct PutSite {
  discussion::Site site;
};

// Publishes a policy document: from now on it is the site's. Nothing happens when it is in force already.
struct PublishPolicy {
  Hash256 id;
  std::string source;
  std::string by;
  std::optional<MirrorCounts> mirror{};  // of a policy with sides
  std::optional<ReplayCounts> replay{};  // of one that was tried before
};

// Sets the policy that is asked what it would have done, beside the one in force; zero id: none any more. The same
// one again goes on since it was set.
struct SetShadow {
  Hash256 id;
  std::string source;
  std::string by;
};

// Stops a clause of a policy at `hold`, with what was counted by then. Nothing happens when it is stopped already, or
// was and has been released. Not found: the site never published that policy.
struct StopClause {
  Hash256 policy;
  std::string clause;
  std::int64_t judged = 0;
  std::int64_t touched = 0;
};

// Lets it do again what the policy says. Not found: it is not stopped.
struct ReleaseClause {
  Hash256 policy;
  std::string clause;
  std::string by;
};

struct Alias {
  std::string url;  // normal form
};

// Adds a story. Conflict: its id, publisher id or one of its addresses belongs to another story.
struct AddStory {
  discussion::Story story;
  std::vector<std::string> urls;  // normal forms; the first one is its own, the rest aliases
};

// Changes what the publisher says of a story (title, language, section, tags, publisher_id, open, closes_at,
// url). With `url` the first of `add_urls` becomes its own address and the old one an alias. Readers' screens hear
// of it unless there is nothing but `add_urls`. Conflict: as AddStory. Not found: no such story.
struct SetStory {
  StoryId story;
  std::optional<std::string> publisher_id, url, title, language, section;
  std::optional<std::vector<std::string>> tags;
  std::optional<bool> open;
  std::optional<std::optional<Time>> closes_at;
  std::vector<std::string> add_urls;  // normal forms; become aliases
};

// Keeps the words of the story itself, so that quotations from it are known: `words` as campaign::plain_words gives
// them, for nobody reads them again. '' forgets them. Not found: no such story.
struct SetStoryText {
  StoryId story;
  std::string words;
};
inline constexpr std::size_t max_story_text_bytes = 256 * 1024;

struct AddAuthor {
  discussion::Author author;  // conflict: its id or token hash is there already
};

struct RevokeAuthor {
  AuthorId author;
};

// Adds a comment with its first revision. `comment.id` zero: the next place in its story. `comment.state`
// published, or removed (it was published once): a number is given. With `number_given` (import in order of date,
// restoring an export) `comment.id` (zero: the next place) and `comment.number` are kept as they stand and the
// story's counters move past them. `live_revision`, `last_revision` and `decision` are the store's business.
// Conflict: source_key is there already; its author is erased and no number is given; receipt or case code is taken;
// the reply's target is not in the story; `if_open` and the story, or the branch, is closed; with `names_known`,
// somebody else's comment that is not refused came to the story after that place under a name that looks the same
// (text::name_skeleton).
struct AddComment {
  discussion::Comment comment;
  discussion::Revision revision;
  bool number_given = false;
  bool if_open = true;
  std::optional<CommentId> names_known =
      std::nullopt;  // the name and its mark were chosen knowing the comments up to this place
};

// Adds a revision. Published, and the comment has a number: it becomes the live one. Held: the live one stands.
// Refused: kept, never shown. The comment's own state is moved by SetState alone. `revision.after_number` -1: the
// store puts in the highest number given by then. `new_name` waits for nobody's decision, so it is taken only when
// the revision is published or the comment has no number yet.
// Conflict: the comment's last revision is not `after_revision` any more, or its state is not `state_now`.
struct AddRevision {
  StoryId story;
  CommentId comment;
  std::int64_t after_revision = 1;
  discussion::State state_now = discussion::State::published;
  discussion::Revision revision;        // its `revision` is after_revision + 1
  std::optional<std::string> new_name;  // an author may correct the name while editing
};

// Moves a comment (and its revision `revision`) to another state. To published: a number is given at first
// publication and that revision becomes the live one; a removed comment that comes back shows the revision it
// showed before. Conflict: its state is not `from` any more, or a revision above `revision` is held or published
// (its author has changed it since). Invalid: a comment with a number cannot be held, refused or returned; one
// without cannot be removed.
struct SetState {
  StoryId story;
  CommentId comment;
  discussion::State from = discussion::State::held;
  discussion::State to = discussion::State::published;
  std::int64_t revision = 1;
};

// Decides a held revision of a published comment: published - it becomes the live one; refused - the old stands.
// Conflict: that revision is not in `from` any more, a later one is live, or the comment is not published.
struct SetRevisionState {
  StoryId story;
  CommentId comment;
  std::int64_t revision = 2;
  discussion::State to = discussion::State::published;
  discussion::State from = discussion::State::held;  // or refused: a refusal is undone
};

// Folds an imported double to a line that links to the newer one. Conflict: that one is folded into the older.
struct Supersede {
  StoryId story;
  CommentId older;
  CommentId newer;
};

// Writes a decision. `comment` zero: the comment added by this same Change. It becomes the comment's standing
// decision (Comment::decision) unless its deed is publish, which clears it, or is not about the comment's state
// (discussion::decides_state). A person's refusal or removal that no other decision corrects is one of its author's
// strikes. One that closes a branch to replies, or corrects such a one, changes every comment of the branch for its
// readers. It becomes an entry of the site's ledger, at the end of the change. Conflict: its id is there already.
struct AddDecision {
  discussion::Decision decision;
  // Of its entry in the ledger. Drawn when the write is made, so that no caller can forget them.
  discussion::Salts salts = discussion::new_salts();
};

// Whichever write it is: the structures above and those of change_<noun>.h. What it can be is listed in any_write.h,
// for those who apply it, and its copying and destroying are compiled once, in write.cc: in each file that makes a
// Change they took half the compiler's time.
struct AnyWrite;

class Write {
 public:
  template <class W>
    requires(!std::is_same_v<W, Write>)
  Write(W write);  // NOLINT(google-explicit-constructor): a list of writes is written as what they are
  Write(const Write& other);
  Write(Write&& other) noexcept;
  Write& operator=(Write other) noexcept;
  ~Write();

  const AnyWrite& any() const { return *any_; }
  AnyWrite& any() { return *any_; }

 private:
  std::unique_ptr<AnyWrite> any_;  // none only when moved from
};

struct Change {
  Key128 id;    // the same id is applied at most once; its first outcome is answered again
  SiteId site;  // zero only for a PutSite that adds one
  Time at;
  std::vector<Write> writes;  // in this order, all or none
};

// What the commit gave.
struct Outcome {
  std::int64_t log_position = 0;  // grows with every change on this store
  SiteId site;                    // of a PutSite
  CommentId comment;              // of the last AddComment
  std::int64_t number = 0;        // of the comment that was added or published by this change; 0 none
  std::int64_t event = 0;         // the story's position after this change
  bool again = false;             // this id had been applied before; nothing was written now

  bool operator==(const Outcome&) const = default;
};

}  // namespace comity::store
