// What readers reported, what authorities ordered and who asked for another look, counted for everybody to read: no row
// of it is about one person.
#pragma once

#include "actions/world.h"
#include "discussion/appeal.h"
#include "discussion/order.h"
#include "discussion/report.h"

namespace comity::actions {

// Reports of one kind in one month (UTC, when they were filed), by the rule they name.
struct ReportTally {
  std::string month;  // "2026-11"
  discussion::ReportKind kind = discussion::ReportKind::rule;
  std::string clause;  // '' of notices
  std::int64_t filed = 0;
  std::int64_t acted = 0;
  std::int64_t no_action = 0;
  std::int64_t open = 0;            // nobody has decided, or nobody had to
  std::int64_t automated = 0;       // decided without a person
  std::int64_t median_minutes = 0;  // from filed to decided; 0: none is

  bool operator==(const ReportTally&) const = default;
};

struct OrderTally {
  std::string month;    // when they were received
  std::string country;  // '' unknown
  discussion::Ordered ordered = discussion::Ordered::act;
  std::int64_t received = 0;
  std::int64_t carried_out = 0;     // by taking a comment down
  std::int64_t median_minutes = 0;  // from received to recorded

  bool operator==(const OrderTally&) const = default;
};

// Complaints about decisions: by authors, or by those who reported.
struct ComplaintTally {
  std::string month;
  bool by_reporter = false;
  std::int64_t filed = 0;
  std::int64_t upheld = 0;  // the decision stays
  std::int64_t partly = 0;
  std::int64_t reversed = 0;
  std::int64_t open = 0;
  std::int64_t median_minutes = 0;

  bool operator==(const ComplaintTally&) const = default;
};

struct NoticeCounts {
  std::vector<ReportTally> reports;  // latest month first, then by kind and clause; and so on
  std::vector<OrderTally> orders;
  std::vector<ComplaintTally> complaints;
};

// Cost: some microseconds a report and a complaint of the whole archive: keep the answer for a while.
Result<NoticeCounts> count_notices(World& world, SiteId site);

}  // namespace comity::actions
