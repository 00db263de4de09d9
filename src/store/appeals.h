// What the store is asked about authors' records, blocks and appeals.
#pragma once

#include <vector>

#include "base/result.h"
#include "discussion/appeal.h"
#include "discussion/block.h"
#include "discussion/strike.h"

namespace comity::store {

// What discussion::standing_strikes and asked_for look at.
struct AuthorRecord {
  std::vector<discussion::OnRecord> decisions;  // by people about this author's comments, and what corrects those
  std::vector<discussion::Appeal> appeals;      // against them, as filed
  std::vector<discussion::Block> blocks;        // oldest first

  bool operator==(const AuthorRecord&) const = default;
};

class Appeals {
 public:
  virtual ~Appeals() = default;

  // A walk over the author's comments. In order of decision time, then id.
  virtual Result<AuthorRecord> author_record(SiteId site, AuthorId author) = 0;
  virtual Result<std::vector<discussion::Block>> blocks(SiteId site, AuthorId author) = 0;  // oldest first
  // Comments written by an author at or after `since`, in any state, imported ones left out.
  virtual Result<std::int64_t> written_since(SiteId site, AuthorId author, Time since) = 0;

  virtual Result<discussion::Appeal> appeal(SiteId site, discussion::AppealId id) = 0;  // `not_found`
  virtual Result<std::vector<discussion::Appeal>> appeals_about(SiteId site, StoryId story, CommentId comment) = 0;
  // The console's queue: those that wait, by when they must be answered, then id.
  virtual Result<std::vector<discussion::Appeal>> open_appeals(SiteId site, std::size_t offset, std::size_t limit) = 0;
  // All, in order of id, `after` excluded: for exports and statistics.
  virtual Result<std::vector<discussion::Appeal>> appeals(SiteId site, discussion::AppealId after,
                                                          std::size_t limit) = 0;
};

}  // namespace comity::store
