// Reports by the JSON API: filing one, what became of it, and contesting that nothing did.
#include "http/api.h"
#include "http/pages/pages.h"
#include "http/reporting.h"

namespace comity::http {
namespace {

using actions::OwnReport;

constexpr std::size_t max_words_bytes = 4 * discussion::max_notice_words;

std::string report_json(const App& app, const OwnReport& own) {
  const discussion::Report& report = own.report;
  std::string bytes;
  json::Writer out(bytes);
  out.object().member("receipt", to_base64url(report.receipt)).member("case_code", report.case_code);
  out.member("page", app.options.public_url + report_path(report.receipt));
  out.member("story", short_id(report.story)).member("number", own.number);
  out.member("kind", discussion::name(report.kind));
  if (!report.clause.empty()) out.member("clause", report.clause);
  out.member("words", report.words).member("filed", rfc3339(report.filed));
  out.member("outcome", discussion::name(own.outcome));
  if (own.decision) {
    const discussion::Decision& decision = *own.decision;
    out.member("decided", rfc3339(decision.decided)).member("automated", false).key("clauses").array();
    if (decision.deed == discussion::Deed::remove)
      for (const std::string& clause : decision.clauses) out.value(clause);
    out.end();
    // What stands beside a removal is written to its author.
    if (decision.deed == discussion::Deed::keep && !decision.reason.empty()) out.member("reason", decision.reason);
  }
  if (own.contest_until) out.member("contest_until", rfc3339(*own.contest_until));
  if (own.contest) {
    const discussion::Appeal& contest = *own.contest;
    out.key("contest").object().member("filed", rfc3339(contest.filed)).member("due", rfc3339(contest.due));
    out.member("grounds", contest.grounds);
    if (contest.outcome) {
      out.member("outcome", discussion::name(*contest.outcome)).member("decided", rfc3339(*contest.decided));
      out.member("look", discussion::name(contest.look)).member("reasons", contest.reasons);
    }
    out.end();
  }
  out.end();
  return bytes;
}

Response own_answer(App& app, int status, const Result<OwnReport>& own, const Request& request) {
  if (!own) return problem(own.error(), request);
  return json_response(status, report_json(app, *own))
      .add("Cache-Control", "no-store")
      .add("Referrer-Policy", "no-referrer");
}

Response file(App& app, const Request& request, const discussion::Site& site) {
  auto body = Body::of(request);
  if (!body) return problem(body.error(), request);
  actions::FileReport report;
  const std::string kind = body->text("kind", 20, true);
  report.clause = body->text("clause", 200);
  report.words = body->text("words", max_words_bytes);
  report.name = body->text("name", 4 * discussion::max_notifier_name);
  report.address = body->text("address", discussion::max_notifier_address);
  report.about_child_abuse = body->flag("about_child_abuse");
  report.good_faith = body->flag("good_faith");
  if (const auto mistake = body->mistake()) return problem(*mistake, request);
  const auto of = discussion::report_kind_from(kind);
  if (!of) return problem(Refused{400, "invalid", "'kind' is rule or notice.", 0}, request);
  report.kind = *of;
  const auto lang = language_of(request);
  if (!lang) return problem(lang.error(), request);
  const auto story = story_of(app, request, site);
  if (!story) return problem(story.error(), request);
  if (!*story) return problem(Error{Error::Code::not_found, "There is no such story."}, request);
  const auto number = number_in(request.param("number").value_or(""));
  if (!number) return problem(Error{Error::Code::not_found, "There is no such comment."}, request);
  report.story = (*story)->id;
  report.number = *number;
  report.language = reader_for(*lang, site, (*story)->language).lang;
  const std::string_view press = request.header("idempotency-key");
  if (press.size() > 100) {
    return problem(Refused{400, "invalid", "An Idempotency-Key has at most 100 characters.", 0}, request);
  }
  // Two senders may choose the same key, and one must not read the other's receipt.
  if (!press.empty()) report.press = "api\n" + std::string(press) + "\n" + to_base64url(request.source);
  const auto filed = submit_report(app, request, site, report);
  if (!filed) return problem(filed.error(), request);
  Response response = own_answer(app, 201, actions::report_by_receipt(app.world, filed->receipt), request);
  return response.add("Location", app.options.public_url + "/api/v1/reports/" + to_base64url(filed->receipt));
}

// Runs `then` with the report that the receipt in the path names, if this page may.
template <class Then>
Response with_report(App& app, const Request& request, Then then) {
  const auto key = key128_from_base64url(request.param("receipt").value_or(""));
  if (!key) return problem(Error{Error::Code::not_found, "There is no such receipt."}, request);
  const auto own = actions::report_by_receipt(app.world, *key);
  if (!own) return problem(own.error(), request);
  Response response;
  if (const auto no = refused_origin(app, request, &own->site)) {
    ++app.counters.cross_site;
    response = problem(*no, request);
  } else {
    response = then(*own);
  }
  allow_this_origin(app, request, &own->site, response);
  return response;
}

Response contest(App& app, const Request& request, const OwnReport& own) {
  auto body = Body::of(request);
  if (!body) return problem(body.error(), request);
  actions::ContestReport wanted{own.report.receipt, body->text("grounds", max_words_bytes, true), own.report.language};
  if (const auto mistake = body->mistake()) return problem(*mistake, request);
  const auto filed = submit_contest(app, request, own, wanted);
  if (!filed) return problem(filed.error(), request);
  return own_answer(app, 201, actions::report_by_receipt(app.world, own.report.receipt), request);
}

}  // namespace

Response report_answer(App& app, const Request& request, const Result<actions::OwnReport>& own) {
  return own_answer(app, 200, own, request);
}

void add_reports_api(App& app) {
  app.router.add("POST", "/api/v1/sites/{site}/stories/{story}/comments/{number}/reports", [&app](const Request& r) {
    const auto site = site_of(app, r);
    if (!site) return problem(site.error(), r);
    Response response;
    if (const auto no = refused_origin(app, r, &*site)) {
      ++app.counters.cross_site;
      response = problem(*no, r);
    } else {
      response = file(app, r, *site);
    }
    allow_this_origin(app, r, &*site, response);
    return response;
  });
  app.router.add("GET", "/api/v1/reports/{receipt}", [&app](const Request& r) {
    return with_report(app, r, [&](const OwnReport& own) { return own_answer(app, 200, own, r); });
  });
  app.router.add("POST", "/api/v1/reports/{receipt}/contest", [&app](const Request& r) {
    return with_report(app, r, [&](const OwnReport& own) { return contest(app, r, own); });
  });
}

}  // namespace comity::http
