// Every restriction of a site once, counted. The language of a text stands in its facts, which SQL cannot read.
#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"
#include "store/tally_sheet.h"

namespace comity::store::sqlite {

std::vector<DecisionTally> tallies_of(Connection& c, SiteId site) {
  static const std::string sql =
      std::string("SELECT ") + decision_columns +
      ", r.facts, coalesce((SELECT k.clause FROM decision_clause k WHERE k.site_id = d.site_id AND k.decision_id = "
      "d.decision_id AND k.ordinal = 1), ''), EXISTS (SELECT 1 FROM decision t WHERE t.site_id = d.site_id AND "
      "t.corrects = d.decision_id) OR (d.deed = 'hold' AND d.actor = 'engine' AND EXISTS (SELECT 1 FROM decision p "
      "WHERE p.site_id = d.site_id AND p.story_id = d.story_id AND p.comment_id = d.comment_id AND p.ordinal > "
      "d.ordinal AND p.revision = d.revision AND p.deed = 'publish' AND p.actor IN ('moderator', 'operator'))) FROM "
      "decision d JOIN revision r ON r.site_id = d.site_id AND r.story_id = d.story_id AND r.comment_id = d.comment_id "
      "AND r.revision = d.revision WHERE d.site_id = ? AND d.deed NOT IN ('publish', 'withdraw', 'restore', 'keep')";
  TallySheet sheet;
  Query row(c, sql, site);
  while (row.step()) {
    const auto facts = policy::decoded(row.blob(decision_width));
    if (!facts) throw corrupt(facts.error().detail);
    sheet.count(read_decision(row), row.text(decision_width + 1), facts->language,
                row.integer(decision_width + 2) != 0);
  }
  return sheet.rows();
}

}  // namespace comity::store::sqlite
