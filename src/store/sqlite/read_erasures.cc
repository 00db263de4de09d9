#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

std::vector<AuthorId> authors_erasing(Connection& c, SiteId site) {
  Query query(c, "SELECT author_id FROM author WHERE site_id = ? AND erasing = 1 ORDER BY author_id", site);
  std::vector<AuthorId> out;
  while (query.step()) out.push_back({query.integer(0)});
  return out;
}

std::vector<discussion::Comment> written_by(Connection& c, SiteId site, AuthorId author, const WrittenPlace& after,
                                            std::size_t limit) {
  static const std::string sql = std::string("SELECT ") + comment_columns +
                                 " FROM comment c WHERE c.site_id = ? AND c.author_id = ? AND (c.written_ms, "
                                 "c.story_id, c.comment_id) > (?, ?, ?) "
                                 "ORDER BY c.written_ms, c.story_id, c.comment_id LIMIT ?";
  Query query(c, sql, site, author, after.written, after.story, after.comment, limit);
  std::vector<discussion::Comment> out;
  while (query.step()) out.push_back(read_comment(query));
  return out;
}

std::vector<discussion::Comment> kept_since(Connection& c, SiteId site, discussion::State state, Time before,
                                            const CommentPlace& after, std::size_t limit) {
  static const std::string sql =
      std::string("SELECT ") + comment_columns +
      " FROM comment c WHERE c.site_id = ?1 AND c.state = ?2 AND c.emptied_ms IS NULL AND c.state IN ('withdrawn', "
      "'refused', 'removed', 'returned') AND (c.story_id, c.comment_id) > (?3, ?4) AND coalesce((SELECT "
      "max(d.decided_ms) FROM decision d WHERE d.site_id = c.site_id AND d.story_id = c.story_id AND d.comment_id = "
      "c.comment_id), c.written_ms) < ?5 AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.site_id = c.site_id AND "
      "a.story_id = c.story_id AND a.comment_id = c.comment_id AND a.outcome IS NULL) AND NOT EXISTS (SELECT 1 FROM "
      "danger g WHERE g.site_id = c.site_id AND g.story_id = c.story_id AND g.comment_id = c.comment_id AND g.ended_ms "
      "IS NULL) ORDER BY c.story_id, "
      "c.comment_id LIMIT ?6";
  Query query(c, sql, site, name(state), after.story, after.comment, before, limit);
  std::vector<discussion::Comment> out;
  while (query.step()) out.push_back(read_comment(query));
  return out;
}

}  // namespace comity::store::sqlite
