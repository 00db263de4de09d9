// The nouns of a discussion as they are remembered. Values only; what may happen to them is in the files
// beside this one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "discussion/retention.h"
#include "discussion/second_look.h"
#include "discussion/state.h"
#include "policy/submission.h"
#include "policy/verdict.h"

namespace comity::discussion {

struct Site {
  SiteId id;
  std::string key;  // [a-z0-9-]{1,40}, in addresses
  std::string name;
  std::vector<std::string> origins;    // "https://example.org": pages that may embed, hosts that may have stories
  std::vector<std::string> languages;  // BCP 47; the first is the default
  bool same_www = false;               // "www." is the same host
  std::int64_t edit_window_ms = 15 * 60 * 1000;
  std::int64_t close_after_days = 0;  // stories close this many days after they were made; 0: never
  // Share of what is written that a clause newly in force may touch, in ten-thousandths; 0: no brake.
  std::int64_t brake_share = 500;
  SecondLook second_look = SecondLook::other;  // what a desk of one said at set-up
  std::int64_t appeal_days = 14;               // an appeal is answered within
  bool reader_accounts = false;                // readers may have accounts here
  std::int64_t daily_hour = 6;                 // UTC, 0 .. 23: when the staff's daily letter goes out
  Retention retention{};
  // Points of contact, shown with the policy: DSA Art. 12 and 11. An e-mail address, a web address or words; '' none.
  std::string contact_readers;
  std::string contact_authorities;
  std::vector<std::string> contact_languages;  // that authorities may write in: BCP 47
  Time created;
  Hash256 policy;      // in force; all zero: none yet
  Hash256 correction;  // of the classifier, in force; all zero: none

  bool operator==(const Site&) const = default;
};

struct Story {
  SiteId site;
  StoryId id;
  std::string publisher_id;  // '' when the publisher gave none; never begins with '~'
  std::string url;           // as given, for links back; '' when unknown
  std::string title;
  std::string language;  // '' unknown
  std::string section;
  std::vector<std::string> tags;
  bool open = true;               // closed by hand when false
  std::optional<Time> closes_at;  // closes by itself
  Time created;
  // Kept by the store:
  std::int64_t position = 0;  // id of the last event
  std::int64_t next_comment = 1;
  std::int64_t next_number = 1;
  std::int64_t published = 0;  // comments in each state now
  std::int64_t held = 0;
  std::int64_t refused = 0;

  bool operator==(const Story&) const = default;
};

inline bool is_open(const Story& story, Time now) {
  return story.open && !(story.closes_at && *story.closes_at <= now);
}

struct Author {
  SiteId site;
  AuthorId id;
  policy::AuthorKind kind = policy::AuthorKind::guest;
  std::optional<Key128> token_hash;  // of the guest's key
  Time first_seen;
  std::optional<Time> revoked_at;
  // Kept by the store:
  std::int64_t published = 0;
  std::int64_t refused = 0;
  std::int64_t strikes = 0;
  bool restricted = false;       // a premoderation or block of theirs was not lifted; it may have ended by itself
  std::optional<Time> erased{};  // by their wish: no key opens anything, and their comments are erased
  bool erasing = false;          // some of those are left

  bool operator==(const Author&) const = default;
};

struct Revision {
  std::int64_t revision = 1;  // 1, 2, 3 ... within the comment
  std::string text;           // NFC Markdown; '' when it is emptied
  policy::Facts facts;        // as it was judged
  State state = State::held;  // held | published | refused; of this revision
  Time written;
  std::int64_t after_number = 0;  // an edit after replies: the highest number that had been given in the story

