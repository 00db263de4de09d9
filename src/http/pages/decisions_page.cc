// What a publisher decided, counted for everybody: by month, rule, language and kind, with how much of it was undone.
// No row is about one person. The transparency report of a comment section, as a page and as JSON.
#include "base/json.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

using discussion::Deed;
using store::DecisionTally;

// The whole archive is walked for it.
constexpr std::chrono::minutes kept_for{10};

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
  w.open("tr").element("td", "", row.month).open("td");
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

Result<Rendered> page(App& app, const discussion::Site& site, const Reader& reader) {
  COMITY_TRY(const auto rows, app.world.store.decision_tallies(site.id));
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
    w.open("table").open("thead").open("tr").raw("");
    for (const char* key :
         {"policy.decisions.month", "policy.decisions.rule", "policy.decisions.language", "policy.decisions.kind",
          "policy.decisions.made", "policy.decisions.by_program", "policy.decisions.undone"}) {
      w.open("th").attribute("scope", "col").text(message(lang, key)).close("th");
    }
    w.close("tr").close("thead").open("tbody").raw("");
    for (const DecisionTally& row : rows) write_row(w, row, policy ? policy->get() : nullptr, lang);
    w.close("tbody").close("table");
  }
  w.close("div");
  w.open("p").link(reader.link(policy_path(site)), "", message(lang, "policy.title")).close("p");
  w.open("p", "version").text(message(lang, "policy.decisions.counted", {{"date", date_time(lang, now)}})).text(" ");
  w.link(frame.path + ".json", "", message(lang, "statement.as_data")).close("p");
  return Rendered{page_html(frame), "text/html; charset=utf-8", page_headers(), now + kept_for};
}

Result<Rendered> data(App& app, const discussion::Site& site) {
  COMITY_TRY(const auto rows, app.world.store.decision_tallies(site.id));
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
  w.end().end();
  return rendered;
}

}  // namespace

void add_decisions_pages(App& app) {
  app.router.add("GET", "/policy/{site}/decisions", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return error_page(app, request, site.error());
    const Reader reader = reader_for(asked_language(request), *site);
    const std::string what = "decisions " + (reader.asked ? reader.lang : std::string());
    Response response =
        app.snapshots.answer(request, {site->id, StoryId{}, "policy", what}, [&] { return page(app, *site, reader); });
    return response.status >= 400 ? error_page(app, request, response.status, "") : response;
  });
  app.router.add("GET", "/policy/{site}/decisions.json", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return problem(site.error(), request);
    return app.snapshots.answer(request, {site->id, StoryId{}, "policy", "decisions json"},
                                [&] { return data(app, *site); });
  });
}

}  // namespace comity::http
