// What a publisher decided, counted for everybody: by month, rule, language and kind, with how much of it was undone.
// No row is about one person. The transparency report of a comment section, as a page and as JSON.
#include "actions/count_reports.h"
#include "actions/count_transparency.h"
#include "base/csv.h"
#include "base/json.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

using discussion::Deed;
using store::DecisionTally;

// The whole archive is walked for it: not at each comment, however often somebody asks.
constexpr std::chrono::minutes kept_for{10};

SnapshotKey kept(const discussion::Site& site, std::string what) {
  return {site.id, StoryId{}, "", std::move(what), true};
}

std::string_view kind_key(Deed deed) {
  switch (deed) {
    case Deed::hold:
      return "policy.decisions.hold";
    case Deed::refuse:
      return "policy.decisions.refuse";
    case Deed::return_:
      return "policy.decisions.return";
    case Deed::remove:
      return "policy.decisions.remove";
    case Deed::close_replies:
      return "policy.decisions.close_replies";
    case Deed::warn:
      return "policy.decisions.warn";
    case Deed::premoderate:
      return "policy.decisions.premoderate";
    default:
      return "policy.decisions.block";
  }
}

std::string language_name(std::string_view tag, std::string_view lang) {
  if (tag.empty()) return message(lang, "policy.decisions.language_unknown");
  const std::string_view catalogue = interface_language(tag);
  return catalogue.empty() ? std::string(tag) : message(catalogue, "meta.language");
}

void write_row(HtmlWriter& w, const DecisionTally& row, const policy::Compiled* policy, const std::string& lang) {
  w.open("tr").element("td", "month", row.month).open("td");
  if (row.clause.empty()) {
    w.text(message(lang, "policy.decisions.no_rule"));
  } else {
    w.html(rule_inline(policy, row.clause, lang));
  }
  w.close("td").open("td").html(bdi(language_name(row.language, lang))).close("td");
  w.element("td", "", message(lang, kind_key(row.deed)));
  for (const std::int64_t n : {row.made, row.by_program, row.undone}) w.element("td", "", std::to_string(n));
  w.close("tr");
}

void write_head(HtmlWriter& w, const std::string& lang, std::initializer_list<const char*> keys) {
  w.open("table").attribute("tabindex", 0).open("thead").open("tr").raw("");
  for (const char* key : keys) w.open("th").attribute("scope", "col").text(message(lang, key)).close("th");
  w.close("tr").close("thead").open("tbody").raw("");
}

void write_numbers(HtmlWriter& w, std::initializer_list<std::int64_t> numbers) {
  for (const std::int64_t n : numbers) w.element("td", "", std::to_string(n));
  w.close("tr");
}

// Of what was decided; nothing was: a dash.
std::string hours(std::int64_t minutes, std::int64_t decided) {
  if (decided == 0) return "–";
  return std::to_string(minutes / 60) + "." + std::to_string(minutes % 60 / 6);
}

void write_notices(HtmlWriter& w, const actions::NoticeCounts& counts, const policy::Compiled* policy,
                   const std::string& lang) {
  if (!counts.reports.empty()) {
    w.element("h2", "", message(lang, "policy.reports.title")).element("p", "", message(lang, "policy.reports.what"));
    write_head(
        w, lang,
        {"policy.decisions.month", "policy.decisions.rule", "policy.reports.filed", "policy.reports.acted",
         "policy.reports.no_action", "policy.reports.open", "policy.reports.automated", "policy.reports.median"});
    for (const actions::ReportTally& row : counts.reports) {
      w.open("tr").element("td", "month", row.month).open("td");
      if (row.clause.empty()) {
        w.text(message(lang, "policy.reports.notice"));
      } else {
        w.html(rule_inline(policy, row.clause, lang));
      }
      w.close("td");
      for (const std::int64_t n : {row.filed, row.acted, row.no_action, row.open, row.automated})
        w.element("td", "", std::to_string(n));
      w.element("td", "", hours(row.median_minutes, row.acted + row.no_action)).close("tr");
    }
    w.close("tbody").close("table");
  }
  if (!counts.complaints.empty()) {
    w.element("h2", "", message(lang, "policy.complaints.title"));
    write_head(w, lang,
               {"policy.decisions.month", "policy.complaints.by", "policy.reports.filed", "policy.complaints.upheld",
                "policy.complaints.partly", "policy.complaints.reversed", "policy.reports.open"});
    for (const actions::ComplaintTally& row : counts.complaints) {
      w.open("tr").element("td", "month", row.month);
      w.element("td", "", message(lang, row.by_reporter ? "policy.complaints.reporter" : "policy.complaints.author"));
      write_numbers(w, {row.filed, row.upheld, row.partly, row.reversed, row.open});
    }
    w.close("tbody").close("table");
  }
  if (!counts.orders.empty()) {
    w.element("h2", "", message(lang, "order.title"));
    write_head(w, lang,
               {"policy.decisions.month", "policy.decisions.kind", "policy.orders.country", "policy.reports.filed",
                "policy.orders.carried_out"});
    for (const actions::OrderTally& row : counts.orders) {
      w.open("tr").element("td", "month", row.month);
      w.element("td", "", message(lang, "order.ordered." + std::string(discussion::name(row.ordered))));
      w.element("td", "", row.country);
      write_numbers(w, {row.received, row.carried_out});
    }
    w.close("tbody").close("table");
  }
}

