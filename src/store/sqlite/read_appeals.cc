#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

namespace {

template <class... Values>
std::vector<discussion::Appeal> appeals_where(Connection& c, const std::string& sql, const Values&... values) {
  Query query(c, sql, values...);
  std::vector<discussion::Appeal> out;
  while (query.step()) out.push_back(read_appeal(query));
  return out;
}

const std::string appeal_select = std::string("SELECT ") + appeal_columns + " FROM appeal a WHERE a.site_id = ? AND ";

}  // namespace

AuthorRecord author_record(Connection& c, SiteId site, AuthorId author) {
  AuthorRecord record;
  // The author's decisions that can be strikes or correct one; and what corrects any of theirs elsewhere.
  static const std::string sql =
      std::string("SELECT ") + decision_columns +
      ", c.source_key IS NOT NULL, c.state, c.live_revision FROM decision d JOIN comment c ON c.site_id = d.site_id "
      "AND "
      "c.story_id = d.story_id AND c.comment_id = d.comment_id WHERE d.site_id = ?1 AND d.decision_id IN (SELECT "
      "o.decision_id FROM comment oc JOIN decision o ON o.site_id = oc.site_id AND o.story_id = oc.story_id AND "
      "o.comment_id = oc.comment_id WHERE oc.site_id = ?1 AND oc.author_id = ?2 AND (o.corrects IS NOT NULL OR "
      "(o.actor "
      "IN ('moderator', 'operator') AND o.deed IN ('refuse', 'remove'))) UNION SELECT k.decision_id FROM comment oc "
      "JOIN "
      "decision o ON o.site_id = oc.site_id AND o.story_id = oc.story_id AND o.comment_id = oc.comment_id JOIN "
      "decision "
      "k ON k.site_id = o.site_id AND k.corrects = o.decision_id WHERE oc.site_id = ?1 AND oc.author_id = ?2) ORDER BY "
      "d.decided_ms, d.decision_id";
  {
    Query query(c, sql, site, author);
    while (query.step()) {
      const auto state = discussion::state_from(query.text(decision_width + 1));
      if (!state) throw corrupt("an unknown word stands for a comment's state");
      record.decisions.push_back(
          {read_decision(query), query.integer(decision_width) != 0, *state, query.integer(decision_width + 2)});
    }
  }
  for (discussion::OnRecord& entry : record.decisions) entry.decision.clauses = clauses_of(c, site, entry.decision.id);
  static const std::string appeals_sql =
      std::string("SELECT ") + appeal_columns +
      " FROM comment c JOIN appeal a ON a.site_id = c.site_id AND a.story_id = c.story_id AND a.comment_id = "
      "c.comment_id WHERE c.site_id = ? AND c.author_id = ? ORDER BY a.filed_ms, a.appeal_id";
  record.appeals = appeals_where(c, appeals_sql, site, author);
  record.blocks = blocks_of(c, site, author);
  return record;
}

std::vector<discussion::Block> blocks_of(Connection& c, SiteId site, AuthorId author) {
  static const std::string sql =
      std::string("SELECT ") + block_columns +
      " FROM block b WHERE b.site_id = ? AND b.author_id = ? ORDER BY b.since_ms, b.decision_id";
  std::vector<discussion::Block> out;
  {
    Query query(c, sql, site, author);
    while (query.step()) out.push_back(read_block(query));
  }
  for (discussion::Block& block : out) {
    Query query(c, "SELECT strike_id FROM block_strike WHERE site_id = ? AND decision_id = ? ORDER BY strike_id", site,
                block.decision);
    while (query.step()) block.strikes.push_back({query.integer(0)});
  }
  return out;
}

std::int64_t written_since(Connection& c, SiteId site, AuthorId author, Time since) {
  Query query(c,
              "SELECT count(*) FROM comment WHERE site_id = ? AND author_id = ? AND written_ms >= ? AND source_key IS "
              "NULL",
              site, author, since);
  return query.step() ? query.integer(0) : 0;
}

Result<discussion::Appeal> appeal_by_id(Connection& c, SiteId site, discussion::AppealId id) {
  static const std::string sql = appeal_select + "a.appeal_id = ?";
  Query query(c, sql, site, id);
  if (!query.step()) return fail(Error::Code::not_found, "no such appeal");
  return read_appeal(query);
}

std::vector<discussion::Appeal> appeals_about(Connection& c, SiteId site, StoryId story, CommentId comment) {
  static const std::string sql = appeal_select + "a.story_id = ? AND a.comment_id = ? ORDER BY a.filed_ms, a.appeal_id";
  return appeals_where(c, sql, site, story, comment);
}

std::vector<discussion::Appeal> open_appeals(Connection& c, SiteId site, std::size_t offset, std::size_t limit) {
  static const std::string sql = appeal_select + "a.outcome IS NULL ORDER BY a.due_ms, a.appeal_id LIMIT ? OFFSET ?";
  return appeals_where(c, sql, site, limit, offset);
}

std::vector<discussion::Appeal> some_appeals(Connection& c, SiteId site, discussion::AppealId after,
                                             std::size_t limit) {
  static const std::string sql = appeal_select + "a.appeal_id > ? ORDER BY a.appeal_id LIMIT ?";
  return appeals_where(c, sql, site, after, limit);
}

}  // namespace comity::store::sqlite
