// The table of what waits for a person: kept in step with comments and revisions.
#pragma once

#include "store/sqlite/database.h"

namespace comity::store::sqlite {

// Writes anew what waits of one comment: its row, or none. Throws Trouble.
void put_waiting(Connection& c, SiteId site, StoryId story, CommentId comment);

// The first form of the database that has the table.
inline constexpr std::int64_t waiting_since = 7;
// All of it, for a database that had none.
void fill_waiting(Connection& c);

// The held revision of a comment that a person must decide: a condition on `comment c` and `revision r` of it.
inline constexpr std::string_view it_waits =
    "r.state = 'held' AND (c.state = 'held' OR (c.state = 'published' AND r.revision > c.live_revision)) AND NOT "
    "EXISTS (SELECT 1 FROM revision n WHERE n.site_id = r.site_id AND n.story_id = r.story_id AND n.comment_id = "
    "r.comment_id AND n.revision > r.revision AND n.state = 'held')";
// The decision that holds it: the last one, by an ORDER BY and LIMIT of the same statement.
extern const std::string hold_sql;  // site, story, comment, revision

}  // namespace comity::store::sqlite
