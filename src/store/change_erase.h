// Writes that take somebody's words and data out of everything that is stored. Each noun empties its own part:
// store/sqlite/apply_erase.cc and store/memory_erase.cc call them one by one.
#pragma once

#include <vector>

#include "base/ids.h"
#include "text/checked.h"

namespace comity::store {

// Erases a comment by its author's wish: texts and facts of every revision, name, the reasons and findings of decisions
// about it, the grounds and reasons of appeals, the words of reports, the words of blocks it was the last straw for,
// the salts of its ledger entries; letters that tell of it are recalled. Where a danger to life was noted about it and
// not ended, its name and texts are sealed there first (discussion/sealed.h). What was published, held or returned
// becomes withdrawn; what was refused or removed stays so. Nothing happens when it is erased already. Before the commit
// is answered, the list beside the database names it (discussion/erasure.h), and soon after nothing of the words is
// left in the files. Not found: no such comment.
struct Erase {
  StoryId story;
  CommentId comment;
};

// The same of a comment that nobody is shown any more, because it was kept long enough; state and list stay as they
// are. Nothing happens when it is emptied already. Conflict: it is held or published, an appeal about it is open, or a
// danger to life was noted about it and not ended.
struct EmptyWords {
  StoryId story;
  CommentId comment;
};

// Takes quotations of erased words out of another's text (discussion::without_quotations), and what was found in them
// out of decisions about it; salts of the comment's ledger entries go too, for they seal the whole text. Letters that
// tell of it are recalled, and it is sealed where a danger is open, as by Erase. Conflict: the
// revision's text does not have the hash `was`. Not found: no such revision.
struct EraseQuotes {
  StoryId story;
  CommentId comment;
  std::int64_t revision = 1;
  Hash256 was;  // of the text in which the quotations were found
  std::vector<text::Span> quotations;
};

// Erases what is known of an author but their comments: no key opens anything any more. From now on their comments
// wait to be erased (Store::erasing). Nothing happens when it was done before. Not found: no such author.
struct EraseAuthor {
  AuthorId author;
};

// All of them are. Conflict: one is not, or the author's erasure never began. Not found: no such author.
struct FinishErasing {
  AuthorId author;
};

}  // namespace comity::store
