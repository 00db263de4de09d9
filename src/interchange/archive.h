// A foreign archive put in order: stories one after the other, each with its comments by date and parents before
// their answers, whatever order the file had them in - in memory that does not depend on the archive's size.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/time.h"
#include "interchange/sorted_records.h"
#include "interchange/spool.h"

namespace comity::interchange {

struct ArchivedStory {
  std::uint32_t ordinal = 0;  // in the file; stories are added and given in this order
  std::string source_id;
  std::string title;  // plain text
  std::string link;   // '' none
  bool open = true;
  Time created;
};

enum class ArchivedState : std::uint8_t { published, held, spam, trash };

struct ArchivedComment {
  std::uint32_t story = 0;  // ordinal
  std::string source_id;    // as `canonical_id` gives it
  std::string parent_id;    // '' a root
  std::string name;         // plain text; '' none
  std::string html;
  Time written;
  ArchivedState state = ArchivedState::published;
  std::int64_t person = 0;  // equal for what one person wrote, as far as the source tells; 0 unknown
};

// What became of the parent that a comment names.
enum class ParentKind : std::uint8_t { none, here, orphan, other_story, cycle };

struct ArchivedPlace {
  std::uint64_t order = 0;  // 0, 1, 2 ... of the story's comments by date, then source id
  ParentKind parent = ParentKind::none;
};

// Source ids are numbers almost always: without leading zeros and white space; '0' and '' are none (''). What is
// no number stays as it is up to 64 bytes.
std::string canonical_id(std::string_view id);

class Archive {
 public:
  explicit Archive(SpoolMaker make_spool);

  // First all of these, in any order of comments; a story after its comments or before.
  Done add(const ArchivedStory& story);
  Done add(const ArchivedComment& comment);

  // Then this, once.
  Done arrange();
  std::uint64_t repeated() const { return repeated_; }  // comments left out: their id had come before in their story
  // Comments whose id a comment of an earlier story has too: they are given as "<id>@<id of their story>".
  std::uint64_t shared_ids() const { return shared_ids_; }

  // Then these, again and again: the next story, or nothing.
  Result<std::optional<ArchivedStory>> next_story();
  std::uint64_t comments_in_story() const { return end_ - begin_; }  // repeated ones too
  // Whether a comment of the story is dated before the one it answers (so that it is visited out of its order).
  Result<bool> has_early_replies();
  // The comment of that `order`; nothing when it was left out.
  Result<std::optional<ArchivedComment>> comment(std::uint64_t order);
  // Every comment of the story: by date, then source id, but no comment before the one it answers. An error of
  // `visit` ends the walk. Keeps two bits for each comment of the story.
  using Visit = std::function<Done(const ArchivedComment&, const ArchivedPlace&)>;
  Done for_each(const Visit& visit);

 private:
  struct CommentRecord {
    std::uint64_t story = 0;  // ordinal
    std::uint64_t date = 0;   // shifted so that it sorts unsigned
    std::uint64_t id = 0;     // a number that stands for the source id; 0: it has none
    std::uint64_t at = 0;     // place of the whole comment in content_
    std::uint64_t parent = 0;
    std::uint64_t size = 0;
    bool operator<(const CommentRecord& o) const {
      return std::tie(story, date, id, at) < std::tie(o.story, o.date, o.id, o.at);
    }
  };
  struct IdRecord {  // which comments have an id
    std::uint64_t id = 0, story = 0, at = 0, rank = 0;
    bool operator<(const IdRecord& o) const { return std::tie(id, story, at) < std::tie(o.id, o.story, o.at); }
  };
  struct ParentRecord {  // which comments name a parent
    std::uint64_t parent = 0, story = 0, rank = 0;
    bool operator<(const ParentRecord& o) const {
      return std::tie(parent, story, rank) < std::tie(o.parent, o.story, o.rank);
    }
  };
  struct LinkRecord {  // what was found out about a comment: its parent's rank, or words of archive.cc
    std::uint64_t rank = 0, found = 0;
    bool operator<(const LinkRecord& o) const { return std::tie(rank, found) < std::tie(o.rank, o.found); }
  };

  Result<SortedRecords<LinkRecord>> find_parents();
  Done lay_out(SortedRecords<LinkRecord> found);
  Result<std::uint64_t> parent_of(std::uint64_t rank);
  Result<ArchivedComment> read(std::uint64_t rank);
  Done visit_with_ancestors(std::uint64_t rank, std::vector<bool>& visited, std::vector<bool>& on_the_way,
                            const Visit& visit);

  SpoolMaker make_spool_;
  std::unique_ptr<Spool> content_;  // whole comments
  std::unique_ptr<Spool> stories_;
  std::uint64_t stories_end_ = 0;
  std::uint64_t story_at_ = 0;  // of the next one
  RecordSorter<CommentRecord> sorter_;
  SortedRecords<CommentRecord> comments_;  // by rank
  SortedRecords<std::uint64_t> parents_;   // by rank: the parent's rank or a word, and perhaps a flag
  std::string story_id_;                   // of the current story
  std::uint64_t begin_ = 0, end_ = 0;      // ranks of the current story
  std::uint64_t repeated_ = 0;
  std::uint64_t shared_ids_ = 0;
};

}  // namespace comity::interchange
