// What the store is asked for when words and data are to be erased, downloaded, or were kept long enough.
#pragma once

#include <cstddef>
#include <vector>

#include "base/result.h"
#include "discussion/records.h"

namespace comity::store {

struct WrittenPlace {
  Time written;
  StoryId story;
  CommentId comment;

  auto operator<=>(const WrittenPlace&) const = default;
};

struct CommentPlace {
  StoryId story;
  CommentId comment;

  auto operator<=>(const CommentPlace&) const = default;
};

// Errors: as store/store.h.
class Erasures {
 public:
  virtual ~Erasures() = default;

  // Authors whose erasure began and is not finished, in order of id.
  virtual Result<std::vector<AuthorId>> erasing(SiteId site) = 0;
  // All that an author wrote, oldest first, then by story and place; `after` excluded.
  virtual Result<std::vector<discussion::Comment>> written_by(SiteId site, AuthorId author, const WrittenPlace& after,
                                                              std::size_t limit) = 0;
  // Comments in `state` (withdrawn, refused, returned or removed) that still have their words, about which the last
  // decision was made before `before` (without one: that came before it) and no appeal is open. In order of story and
  // place, those up to `after` excluded. A walk over what is in that state and not emptied.
  virtual Result<std::vector<discussion::Comment>> kept_since(SiteId site, discussion::State state, Time before,
                                                              const CommentPlace& after, std::size_t limit) = 0;
};

}  // namespace comity::store
