// Part of store/checks.h: what can be said of a write about reports, orders and danger without looking at anything
// else.
#pragma once

#include "base/result.h"
#include "store/change_reports.h"

namespace comity::store {

// Errors: `invalid`.
Done check(const FileReport& w);
Done check(const AnswerReports& w);
Done check(const ReopenReports& w);
Done check(const ForgetReporter& w);
Done check(const EraseReportWords& w);
Done check(const RecordOrder& w);
Done check(const NoteDanger& w);
Done check(const EndDanger& w);

}  // namespace comity::store
