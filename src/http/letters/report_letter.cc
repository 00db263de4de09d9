// What became of a report, to who sent a notice and left an address: the same as on its receipt, with the way there.
#include "actions/read_report.h"
#include "http/letters/letters.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/reporting.h"

namespace comity::http {

MaybeWords report_letter(const LetterPlace& place) {
  const auto report = place.app.world.store.report(place.site.id, {place.letter.about});
  if (!report && report.error().code == Error::Code::not_found) return std::nullopt;
  if (!report) return fail(report.error());
  COMITY_TRY(const auto own, actions::report_by_receipt(place.app.world, report->receipt));
  using discussion::ReportOutcome;
  if (!own.decision || own.outcome == ReportOutcome::waiting || own.outcome == ReportOutcome::gone) return std::nullopt;

  const std::string& lang = place.lang;
  const discussion::Decision& decision = *own.decision;
  LetterWriter w(lang, message(lang, "letter.report.subject", {{"site", place.site.name}}));
  const std::string title = title_of(own.story, lang);
  w.paragraph(Said{message(lang, "statement.about", {{"title", title}}),
                   message_html(lang, "statement.about", {{"title", bdi(title)}})});
  w.paragraph(message(lang, "report.outcome." + std::string(discussion::name(own.outcome)),
                      {{"date", date_time(lang, decision.decided)}}));
  // What stands beside a removal is written to its author.
  if (decision.deed == discussion::Deed::keep && !decision.reason.empty()) w.quote(decision.reason);
  w.paragraph(message(lang, "report.outcome.person"));
  if (own.outcome != ReportOutcome::acted) w.paragraph(message(lang, "statement.redress.court"));
  w.link(message(lang, "letter.report.see"), place.page(report_path(own.report.receipt)));
  w.paragraph(message(lang, "statement.code", {{"code", own.report.case_code}}));
  write_foot(w, place);
  return w.finish();
}

}  // namespace comity::http
