// The log of applied changes, read by every process on the same file: who wrote what was touched, in order.
#pragma once

#include "store/sqlite/database.h"
#include "store/store.h"

namespace comity::store::sqlite {

std::string to_bytes(const std::vector<StoryTouched>& touched);
// Throws Trouble (corrupt).
std::vector<StoryTouched> from_bytes(const std::string& bytes, std::int64_t log_position);

std::int64_t last_position(Connection& connection);

// What was touched above `after`, in order of log position.
std::vector<StoryTouched> touched_above(Connection& connection, std::int64_t after);

// Forgets a few of the changes that are older than 48 hours before `now`; never the last one.
void forget_old(Connection& connection, Time now);

}  // namespace comity::store::sqlite
