#include "actions/count_reports.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "actions/walk_site.h"
#include "base/median.h"

namespace comity::actions {
namespace {

std::int64_t minutes(Time from, Time to) { return std::max<std::int64_t>(0, (to_ms(to) - to_ms(from)) / 60'000); }

// Latest month first: of keys that begin with the month.
template <class Key, class Row>
std::vector<Row> rows_of(std::map<Key, std::pair<Row, std::vector<std::int64_t>>>& sheet) {
  std::vector<Row> out;
  for (auto& [key, row] : sheet) {
    row.first.median_minutes = median(row.second).value_or(0);
    out.push_back(std::move(row.first));
  }
  std::stable_sort(out.begin(), out.end(), [](const Row& a, const Row& b) { return a.month > b.month; });
  return out;
}

Result<std::vector<ReportTally>> reports(World& world, SiteId site) {
  using Key = std::tuple<std::string, discussion::ReportKind, std::string>;
  std::map<Key, std::pair<ReportTally, std::vector<std::int64_t>>> sheet;
  COMITY_CHECK(each_report(world, site, [&](const discussion::Report& report) -> Done {
    const std::string month = store::month_of(report.filed);
    auto& [row, times] = sheet[{month, report.kind, report.clause}];
    row.month = month;
    row.kind = report.kind;
    row.clause = report.clause;
    ++row.filed;
    if (waits(report)) {
      ++row.open;
      return {};
    }
    COMITY_TRY(const auto answer, world.store.decision(site, report.answer));
    ++(answer.deed == discussion::Deed::keep ? row.no_action : row.acted);
    if (answer.actor == discussion::Actor::engine) ++row.automated;
    if (report.answered) times.push_back(minutes(report.filed, *report.answered));
    return {};
  }));
  return rows_of(sheet);
}

Result<std::vector<OrderTally>> orders(World& world, SiteId site) {
  using Key = std::tuple<std::string, std::string, discussion::Ordered>;
  std::map<Key, std::pair<OrderTally, std::vector<std::int64_t>>> sheet;
  COMITY_TRY(const auto all, world.store.orders(site));
  for (const discussion::Order& order : all) {
    const std::string month = store::month_of(order.received);
    auto& [row, times] = sheet[{month, order.country, order.ordered}];
    row.month = month;
    row.country = order.country;
    row.ordered = order.ordered;
    ++row.received;
    if (order.decision) ++row.carried_out;
    times.push_back(minutes(order.received, order.recorded));
  }
  return rows_of(sheet);
}

Result<std::vector<ComplaintTally>> complaints(World& world, SiteId site) {
  using discussion::AppealOutcome;
  std::map<std::pair<std::string, bool>, std::pair<ComplaintTally, std::vector<std::int64_t>>> sheet;
  COMITY_CHECK(each_appeal(world, site, [&](const discussion::Appeal& appeal) -> Done {
    COMITY_TRY(const auto against, world.store.decision(site, appeal.decision));
    const std::string month = store::month_of(appeal.filed);
    const bool by_reporter = against.deed == discussion::Deed::keep;
    auto& [row, times] = sheet[{month, by_reporter}];
    row.month = month;
    row.by_reporter = by_reporter;
    ++row.filed;
    if (is_open(appeal)) {
      ++row.open;
      return {};
    }
    ++(*appeal.outcome == AppealOutcome::upheld   ? row.upheld
       : *appeal.outcome == AppealOutcome::partly ? row.partly
                                                  : row.reversed);
    if (appeal.decided) times.push_back(minutes(appeal.filed, *appeal.decided));
    return {};
  }));
  return rows_of(sheet);
}

}  // namespace

Result<NoticeCounts> count_notices(World& world, SiteId site) {
  NoticeCounts counts;
  COMITY_TRY(counts.reports, reports(world, site));
  COMITY_TRY(counts.orders, orders(world, site));
  COMITY_TRY(counts.complaints, complaints(world, site));
  return counts;
}

}  // namespace comity::actions
