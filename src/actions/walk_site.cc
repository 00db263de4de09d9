#include "actions/walk_site.h"

namespace comity::actions {
namespace {

constexpr std::size_t rows_at_once = 1'000;

// `page(after)` gives the rows behind a place, `place` where one of them is.
template <class Place, class Page, class PlaceOf, class Visit>
Done each(Place after, const Page& page, const PlaceOf& place, const Visit& visit) {
  while (true) {
    COMITY_TRY(const auto rows, page(after));
    if (rows.empty()) return {};
    for (const auto& row : rows) COMITY_CHECK(visit(row));
    after = place(rows.back());
  }
}

}  // namespace

Done each_judged(World& world, SiteId site, const std::function<Done(const store::JudgedText&)>& visit) {
  return each(
      store::JudgedPlace{}, [&](const auto& after) { return world.store.judged(site, after, rows_at_once); },
      [](const store::JudgedText& text) {
        return store::JudgedPlace{text.story, text.comment, text.revision.revision};
      },
      visit);
}

Done each_report(World& world, SiteId site, const std::function<Done(const discussion::Report&)>& visit) {
  return each(
      discussion::ReportId{}, [&](const auto& after) { return world.store.reports(site, after, rows_at_once); },
      [](const discussion::Report& report) { return report.id; }, visit);
}

Done each_appeal(World& world, SiteId site, const std::function<Done(const discussion::Appeal&)>& visit) {
  return each(
      discussion::AppealId{}, [&](const auto& after) { return world.store.appeals(site, after, rows_at_once); },
      [](const discussion::Appeal& appeal) { return appeal.id; }, visit);
}

}  // namespace comity::actions
