// What the server does by itself about words and data: it finishes erasures, empties what was kept long enough, and
// forgets who reported.
#pragma once

#include "actions/world.h"

namespace comity::actions {

struct Kept {
  std::int64_t erased = 0;     // comments of authors who are erased
  std::int64_t emptied = 0;    // comments whose words were kept long enough (discussion/retention.h)
  bool all = true;             // false: there is more to do; call again soon
  std::int64_t forgotten = 0;  // reports whose words and sender were

  bool operator==(const Kept&) const = default;
};

// In small steps beside posting, at most about `at_most` comments at once. Errors: those of the store.
Result<Kept> keep_promises(World& world, const discussion::Site& site, std::size_t at_most);

}  // namespace comity::actions
