#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

namespace {

using discussion::Danger;
using discussion::Order;
using discussion::Report;

template <class T>
T known(std::optional<T> value, std::string_view what) {
  if (!value) throw corrupt("an unknown word stands for " + std::string(what));
  return *value;
}

const std::string report_select =
    "SELECT site_id, report_id, story_id, comment_id, revision, kind, clause, words, name, address, reporter, known, "
    "receipt, case_code, language, filed_ms, answer_id, answered_ms FROM report WHERE ";

Report read_report(const Query& row) {
  Report r;
  r.site = {row.integer(0)};
  r.id = {row.integer(1)};
  r.story = {row.integer(2)};
  r.comment = {row.integer(3)};
  r.revision = row.integer(4);
  r.kind = known(discussion::report_kind_from(row.text(5)), "a report's kind");
  r.clause = row.text(6);
  r.words = row.text(7);
  r.name = row.text(8);
  r.address = row.text(9);
  r.reporter = row.key128(10);
  r.known = row.integer(11) != 0;
  r.receipt = row.key128(12);
  r.case_code = row.text(13);
  r.language = row.text(14);
  r.filed = row.time(15);
  r.answer = {row.integer(16)};
  r.answered = row.maybe_time(17);
  return r;
}

template <class... Values>
std::vector<Report> reports_where(Connection& c, const std::string& sql, const Values&... values) {
  Query query(c, sql, values...);
  std::vector<Report> out;
  while (query.step()) out.push_back(read_report(query));
  return out;
}

Result<Report> only(std::vector<Report> found) {
  if (found.empty()) return fail(Error::Code::not_found, "no such report");
  return std::move(found.front());
}

template <class... Values>
std::vector<Order> orders_where(Connection& c, const std::string& sql, const Values&... values) {
  Query query(c, sql, values...);
  std::vector<Order> out;
  while (query.step()) {
    Order& o = out.emplace_back();
    o.site = {query.integer(0)};
    o.id = {query.integer(1)};
    o.story = {query.integer(2)};
    o.comment = {query.integer(3)};
    o.ordered = known(discussion::ordered_from(query.text(4)), "what is ordered");
    o.authority = query.text(5);
    o.country = query.text(6);
    o.reference = query.text(7);
    o.ground = query.text(8);
    o.what = query.text(9);
    o.secret_ground = query.text(10);
    o.received = query.time(11);
    o.recorded = query.time(12);
    o.recorded_by = query.text(13);
    o.decision = {query.integer(14)};
  }
  return out;
}

const std::string order_select =
    "SELECT site_id, order_id, story_id, comment_id, ordered, authority, country, reference, ground, what, "
    "secret_ground, received_ms, recorded_ms, recorded_by, decision_id FROM authority_order WHERE site_id = ?";

template <class... Values>
std::vector<Danger> dangers_where(Connection& c, const std::string& sql, const Values&... values) {
  Query query(c, sql, values...);
  std::vector<Danger> out;
  while (query.step()) {
    Danger& d = out.emplace_back();
    d.site = {query.integer(0)};
    d.id = {query.integer(1)};
    d.story = {query.integer(2)};
    d.comment = {query.integer(3)};
    d.words = query.text(4);
    d.noted = query.time(5);
    d.noted_by = query.text(6);
    d.ended = query.maybe_time(7);
    d.ended_by = query.text(8);
    d.sealed = query.text(9);
  }
  return out;
}

const std::string danger_select =
    "SELECT site_id, danger_id, story_id, comment_id, words, noted_ms, noted_by, ended_ms, ended_by, sealed FROM "
    "danger WHERE "
    "site_id = ?";

// Published comments about which reports wait.
const std::string reported_select =
    std::string("SELECT ") + comment_columns +
    ", n.many, n.notices, n.oldest FROM (SELECT site_id, story_id, comment_id, count(*) AS many, count(CASE kind WHEN "
    "'notice' THEN 1 END) AS notices, min(filed_ms) AS oldest FROM report WHERE site_id = ?1 AND answer_id IS NULL "
    "GROUP BY story_id, comment_id) n JOIN comment c ON c.site_id = n.site_id AND c.story_id = n.story_id AND "
    "c.comment_id = n.comment_id WHERE c.state = 'published' ";
const std::string reported_order = "n.notices = 0, n.oldest, n.story_id, n.comment_id";

ReportedComment read_reported(const Query& row) {
  return {read_comment(row), row.integer(comment_width), row.integer(comment_width + 1), row.time(comment_width + 2)};
}

}  // namespace

Result<Report> report_by_id(Connection& c, SiteId site, discussion::ReportId id) {
  static const std::string sql = report_select + "site_id = ? AND report_id = ?";
  return only(reports_where(c, sql, site, id));
}

Result<Report> report_by_receipt(Connection& c, const Key128& receipt) {
  static const std::string sql = report_select + "receipt = ?";
  return only(reports_where(c, sql, receipt));
}

Result<Report> report_by_case_code(Connection& c, SiteId site, std::string_view code) {
  static const std::string sql = report_select + "site_id = ? AND case_code = ?";
  return only(reports_where(c, sql, site, code));
}

std::vector<Report> reports_about(Connection& c, SiteId site, StoryId story, CommentId comment) {
  static const std::string sql =
      report_select + "site_id = ? AND story_id = ? AND comment_id = ? ORDER BY filed_ms, report_id";
  return reports_where(c, sql, site, story, comment);
}

