// Everything one action writes, as one value: one transaction, opened and closed inside the store, with an id
// that makes a retry harmless. Numbers, event ids and a comment's place are given inside the commit, in commit
// order; a Change has places for them (zero) and never values read earlier.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "discussion/records.h"

namespace comity::store {

// Adds a site or replaces its settings, by key. A new site's `id` is given in the commit.
struct PutSite {
  discussion::Site site;
};

// Publishes a policy document: from now on it is the site's. Idempotent for the same hash.
struct PublishPolicy {
  Hash256 id;
  std::string source;
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
// url). Conflict: as AddStory. Not found: no such story.
struct SetStory {
  StoryId story;
  std::optional<std::string> publisher_id, url, title, language, section;
  std::optional<std::vector<std::string>> tags;
  std::optional<bool> open;
  std::optional<std::optional<Time>> closes_at;
  std::vector<std::string> add_urls;  // normal forms; become aliases
};

struct AddAuthor {
  discussion::Author author;  // conflict: its id or token hash is there already
};

struct RevokeAuthor {
  AuthorId author;
};

// Adds a comment with its first revision. `comment.id` zero: the next place in its story. `comment.state`
// published: a number is given. With `number_given` (import in order of date, restoring an export) `comment.id`
// and `comment.number` are kept as they stand and the story's counters move past them.
// Conflict: source_key is there already; receipt or case code is taken; the reply's target is not in the story;
// `if_open` and the story is closed.
struct AddComment {
  discussion::Comment comment;
  discussion::Revision revision;
  bool number_given = false;
  bool if_open = true;
};

// Adds a revision. Published: it becomes the live one. Held: the live one stands. Refused: kept, never shown.
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
// publication and that revision becomes the live one. Conflict: its state is not `from` any more, or
// its last revision is above `revision`.
struct SetState {
  StoryId story;
  CommentId comment;
  discussion::State from = discussion::State::held;
  discussion::State to = discussion::State::published;
  std::int64_t revision = 1;
};

// Decides a held revision of a published comment: published - it becomes the live one; refused - the old stands.
// Conflict: that revision is not held any more.
struct SetRevisionState {
  StoryId story;
  CommentId comment;
  std::int64_t revision = 2;
  discussion::State to = discussion::State::published;
};

// Folds an imported double to a line that links to the newer one.
struct Supersede {
  StoryId story;
  CommentId older;
  CommentId newer;
};

// Writes a decision. `comment` zero: the comment added by this same Change. It becomes the comment's standing
// decision (Comment::decision) unless its deed is publish, which clears it.
struct AddDecision {
  discussion::Decision decision;
};

using Write = std::variant<PutSite, PublishPolicy, AddStory, SetStory, AddAuthor, RevokeAuthor, AddComment, AddRevision,
                           SetState, SetRevisionState, Supersede, AddDecision>;

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
  std::int64_t number = 0;        // of the comment that was published by this change; 0 none
  std::int64_t event = 0;         // the story's position after this change
  bool again = false;             // this id had been applied before; nothing was written now

  bool operator==(const Outcome&) const = default;
};

}  // namespace comity::store
