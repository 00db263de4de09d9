// The list of erasures carried out again on a database that is older than it. docs/formats/erasures.md
#pragma once

#include <cstdint>
#include <string_view>

#include "actions/world.h"

namespace comity::actions {

struct Reapplied {
  std::int64_t erased = 0;  // comments, authors and senders of reports of the list that were there
  std::int64_t passed = 0;  // that are not there (they came after this copy was made), or are erased in it
  std::int64_t unread = 0;  // lines that say nothing that is known

  bool operator==(const Reapplied&) const = default;
};

// Every line of `list`, in order; quotations too. Errors: those of the store.
Result<Reapplied> apply_erasures(World& world, std::string_view list);

}  // namespace comity::actions
