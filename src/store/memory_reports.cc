// Reports, orders and danger, in plain containers.
#include <algorithm>
#include <tuple>

#include "discussion/sealed.h"
#include "store/memory_model.h"

namespace comity::store::memory {

using discussion::Danger;
using discussion::Order;
using discussion::Report;

namespace {

tl::unexpected<Error> conflict(std::string_view what) { return fail(Error::Code::conflict, std::string(what)); }
tl::unexpected<Error> missing(std::string_view what) { return fail(Error::Code::not_found, std::string(what)); }

const CommentRow* comment_in(const SiteRow& in, StoryId story, CommentId comment) {
  const auto found = in.stories.find(story);
  if (found == in.stories.end()) return nullptr;
  const auto row = found->second.comments.find(comment);
  return row == found->second.comments.end() ? nullptr : &row->second;
}

bool is_decision_about(const SiteRow& in, DecisionId id, StoryId story, CommentId comment) {
  const discussion::Decision* decision = decision_in(in, id);
  return decision != nullptr && decision->story == story && decision->comment == comment;
}

bool keeps(const Danger& danger, StoryId story, CommentId comment) {
  return !danger.ended && danger.story == story && danger.comment == comment;
}

}  // namespace

Result<Reported> after(const Model& model, const SiteRow& in, const FileReport& w, Time) {
  const Report& r = w.report;
  const CommentRow* row = comment_in(in, r.story, r.comment);
  if (row == nullptr || r.revision > row->comment.last_revision) return missing("no such comment");
  if (r.answer && !is_decision_about(in, r.answer, r.story, r.comment)) return missing("no such decision");
  if (waits(r) && r.receipt != Key128{} && row->comment.state != discussion::State::published)
    return conflict("readers do not see the comment");
  if (in.reported.reports.contains(r.id)) return conflict("a report with this id is there already");
  if (!r.case_code.empty() && in.case_codes.contains(r.case_code)) return conflict("its case code is taken");
  for (const auto& [site, other] : model.sites) {
    for (const auto& [id, there] : other.reported.reports) {
      if (r.receipt != Key128{} && there.receipt == r.receipt) return conflict("its receipt is taken");
      if (site == in.site.id && !r.case_code.empty() && there.case_code == r.case_code)
        return conflict("its case code is taken");
    }
  }
  Reported next = in.reported;
  Report& added = next.reports[r.id] = r;
  added.site = in.site.id;
  return next;
}

Result<Reported> after(const Model&, const SiteRow& in, const AnswerReports& w, Time at) {
  if (!is_decision_about(in, w.answer, w.story, w.comment)) return missing("no such decision to answer with");
  Reported next = in.reported;
  const auto answer = [&](Report& report) {
    report.answer = w.answer;
    report.answered = at;
  };
  bool any = false;
  for (const discussion::ReportId id : w.reports) {
    const auto found = next.reports.find(id);
    if (found == next.reports.end() || found->second.story != w.story || found->second.comment != w.comment)
      return missing("no such report about the comment");
    if (!waits(found->second)) return conflict("a report was answered meanwhile");
    answer(found->second);
    any = true;
  }
  if (w.reports.empty()) {
    for (auto& [id, report] : next.reports) {
      if (!waits(report) || report.story != w.story || report.comment != w.comment) continue;
      answer(report);
      any = true;
    }
  }
  if (!any) return conflict("no report waits");
  return next;
}

Result<Reported> after(const Model&, const SiteRow& in, const ReopenReports& w, Time) {
  if (decision_in(in, w.answer) == nullptr) return missing("no such decision");
  Reported next = in.reported;
  for (auto& [id, report] : next.reports) {
    if (report.answer != w.answer) continue;
    report.answer = {};
    report.answered.reset();
  }
  return next;
}

Done forget_reporter(SiteRow& in, const ForgetReporter& w, Undo& undo) {
  const auto found = in.reported.reports.find(w.report);
  if (found == in.reported.reports.end()) return missing("no such report");
  Report left = found->second;
  left.words.clear();
  left.name.clear();
  left.address.clear();
  left.reporter = {};
  undo.set(found->second, left);
  undo.set(in.mailbox, without_contacts(in.mailbox, owner_of(left)));
  return {};
}

Result<Reported> after(const Model&, const SiteRow& in, const EraseReportWords& w, Time) {
  Reported next = in.reported;
  const auto found = next.reports.find(w.report);
  if (found == next.reports.end()) return missing("no such report");
  found->second.words.clear();
  return next;
}

Result<Reported> after(const Model&, const SiteRow& in, const RecordOrder& w, Time) {
  const Order& o = w.order;
  if (o.comment && comment_in(in, o.story, o.comment) == nullptr) return missing("no such comment");
  if (o.decision && !is_decision_about(in, o.decision, o.story, o.comment)) return missing("no such decision");
  if (in.reported.orders.contains(o.id)) return conflict("an order with this id is there already");
  Reported next = in.reported;
  Order& added = next.orders[o.id] = o;
  added.site = in.site.id;
  return next;
}

Result<Reported> after(const Model&, const SiteRow& in, const NoteDanger& w, Time) {
  const Danger& d = w.danger;
  if (comment_in(in, d.story, d.comment) == nullptr) return missing("no such comment");
  if (in.reported.dangers.contains(d.id)) return conflict("a danger with this id is there already");
  if (!d.ended && kept_for_danger(in, d.story, d.comment)) return conflict("it was noted already");
  Reported next = in.reported;
  Danger& added = next.dangers[d.id] = d;
  added.site = in.site.id;
  return next;
}

Result<Reported> after(const Model&, const SiteRow& in, const EndDanger& w, Time at) {
  Reported next = in.reported;
  const auto found = next.dangers.find(w.danger);
  if (found == next.dangers.end()) return missing("no such danger");
  if (found->second.ended) return conflict("it is ended already");
  found->second.ended = at;
  found->second.ended_by = w.by;
  found->second.sealed.clear();
  return next;
}

std::vector<Report> reports_about(const SiteRow& in, StoryId story, CommentId comment) {
  std::vector<Report> out;
  for (const auto& [id, report] : in.reported.reports)
    if (report.story == story && report.comment == comment) out.push_back(report);
  std::stable_sort(out.begin(), out.end(), [](const Report& a, const Report& b) { return a.filed < b.filed; });
  return out;
}

std::vector<Report> reports_from(const SiteRow& in, discussion::ReportId after, std::size_t limit) {
  std::vector<Report> out;
  for (auto at = in.reported.reports.upper_bound(after); at != in.reported.reports.end() && out.size() < limit; ++at)
    out.push_back(at->second);
  return out;
}

std::vector<Report> reports_in(const SiteRow& in, StoryId story) {
  std::vector<Report> out;
  for (const auto& [id, report] : in.reported.reports)
    if (report.story == story && !report.words.empty()) out.push_back(report);
  std::stable_sort(out.begin(), out.end(), [](const Report& a, const Report& b) {
    return std::tuple(a.comment, a.filed) < std::tuple(b.comment, b.filed);
  });
  return out;
}

std::vector<Report> reports_by(const SiteRow& in, const Key128& reporter) {
  std::vector<Report> out;
  for (const auto& [id, report] : in.reported.reports)
    if (report.reporter != Key128{} && report.reporter == reporter) out.push_back(report);
  return out;
}

std::vector<Report> reports_kept(const SiteRow& in, Time before, std::size_t limit) {
  const auto since = [](const Report& r) { return r.answered.value_or(r.filed); };
  std::vector<Report> out;
  for (const auto& [id, report] : in.reported.reports) {
    const CommentRow* row = comment_in(in, report.story, report.comment);
    const bool is_over = !waits(report) || row->comment.state != discussion::State::published;
    if (is_forgotten(report) || !is_over || since(report) >= before) continue;
    if (has_open_appeal(in, report.story, report.comment) || kept_for_danger(in, report.story, report.comment))
      continue;
    out.push_back(report);
  }
  std::stable_sort(out.begin(), out.end(), [&](const Report& a, const Report& b) { return since(a) < since(b); });
  if (out.size() > limit) out.resize(limit);
  return out;
}

std::vector<ReportedComment> reported(const SiteRow& in) {
  std::map<std::pair<StoryId, CommentId>, ReportedComment> found;
  for (const auto& [id, report] : in.reported.reports) {
    if (!waits(report)) continue;
    const CommentRow* row = comment_in(in, report.story, report.comment);
    if (row->comment.state != discussion::State::published) continue;
    ReportedComment& item = found[{report.story, report.comment}];
    item.comment = row->comment;
    item.oldest = item.reports == 0 ? report.filed : std::min(item.oldest, report.filed);
    ++item.reports;
    if (report.kind == discussion::ReportKind::notice) ++item.notices;
  }
  std::vector<ReportedComment> out;
  for (auto& [place, item] : found) out.push_back(std::move(item));
  std::stable_sort(out.begin(), out.end(), [](const ReportedComment& a, const ReportedComment& b) {
    return std::tuple(a.notices == 0, a.oldest) < std::tuple(b.notices == 0, b.oldest);
  });
  return out;
}

ReportedCounts reported_counts(const SiteRow& in) {
  ReportedCounts counts;
  for (const ReportedComment& item : reported(in)) {
    ++counts.comments;
    counts.reports += item.reports;
  }
  return counts;
}

std::vector<Order> orders(const SiteRow& in) {
  std::vector<Order> out;
  for (const auto& [id, order] : in.reported.orders) out.push_back(order);
  std::stable_sort(out.begin(), out.end(), [](const Order& a, const Order& b) { return a.recorded < b.recorded; });
  return out;
}

std::vector<Danger> dangers(const SiteRow& in) {
  std::vector<Danger> out;
  for (const auto& [id, danger] : in.reported.dangers) out.push_back(danger);
  std::stable_sort(out.begin(), out.end(), [](const Danger& a, const Danger& b) {
    return std::tuple(a.ended.has_value(), -to_ms(a.noted)) < std::tuple(b.ended.has_value(), -to_ms(b.noted));
  });
  return out;
}

Reported without_words(Reported reported, StoryId story, CommentId comment) {
  for (auto& [id, report] : reported.reports)
    if (report.story == story && report.comment == comment) report.words.clear();
  for (auto& [id, danger] : reported.dangers)
    if (danger.story == story && danger.comment == comment) danger.words.clear();
  return reported;
}

Reported with_sealed(Reported reported, const CommentRow& row) {
  for (auto& [id, danger] : reported.dangers) {
    if (!keeps(danger, row.comment.story, row.comment.id) || row.comment.emptied) continue;
    const auto before = discussion::sealed_from_json(danger.sealed);
    const std::vector<discussion::Revision> revisions(row.revisions.begin(), row.revisions.end());
    danger.sealed = to_json(sealed_with(before.value_or(discussion::Sealed{}), row.comment, revisions, danger.words));
  }
  return reported;
}

bool kept_for_danger(const SiteRow& in, StoryId story, CommentId comment) {
  return std::any_of(in.reported.dangers.begin(), in.reported.dangers.end(),
                     [&](const auto& one) { return keeps(one.second, story, comment); });
}

}  // namespace comity::store::memory
