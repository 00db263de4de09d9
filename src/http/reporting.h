// Reports, for the JSON API and for the pages' forms alike: who may send one (Origin), how often, then the action.
#pragma once

#include <tl/expected.hpp>

#include "actions/file_report.h"
#include "actions/read_report.h"
#include "http/posting.h"

namespace comity::http {

// `source` and `guest_key` are filled here.
tl::expected<discussion::Report, Refused> submit_report(App& app, const Request& request, const discussion::Site& site,
                                                        actions::FileReport report);
tl::expected<discussion::Appeal, Refused> submit_contest(App& app, const Request& request,
                                                         const actions::OwnReport& own,
                                                         const actions::ContestReport& contest);

// "/report/<22 letters>".
std::string report_path(const Key128& receipt);

// A report as the API gives it to who sent it; never cached.
Response report_answer(App& app, const Request& request, const Result<actions::OwnReport>& own);

void add_reports_api(App& app);  // /api/v1/…/reports

}  // namespace comity::http
