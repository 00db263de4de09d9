// The desk in numbers. Charts are made here, as tables with bars in SVG: nothing is asked of anybody else.
#include <algorithm>
#include <cstdio>

#include "http/console/console.h"
#include "http/console/figures.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

constexpr std::size_t decisions_looked_at = 5'000;
constexpr std::size_t arrivals_looked_at = 5'000;

struct Bar {
  Html label;
  std::int64_t count = 0;
  std::string note{};
};

void write_bars(HtmlWriter& w, std::string_view title, std::vector<Bar> bars, bool sorted = true) {
  if (bars.empty()) return;
  if (sorted) {
    std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.count > b.count; });
  }
  if (bars.size() > 12) bars.resize(12);
  std::int64_t most = 1;
  for (const Bar& bar : bars) most = std::max(most, bar.count);
  w.open("table", "chart").element("caption", "", title);
  for (const Bar& bar : bars) {
    w.open("tr").open("th").attribute("scope", "row").html(bar.label).close("th").open("td");
    w.open("svg").attribute("viewBox", "0 0 100 10").attribute("preserveAspectRatio", "none");
    w.attribute("aria-hidden", "true").open("rect").attribute("height", "10");
    w.attribute("width", std::to_string(bar.count * 100 / most)).raw("").close("rect").close("svg").close("td");
    w.open("td").text(std::to_string(bar.count));
    if (!bar.note.empty()) w.text(" · " + bar.note);
    w.close("td").close("tr");
  }
  w.close("table");
}

std::string percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f%%", share * 100);
  return text;
}
std::string two_places(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

struct CameIn {
  std::map<std::string, HeldShare> languages;
  std::map<StoryId, std::int64_t> stories;
};

// The later half of what is looked at, against the half before it.
Result<CameIn> came_in(store::Store& store, SiteId site) {
  CameIn came;
  std::int64_t before = 0;
  std::size_t looked_at = 0;
  std::vector<std::pair<std::string, bool>> texts;
  do {
    COMITY_TRY(const auto some, store.arrivals(site, before, 500));
    before = some.before;
    looked_at += std::max<std::size_t>(some.items.size(), 100);
    for (const store::Arrival& one : some.items) {
      texts.emplace_back(one.revision.facts.language, one.was_held);
      ++came.stories[one.comment.story];
    }
  } while (before != 0 && looked_at < arrivals_looked_at);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    HeldShare& share = came.languages[texts[i].first];
    const bool lately = i < texts.size() / 2;
    ++(lately ? share.lately : share.before);
    if (texts[i].second) ++(lately ? share.lately_held : share.before_held);
  }
  return came;
}

void write_desk(HtmlWriter& w, const SignedIn& who, const DeskFigures& figures, const policy::Compiled* policy) {
  const std::string& lang = who.lang;
  w.open("section").element("h2", "", message(lang, "console.overview.desk"));
  w.element("p", "", message(lang, "console.overview.decided", {{"n", figures.decided}}));
  if (const auto share = figures.agreement.share()) {
    const auto kappa = figures.agreement.kappa();
    w.element("p", "",
              message(lang, kappa ? "console.overview.agreement" : "console.overview.agreement_only",
                      {{"share", percent(*share)}, {"kappa", kappa ? two_places(*kappa) : ""}}));
  }
  w.element("p", "",
            message(lang, "console.overview.overturned", {{"n", figures.overturned}, {"all", figures.restrictions}}));
  std::vector<Bar> clauses;
  for (const auto& [clause, count] : figures.by_clause) clauses.push_back({rule_inline(policy, clause, lang), count});
  write_bars(w, message(lang, "console.overview.by_clause"), std::move(clauses));
  // How much somebody decided is their own business, and a senior's.
  std::vector<Bar> loads;
  for (const auto& [person, count] : figures.by_person) {
    if (person == who.person.name || may(who.person, Permission::see_loads)) loads.push_back({bdi(person), count});
  }
  write_bars(w,
             message(lang, may(who.person, Permission::see_loads) ? "console.overview.loads" : "console.overview.load"),
             std::move(loads));
  w.close("section");
}

Result<Response> overview(App& app, const Request& request, const SignedIn& who) {
  store::Store& store = app.world.store;
  const std::string& lang = who.lang;
  const Time now = app.world.clock.now();
  COMITY_TRY(const auto counts, store.waiting_counts(who.site.id));
  COMITY_TRY(const auto decisions, store.decided(who.site.id, std::nullopt, decisions_looked_at));
  COMITY_TRY(const auto came, came_in(store, who.site.id));
  const auto live = app.world.policies.live(who.site);
  const policy::Compiled* policy = live ? live->get() : nullptr;

  ConsolePage page;
  page.current = "overview";
  page.path = "/overview";
  page.title = message(lang, "console.overview.title");
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  w.open("section").element("h2", "", message(lang, "console.overview.queue"));
  w.open("p").text(message(lang, "console.queue.title", {{"n", counts.all}})).text(". ");
  if (counts.oldest) w.html(message_html(lang, "console.oldest", {{"age", ago(*counts.oldest, now, lang)}}));
  w.close("p");
  std::vector<Bar> waiting;
  for (const auto& [clause, count] : counts.by_clause) {
    waiting.push_back(
        {clause.empty() ? escaped(message(lang, "console.overview.no_clause")) : rule_inline(policy, clause, lang),
         count});
  }
  write_bars(w, message(lang, "console.overview.waiting"), std::move(waiting));
  w.close("section");
  write_desk(w, who, figures_of(decisions, now - std::chrono::hours(24 * 30)), policy);

  w.open("section").element("h2", "", message(lang, "console.overview.came"));
  std::vector<Bar> languages;
  for (const auto& [language, share] : came.languages) {
    std::string note = message(lang, "console.overview.held", {{"share", percent(share.share())}});
    if (share.changed()) note += " " + message(lang, "console.overview.changed");
    languages.push_back({escaped(language.empty() ? message(lang, "console.overview.no_language") : language),
                         share.lately + share.before, std::move(note)});
  }
  write_bars(w, message(lang, "console.overview.languages"), std::move(languages));
  std::vector<std::pair<std::int64_t, StoryId>> busiest;
  for (const auto& [story, count] : came.stories) busiest.emplace_back(count, story);
  std::sort(busiest.rbegin(), busiest.rend());
  std::vector<Bar> stories;
  for (const auto& [count, id] : busiest) {
    if (stories.size() == 8) break;
    const auto story = store.story(who.site.id, id);
    if (!story) continue;
    Html link;
    HtmlWriter(link.markup).link(story_path(who.site, *story), "", title_of(*story, lang));
    stories.push_back({std::move(link), count});
  }
  write_bars(w, message(lang, "console.overview.stories"), std::move(stories), false);
  w.close("section");
  return console_answer(request, who, 200, page);
}

}  // namespace

void add_overview_page(App& app) {
  add_staff_route(app, "GET", "/console/{site}/overview", Permission::read_queue,
                  [](App& a, const Request& request, const SignedIn& who) {
                    auto page = overview(a, request, who);
                    return page ? *std::move(page) : console_error(request, who, page.error());
                  });
}

}  // namespace comity::http
