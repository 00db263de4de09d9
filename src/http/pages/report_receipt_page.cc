// What somebody who reported reads: that it arrived, what became of it and what they can do then. An unguessable
// address that they alone have; the case code leads here as well.
#include "actions/forget_reporter.h"
#include "actions/own_data.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/appeal_html.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"
#include "http/reporting.h"

namespace comity::http {
namespace {

using actions::OwnReport;
using discussion::ReportKind;
using discussion::ReportOutcome;

struct Page {
  App& app;
  OwnReport own;
  Reader reader;

  std::string path() const { return report_path(own.report.receipt); }
};

Result<Page> page_of(App& app, const Request& request) {
  const auto key = key128_from_base64url(request.param("receipt").value_or(""));
  if (!key) return fail(Error::Code::not_found, "not a receipt");
  COMITY_TRY(OwnReport own, actions::report_by_receipt(app.world, *key));
  Reader reader = reader_for(asked_language(request), own.site, own.report.language);
  return Page{app, std::move(own), std::move(reader)};
}

void write_outcome(HtmlWriter& w, const Page& page) {
  const std::string& lang = page.reader.lang;
  const OwnReport& own = page.own;
  const std::string outcome(discussion::name(own.outcome));
  const std::string date = own.decision ? date_time(lang, own.decision->decided) : std::string();
  w.open("div", "cd-note").attribute("role", "status").raw("");
  w.element("p", "", message(lang, "report.outcome." + outcome, {{"date", date}}));
  if (!own.decision || own.outcome == ReportOutcome::waiting || own.outcome == ReportOutcome::gone) {
    w.close("div");
    return;
  }
  const discussion::Decision& decision = *own.decision;
  if (decision.deed == discussion::Deed::remove) {
    for (const std::string& clause : decision.clauses)
      w.open("p").html(rule_inline(own.policy.get(), clause, lang)).close("p");
    if (decision.clauses.empty()) w.element("p", "", message(lang, "report.outcome.by_law"));
  }
  // What stands beside a removal is written to its author.
  if (decision.deed == discussion::Deed::keep && !decision.reason.empty())
    w.element("p", "", message_html(lang, "appeal.reasons", {{"reasons", bdi(decision.reason)}}));
  if (decision.deed == discussion::Deed::keep && !decision.freedom.empty() && own.policy) {
    for (const policy::Freedom& freedom : own.policy->freedoms) {
      if (freedom.id != decision.freedom) continue;
      const Prose title = prose_in(freedom.title, lang, *own.policy);
      w.element("p", "", message_html(lang, "report.outcome.freedom", {{"title", prose_html(title, lang)}}));
    }
  }
  // Art. 16(6): whether automated means were used for the decision.
  w.element("p", "", message(lang, "report.outcome.person"));
  if (own.outcome != ReportOutcome::acted) w.element("p", "", message(lang, "statement.redress.court"));
  w.close("div");
}

void write_contest(HtmlWriter& w, const Page& page, std::string_view typed) {
  const std::string& lang = page.reader.lang;
  const OwnReport& own = page.own;
  if (!own.contest && !own.contest_until) return;
  w.open("section", "cd-write").attribute("id", "contest").attribute("aria-labelledby", "contest-title");
  w.open("h2", "cd-write-title").attribute("id", "contest-title");
  w.text(message(lang, own.contest ? "appeal.title_filed" : "appeal.title")).close("h2");
  if (own.contest) {
    const discussion::Appeal& contest = *own.contest;
    if (is_open(contest)) {
      const std::string look(discussion::name(own.site.second_look));
      w.element("p", "", message(lang, "report.contest.received." + look, {{"date", date_only(lang, contest.due)}}));
    } else {
      for (const Said& said : contest_answer(contest, lang)) w.element("p", "", said.html);
    }
    w.element("p", "cd-help", message_html(lang, "appeal.grounds_were", {{"grounds", bdi(contest.grounds)}}));
    w.close("section");
    return;
  }
  const std::string look(discussion::name(own.site.second_look));
  w.element("p", "cd-policy", message(lang, "appeal.help." + look, {{"date", date_only(lang, *own.contest_until)}}));
  w.open("form", "cd-form").attribute("method", "post");
  w.attribute("action", page.reader.link(page.path() + "/contest")).raw("");
  w.open("p", "cd-field").open("label").attribute("for", "contest-grounds").text(message(lang, "appeal.grounds"));
  w.close("label").open("textarea").attribute("id", "contest-grounds").attribute("name", "grounds");
  w.attribute("rows", 5).attribute("maxlength", static_cast<std::int64_t>(discussion::max_grounds));
  w.attribute("dir", "auto").flag("required").text(typed).close("textarea").close("p");
  w.open("p", "cd-submit").open("button").attribute("type", "submit").text(message(lang, "appeal.submit"));
  w.close("button").close("p").close("form").close("section");
}

void write_sent(HtmlWriter& w, const Page& page) {
  const std::string& lang = page.reader.lang;
  const discussion::Report& report = page.own.report;
  w.element("h2", "cd-sub", message(lang, "report.receipt.sent"));
  if (report.kind == ReportKind::notice) {
    w.element("p", "", message(lang, "report.receipt.notice"));
  } else {
    write_rule(w, page.own.policy.get(), report.clause, lang);
  }
  if (!report.words.empty()) w.open("div", "cd-text cd-plain").attribute("dir", "auto").text(report.words).close("div");
}

// Until it is forgotten: by their wish, or in time.
void write_own_data(HtmlWriter& w, const Page& page) {
  const std::string& lang = page.reader.lang;
  if (is_forgotten(page.own.report)) {
    w.element("p", "cd-help", message(lang, "report.forget.done"));
    return;
  }
  w.open("details").element("summary", "", message(lang, "report.forget.title")).open("p").open("a");
  w.attribute("href", page.reader.link(page.path() + "/data.json")).flag("download");
  w.text(message(lang, "erase.download")).close("a").close("p");
  w.element("p", "", message(lang, "report.forget.goes")).open("form", "cd-form").attribute("method", "post");
  w.attribute("action", page.reader.link(page.path() + "/forget")).raw("");
  w.open("p").open("label", "cd-check").open("input").attribute("type", "checkbox").attribute("name", "confirm");
  w.attribute("value", "yes").flag("required").text(" ").text(message(lang, "report.forget.confirm"));
  w.close("label").close("p").open("p", "cd-submit").open("button", "cd-button-quiet").attribute("type", "submit");
  w.text(message(lang, "report.forget.submit")).close("button").close("p").close("form").close("details");
}

Response receipt_page(const Page& page, int status, const std::string& fault, std::string_view typed) {
  const std::string& lang = page.reader.lang;
  const OwnReport& own = page.own;
  Frame frame;
  frame.reader = page.reader;
  frame.site = &own.site;
  frame.title = message(lang, "report.receipt.title");
  frame.path = page.path();
  HtmlWriter w(frame.main.markup);
  const std::string comment = comment_path(own.site, own.story, own.number);
  w.open("p", "section").open("a").attribute("href", page.reader.link(comment)).attribute("dir", "auto");
  w.text(title_of(own.story, lang)).close("a").close("p").element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  if (!fault.empty()) {
    w.open("p", "cd-note cd-note-error").attribute("role", "alert").text(message(lang, fault)).close("p");
  }
  w.element("p", "",
            message(lang, "report.receipt.received",
                    {{"number", std::to_string(own.number)}, {"date", date_time(lang, own.report.filed)}}));
  write_outcome(w, page);
  Html link;
  HtmlWriter(link.markup).link(page.reader.link("/case?site=" + own.site.key), "", message(lang, "receipt.case_link"));
  w.open("div", "cd-note").open("p").text(message(lang, "receipt.case")).text(": ");
  w.open("strong", "cd-code").attribute("dir", "auto").text(own.report.case_code).close("strong").close("p");
  w.element("p", "cd-help", message_html(lang, "receipt.case_help", {{"link", link}})).close("div");
  write_contest(w, page, typed);
  write_sent(w, page);
  write_own_data(w, page);
  w.element("p", "cd-help", message(lang, "report.private")).close("div");
  return secret_page(status, frame);
}

Response contest(App& app, const Request& request) {
  const auto page = page_of(app, request);
  if (!page) return error_page(app, request, page.error());
  if (const auto foreign = refused_origin(app, request, &page->own.site))
    return error_page(app, request, foreign->status, foreign->code);
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const actions::ContestReport wanted{page->own.report.receipt, std::string(form->value("grounds")), page->reader.lang};
  const auto filed = submit_contest(app, request, page->own, wanted);
  if (filed) return see_other(page->reader.link(page->path() + "#contest"));
  const Refused& no = filed.error();
  const std::string fault = no.status == 400   ? "error.appeal_grounds"
                            : no.status == 409 ? "error.appeal_before"
                                               : fault_of(no, "error.appeal_over");
  Response response = receipt_page(*page, no.status, fault, wanted.grounds);
  if (no.retry_after_s > 0) response.set("Retry-After", std::to_string(no.retry_after_s));
  return response;
}

Response data_file(App& app, const Request& request) {
  const auto page = page_of(app, request);
  if (!page) return error_page(app, request, page.error());
  auto data = actions::own_data(app.world, page->own.report);
  return data ? own_data_file(page->own.site, *std::move(data)) : error_page(app, request, data.error());
}

Response forget(App& app, const Request& request) {
  const auto page = page_of(app, request);
  if (!page) return error_page(app, request, page.error());
  if (const auto foreign = refused_origin(app, request, &page->own.site))
    return error_page(app, request, foreign->status, foreign->code);
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const discussion::Report& report = page->own.report;
  if (form->value("confirm") == "yes" && !is_forgotten(report)) {
    if (const Done done = actions::forget_reporters(app.world, report.site, {report}, true); !done)
      return error_page(app, request, done.error());
  }
  return see_other(page->reader.link(page->path()));
}

}  // namespace

void add_report_receipts(App& app) {
  app.router.add("GET", "/report/{receipt}", [&app](const Request& request) {
    const auto page = page_of(app, request);
    return page ? receipt_page(*page, 200, "", "") : error_page(app, request, page.error());
  });
  app.router.add("POST", "/report/{receipt}/contest", [&app](const Request& request) { return contest(app, request); });
  app.router.add("GET", "/report/{receipt}/data.json", [&app](const Request& r) { return data_file(app, r); });
  app.router.add("POST", "/report/{receipt}/forget", [&app](const Request& r) { return forget(app, r); });
}

}  // namespace comity::http
