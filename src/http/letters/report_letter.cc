// What became of a report, or of contesting that nothing did, to who sent a notice and left an address: the same as on
// its receipt, with the way there.
#include "actions/read_report.h"
#include "http/letters/letters.h"
#include "http/messages.h"
#include "http/pages/appeal_html.h"
#include "http/pages/pages.h"
#include "http/reporting.h"

namespace comity::http {

// Art. 16(4): "without undue delay, send a confirmation of receipt of the notice". The address may be anybody's that a
// stranger typed: the letter says that a notice came, and neither what it says nor where it can be read.
MaybeWords report_receipt_letter(const LetterPlace& place) {
  store::Store& store = place.app.world.store;
  const auto report = store.report(place.site.id, {place.letter.about});
  if (!report && report.error().code == Error::Code::not_found) return std::nullopt;
  if (!report) return fail(report.error());
  if (report->address.empty()) return std::nullopt;  // its sender is forgotten
  COMITY_TRY(const auto story, store.story(place.site.id, report->story));
  COMITY_TRY(const auto comment, store.comment(place.site.id, report->story, report->comment));
  const std::string& lang = place.lang;
  LetterWriter w(lang, message(lang, "letter.report_receipt.subject", {{"site", place.site.name}}));
  const std::string title = title_of(story, lang);
  const std::string number = std::to_string(comment.number), date = date_time(lang, report->filed);
  w.paragraph(Said{
      message(lang, "letter.report_receipt.text", {{"title", title}, {"number", number}, {"date", date}}),
      message_html(lang, "letter.report_receipt.text", {{"title", bdi(title)}, {"number", number}, {"date", date}})});
  w.paragraph(message(lang, "letter.report_receipt.confirm"));
  w.link(message(lang, "letter.confirm.do"), place.page(place.link));
  w.paragraph(message(lang, "letter.confirm.not"));
  return w.finish();
}

MaybeWords report_letter(const LetterPlace& place) {
  const auto report = place.app.world.store.report(place.site.id, {place.contact.owner.id});
  if (!report && report.error().code == Error::Code::not_found) return std::nullopt;
  if (!report) return fail(report.error());
  COMITY_TRY(const auto own, actions::report_by_receipt(place.app.world, report->receipt));
  using discussion::ReportOutcome;
  if (!own.decision || own.outcome == ReportOutcome::waiting || own.outcome == ReportOutcome::gone) return std::nullopt;
  const DecisionId about{place.letter.about};
  const bool contested = own.contest && own.contest->answer == about;
  if (!contested && own.report.answer != about) return std::nullopt;  // taken back, and decided anew

  const std::string& lang = place.lang;
  const discussion::Decision& decision = *own.decision;
  LetterWriter w(lang, message(lang, "letter.report.subject", {{"site", place.site.name}}));
  const std::string title = title_of(own.story, lang);
  w.paragraph(Said{message(lang, "statement.about", {{"title", title}}),
                   message_html(lang, "statement.about", {{"title", bdi(title)}})});
  w.paragraph(message(lang, "report.outcome." + std::string(discussion::name(own.outcome)),
                      {{"date", date_time(lang, decision.decided)}}));
  if (contested)
    for (const Said& said : contest_answer(*own.contest, lang)) w.paragraph(said);
  // What stands beside a removal is written to its author.
  else if (decision.deed == discussion::Deed::keep && !decision.reason.empty())
    w.quote(decision.reason);
  w.paragraph(message(lang, "report.outcome.person"));
  if (own.outcome != ReportOutcome::acted) w.paragraph(message(lang, "statement.redress.court"));
  w.link(message(lang, "letter.report.see"), place.page(report_path(own.report.receipt)));
  w.paragraph(message(lang, "statement.code", {{"code", own.report.case_code}}));
  write_foot(w, place);
  return w.finish();
}

}  // namespace comity::http
