// What the writer knows of the stories it writes to: their counters and the names that came lately, as the group
// that is being written leaves them. Rows follow once for the whole group, at flush(), however many comments came.
//
// It holds while nobody else writes: the writer clears it when another process has, and after every rollback.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "store/sqlite/database.h"
#include "store/store.h"

namespace comity::store::sqlite {

struct StoryTally {
  discussion::Story story;  // open, closes_at, next_comment, next_number, position and published alone
  bool moved = false;       // beyond its row

  // Those that came since the story is known here, so that a name taken in the same instant is noticed.
  struct Newcomer {
    CommentId comment;
    AuthorId author;
    std::string skeleton;  // text::name_skeleton
  };
  std::deque<Newcomer> lately;
  CommentId known_from;  // every comment from this place on that has a name is in `lately`
};

class Tally {
 public:
  explicit Tally(Connection& connection) : db_(connection) {}

  StoryTally* story(SiteId site, StoryId story);  // null: there is none. Throws Trouble
  // Whether names from `from` on are known now: what came before the story was known here is read. False when that
  // would be a long walk. Throws Trouble.
  bool know_names(SiteId site, StoryId story, StoryTally& tally, CommentId from);
  // A comment of the story was written: the next one finds its traces.
  void add(StoryTally& to, const discussion::Comment& comment, std::string skeleton);
  void add_published(SiteId site, AuthorId author) { ++published_[{site, author}]; }

  void flush();  // writes what moved into its rows. Throws Trouble
  void forget(
      const std::vector<StoryTouched>& touched);  // their rows were written; nothing of theirs waits for flush()
  void clear();

 private:
  Connection& db_;
  std::map<std::pair<SiteId, StoryId>, StoryTally> stories_;
  std::map<std::pair<SiteId, AuthorId>, std::int64_t> published_;  // by so many more
  std::size_t moved_ = 0;
};

}  // namespace comity::store::sqlite
