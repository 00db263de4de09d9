#include "http/console/reported.h"

#include <algorithm>

#include "http/messages.h"
#include "http/pages/clauses.h"

namespace comity::http {

using discussion::Report;
using discussion::ReportKind;

std::string reported_place(StoryId story, CommentId comment) {
  return "/reported/" + short_id(story) + "/" + std::to_string(comment.value);
}

std::vector<std::string> clauses_in(const std::vector<Report>& reports) {
  std::vector<std::string> out;
  for (const Report& report : reports) {
    if (!report.clause.empty() && std::find(out.begin(), out.end(), report.clause) == out.end())
      out.push_back(report.clause);
  }
  return out;
}

std::vector<Report> shown_of(std::vector<Report> reports) {
  std::stable_partition(reports.begin(), reports.end(), [](const Report& r) { return r.kind == ReportKind::notice; });
  reports.resize(std::min(reports.size(), most_reports_shown));
  return reports;
}

void write_reports(HtmlWriter& w, const std::vector<Report>& reports, const policy::Compiled* policy,
                   std::string_view lang, Time now) {
  const std::vector<Report> shown = shown_of(reports);
  w.open("ul", "past reports").raw("");
  for (const Report& report : shown) {
    w.open("li").open("p").raw("");
    if (report.kind == ReportKind::notice) {
      w.open("strong").text(message(lang, "report.console.notice")).close("strong");
    } else {
      w.html(rule_inline(policy, report.clause, lang));
    }
    w.text(" · ").html(ago(report.filed, now, lang));
    if (!report.known) w.text(" · ").text(message(lang, "report.console.new"));
    if (!waits(report)) w.text(" · ").text(message(lang, "report.console.answered"));
    w.close("p");
    if (!report.name.empty() || !report.address.empty()) {
      w.element(
          "p", "quiet",
          message_html(lang, "report.console.from", {{"name", bdi(report.name)}, {"address", bdi(report.address)}}));
    }
    if (!report.words.empty()) w.open("blockquote").attribute("dir", "auto").text(report.words).close("blockquote");
    w.close("li");
  }
  w.close("ul");
  if (const std::size_t more = reports.size() - shown.size(); more > 0)
    w.element("p", "quiet", message(lang, "report.console.more", {{"n", more}}));
}

Html reported_notice(const Request& request, std::string_view lang) {
  const auto deed = request.query_value("deed").value_or("");
  if (deed == "keep") return message_html(lang, "report.console.done.keep");
  if (deed == "remove") return message_html(lang, "report.console.done.remove");
  if (deed == "proposed") return message_html(lang, "console.done.proposed");
  if (deed == "danger") return message_html(lang, "danger.done");
  if (deed == "ended") return message_html(lang, "danger.done_ended");
  if (deed == "order") return message_html(lang, "order.done");
  return {};
}

Html error_notice(const Error& error, std::string_view lang) {
  Html notice = message_html(lang, "console.error." + std::string(name(error.code)));
  if (error.code == Error::Code::invalid || error.code == Error::Code::forbidden) {
    notice.markup += " <span lang=\"en\" dir=\"ltr\">";
    notice += escaped(error.detail);
    notice.markup += "</span>";
  }
  return notice;
}

void write_freedoms(HtmlWriter& w, const policy::Compiled& policy, std::string_view chosen, std::string_view lang) {
  if (policy.freedoms.empty()) return;
  w.open("p").open("label").text(message(lang, "console.freedom")).text(" ");
  w.open("select").attribute("name", "freedom").raw("<option value=\"\"></option>");
  for (const policy::Freedom& freedom : policy.freedoms) {
    w.open("option").attribute("value", freedom.id);
    if (chosen == freedom.id) w.flag("selected");
    w.text(prose_in(freedom.title, lang, policy).text).close("option");
  }
  w.close("select").close("label").close("p");
}

}  // namespace comity::http
