#include "store/sqlite/waiting.h"

#include "campaign/same_words.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

const std::string hold_sql =
    std::string("SELECT ") + decision_columns +
    " FROM decision d WHERE d.site_id = ? AND d.story_id = ? AND d.comment_id = ? AND d.deed = 'hold' AND "
    "d.revision = ? ORDER BY d.ordinal DESC LIMIT 1";

void put_waiting(Connection& c, SiteId site, StoryId story, CommentId comment) {
  Query(c, "DELETE FROM waiting_clause WHERE site_id = ? AND story_id = ? AND comment_id = ?", site, story, comment)
      .run();
  Query(c, "DELETE FROM waiting WHERE site_id = ? AND story_id = ? AND comment_id = ?", site, story, comment).run();
  static const std::string sql =
      std::string("SELECT ") + revision_columns +
      " FROM comment c JOIN revision r ON r.site_id = c.site_id AND r.story_id = c.story_id AND r.comment_id = "
      "c.comment_id WHERE c.site_id = ? AND c.story_id = ? AND c.comment_id = ? AND " +
      std::string(it_waits);
  discussion::Revision revision;
  {
    Query query(c, sql, site, story, comment);
    if (!query.step()) return;
    revision = read_revision(query);
  }
  Query(c,
        "INSERT INTO waiting (site_id, story_id, comment_id, revision, written_ms, language, words) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        site, story, comment, revision.revision, revision.written, revision.facts.language,
        campaign::same_words(revision.text))
      .run();
  DecisionId hold;
  {
    Query query(c, hold_sql, site, story, comment, revision.revision);
    if (query.step()) hold = read_decision(query).id;
  }
  std::vector<std::string> clauses;
  if (hold) clauses = clauses_of(c, site, hold);
  if (clauses.empty()) clauses.emplace_back();
  for (const std::string& clause : clauses)
    Query(c,
          "INSERT INTO waiting_clause (site_id, clause, written_ms, story_id, comment_id) VALUES (?, ?, ?, ?, ?) "
          "ON CONFLICT DO NOTHING",
          site, clause, revision.written, story, comment)
        .run();
}

void fill_waiting(Connection& c) {
  struct Place {
    SiteId site;
    StoryId story;
    CommentId comment;
  };
  std::vector<Place> held;
  {
    Query query(c, "SELECT DISTINCT site_id, story_id, comment_id FROM revision WHERE state = 'held'");
    while (query.step()) held.push_back({{query.integer(0)}, {query.integer(1)}, {query.integer(2)}});
  }
  for (const Place& place : held) put_waiting(c, place.site, place.story, place.comment);
}

}  // namespace comity::store::sqlite
