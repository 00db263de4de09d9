// Reports, orders and danger.
#include "discussion/erasure.h"
#include "discussion/sealed.h"
#include "store/sqlite/applying.h"
#include "store/sqlite/reads.h"

namespace comity::store::sqlite {

Done Applying::apply(const FileReport& w) {
  const discussion::Report& r = w.report;
  bool shown = false;
  {
    Query query(db_, "SELECT state, last_revision FROM comment WHERE site_id = ? AND story_id = ? AND comment_id = ?",
                site_, r.story, r.comment);
    if (!query.step() || r.revision > query.integer(1)) return missing("no such comment");
    shown = query.text(0) == name(discussion::State::published);
  }
  if (r.answer && !is_decision(r.answer, r.story, r.comment)) return missing("no such decision");
  if (waits(r) && r.receipt != Key128{} && !shown) return conflict("readers do not see the comment");
  if (!r.case_code.empty()) {
    Query query(db_, "SELECT 1 FROM comment WHERE site_id = ? AND case_code = ?", site_, r.case_code);
    if (query.step()) return conflict("its case code is taken");
  }
  // Its unique constraints say `conflict`: id, receipt, case code.
  Query(db_,
        "INSERT INTO report (site_id, report_id, story_id, comment_id, revision, kind, clause, words, name, address, "
        "reporter, known, receipt, case_code, language, filed_ms, answer_id, answered_ms) VALUES (?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site_, r.id, r.story, r.comment, r.revision, name(r.kind), r.clause, r.words, r.name, r.address,
        null_if_zero(r.reporter), r.known, null_if_zero(r.receipt), null_if_empty(r.case_code), r.language, r.filed,
        null_if_none(r.answer), r.answered)
      .run();
  return {};
}

Done Applying::apply(const AnswerReports& w) {
  if (!is_decision(w.answer, w.story, w.comment)) return missing("no such decision to answer with");
  for (const discussion::ReportId id : w.reports) {
    {
      Query query(
          db_, "SELECT answer_id FROM report WHERE site_id = ? AND report_id = ? AND story_id = ? AND comment_id = ?",
          site_, id, w.story, w.comment);
      if (!query.step()) return missing("no such report about the comment");
      if (!query.is_null(0)) return conflict("a report was answered meanwhile");
    }
    Query(db_, "UPDATE report SET answer_id = ?, answered_ms = ? WHERE site_id = ? AND report_id = ?", w.answer,
          change_.at, site_, id)
        .run();
  }
  if (!w.reports.empty()) return {};
  Query(db_,
        "UPDATE report SET answer_id = ?, answered_ms = ? WHERE site_id = ? AND story_id = ? AND comment_id = ? AND "
        "answer_id IS NULL",
        w.answer, change_.at, site_, w.story, w.comment)
      .run();
  return db_.changed_rows() > 0 ? Done{} : conflict("no report waits");
}

Done Applying::apply(const ReopenReports& w) {
  StoryId story;
  CommentId comment;
  {
    Query query(db_, "SELECT story_id, comment_id FROM decision WHERE site_id = ? AND decision_id = ?", site_,
                w.answer);
    if (!query.step()) return missing("no such decision");
    story = {query.integer(0)};
    comment = {query.integer(1)};
  }
  Query(db_,
        "UPDATE report SET answer_id = NULL, answered_ms = NULL WHERE site_id = ? AND story_id = ? AND comment_id = ? "
        "AND answer_id = ?",
        site_, story, comment, w.answer)
      .run();
  return {};
}

Done Applying::apply(const ForgetReporter& w) {
  Query(db_,
        "UPDATE report SET words = '', name = '', address = '', reporter = NULL WHERE site_id = ? AND report_id = ?",
        site_, w.report)
      .run();
  if (db_.changed_rows() == 0) return missing("no such report");
  erase_contacts({discussion::OwnerKind::report, w.report.value});
  if (w.wished) erasures_ += to_line(discussion::Erasure{change_.at, site_key(), {}, {}, {}, {}, w.report});
  wiped_ = true;
  return {};
}

Done Applying::apply(const EraseReportWords& w) {
  Query(db_, "UPDATE report SET words = '' WHERE site_id = ? AND report_id = ?", site_, w.report).run();
  if (db_.changed_rows() == 0) return missing("no such report");
  wiped_ = true;
  return {};
}

Done Applying::apply(const RecordOrder& w) {
  const discussion::Order& o = w.order;
  if (o.comment && !comment_is_there(o.story, o.comment)) return missing("no such comment");
  if (o.decision && !is_decision(o.decision, o.story, o.comment)) return missing("no such decision");
  Query(db_,
        "INSERT INTO authority_order (site_id, order_id, story_id, comment_id, ordered, authority, country, reference, "
        "ground, what, secret_ground, received_ms, recorded_ms, recorded_by, decision_id) VALUES (?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?)",
        site_, o.id, null_if_none(o.story), null_if_none(o.comment), name(o.ordered), o.authority, o.country,
        o.reference, o.ground, o.what, o.secret_ground, o.received, o.recorded, o.recorded_by, null_if_none(o.decision))
      .run();
  return {};
}

Done Applying::apply(const NoteDanger& w) {
  const discussion::Danger& d = w.danger;
  if (!comment_is_there(d.story, d.comment)) return missing("no such comment");
  // Its unique constraints say `conflict`: the id, and one that was not ended.
  Query(db_,
        "INSERT INTO danger (site_id, danger_id, story_id, comment_id, words, noted_ms, noted_by, ended_ms, ended_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        site_, d.id, d.story, d.comment, d.words, d.noted, d.noted_by, d.ended, d.ended_by)
      .run();
  return {};
}

Done Applying::apply(const EndDanger& w) {
  {
    Query query(db_, "SELECT ended_ms FROM danger WHERE site_id = ? AND danger_id = ?", site_, w.danger);
    if (!query.step()) return missing("no such danger");
    if (!query.is_null(0)) return conflict("it is ended already");
  }
  Query(db_, "UPDATE danger SET ended_ms = ?, ended_by = ?, sealed = '' WHERE site_id = ? AND danger_id = ?",
        change_.at, w.by, site_, w.danger)
      .run();
  wiped_ = true;  // perhaps: something may have been sealed
  return {};
}

void Applying::seal(StoryId story, CommentId comment) {
  std::int64_t danger = 0;
  std::string before, seen;
  {
    Query query(db_,
                "SELECT danger_id, sealed, words FROM danger WHERE site_id = ? AND story_id = ? AND comment_id = ? AND "
                "ended_ms IS NULL",
                site_, story, comment);
    if (!query.step()) return;
    danger = query.integer(0);
    before = query.text(1);
    seen = query.text(2);
  }
  const auto now = comment_by_id(db_, site_, story, comment);
  const auto sealed = discussion::sealed_from_json(before);
  if (!now || !sealed) throw corrupt("what was sealed of a comment cannot be read");
  if (now->emptied) return;
  Query(db_, "UPDATE danger SET sealed = ? WHERE site_id = ? AND danger_id = ?",
        to_json(sealed_with(*sealed, *now, revisions_of(db_, site_, story, comment), seen)), site_, danger)
      .run();
}

void Applying::erase_reports(StoryId story, CommentId comment) {
  for (const char* sql : {"UPDATE report SET words = '' WHERE site_id = ? AND story_id = ? AND comment_id = ?",
                          "UPDATE danger SET words = '' WHERE site_id = ? AND story_id = ? AND comment_id = ?"})
    Query(db_, sql, site_, story, comment).run();
}

}  // namespace comity::store::sqlite