  bool operator==(const Revision&) const = default;
};

struct Comment {
  SiteId site;
  StoryId story;
  CommentId id;             // order of arrival in the story
  std::int64_t number = 0;  // 0: never published
  CommentId reply_to;       // none: a root
  AuthorId author;
  std::string name;
  std::string name_mark;  // '' or "2": shown as "Anna · 2"
  State state = State::held;
  std::int64_t live_revision = 0;  // the revision readers see; 0: none
  std::int64_t last_revision = 1;
  Key128 receipt;
  std::string case_code;             // four words joined by '-'; unique in its site
  Time written;                      // its own time; never changes
  std::optional<Time> published_at;  // first publication
  CommentId superseded_by;           // an imported double: the newer one
  std::string mark;                  // '' | 'orphan' | 'cycle' | 'other_story': why an imported reply became a root
  std::string source_key;            // imported: source's base URL + '#' + source id; '' otherwise
  DecisionId decision;               // the one that stands for its state; none when published by itself
  std::optional<Time> emptied{};     // its words and name are gone since: erased, or kept long enough
  bool erased = false;               // by its author's wish

  bool operator==(const Comment&) const = default;
};

enum class Deed : std::uint8_t {
  hold,
  refuse,
  publish,
  remove,
  return_,
  withdraw,
  restore,
  // About the author; written at the comment that was the last straw.
  warn,
  premoderate,
  block,
  unblock,
  keep,           // a report or an appeal was looked at, and nothing changes
  close_replies,  // the comment stays and is answered no more
};
std::string_view name(Deed deed);
std::optional<Deed> deed_from(std::string_view name);

// Whether a decision with that deed is about the comment's state; the others leave standing what stands.
bool decides_state(Deed deed);
// Whether it is a strike of the comment's author, until it is corrected: a person's refusal or removal.
bool makes_strike(Actor actor, Deed deed);

enum class Source : std::uint8_t { own, report, notice, order };  // what it was decided upon: DSA Art. 17(3)(b)
std::string_view name(Source source);
std::optional<Source> source_from(std::string_view name);

enum class Detected : std::uint8_t { engine, report, person };  // who found it first: DSA Art. 17(3)(c)
std::string_view name(Detected detected);
std::optional<Detected> detected_from(std::string_view name);
Detected usual_detection(Actor actor);  // where nothing else is said: the program's by the program, others' by a person

// Every hold, refusal, release and removal, and what else was decided: by whom, on which clauses, under which policy
// and engine.
struct Decision {
  SiteId site;
  DecisionId id;
  StoryId story;
  CommentId comment;
  std::int64_t revision = 1;
  Deed deed = Deed::hold;
  Actor actor = Actor::engine;
  std::string actor_name;                       // desk or operator; never shown to the public
  std::vector<std::string> clauses;             // ids; may be empty for a release
  std::vector<policy::ClauseVerdict> findings;  // what it rests on, spans in bytes of that revision
  Hash256 policy;
  Hash256 engine;
  std::string reason;   // in the actor's own words; ''
  std::string freedom;  // a promise cited when publishing; ''
  DecisionId corrects;  // an earlier decision this one reverses
  Time decided;
  Source source = Source::own;
  Detected detected = Detected::engine;
  std::optional<Time> until{};  // when the restriction ends by itself; none: it does not
  Key128 batch{};               // of decisions made in one step; zero: alone
  std::string proposed_by{};    // of two who decided together the first; actor_name is who agreed. '' one decided

  bool operator==(const Decision&) const = default;
};

// Who had a part in it: who decides an appeal against it is neither.
inline bool had_part_in(const Decision& decision, std::string_view person) {
  return decision.actor_name == person || (!decision.proposed_by.empty() && decision.proposed_by == person);
}

enum class EventKind : std::uint8_t { published, changed, removed, withdrawn, story };
std::string_view name(EventKind kind);
std::optional<EventKind> event_kind_from(std::string_view name);

// What readers' screens need to hear of. Ids are per story: 1, 2, 3 ...
struct Event {
  std::int64_t id = 0;
  EventKind kind = EventKind::published;
  CommentId comment;        // none for `story`
  std::int64_t number = 0;  // of the comment; 0 for `story`
  Time at;

  bool operator==(const Event&) const = default;
};

}  // namespace comity::discussion
