// Erasure: every noun empties its own part. secure_delete overwrites what is taken out of the file; the writer empties
// the WAL (writer.cc) and writes the list of erasures (erasure_list.h).
#include "base/crypto.h"
#include "discussion/erasure.h"
#include "store/checks.h"
#include "store/sqlite/applying.h"
#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

using discussion::EventKind;
using discussion::State;

std::string Applying::site_key() {
  Query key(db_, "SELECT key FROM site WHERE site_id = ?", site_);
  return key.step() ? key.text(0) : "";
}

void Applying::erase_revisions(StoryId story, CommentId comment) {
  const std::string nothing = policy::encoded(policy::Facts{});
  Query(db_, "UPDATE revision SET text = '', facts = ? WHERE site_id = ? AND story_id = ? AND comment_id = ?",
        Blob{nothing}, site_, story, comment)
      .run();
}

void Applying::put_findings(const discussion::Decision& decision) {
  const std::string findings = to_findings(decision);
  Query(db_, "UPDATE decision SET findings = ?, reason = ? WHERE site_id = ? AND decision_id = ?",
        findings.empty() ? std::nullopt : std::optional(Blob{findings}), decision.reason, site_, decision.id)
      .run();
}

void Applying::erase_decisions(StoryId story, CommentId comment) {
  for (const discussion::Decision& decision : decisions_of(db_, site_, story, comment))
    put_findings(without_words(decision));
  // Those that this change has written and that are still to become entries of the ledger.
  for (auto& [decision, salts] : decided_)
    if (decision.story == story && decision.comment == comment) decision = without_words(decision);
}

void Applying::erase_appeals(StoryId story, CommentId comment) {
  Query(db_,
        "UPDATE appeal SET grounds = ?4, reasons = CASE WHEN reasons = '' THEN '' ELSE ?4 END WHERE site_id = ?1 AND "
        "story_id = ?2 AND comment_id = ?3",
        site_, story, comment, discussion::erased_words)
      .run();
}

void Applying::erase_blocks_at(StoryId story, CommentId comment) {
  Query(db_,
        "UPDATE block SET gravity = ?4, intention = ?4 WHERE site_id = ?1 AND decision_id IN (SELECT decision_id FROM "
        "decision WHERE site_id = ?1 AND story_id = ?2 AND comment_id = ?3) AND gravity IS NOT NULL",
        site_, story, comment, discussion::erased_words)
      .run();
}

void Applying::erase_words(StoryId story, CommentId comment) {
  erase_revisions(story, comment);
  erase_decisions(story, comment);
  erase_appeals(story, comment);
  erase_blocks_at(story, comment);
  erase_reports(story, comment);
  recall_letters(story, comment);
  drop_proposal(story, comment);  // its reason may repeat the words
  drop_salts(story, comment);
  waits_or_not(story, comment);  // with a hash of its words
  wiped_ = true;
}

Done Applying::apply(const Erase& w) {
  const auto now = comment_now(w.story, w.comment);
  if (!now) return missing("no such comment");
  if (now->erased) return {};
  {
    const auto row = comment_by_id(db_, site_, w.story, w.comment);
    if (!row) return fail(row.error());
    discussion::Erasure entry{change_.at, site_key(), w.story, w.comment, {}, {}, {}};
    entry.mark = discussion::erasure_mark(entry.site, *row);
    erasures_ += to_line(entry);
  }
  will_judge(w.story, w.comment);
  seal(w.story, w.comment);
  erase_words(w.story, w.comment);
  erase_contacts(now->author, CommentPlace{w.story, w.comment});
  const bool takes_back = shows_words(now->state);
  if (takes_back) {
    count(w.story, now->author, now->state, -1);
    count(w.story, now->author, State::withdrawn, 1);
  }
  Query(db_,
        "UPDATE comment SET name = '', name_mark = '', emptied_ms = coalesce(emptied_ms, ?4), erased = 1, state = CASE "
        "WHEN ?5 THEN 'withdrawn' ELSE state END, decision_id = CASE WHEN ?5 THEN NULL ELSE decision_id END WHERE "
        "site_id = ?1 AND story_id = ?2 AND comment_id = ?3",
        site_, w.story, w.comment, change_.at, takes_back)
      .run();
  if (now->number != 0)
    event(w.story, now->state == State::removed ? EventKind::removed : EventKind::withdrawn, w.comment, now->number);
  return {};
}

