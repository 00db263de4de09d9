#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

namespace {

discussion::Proposal read_proposal(const Query& row) {
  discussion::Proposal p;
  p.site = {row.integer(0)};
  p.story = {row.integer(1)};
  p.comment = {row.integer(2)};
  p.revision = row.integer(3);
  const auto deed = discussion::deed_from(row.text(4));
  if (!deed) throw corrupt("an unknown word stands for a deed");
  p.deed = *deed;
  p.clauses = from_list(row.text(5));
  p.reason = row.text(6);
  p.freedom = row.text(7);
  p.close_branch = row.integer(8) != 0;
  p.by = row.text(9);
  p.made = row.time(10);
  return p;
}

constexpr const char* proposal_select =
    "SELECT site_id, story_id, comment_id, revision, deed, clauses, reason, freedom, close_branch, proposed_by, "
    "made_ms "
    "FROM proposal WHERE site_id = ? ";

}  // namespace

std::vector<std::int64_t> closed_branches(Connection& c, SiteId site, StoryId story) {
  Query query(c,
              "SELECT DISTINCT t.number FROM decision d JOIN comment t ON t.site_id = d.site_id AND t.story_id = "
              "d.story_id AND t.comment_id = d.comment_id WHERE d.site_id = ? AND d.story_id = ? AND d.deed = "
              "'close_replies' AND t.number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decision k WHERE k.site_id = "
              "d.site_id AND k.corrects = d.decision_id) ORDER BY t.number",
              site, story);
  std::vector<std::int64_t> out;
  while (query.step()) out.push_back(query.integer(0));
  return out;
}

bool is_in_closed_branch(Connection& c, SiteId site, StoryId story, CommentId comment) {
  {
    Query any(c, "SELECT 1 FROM decision WHERE site_id = ? AND story_id = ? AND deed = 'close_replies' LIMIT 1", site,
              story);
    if (!any.step()) return false;
  }
  Query query(c,
              "WITH RECURSIVE up (id) AS (SELECT ?3 UNION SELECT t.reply_to FROM up JOIN comment t ON t.site_id = ?1 "
              "AND t.story_id = ?2 AND t.comment_id = up.id WHERE t.reply_to IS NOT NULL) SELECT 1 FROM up CROSS JOIN "
              "decision d ON d.site_id = ?1 AND d.story_id = ?2 AND d.comment_id = up.id AND d.deed = 'close_replies' "
              "WHERE NOT EXISTS (SELECT 1 FROM decision k WHERE k.site_id = ?1 AND k.corrects = d.decision_id) LIMIT 1",
              site, story, comment);
  return query.step();
}

Result<discussion::Proposal> proposal_about(Connection& c, SiteId site, StoryId story, CommentId comment) {
  static const std::string sql = std::string(proposal_select) + "AND story_id = ? AND comment_id = ?";
  Query query(c, sql, site, story, comment);
  if (!query.step()) return fail(Error::Code::not_found, "no such proposal");
  return read_proposal(query);
}

std::vector<discussion::Proposal> proposals_on(Connection& c, SiteId site) {
  static const std::string sql = std::string(proposal_select) + "ORDER BY made_ms, story_id, comment_id";
  Query query(c, sql, site);
  std::vector<discussion::Proposal> out;
  while (query.step()) out.push_back(read_proposal(query));
  return out;
}

}  // namespace comity::store::sqlite
