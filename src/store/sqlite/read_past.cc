// What came in lately, and what people decided.
#include <algorithm>
#include <tuple>

#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

namespace {

// Rows of other sites lie between; so many are passed at once.
constexpr std::int64_t most_rows_looked_at = 20'000;
constexpr std::int64_t most_comments_looked_at = 1'000;  // of one author, the latest

PastDecision read_past(Connection& c, const Query& row, int width) {
  PastDecision past{read_decision(row), read_comment(row, width), {}, {}, {}, false, false};
  discussion::Decision& d = past.decision;
  d.clauses = clauses_of(c, d.site, d.id);
  static const std::string revision_sql = std::string("SELECT ") + revision_columns +
                                          " FROM revision r WHERE r.site_id = ? AND r.story_id = ? AND r.comment_id = "
                                          "? AND r.revision = ?";
  Query revision(c, revision_sql, d.site, d.story, d.comment, d.revision);
  if (revision.step()) {
    const discussion::Revision read = read_revision(revision);
    past.text = read.text;
    past.language = read.facts.language;
  }
  Query engine(
      c,
      "SELECT decision_id FROM decision WHERE site_id = ? AND story_id = ? AND comment_id = ? AND revision = ? "
      "AND actor = 'engine' AND deed IN ('hold', 'refuse') ORDER BY ordinal DESC LIMIT 1",
      d.site, d.story, d.comment, d.revision);
  if (engine.step()) {
    past.engine_restricted = true;
    past.engine_clauses = clauses_of(c, d.site, {engine.integer(0)});
  }
  Query correction(c, "SELECT 1 FROM decision WHERE site_id = ? AND corrects = ?", d.site, d.id);
  past.corrected = correction.step();
  return past;
}

}  // namespace

Arrivals arrivals_on(Connection& c, SiteId site, std::int64_t before, std::size_t limit) {
  Arrivals out;
  if (before == 0) before = c.integer("SELECT coalesce(max(rowid), 0) + 1 FROM revision");
  static const std::string sql =
      std::string("SELECT ") + comment_columns + ", " + revision_columns +
      ", r.rowid, EXISTS (SELECT 1 FROM decision d WHERE d.site_id = r.site_id AND d.story_id = r.story_id AND "
      "d.comment_id = r.comment_id AND d.deed = 'hold' AND d.actor = 'engine' AND d.revision = r.revision) FROM "
      "revision r NOT INDEXED CROSS JOIN comment c WHERE r.rowid < ?1 AND r.rowid >= ?2 AND r.site_id = ?3 AND "
      "c.site_id = r.site_id AND c.story_id = r.story_id AND c.comment_id = r.comment_id ORDER BY r.rowid DESC LIMIT "
      "?4";
  const std::int64_t least = std::max<std::int64_t>(1, before - most_rows_looked_at);
  out.before = least > 1 ? least : 0;
  Query rows(c, sql, before, least, site, limit);
  while (rows.step()) {
    const std::int64_t place = rows.integer(comment_width + revision_width);
    out.items.push_back({place, read_comment(rows), read_revision(rows, comment_width),
                         rows.integer(comment_width + revision_width + 1) != 0});
    if (out.items.size() == limit) out.before = place;
  }
  if (out.before == 0) return out;
  // Whether there is anything more to ask for.
  Query more(c, "SELECT 1 FROM revision WHERE rowid < ? LIMIT 1", out.before);
  if (!more.step()) out.before = 0;
  return out;
}

std::vector<PastDecision> decided_on(Connection& c, SiteId site, const std::optional<DecidedPlace>& before,
                                     std::size_t limit) {
  static const std::string sql =
      std::string("SELECT ") + decision_columns + ", " + comment_columns +
      " FROM decision d INDEXED BY decision_person CROSS JOIN comment c WHERE d.site_id = ?1 AND d.actor IN "
      "('moderator', 'operator') AND (d.decided_ms, d.decision_id) < (?2, ?3) AND c.site_id = d.site_id AND c.story_id "
      "= d.story_id AND c.comment_id = d.comment_id ORDER BY d.decided_ms DESC, d.decision_id DESC LIMIT ?4";
  Query rows(c, sql, site, before ? to_ms(before->decided) : INT64_MAX, before ? before->id.value : INT64_MAX, limit);
  std::vector<PastDecision> out;
  while (rows.step()) out.push_back(read_past(c, rows, decision_width));
  return out;
}

std::vector<discussion::Decision> decided_together(Connection& c, SiteId site, const Key128& batch) {
  static const std::string sql =
      std::string("SELECT ") + decision_columns +
      " FROM decision d WHERE d.site_id = ? AND d.batch = ? AND d.batch IS NOT NULL ORDER BY "
      "d.decided_ms, d.decision_id";
  Query rows(c, sql, site, batch);
  std::vector<discussion::Decision> out;
  while (rows.step()) {
    out.push_back(read_decision(rows));
    out.back().clauses = clauses_of(c, site, out.back().id);
  }
  return out;
}

// Comment by comment: a join of both tables is planned by way of the site alone, which is a walk over all decisions.
std::vector<PastDecision> decided_about(Connection& c, SiteId site, AuthorId author, std::size_t limit) {
  static const std::string sql =
      std::string("SELECT ") + decision_columns + ", " + comment_columns +
      " FROM decision d CROSS JOIN comment c WHERE d.site_id = ?1 AND d.story_id = ?2 AND d.comment_id = ?3 AND "
      "d.ordinal "
      "> 0 AND +d.actor IN ('moderator', 'operator') AND c.site_id = ?1 AND c.story_id = ?2 AND c.comment_id = ?3";
  Query latest(c,
               "SELECT story_id, comment_id FROM comment INDEXED BY comment_author WHERE site_id = ? AND author_id = ? "
               "ORDER BY written_ms DESC LIMIT ?",
               site, author, most_comments_looked_at);
  std::vector<PastDecision> out;
  while (latest.step()) {
    Query rows(c, sql, site, latest.integer(0), latest.integer(1));
    while (rows.step()) out.push_back(read_past(c, rows, decision_width));
  }
  std::sort(out.begin(), out.end(), [](const PastDecision& a, const PastDecision& b) {
    return std::tie(b.decision.decided, b.decision.id) < std::tie(a.decision.decided, a.decision.id);
  });
  if (out.size() > limit) out.resize(limit);
  return out;
}

}  // namespace comity::store::sqlite
