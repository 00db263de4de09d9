// The archive from front to back, for replay: revisions and decisions are two walks in the same order, merged here.
#include <tuple>

#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

std::vector<JudgedText> judged_on(Connection& c, SiteId site, const JudgedPlace& after, std::size_t limit) {
  static const std::string sql =
      std::string("SELECT ") + revision_columns +
      ", r.story_id, r.comment_id, c.number FROM revision r CROSS JOIN comment c ON c.site_id = r.site_id AND "
      "c.story_id = r.story_id AND c.comment_id = r.comment_id WHERE r.site_id = ? AND "
      "(r.story_id, r.comment_id, r.revision) > (?, ?, ?) ORDER BY r.story_id, r.comment_id, r.revision LIMIT ?";
  std::vector<JudgedText> out;
  {
    Query query(c, sql, site, after.story, after.comment, after.revision, limit);
    while (query.step()) {
      out.push_back({{query.integer(revision_width)},
                     {query.integer(revision_width + 1)},
                     query.integer(revision_width + 2),
                     read_revision(query),
                     {}});
    }
  }
  if (out.empty()) return out;

  static const std::string decision_sql =
      std::string("SELECT ") + decision_columns +
      " FROM decision d WHERE d.site_id = ? AND (d.story_id, d.comment_id) >= (?, ?) AND (d.story_id, d.comment_id) <= "
      "(?, ?) ORDER BY d.story_id, d.comment_id, d.ordinal";
  Query query(c, decision_sql, site, out.front().story, out.front().comment, out.back().story, out.back().comment);
  std::size_t first = 0;  // of the comment that the decision is about
  while (query.step()) {
    discussion::Decision decision = read_decision(query);
    const auto about = std::tie(decision.story, decision.comment);
    while (first < out.size() && std::tie(out[first].story, out[first].comment) < about) ++first;
    for (std::size_t i = first; i < out.size() && std::tie(out[i].story, out[i].comment) == about; ++i) {
      if (out[i].revision.revision != decision.revision) continue;
      decision.clauses = clauses_of(c, site, decision.id);
      out[i].decisions.push_back(decision);
    }
  }
  return out;
}

}  // namespace comity::store::sqlite