Result<Rendered> page(App& app, const discussion::Site& site, const Reader& reader) {
  COMITY_TRY(const auto rows, app.world.store.decision_tallies(site.id));
  COMITY_TRY(const auto notices, actions::count_notices(app.world, site.id));
  const std::string& lang = reader.lang;
  const auto policy = app.world.policies.live(site);
  Frame frame;
  frame.reader = reader;
  frame.site = &site;
  frame.title = message(lang, "policy.decisions.title");
  frame.path = policy_path(site) + "/decisions";
  frame.indexed = true;
  DecisionTally all;
  std::int64_t mistaken_holds = 0;
  for (const DecisionTally& row : rows) {
    all.made += row.made;
    all.by_program += row.by_program;
    all.undone += row.undone;
    if (row.deed == Deed::hold) mistaken_holds += row.undone;
  }
  const Time now = app.world.clock.now();
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "prose").element("p", "", message(lang, "policy.decisions.what"));
  w.element("p", "",
            message(lang, "policy.decisions.sum",
                    {{"made", all.made},
                     {"program", all.by_program},
                     {"undone", all.undone - mistaken_holds},
                     {"holds", mistaken_holds}}));
  if (!rows.empty()) {
    w.open("table").attribute("tabindex", 0).open("thead").open("tr").raw("");
    for (const char* key :
         {"policy.decisions.month", "policy.decisions.rule", "policy.decisions.language", "policy.decisions.kind",
          "policy.decisions.made", "policy.decisions.by_program", "policy.decisions.undone"}) {
      w.open("th").attribute("scope", "col").text(message(lang, key)).close("th");
    }
    w.close("tr").close("thead").open("tbody").raw("");
    for (const DecisionTally& row : rows) write_row(w, row, policy ? policy->get() : nullptr, lang);
    w.close("tbody").close("table");
  }
  write_notices(w, notices, policy ? policy->get() : nullptr, lang);
  w.close("div");
  w.open("p").text(message(lang, "policy.decisions.annex"));
  for (const discussion::Year& year : actions::transparency_years(site, now))
    w.text(" ").link(transparency_path(site, year), "", std::to_string(year.year));
  w.close("p");
  w.open("p").link(reader.link(policy_path(site)), "", message(lang, "policy.title")).close("p");
  w.open("p", "version").text(message(lang, "policy.decisions.counted", {{"date", date_time(lang, now)}})).text(" ");
  w.link(frame.path + ".json", "", message(lang, "statement.as_data")).text(" · ");
  w.link(frame.path + ".csv", "", message(lang, "policy.decisions.as_csv")).close("p");
  return Rendered{page_html(frame), "text/html; charset=utf-8", page_headers(), now + kept_for};
}

Result<Rendered> data(App& app, const discussion::Site& site) {
  COMITY_TRY(const auto rows, app.world.store.decision_tallies(site.id));
  COMITY_TRY(const auto notices, actions::count_notices(app.world, site.id));
  const Time now = app.world.clock.now();
  Rendered rendered;
  rendered.content_type = "application/json";
  rendered.headers = {{"Access-Control-Allow-Origin", "*"}};
  rendered.until = now + kept_for;
  json::Writer w(rendered.bytes);
  w.object().member("site", site.key).member("name", site.name).member("counted", rfc3339(now));
  w.key("decisions").array();
  for (const DecisionTally& row : rows) {
    w.object().member("month", row.month).member("clause", row.clause).member("language", row.language);
    w.member("deed", discussion::name(row.deed)).member("made", row.made);
    w.member("by_program", row.by_program).member("undone", row.undone).end();
  }
  w.end().key("reports").array();
  for (const actions::ReportTally& row : notices.reports) {
    w.object().member("month", row.month).member("kind", discussion::name(row.kind)).member("clause", row.clause);
    w.member("filed", row.filed).member("acted", row.acted).member("no_action", row.no_action).member("open", row.open);
    w.member("automated", row.automated).member("median_minutes", row.median_minutes).end();
  }
  w.end().key("complaints").array();
  for (const actions::ComplaintTally& row : notices.complaints) {
    w.object().member("month", row.month).member("by", row.by_reporter ? "reporter" : "author");
    w.member("filed", row.filed).member("upheld", row.upheld).member("partly", row.partly);
    w.member("reversed", row.reversed).member("open", row.open).member("median_minutes", row.median_minutes).end();
  }
  w.end().key("orders").array();
  for (const actions::OrderTally& row : notices.orders) {
    w.object().member("month", row.month).member("ordered", discussion::name(row.ordered));
    w.member("country", row.country).member("received", row.received).member("carried_out", row.carried_out);
    w.member("median_minutes", row.median_minutes).end();
  }
  w.end().end();
  return rendered;
}

