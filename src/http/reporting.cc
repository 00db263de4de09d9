#include "http/reporting.h"

#include "http/readers.h"

namespace comity::http {
namespace {

std::optional<Refused> too_often(App& app, const Request& request) {
  const std::int64_t wait = app.rates.take_report(request.source, app.world.clock.now());
  if (wait == 0) return std::nullopt;
  ++app.counters.too_many;
  return Refused{429, "too_many",
                 "Many reports came from your network in a short time. Nothing was lost: try again in " +
                     std::to_string(wait) + " s.",
                 wait};
}

}  // namespace

tl::expected<discussion::Report, Refused> submit_report(App& app, const Request& request, const discussion::Site& site,
                                                        actions::FileReport report) {
  if (auto no = refused_origin(app, request, &site)) return tl::unexpected(*no);
  if (auto no = too_often(app, request)) return tl::unexpected(*no);
  report.source = request.source;
  report.guest_key = writer_key(app, request, site);
  auto filed = actions::file_report(app.world, site, report);
  if (!filed) return tl::unexpected(refused_and_logged(app, request, filed.error()));
  return *std::move(filed);
}

tl::expected<discussion::Appeal, Refused> submit_contest(App& app, const Request& request,
                                                         const actions::OwnReport& own,
                                                         const actions::ContestReport& contest) {
  if (auto no = refused_origin(app, request, &own.site)) return tl::unexpected(*no);
  if (auto no = too_often(app, request)) return tl::unexpected(*no);
  auto filed = actions::contest_report(app.world, contest);
  if (!filed) return tl::unexpected(refused_and_logged(app, request, filed.error()));
  return *std::move(filed);
}

std::string report_path(const Key128& receipt) { return "/report/" + to_base64url(receipt); }

}  // namespace comity::http
