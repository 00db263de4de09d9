// comity export transparency: a year's report in the tables of Implementing Regulation (EU) 2024/2835.

#include <filesystem>
#include <fstream>
#include <iostream>

#include "actions/count_transparency.h"
#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/counted.h"
#include "cmd/opened_site.h"
#include "cmd/printable.h"

namespace comity::cmd {

std::vector<Command> transparency_commands();

namespace {

std::optional<Time> day_from(const std::string& text) { return parse_rfc3339(text + "T00:00:00Z"); }

Done write_table(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes << std::flush;
  if (!out) return fail(Error::Code::unavailable, file.string() + " could not be written");
  return {};
}

int export_transparency(const Words& words) {
  std::string data, key, provider, published, previous, to;
  std::int64_t year = 0;
  Arguments args("comity export transparency", "Writes a year's transparency report for the EU's Digital Services Act.",
                 "Eleven tables (CSV) in the template of Implementing Regulation (EU) 2024/2835, as far as the site\n"
                 "knows; what is left for you to fill is named at the end: docs/formats/transparency.md.\n"
                 "No row is about one person.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", key, "KEY", "which site", Need::required);
  args.option("--to", to, "FOLDER", "where the tables go; it is made, and tables in it are replaced", Need::required);
  args.option("--year", year, "YEAR", "which year (UTC); the last one that is over");
  args.option("--provider", provider, "NAME", "who provides the service, by law (the site's name)");
  args.option("--published", published, "DAY", "when the report is published, as 2027-02-15 (today)");
  args.option("--previous", previous, "DAY", "when the one before was");
  if (const auto stop = args.parse(words)) return *stop;
  for (const std::string& day : {published, previous}) {
    if (day.empty() || day_from(day)) continue;
    std::cerr << "comity export transparency: '" << printable(day) << "' is no day: write it as 2027-02-15\n";
    return Exit::usage;
  }
  const auto from = opened_site(data, key);
  if (!from) return complain(from.error());
  actions::World& world = from->folder->world();
  const Time now = world.clock.now();
  const auto years = actions::transparency_years(from->site, now);
  if (year == 0) year = years.back().year - 1;
  if (year < 1970 || year > years.back().year) {
    std::cerr << "comity export transparency: --year: " << year << " has not begun, or is long past\n";
    return Exit::usage;
  }
  const auto counts = actions::count_transparency(world, from->site, {static_cast<int>(year)});
  if (!counts) return complain(counts.error());
  const discussion::PublisherSays says{provider.empty() ? from->site.name : provider,
                                       published.empty() ? now : *day_from(published), previous};
  std::error_code made;
  std::filesystem::create_directories(to, made);
  if (made) return complain({Error::Code::unavailable, to + ": " + made.message()});
  const auto tables = annex_tables(*counts, says);
  for (const discussion::AnnexTable& table : tables)
    if (const Done done = write_table(std::filesystem::path(to) / table.name, table.bytes); !done)
      return complain(done.error());
  std::cerr << counted(static_cast<std::int64_t>(tables.size()), "table", "tables") << " for " << year << " in "
            << printable(to) << ".\n";
  if (counts->year.end() > now) std::cerr << "The year is not over: these are the counts so far.\n";
  if (counts->orders_from_elsewhere > 0)
    std::cerr << counted(counts->orders_from_elsewhere, "order", "orders")
              << " of authorities outside the Union left out.\n";
  std::cerr << "Yours to fill, where it applies to you:\n";
  for (const discussion::AnnexTable& table : tables)
    for (const std::string& indicator : table.left_empty) std::cerr << "  " << table.name << ": " << indicator << '\n';
  return Exit::done;
}

}  // namespace

std::vector<Command> transparency_commands() {
  return {{"export transparency", "write a year's report in the DSA's template", export_transparency}};
}

}  // namespace comity::cmd