Done Applying::apply(const EmptyWords& w) {
  const auto now = comment_now(w.story, w.comment);
  if (!now) return missing("no such comment");
  if (now->emptied) return {};
  if (now->state == State::held || now->state == State::published) return conflict("the comment is shown, or waits");
  {
    Query open(db_, "SELECT 1 FROM appeal WHERE site_id = ? AND story_id = ? AND comment_id = ? AND outcome IS NULL",
               site_, w.story, w.comment);
    if (open.step()) return conflict("an appeal about the comment is open");
  }
  if (is_kept_for_danger(db_, site_, w.story, w.comment)) return conflict("a life may be in danger");
  erase_words(w.story, w.comment);
  Query(db_,
        "UPDATE comment SET name = '', name_mark = '', emptied_ms = ?4 WHERE site_id = ?1 AND story_id = ?2 AND "
        "comment_id = ?3",
        site_, w.story, w.comment, change_.at)
      .run();
  return {};
}

Done Applying::apply(const EraseQuotes& w) {
  const auto now = comment_now(w.story, w.comment);
  if (!now) return missing("no such comment");
  std::string text;
  {
    Query query(db_, "SELECT text FROM revision WHERE site_id = ? AND story_id = ? AND comment_id = ? AND revision = ?",
                site_, w.story, w.comment, w.revision);
    if (!query.step()) return missing("no such revision");
    text = query.text(0);
  }
  if (sha256(text) != w.was) return conflict("the text has changed since");
  seal(w.story, w.comment);
  text = discussion::without_quotations(std::move(text), w.quotations);
  Query(db_, "UPDATE revision SET text = ? WHERE site_id = ? AND story_id = ? AND comment_id = ? AND revision = ?",
        text, site_, w.story, w.comment, w.revision)
      .run();
  for (const discussion::Decision& decision : decisions_of(db_, site_, w.story, w.comment))
    if (decision.revision == w.revision) put_findings(without_spans(decision, w.quotations));
  for (auto& [decision, salts] : decided_)
    if (decision.story == w.story && decision.comment == w.comment && decision.revision == w.revision)
      decision = without_spans(decision, w.quotations);
  drop_salts(w.story, w.comment);
  recall_letters(w.story, w.comment);
  waits_or_not(w.story, w.comment);
  wiped_ = true;
  if (now->state == State::published && now->live_revision == w.revision)
    event(w.story, EventKind::changed, w.comment, now->number);
  return {};
}

Done Applying::apply(const EraseAuthor& w) {
  {
    Query query(db_, "SELECT erased_ms FROM author WHERE site_id = ? AND author_id = ?", site_, w.author);
    if (!query.step()) return missing("no such author");
    if (!query.is_null(0)) return {};
  }
  erasures_ += to_line(discussion::Erasure{change_.at, site_key(), {}, {}, {}, w.author, {}});
  Query(db_, "UPDATE author SET token_hash = NULL, erased_ms = ?, erasing = 1 WHERE site_id = ? AND author_id = ?",
        change_.at, site_, w.author)
      .run();
  erase_contacts(w.author, std::nullopt);
  erase_account(w.author);
  Query(db_,
        "UPDATE block SET gravity = ?3, intention = ?3 WHERE site_id = ?1 AND author_id = ?2 AND gravity IS NOT NULL",
        site_, w.author, discussion::erased_words)
      .run();
  wiped_ = true;
  return {};
}

Done Applying::apply(const FinishErasing& w) {
  {
    Query query(
        db_,
        "SELECT a.erased_ms IS NULL, EXISTS (SELECT 1 FROM comment c WHERE c.site_id = a.site_id AND c.author_id "
        "= a.author_id AND c.erased = 0) FROM author a WHERE a.site_id = ? AND a.author_id = ?",
        site_, w.author);
    if (!query.step()) return missing("no such author");
    if (query.integer(0) != 0) return conflict("the author is not erased");
    if (query.integer(1) != 0) return conflict("a comment of the author is not erased");
  }
  Query(db_, "UPDATE author SET erasing = 0 WHERE site_id = ? AND author_id = ?", site_, w.author).run();
  return {};
}

}  // namespace comity::store::sqlite