// docs/operate/reports.md, "As a table": one count a row.
Result<Rendered> table(App& app, const discussion::Site& site) {
  COMITY_TRY(const auto rows, app.world.store.decision_tallies(site.id));
  COMITY_TRY(const auto notices, actions::count_notices(app.world, site.id));
  Rendered rendered;
  rendered.content_type = "text/csv; charset=utf-8";
  rendered.headers = {{"Access-Control-Allow-Origin", "*"}};
  rendered.until = app.world.clock.now() + kept_for;
  rendered.bytes = "part,month,what,scope,language,indicator,value\r\n";
  const auto put = [&](std::string_view part, std::string_view month, std::string_view what, std::string_view scope,
                       std::string_view language, std::string_view indicator, std::int64_t value) {
    for (const std::string_view field : {part, month, what, scope, language, indicator})
      rendered.bytes += csv_field(field) + ",";
    rendered.bytes += std::to_string(value) + "\r\n";
  };
  for (const actions::OrderTally& row : notices.orders) {
    const auto order = [&](std::string_view indicator, std::int64_t value) {
      put("orders", row.month, discussion::name(row.ordered), row.country, "", indicator, value);
    };
    order("received", row.received);
    order("carried_out", row.carried_out);
    order("median_minutes", row.median_minutes);
  }
  for (const actions::ReportTally& row : notices.reports) {
    const auto report = [&](std::string_view indicator, std::int64_t value) {
      put(row.kind == discussion::ReportKind::notice ? "notices" : "reports", row.month, row.clause, "", "", indicator,
          value);
    };
    report("filed", row.filed);
    report("acted", row.acted);
    report("no_action", row.no_action);
    report("open", row.open);
    report("automated", row.automated);
    report("median_minutes", row.median_minutes);
  }
  for (const DecisionTally& row : rows) {
    const auto decision = [&](std::string_view indicator, std::int64_t value) {
      put("decisions", row.month, row.clause, discussion::name(row.deed), row.language, indicator, value);
    };
    decision("made", row.made);
    decision("by_program", row.by_program);
    decision("undone", row.undone);
  }
  for (const actions::ComplaintTally& row : notices.complaints) {
    const auto complaint = [&](std::string_view indicator, std::int64_t value) {
      put("complaints", row.month, row.by_reporter ? "reporter" : "author", "", "", indicator, value);
    };
    complaint("filed", row.filed);
    complaint("upheld", row.upheld);
    complaint("partly", row.partly);
    complaint("reversed", row.reversed);
    complaint("open", row.open);
    complaint("median_minutes", row.median_minutes);
  }
  return rendered;
}

}  // namespace

void add_decisions_pages(App& app) {
  app.router.add("GET", "/policy/{site}/decisions", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return error_page(app, request, site.error());
    const Reader reader = reader_for(asked_language(request), *site);
    const std::string what = "decisions " + (reader.asked ? reader.lang : std::string());
    Response response = app.snapshots.answer(request, kept(*site, what), [&] { return page(app, *site, reader); });
    return response.status >= 400 ? error_page(app, request, response.status, "") : response;
  });
  app.router.add("GET", "/policy/{site}/decisions.json", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return problem(site.error(), request);
    return app.snapshots.answer(request, kept(*site, "decisions json"), [&] { return data(app, *site); });
  });
  app.router.add("GET", "/policy/{site}/decisions.csv", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return problem(site.error(), request);
    return app.snapshots.answer(request, kept(*site, "decisions csv"), [&] { return table(app, *site); });
  });
}

}  // namespace comity::http
