#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/waiting.h"

namespace comity::store::sqlite {

namespace {

using discussion::State;

tl::unexpected<Error> missing() { return fail(Error::Code::not_found, "no such comment"); }

Result<discussion::Comment> one(Query& query) {
  if (!query.step()) return missing();
  return read_comment(query);
}

// A comment with the revision that is shown and the number of the comment it answers.
std::string stored_select(std::string_view where) {
  return std::string("SELECT ") + comment_columns + ", " + revision_columns +
         ", t.number FROM comment c JOIN revision r ON r.site_id = c.site_id AND r.story_id = c.story_id AND "
         "r.comment_id = c.comment_id AND r.revision = CASE WHEN c.live_revision > 0 THEN c.live_revision ELSE "
         "c.last_revision END LEFT JOIN comment t ON t.site_id = c.site_id AND t.story_id = c.story_id AND "
         "t.comment_id = c.reply_to WHERE " +
         std::string(where);
}

StoredComment read_stored(Connection& c, const Query& row) {
  StoredComment out{read_comment(row), read_revision(row, comment_width), 0, {}, {}};
  out.reply_to_number = row.integer(comment_width + revision_width);
  const discussion::Comment& comment = out.comment;
  if ((comment.state == State::removed || comment.state == State::refused) && comment.decision)
    out.clauses = clauses_of(c, comment.site, comment.decision);
  if (comment.live_revision > 1) out.edited = out.revision.written;
  return out;
}

}  // namespace

std::optional<StoredComment> numbered(Connection& c, SiteId site, StoryId story, std::int64_t number) {
  static const std::string sql = stored_select("c.site_id = ? AND c.story_id = ? AND c.number = ?");
  Query query(c, sql, site, story, number);
  if (!query.step()) return std::nullopt;
  return read_stored(c, query);
}

Result<discussion::Comment> comment_by_id(Connection& c, SiteId site, StoryId story, CommentId id) {
  static const std::string sql = std::string("SELECT ") + comment_columns +
                                 " FROM comment c WHERE c.site_id = ? AND c.story_id = ? AND c.comment_id = ?";
  Query query(c, sql, site, story, id);
  return one(query);
}

Result<discussion::Comment> comment_by_receipt(Connection& c, const Key128& receipt) {
  // Every key begins with its site: one probe for each of the few sites.
  static const std::string sql = std::string("SELECT ") + comment_columns +
                                 " FROM site s CROSS JOIN comment c WHERE c.site_id = s.site_id AND c.receipt = ? "
                                 "ORDER BY s.site_id LIMIT 1";
  Query query(c, sql, receipt);
  return one(query);
}

Result<discussion::Comment> comment_by_case_code(Connection& c, SiteId site, std::string_view code) {
  static const std::string sql =
      std::string("SELECT ") + comment_columns + " FROM comment c WHERE c.site_id = ? AND c.case_code = ?";
  Query query(c, sql, site, code);
  return one(query);
}

Result<discussion::Comment> comment_by_source_key(Connection& c, SiteId site, std::string_view key) {
  static const std::string sql =
      std::string("SELECT ") + comment_columns + " FROM comment c WHERE c.site_id = ? AND c.source_key = ?";
  Query query(c, sql, site, key);
  return one(query);
}

std::vector<discussion::Revision> revisions_of(Connection& c, SiteId site, StoryId story, CommentId id) {
  static const std::string sql = std::string("SELECT ") + revision_columns +
                                 " FROM revision r WHERE r.site_id = ? AND r.story_id = ? AND r.comment_id = ? "
                                 "ORDER BY r.revision";
  Query query(c, sql, site, story, id);
  std::vector<discussion::Revision> out;
  while (query.step()) out.push_back(read_revision(query));
  return out;
}

std::optional<discussion::Decision> decision_by_id(Connection& c, SiteId site, DecisionId id) {
  static const std::string sql =
      std::string("SELECT ") + decision_columns + " FROM decision d WHERE d.site_id = ? AND d.decision_id = ?";
  Query query(c, sql, site, id);
  if (!query.step()) return std::nullopt;
  discussion::Decision decision = read_decision(query);
  decision.clauses = clauses_of(c, site, id);
  return decision;
}

std::vector<discussion::Decision> decisions_of(Connection& c, SiteId site, StoryId story, CommentId id) {
  static const std::string sql = std::string("SELECT ") + decision_columns +
                                 " FROM decision d WHERE d.site_id = ? AND d.story_id = ? AND d.comment_id = ? "
                                 "ORDER BY d.ordinal";
  Query query(c, sql, site, story, id);
  std::vector<discussion::Decision> out;
  while (query.step()) {
    out.push_back(read_decision(query));
    out.back().clauses = clauses_of(c, site, out.back().id);
  }
  return out;
}

std::vector<discussion::Comment> some_comments(Connection& c, SiteId site, StoryId story, CommentId after,
                                               std::size_t limit) {
  static const std::string sql = std::string("SELECT ") + comment_columns +
                                 " FROM comment c WHERE c.site_id = ? AND c.story_id = ? AND c.comment_id > ? "
                                 "ORDER BY c.comment_id LIMIT ?";
  Query query(c, sql, site, story, after, limit);
  std::vector<discussion::Comment> out;
  while (query.step()) out.push_back(read_comment(query));
  return out;
}

std::vector<StoredComment> comments_by_author(Connection& c, SiteId site, StoryId story, AuthorId author, Time since,
                                              std::size_t limit) {
  static const std::string sql = stored_select(
      "c.site_id = ? AND c.author_id = ? AND c.written_ms >= ? AND c.story_id = ? "
      "ORDER BY c.written_ms DESC, c.comment_id DESC LIMIT ?");
  Query query(c, sql, site, author, since, story, limit);
  std::vector<StoredComment> out;
  while (query.step()) out.push_back(read_stored(c, query));
  return out;
}

std::vector<HeldItem> held_on(Connection& c, SiteId site, std::size_t offset, std::size_t limit) {
  static const std::string sql =
      std::string("SELECT ") + comment_columns + ", " + revision_columns +
      " FROM revision r INDEXED BY revision_held CROSS JOIN comment c WHERE r.site_id = ? AND "
      "c.site_id = r.site_id AND c.story_id = r.story_id AND c.comment_id = r.comment_id AND " +
      std::string(it_waits) + " ORDER BY r.written_ms, r.story_id, r.comment_id LIMIT ? OFFSET ?";
  Query query(c, sql, site, limit, offset);
  std::vector<HeldItem> out;
  while (query.step()) {
    HeldItem item{read_comment(query), read_revision(query, comment_width), {}};
    Query hold(c, hold_sql, site, item.comment.story, item.comment.id, item.revision.revision);
    if (hold.step()) {
      item.decision = read_decision(hold);
      item.decision.clauses = clauses_of(c, site, item.decision.id);
    }
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace comity::store::sqlite
