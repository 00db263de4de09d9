// A year's transparency report in the tables of Implementing Regulation (EU) 2024/2835, all in one file:
// docs/formats/transparency.md.
#include <algorithm>

#include "actions/count_transparency.h"
#include "http/pages/pages.h"
#include "interchange/zip.h"

namespace comity::http {
namespace {

// The whole archive is walked for it: not at each comment, however often somebody asks.
constexpr std::chrono::minutes kept_for{10};

Result<Rendered> archive(App& app, const discussion::Site& site, discussion::Year year) {
  COMITY_TRY(const auto counts, actions::count_transparency(app.world, site, year));
  const Time now = app.world.clock.now();
  std::vector<interchange::ZipEntry> entries;
  for (discussion::AnnexTable& table : annex_tables(counts, {site.name, now, ""}))
    entries.push_back({std::move(table.name), std::move(table.bytes)});
  const std::string name = "transparency-" + site.key + "-" + std::to_string(year.year) + ".zip";
  Rendered rendered;
  rendered.bytes = interchange::to_zip(entries, now);
  rendered.content_type = "application/zip";
  rendered.headers = {{"Access-Control-Allow-Origin", "*"},
                      {"Content-Disposition", "attachment; filename=\"" + name + "\""}};
  rendered.until = now + kept_for;
  return rendered;
}

// "2026.zip", of a year that the site has a report for.
std::optional<discussion::Year> asked_year(std::string_view file, const discussion::Site& site, Time now) {
  for (const discussion::Year& year : actions::transparency_years(site, now))
    if (file == std::to_string(year.year) + ".zip") return year;
  return std::nullopt;
}

}  // namespace

std::string transparency_path(const discussion::Site& site, discussion::Year year) {
  return policy_path(site) + "/transparency/" + std::to_string(year.year) + ".zip";
}

void add_transparency(App& app) {
  app.router.add("GET", "/policy/{site}/transparency/{file}", [&app](const Request& request) {
    const auto site = site_of(app, request);
    if (!site) return error_page(app, request, site.error());
    const auto year = asked_year(request.param("file").value_or(""), *site, app.world.clock.now());
    if (!year) return error_page(app, request, 404, "");
    const SnapshotKey key{site->id, StoryId{}, "", "transparency " + std::to_string(year->year), true};
    return app.snapshots.answer(request, key, [&] { return archive(app, *site, *year); });
  });
}

}  // namespace comity::http