std::vector<Report> some_reports(Connection& c, SiteId site, discussion::ReportId after, std::size_t limit) {
  static const std::string sql = report_select + "site_id = ? AND report_id > ? ORDER BY report_id LIMIT ?";
  return reports_where(c, sql, site, after, limit);
}

std::vector<Report> reports_in(Connection& c, SiteId site, StoryId story) {
  static const std::string sql =
      report_select + "site_id = ? AND story_id = ? AND words <> '' ORDER BY comment_id, filed_ms, report_id";
  return reports_where(c, sql, site, story);
}

std::vector<Report> reports_by(Connection& c, SiteId site, const Key128& reporter) {
  static const std::string sql = report_select + "site_id = ? AND reporter = ? ORDER BY report_id";
  return reports_where(c, sql, site, reporter);
}

std::vector<Report> reports_kept(Connection& c, SiteId site, Time before, std::size_t limit) {
  static const std::string sql =
      report_select +
      "site_id = ? AND (reporter IS NOT NULL OR words <> '' OR name <> '' OR address <> '') AND coalesce(answered_ms, "
      "filed_ms) < ? AND (answer_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM comment c WHERE c.site_id = "
      "report.site_id AND c.story_id = report.story_id AND c.comment_id = report.comment_id AND c.state = "
      "'published')) AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.site_id = report.site_id AND a.story_id = "
      "report.story_id AND a.comment_id = report.comment_id AND a.outcome IS NULL) AND NOT EXISTS (SELECT 1 FROM "
      "danger g WHERE g.site_id = report.site_id AND g.story_id = report.story_id AND g.comment_id = report.comment_id "
      "AND g.ended_ms IS NULL) ORDER BY coalesce(answered_ms, filed_ms), report_id LIMIT ?";
  return reports_where(c, sql, site, before, limit);
}

std::vector<ReportedComment> reported_on(Connection& c, SiteId site, std::size_t offset, std::size_t limit) {
  static const std::string sql = reported_select + "ORDER BY " + reported_order + " LIMIT ? OFFSET ?";
  Query query(c, sql, site, limit, offset);
  std::vector<ReportedComment> out;
  while (query.step()) out.push_back(read_reported(query));
  return out;
}

// Those behind it come first, then those before it; where it is not among them, the order is as ever.
Result<ReportedComment> reported_after(Connection& c, SiteId site, StoryId story, CommentId comment) {
  static const std::string sql =
      "WITH here AS (SELECT count(CASE kind WHEN 'notice' THEN 1 END) = 0 AS no_notice, "
      "min(filed_ms) AS oldest FROM report WHERE site_id = ?1 AND story_id = ?2 AND "
      "comment_id = ?3 AND answer_id IS NULL AND EXISTS (SELECT 1 FROM comment c WHERE "
      "c.site_id = ?1 AND c.story_id = ?2 AND c.comment_id = ?3 AND c.state = 'published') "
      "HAVING count(*) > 0) " +
      reported_select + "AND (c.story_id, c.comment_id) <> (?2, ?3) ORDER BY (" + reported_order +
      ") <= ((SELECT no_notice FROM here), (SELECT oldest FROM here), ?2, ?3), " + reported_order + " LIMIT 1";
  Query query(c, sql, site, story, comment);
  if (!query.step()) return fail(Error::Code::not_found, "no other comment that is reported");
  return read_reported(query);
}

ReportedCounts reported_counts(Connection& c, SiteId site) {
  Query query(c,
              "SELECT count(DISTINCT c.story_id || '/' || c.comment_id), count(*) FROM report r JOIN comment c ON "
              "c.site_id = r.site_id AND c.story_id = r.story_id AND c.comment_id = r.comment_id WHERE r.site_id = ? "
              "AND r.answer_id IS NULL AND c.state = 'published'",
              site);
  if (!query.step()) return {};
  return {query.integer(0), query.integer(1)};
}

std::vector<Order> orders_of(Connection& c, SiteId site) {
  static const std::string sql = order_select + " ORDER BY recorded_ms, order_id";
  return orders_where(c, sql, site);
}

std::vector<Order> orders_about(Connection& c, SiteId site, StoryId story, CommentId comment) {
  static const std::string sql = order_select + " AND story_id = ? AND comment_id = ? ORDER BY recorded_ms, order_id";
  return orders_where(c, sql, site, story, comment);
}

std::vector<Danger> dangers_of(Connection& c, SiteId site) {
  static const std::string sql = danger_select + " ORDER BY ended_ms IS NOT NULL, noted_ms DESC, danger_id";
  return dangers_where(c, sql, site);
}

Result<Danger> danger_by_id(Connection& c, SiteId site, discussion::DangerId id) {
  static const std::string sql = danger_select + " AND danger_id = ?";
  auto found = dangers_where(c, sql, site, id);
  if (found.empty()) return fail(Error::Code::not_found, "no such danger");
  return std::move(found.front());
}

bool is_kept_for_danger(Connection& c, SiteId site, StoryId story, CommentId comment) {
  Query query(c, "SELECT 1 FROM danger WHERE site_id = ? AND story_id = ? AND comment_id = ? AND ended_ms IS NULL",
              site, story, comment);
  return query.step();
}

}  // namespace comity::store::sqlite
