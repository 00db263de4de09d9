#include "store/checks_reports.h"

#include <initializer_list>
#include <string_view>

#include "text/checked.h"

namespace comity::store {
namespace {

constexpr std::int64_t random_ids_end = std::int64_t{1} << 62;

tl::unexpected<Error> wrong(std::string_view write, std::string_view what) {
  return fail(Error::Code::invalid, std::string(write) + ": " + std::string(what));
}

bool is_text(std::string_view text, std::size_t most) {
  return text.find('\0') == std::string_view::npos && text::is_well_formed(text) && text::code_points(text) <= most;
}

template <class Tag>
bool is_random_id(Id<Tag> id) {
  return id.value >= 1 && id.value < random_ids_end;
}

}  // namespace

Done check(const FileReport& w) {
  const discussion::Report& r = w.report;
  if (!is_random_id(r.id)) return wrong("FileReport", "its id is not in 1 .. 2^62-1");
  const bool notice = r.kind == discussion::ReportKind::notice;
  if (r.clause.empty() != notice) return wrong("FileReport", "a report names a clause, and a notice none");
  if (!notice && !(r.name.empty() && r.address.empty()))
    return wrong("FileReport", "who reports under a rule is not asked who they are");
  if (r.answer.value < 0 || (r.answer.value != 0) != r.answered.has_value())
    return wrong("FileReport", "an answer has its time");
  if (r.revision < 1) return wrong("FileReport", "no revision");
  const std::size_t most = notice ? discussion::max_notice_words : discussion::max_report_words;
  if (!is_text(r.words, most) || !is_text(r.name, discussion::max_notifier_name) ||
      !is_text(r.address, discussion::max_notifier_address) || !is_text(r.clause, 200) || !is_text(r.language, 35) ||
      !is_text(r.case_code, 200))
    return wrong("FileReport", "a text is too long, or holds U+0000");
  return {};
}

Done check(const AnswerReports& w) {
  if (!w.answer) return wrong("AnswerReports", "no decision");
  return {};
}

Done check(const ReopenReports&) { return {}; }
Done check(const ForgetReporter&) { return {}; }
Done check(const EraseReportWords&) { return {}; }

Done check(const RecordOrder& w) {
  const discussion::Order& o = w.order;
  if (!is_random_id(o.id)) return wrong("RecordOrder", "its id is not in 1 .. 2^62-1");
  if (static_cast<bool>(o.story) != static_cast<bool>(o.comment))
    return wrong("RecordOrder", "a comment is named with its story");
  if (o.decision && !o.comment) return wrong("RecordOrder", "what carries it out is about a comment");
  if (o.authority.empty() || o.ground.empty() || o.recorded_by.empty())
    return wrong("RecordOrder", "an order has an authority, a ground and a person who records it");
  for (const std::string_view text :
       {std::string_view(o.authority), std::string_view(o.country), std::string_view(o.reference),
        std::string_view(o.ground), std::string_view(o.what), std::string_view(o.secret_ground),
        std::string_view(o.recorded_by)}) {
    if (!is_text(text, discussion::max_order_words)) return wrong("RecordOrder", "a text is too long, or holds U+0000");
  }
  return {};
}

Done check(const NoteDanger& w) {
  const discussion::Danger& d = w.danger;
  if (!is_random_id(d.id)) return wrong("NoteDanger", "its id is not in 1 .. 2^62-1");
  if (d.noted_by.empty()) return wrong("NoteDanger", "a person notes it");
  if (d.ended.has_value() == d.ended_by.empty()) return wrong("NoteDanger", "a person ends it");
  if (!d.sealed.empty()) return wrong("NoteDanger", "an erasure seals, and nothing else");
  if (!is_text(d.words, discussion::max_order_words) || !is_text(d.noted_by, 200) || !is_text(d.ended_by, 200))
    return wrong("NoteDanger", "a text is too long, or holds U+0000");
  return {};
}

Done check(const EndDanger& w) {
  if (w.by.empty() || !is_text(w.by, 200)) return wrong("EndDanger", "a person ends it");
  return {};
}

}  // namespace comity::store
