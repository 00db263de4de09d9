// Every rule between rows that can be said in SQL. Each query gives one line of English for each thing wrong.
#include <array>

#include "base/crypto.h"
#include "store/sqlite/reads.h"

namespace comity::store::sqlite {

namespace {

constexpr std::size_t most_findings = 1000;

constexpr std::array rules = {
    "SELECT format('story %lld of site %lld: counts %lld published, %lld held, %lld refused; its comments are %lld, "
    "%lld, %lld', s.story_id, s.site_id, s.published, s.held, s.refused, n.p, n.h, n.r) FROM story s JOIN (SELECT "
    "s2.site_id AS site_id, s2.story_id AS story_id, count(CASE c.state WHEN 'published' THEN 1 END) AS p, "
    "count(CASE c.state WHEN 'held' THEN 1 END) AS h, count(CASE c.state WHEN 'refused' THEN 1 END) AS r FROM story s2 "
    "LEFT JOIN comment c ON c.site_id = s2.site_id AND c.story_id = s2.story_id GROUP BY s2.site_id, s2.story_id) n "
    "ON n.site_id = s.site_id AND n.story_id = s.story_id "
    "WHERE (s.published, s.held, s.refused) IS NOT (n.p, n.h, n.r)",

    "SELECT format('story %lld of site %lld: the next number is %lld, and %lld comments have one, up to %lld', "
    "s.story_id, s.site_id, s.next_number, n.many, n.top) FROM story s JOIN (SELECT s2.site_id AS site_id, s2.story_id "
    "AS story_id, count(c.number) AS many, coalesce(max(c.number), 0) AS top FROM story s2 LEFT JOIN comment c ON "
    "c.site_id = s2.site_id AND c.story_id = s2.story_id GROUP BY s2.site_id, s2.story_id) n ON n.site_id = s.site_id "
    "AND n.story_id = s.story_id WHERE n.many <> s.next_number - 1 OR n.top <> s.next_number - 1",

    "SELECT format('story %lld of site %lld: the next place is %lld, and %lld is taken', s.story_id, s.site_id, "
    "s.next_comment, max(c.comment_id)) FROM story s JOIN comment c ON c.site_id = s.site_id AND c.story_id = "
    "s.story_id GROUP BY s.site_id, s.story_id HAVING max(c.comment_id) >= s.next_comment",

    // The oldest are forgotten (Options::events_kept); what is left runs without a gap to the position.
    "SELECT format('story %lld of site %lld: its position is %lld, and it has %lld events, from %lld to %lld', "
    "s.story_id, s.site_id, s.position, count(e.event_id), coalesce(min(e.event_id), 0), coalesce(max(e.event_id), 0)) "
    "FROM story s LEFT JOIN event e ON e.site_id = s.site_id AND e.story_id = s.story_id GROUP BY s.site_id, "
    "s.story_id HAVING coalesce(max(e.event_id), 0) <> s.position OR count(e.event_id) <> "
    "coalesce(max(e.event_id) - min(e.event_id) + 1, 0)",

    "SELECT format('story %lld of site %lld: %d of its addresses are its own', s.story_id, s.site_id, count(CASE "
    "u.ordinal WHEN 0 THEN 1 END)) "
    "FROM story s JOIN story_url u ON u.site_id = s.site_id AND u.story_id = s.story_id GROUP BY s.site_id, s.story_id "
    "HAVING count(CASE u.ordinal WHEN 0 THEN 1 END) <> 1 OR count(DISTINCT u.ordinal) <> count(*)",

    "SELECT format('author %lld of site %lld: counts %lld published, %lld refused; the comments are %lld, %lld', "
    "a.author_id, a.site_id, a.published, a.refused, n.p, n.r) FROM author a JOIN (SELECT a2.site_id AS site_id, "
    "a2.author_id AS author_id, count(CASE c.state WHEN 'published' THEN 1 END) AS p, count(CASE c.state WHEN "
    "'refused' "
    "THEN 1 END) AS r FROM author a2 LEFT JOIN comment c ON c.site_id = a2.site_id AND c.author_id = a2.author_id "
    "GROUP BY a2.site_id, a2.author_id) n ON n.site_id = a.site_id AND n.author_id = a.author_id WHERE (a.published, "
    "a.refused) IS NOT (n.p, n.r)",

    // What Applying::strikes_at counts of one comment, of all.
    "SELECT format('author %lld of site %lld: has %lld strikes; the decisions make %lld', a.author_id, a.site_id, "
    "a.strikes, coalesce(n.many, 0)) FROM author a LEFT JOIN (SELECT d.site_id AS site_id, c.author_id AS author_id, "
    "count(*) AS many FROM decision d JOIN comment c ON c.site_id = d.site_id AND c.story_id = d.story_id AND "
    "c.comment_id = d.comment_id WHERE d.actor IN ('moderator', 'operator') AND d.deed IN ('refuse', 'remove') AND "
    "c.source_key IS NULL AND c.state <> 'withdrawn' AND d.revision >= c.live_revision AND NOT EXISTS (SELECT 1 FROM "
    "decision k WHERE k.site_id = d.site_id AND k.corrects = d.decision_id) AND NOT EXISTS (SELECT 1 FROM appeal o "
    "WHERE o.site_id = d.site_id AND o.decision_id = d.decision_id AND o.outcome IS NULL) GROUP BY d.site_id, "
    "c.author_id) n ON n.site_id = a.site_id AND n.author_id = a.author_id WHERE a.strikes <> coalesce(n.many, 0)",

    "SELECT format('author %lld of site %lld: is marked as restricted %lld, and the blocks say otherwise', "
    "a.author_id, a.site_id, a.restricted) FROM author a WHERE a.restricted <> EXISTS (SELECT 1 FROM block b WHERE "
    "b.site_id = a.site_id AND b.author_id = a.author_id AND b.deed <> 'warn' AND b.lifted_ms IS NULL)",

    "SELECT format('block %lld of site %lld: no decision of its kind about a comment of its author made it', "
    "b.decision_id, b.site_id) FROM block b WHERE NOT EXISTS (SELECT 1 FROM decision d JOIN comment c ON c.site_id = "
    "d.site_id AND c.story_id = d.story_id AND c.comment_id = d.comment_id WHERE d.site_id = b.site_id AND "
    "d.decision_id = b.decision_id AND d.deed = b.deed AND c.author_id = b.author_id AND (d.story_id, d.comment_id) = "
    "(b.story_id, b.comment_id) AND d.actor IN ('moderator', 'operator'))",

    "SELECT format('block %lld of site %lld: the warning before it is none of this author', b.decision_id, b.site_id) "
    "FROM block b WHERE b.deed = 'block' AND NOT EXISTS (SELECT 1 FROM block w WHERE w.site_id = b.site_id AND "
    "w.decision_id = b.warning_id AND w.author_id = b.author_id AND w.deed = 'warn' AND w.since_ms <= b.since_ms)",

    "SELECT format('appeal %lld of site %lld: its decision, or the answer, is about another comment', a.appeal_id, "
    "a.site_id) FROM appeal a WHERE NOT EXISTS (SELECT 1 FROM decision d WHERE d.site_id = a.site_id AND d.decision_id "
    "= a.decision_id AND (d.story_id, d.comment_id) = (a.story_id, a.comment_id)) OR (a.answer_id IS NOT NULL AND NOT "
    "EXISTS (SELECT 1 FROM decision d WHERE d.site_id = a.site_id AND d.decision_id = a.answer_id AND (d.story_id, "
    "d.comment_id) = (a.story_id, a.comment_id)))",

    "SELECT format('appeal %lld of site %lld: answered by who made the decision', a.appeal_id, a.site_id) FROM appeal "
    "a "
    "JOIN decision d ON d.site_id = a.site_id AND d.decision_id = a.decision_id WHERE a.outcome IS NOT NULL AND a.look "
    "<> 'same_later' AND a.decided_by IN (d.actor_name, d.proposed_by)",

    "SELECT format('report %lld of site %lld: its answer is about another comment, or its revision is not there', "
    "r.report_id, r.site_id) FROM report r WHERE NOT EXISTS (SELECT 1 FROM revision v WHERE v.site_id = r.site_id AND "
    "(v.story_id, v.comment_id, v.revision) = (r.story_id, r.comment_id, r.revision)) OR (r.answer_id IS NOT NULL AND "
    "NOT EXISTS (SELECT 1 FROM decision d WHERE d.site_id = r.site_id AND d.decision_id = r.answer_id AND (d.story_id, "
    "d.comment_id) = (r.story_id, r.comment_id)))",

    "SELECT format('report %lld of site %lld: a comment has its case code', r.report_id, r.site_id) FROM report r JOIN "
    "comment c ON c.site_id = r.site_id AND c.case_code = r.case_code WHERE r.case_code IS NOT NULL",

    "SELECT format('order %lld of site %lld: what carries it out is about another comment', o.order_id, o.site_id) "
    "FROM "
    "authority_order o WHERE o.decision_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.site_id = "
    "o.site_id AND d.decision_id = o.decision_id AND (d.story_id, d.comment_id) = (o.story_id, o.comment_id))",

    "SELECT format('comment %lld in story %lld of site %lld: its last revision is %lld, and it has %lld up to %lld', "
    "c.comment_id, c.story_id, c.site_id, c.last_revision, count(r.revision), coalesce(max(r.revision), 0)) FROM "
    "comment c LEFT JOIN revision r ON r.site_id = c.site_id AND r.story_id = c.story_id AND r.comment_id = "
    "c.comment_id GROUP BY c.site_id, c.story_id, c.comment_id HAVING count(r.revision) <> c.last_revision OR "
    "max(r.revision) IS NOT c.last_revision",

    "SELECT format('comment %lld in story %lld of site %lld: published, and no revision is live', comment_id, "
    "story_id, "
    "site_id) FROM comment WHERE state = 'published' AND live_revision = 0",

    "SELECT format('comment %lld in story %lld of site %lld: its live revision %lld is not published', c.comment_id, "
    "c.story_id, c.site_id, c.live_revision) FROM comment c LEFT JOIN revision r ON r.site_id = c.site_id AND "
    "r.story_id = c.story_id AND r.comment_id = c.comment_id AND r.revision = c.live_revision WHERE c.live_revision > "
    "0 "
    "AND r.state IS NOT 'published'",

    "SELECT format('comment %lld in story %lld of site %lld: it is emptied, and revision %lld has words', "
    "c.comment_id, c.story_id, c.site_id, r.revision) FROM comment c CROSS JOIN revision r WHERE c.emptied_ms IS NOT "
    "NULL AND r.site_id = c.site_id AND r.story_id = c.story_id AND r.comment_id = c.comment_id AND r.text <> ''",

    "SELECT format('comment %lld in story %lld of site %lld: its author is erased, and it is not', c.comment_id, "
    "c.story_id, c.site_id) FROM author a CROSS JOIN comment c WHERE a.erased_ms IS NOT NULL AND a.erasing = 0 AND "
    "c.site_id = a.site_id AND c.author_id = a.author_id AND c.erased = 0",

    "SELECT format('comment %lld in story %lld of site %lld: its standing decision is about another comment', "
    "c.comment_id, c.story_id, c.site_id) FROM comment c JOIN decision d ON d.site_id = c.site_id AND d.decision_id = "
    "c.decision_id WHERE (d.story_id, d.comment_id) IS NOT (c.story_id, c.comment_id)",

    "SELECT format('comment %lld in story %lld of site %lld: its decisions are not 1, 2, 3 ...', comment_id, story_id, "
    "site_id) FROM decision GROUP BY site_id, story_id, comment_id HAVING max(ordinal) <> count(*)",

    // A reply's chain must end at a root: whoever no walk down from the roots reaches stands in a circle.
    "WITH RECURSIVE reached (site_id, story_id, comment_id) AS (SELECT site_id, story_id, comment_id FROM comment "
    "WHERE "
    "reply_to IS NULL AND EXISTS (SELECT 1 FROM later l WHERE l.site_id = comment.site_id AND l.story_id = "
    "comment.story_id) UNION SELECT c.site_id, c.story_id, c.comment_id FROM reached r JOIN comment c ON c.site_id = "
    "r.site_id AND c.story_id = r.story_id AND c.reply_to = r.comment_id), later (site_id, story_id) AS (SELECT "
    "DISTINCT site_id, story_id FROM comment WHERE reply_to >= comment_id) SELECT format('comment %lld in story %lld "
    "of "
    "site %lld: its chain of replies never ends', comment_id, story_id, site_id) FROM comment c WHERE EXISTS (SELECT 1 "
    "FROM later l WHERE l.site_id = c.site_id AND l.story_id = c.story_id) AND NOT EXISTS (SELECT 1 FROM reached r "
    "WHERE r.site_id = c.site_id AND r.story_id = c.story_id AND r.comment_id = c.comment_id)",

    "SELECT format('event %lld in story %lld of site %lld: tells another number than its comment has', e.event_id, "
    "e.story_id, e.site_id) FROM event e JOIN comment c ON c.site_id = e.site_id AND c.story_id = e.story_id AND "
    "c.comment_id = e.comment_id WHERE c.number IS NOT e.number",

    "SELECT format('site %lld: the policy in force is not the one last put in force', s.site_id) FROM site s WHERE "
    "s.policy_id IS NOT (SELECT policy_id FROM policy_history h WHERE h.site_id = s.site_id ORDER BY ordinal DESC "
    "LIMIT "
    "1)",

    "SELECT format('site %lld: policy %lld in its history was tried with %lld verdicts changed, and they are told "
    "otherwise', r.site_id, r.ordinal, r.changed) FROM policy_replay r WHERE r.changed <> (SELECT coalesce(sum(texts), "
    "0) FROM policy_replay_action a WHERE a.site_id = r.site_id AND a.ordinal = r.ordinal)",

    "SELECT format('site %lld: the correction in force is not the one last switched on', s.site_id) FROM site s WHERE "
    "s.correction_id IS NOT (SELECT correction_id FROM correction_switch h WHERE h.site_id = s.site_id ORDER BY "
    "ordinal DESC LIMIT 1)",

    "SELECT format('comment %lld in story %lld of site %lld: revision %lld waits for a person, and the queue says %s', "
    "x.comment_id, x.story_id, x.site_id, x.revision, x.said) FROM (SELECT c.site_id AS site_id, c.story_id AS "
    "story_id, c.comment_id AS comment_id, r.revision AS revision, coalesce((SELECT 'revision ' || w.revision FROM "
    "waiting w WHERE w.site_id = c.site_id AND w.story_id = c.story_id AND w.comment_id = c.comment_id AND "
    "w.written_ms "
    "= r.written_ms), 'nothing') AS said FROM revision r CROSS JOIN comment c WHERE c.site_id = r.site_id AND "
    "c.story_id = r.story_id AND c.comment_id = r.comment_id AND r.state = 'held' AND (c.state = 'held' OR (c.state = "
    "'published' AND r.revision > c.live_revision)) AND NOT EXISTS (SELECT 1 FROM revision n WHERE n.site_id = "
    "r.site_id AND n.story_id = r.story_id AND n.comment_id = r.comment_id AND n.revision > r.revision AND n.state = "
    "'held')) x WHERE x.said <> 'revision ' || x.revision",

    "SELECT format('comment %lld in story %lld of site %lld: the queue shows it, and it does not wait', w.comment_id, "
    "w.story_id, w.site_id) FROM waiting w CROSS JOIN comment c CROSS JOIN revision r WHERE c.site_id = w.site_id AND "
    "c.story_id = w.story_id AND c.comment_id = w.comment_id AND r.site_id = w.site_id AND r.story_id = w.story_id AND "
    "r.comment_id = w.comment_id AND r.revision = w.revision AND NOT (r.state = 'held' AND (c.state = 'held' OR "
    "(c.state = 'published' AND r.revision > c.live_revision)))",

    "SELECT format('contact %lld of site %lld: its owner, %s %lld, is not there', c.contact_id, c.site_id, "
    "c.owner_kind, c.owner_id) FROM contact c WHERE (c.owner_kind = 'author' AND NOT EXISTS (SELECT 1 FROM author a "
    "WHERE a.site_id = c.site_id AND a.author_id = c.owner_id)) OR (c.owner_kind = 'staff' AND NOT EXISTS (SELECT 1 "
    "FROM person p WHERE p.site_id = c.site_id AND p.person_id = c.owner_id))",

    "SELECT format('account %lld of site %lld: it is open, and its author is none of the kind account', a.author_id, "
    "a.site_id) FROM account a JOIN author o ON o.site_id = a.site_id AND o.author_id = a.author_id WHERE a.opened_ms "
    "IS NOT NULL AND o.kind <> 'account'",

    "SELECT format('account %lld of site %lld: its author is erased, and it is still there', a.author_id, a.site_id) "
    "FROM account a JOIN author o ON o.site_id = a.site_id AND o.author_id = a.author_id WHERE o.erased_ms IS NOT NULL",

    "SELECT format('account %lld of site %lld: a name it gave up is an account''s, or it is not open', f.author_id, "
    "f.site_id) FROM former_name f WHERE EXISTS (SELECT 1 FROM account a WHERE a.site_id = f.site_id AND a.look = "
    "f.look) OR NOT EXISTS (SELECT 1 FROM account o WHERE o.site_id = f.site_id AND o.author_id = f.author_id AND "
    "o.opened_ms IS NOT NULL)",

    "SELECT format('account %lld of site %lld: a session of it, and it is not open', a.author_id, a.site_id) FROM "
    "account a JOIN reader_session s ON s.site_id = a.site_id AND s.author_id = a.author_id WHERE a.opened_ms IS NULL",

    "SELECT format('account %lld of site %lld: mutes %lld for a comment of somebody else', m.author_id, m.site_id, "
    "m.muted_id) FROM mute m JOIN comment c ON c.site_id = m.site_id AND c.story_id = m.story_id AND c.comment_id = "
    "m.comment_id WHERE c.author_id IS NOT m.muted_id",

    // A code is for when the app or the passkey is not there.
    "SELECT format('person %lld of site %lld: has recovery codes, and no second step', p.person_id, p.site_id) FROM "
    "person p WHERE p.totp_secret IS NULL AND EXISTS (SELECT 1 FROM person_recovery r WHERE r.site_id = p.site_id AND "
    "r.person_id = p.person_id) AND NOT EXISTS (SELECT 1 FROM passkey k WHERE k.site_id = p.site_id AND k.person_id = "
    "p.person_id)",

    "SELECT format('person %lld of site %lld: was removed, and has a passkey', p.person_id, p.site_id) FROM person p "
    "WHERE p.removed_ms IS NOT NULL AND EXISTS (SELECT 1 FROM passkey k WHERE k.site_id = p.site_id AND k.person_id = "
    "p.person_id)",

    "SELECT format('person %lld of site %lld: has %lld passkeys', k.person_id, k.site_id, count(*)) FROM passkey k "
    "GROUP BY k.site_id, k.person_id HAVING count(*) > 10",

    "SELECT format('site key %s belongs to %d sites', key, count(*)) FROM site GROUP BY key HAVING count(*) > 1",
};

void add_rows(Connection& c, const char* sql, std::vector<std::string>& out) {
  Query query(c, sql);
  while (out.size() < most_findings && query.step()) out.push_back(query.text(0));
}

}  // namespace

std::vector<std::string> findings_in(Connection& c) {
  std::vector<std::string> out;
  add_rows(c, "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'", out);
  add_rows(c,
           "SELECT format('%s: row %lld names a row of %s that is not there', \"table\", rowid, parent) FROM "
           "pragma_foreign_key_check",
           out);
  // What is damaged below cannot be asked about rules above.
  if (!out.empty()) return out;
  for (const char* rule : rules) add_rows(c, rule, out);
  add_ledger_findings(c, out);
  Query policies(c, "SELECT site_id, policy_id, source FROM policy");
  while (policies.step())
    if (sha256(policies.text(2)) != policies.hash256(1))
      out.push_back("site " + std::to_string(policies.integer(0)) + ": a policy's text does not have its hash");
  constexpr std::size_t hashed_from = 40;  // docs/formats/correction.md
  Query corrections(c, "SELECT site_id, correction_id, bytes FROM correction");
  while (corrections.step()) {
    const std::string bytes = corrections.blob(2);
    if (bytes.size() < hashed_from || sha256(std::string_view(bytes).substr(hashed_from)) != corrections.hash256(1))
      out.push_back("site " + std::to_string(corrections.integer(0)) + ": a correction does not have its hash");
  }
  return out;
}

}  // namespace comity::store::sqlite
