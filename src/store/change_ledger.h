// What is written to a site's ledger besides the entries of new decisions, which travel with AddDecision.
#pragma once

#include <string>
#include <vector>

#include "discussion/decision_leaf.h"

namespace comity::store {

// Appends decisions that have no entry yet, in this order, as older than the ledger; those that have one are passed
// over. With `all`: no others are left, and from now on a decision without an entry is a finding. Not found: no such
// decision. Conflict: `all`, and there are others.
struct LogEarlier {
  struct Item {
    DecisionId decision;
    discussion::Salts salts = discussion::new_salts();
  };
  std::vector<Item> decisions;
  bool all = false;
};

// Begins the site's next log, whose first entry cites the last checkpoint of log number `after`. Entries beyond that
// checkpoint were promised to nobody: they leave the old log, and their decisions wait for LogEarlier. Nothing happens
// when log `after` was never signed. Conflict: `after` is not the newest log. Not found: the site has none.
struct BeginLog {
  std::int64_t after = 1;
};

// Keeps a signed checkpoint of the site's newest log; of each day the last one stays. The first one gives the log its
// key. Conflict: another log's, another key's, of more entries than the log has or of fewer than the last one kept.
struct KeepCheckpoint {
  std::int64_t log = 1;
  std::uint64_t size = 0;
  Hash256 key;       // the public one
  std::string note;  // as signed
};

// Destroys the salts of all decisions about a comment: what their entries seal can never be shown or guessed again.
struct DropSalts {
  StoryId story;
  CommentId comment;
};

}  // namespace comity::store
