// comity import: brings the discussions of another system, or an export of our own, into a data folder.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <iostream>
#include <optional>

#include "actions/import_archive.h"
#include "actions/import_site.h"
#include "cmd/arguments.h"
#include "cmd/byte_source.h"
#include "cmd/commands.h"
#include "cmd/counted.h"
#include "cmd/data_folder.h"
#include "cmd/file_spool.h"
#include "cmd/jsonl_head.h"
#include "cmd/printable.h"
#include "cmd/progress_bar.h"
#include "cmd/wxr_head.h"
#include "store/memory.h"

namespace comity::cmd {
namespace {

namespace fs = std::filesystem;

struct ImportArguments {
  std::string file, data, key;
  bool dry_run = false;

  void common(Arguments& args) {
    args.positional("FILE", file, "the export; - reads standard input");
    args.option("--data", data, "DIR", "the server's data folder; is made when it is not there", Need::required);
    args.option("--site", key, "KEY", "which site; is made when it is not there", Need::required);
  }
};

// Where nothing may be written and nothing is: a store that forgets.
struct Nowhere {
  std::unique_ptr<store::Store> store = store::make_memory_store();
  actions::Policies policies{*store};
  actions::World world{*store, policies, system_clock(), system_random(), system_random().key256()};
};

struct Place {
  std::unique_ptr<DataFolder> folder;
  std::unique_ptr<Nowhere> nowhere;
  actions::World& world() { return folder ? folder->world() : nowhere->world; }
};

Result<Place> place_for(const ImportArguments& given) {
  Place place;
  std::error_code error;
  if (given.dry_run && !fs::exists(fs::path(given.data) / "comity.db", error)) {
    place.nowhere = std::make_unique<Nowhere>();
    return place;
  }
  COMITY_TRY(place.folder, DataFolder::open(given.data, given.dry_run ? Missing::refuse : Missing::create));
  if (place.folder->made()) std::cerr << "Made the data folder " << given.data << ".\n";
  return place;
}

// The head that was looked at, and then what is left.
std::function<Result<std::size_t>(char* to, std::size_t size)> whole(const std::string& head, ByteSource& rest) {
  return [&head, &rest, taken = std::size_t{0}](char* to, std::size_t size) mutable -> Result<std::size_t> {
    if (taken == head.size()) return rest.read(to, size);
    const std::size_t some = std::min(size, head.size() - taken);
    std::copy_n(head.data() + taken, some, to);
    taken += some;
    return some;
  };
}

// How long writers may have waited for a step of ours.
class StepTimes {
 public:
  void add(std::chrono::nanoseconds took) {
    took_us_.push_back(static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
  }
  void tell(std::ostream& out) {
    if (took_us_.empty()) return;
    std::sort(took_us_.begin(), took_us_.end());
    const auto ms = [&](double part) {
      const auto at = static_cast<std::size_t>(part * static_cast<double>(took_us_.size() - 1));
      return std::to_string((took_us_[at] + 500) / 1000);
    };
    out << took_us_.size() << " steps: half of them within " << ms(0.5) << " ms, 99 % within " << ms(0.99)
        << " ms, the longest " << ms(1) << " ms.\n";
  }

 private:
  std::vector<std::uint32_t> took_us_;  // 4 bytes a step of some hundred comments
};

int import_wxr(const Words& words) {
  ImportArguments given;
  Arguments args("comity import wxr", "Imports the comments of a WordPress export (WXR).",
                 "Run it again at any time: it adds what is new, doubles nothing, and changes a comment's state only\n"
                 "where nobody here has decided. It may run beside a serving process. Exit status 1: the file was\n"
                 "read only in part, and the report names the places; or it is no such export, and nothing was made.");
  given.common(args);
  bool timings = false;
  args.flag("--dry-run", given.dry_run, "write nothing, print the same report");
  args.flag("--timings", timings, "say how long its steps took, for which a server's writers wait");
  if (const auto stop = args.parse(words)) return *stop;
  const auto file = ByteSource::open(given.file);
  if (!file) return complain(file.error());
  const auto head = read_wxr_head(**file);
  if (!head) return complain(head.error());
  auto place = place_for(given);
  if (!place) return complain(place.error());

  ProgressBar bar;
  actions::ImportArchive request;
  request.site_key = given.key;
  request.dry_run = given.dry_run;
  request.read = whole(*head, **file);
  std::error_code error;
  request.spools = file_spools(given.dry_run ? fs::temp_directory_path(error) : fs::path(given.data));
  request.progress = [&](const actions::ImportProgress& progress) {
    using Phase = actions::ImportProgress::Phase;
    if (progress.phase == Phase::reading)
      bar.show("Reading", progress.done / 1'000'000, (*file)->size() / 1'000'000, "MB");
    else if (progress.phase == Phase::arranging)
      bar.show("Putting in order", 0, 0, "");
    else
      bar.show(given.dry_run ? "Looking" : "Writing", progress.done, progress.of, "comments");
  };
  StepTimes times;
  if (timings) request.stepped = [&](std::chrono::nanoseconds took) { times.add(took); };
  const auto report = actions::import_wxr(place->world(), request);
  bar.clear();
  times.tell(std::cerr);
  if (!report) return complain(report.error());
  std::cout << printable(actions::to_text(*report));
  if (!given.dry_run) std::cerr << "Readers find the site at /s/" << given.key << " of its server.\n";
  return report->partly_read() ? Exit::answer_is_no : Exit::done;
}

int import_jsonl(const Words& words) {
  ImportArguments given;
  Arguments args("comity import jsonl", "Brings a site back from what `comity export jsonl` wrote.",
                 "For an empty folder, or a site key that is not there: ids, numbers and times stay what they were.\n"
                 "Stopped half way, it is run again. Guests' keys are not in an export, so nobody can change what\n"
                 "they wrote before it: to move a server, use `comity backup`.");
  given.common(args);
  args.flag("--dry-run", given.dry_run, "read and check every line, write nothing");
  if (const auto stop = args.parse(words)) return *stop;
  const auto file = ByteSource::open(given.file);
  if (!file) return complain(file.error());
  const auto head = read_jsonl_head(**file);
  if (!head) return complain(head.error());
  auto place = place_for(given);
  if (!place) return complain(place.error());

  ProgressBar bar;
  actions::ImportSite request;
  request.site_key = given.key;
  request.dry_run = given.dry_run;
  request.read = whole(*head, **file);
  request.progress = [&](std::uint64_t bytes) {
    bar.show("Reading", bytes / 1'000'000, (*file)->size() / 1'000'000, "MB");
  };
  const auto report = actions::import_site(place->world(), request);
  bar.clear();
  if (!report) return complain(report.error());
  std::cout << (given.dry_run ? "Would bring" : "Brought") << " the site '" << given.key
            << "': " << counted(report->lines.stories, "story", "stories") << ", "
            << counted(report->lines.comments, "comment", "comments") << ", "
            << counted(report->lines.revisions, "revision", "revisions") << ", "
            << counted(report->lines.decisions, "decision", "decisions") << ", "
            << counted(report->lines.policies, "policy", "policies") << ", "
            << counted(report->lines.authors, "author", "authors") << ".\n";
  if (report->known != 0) std::cout << report->known << " stories and comments were here already.\n";
  return Exit::done;
}

}  // namespace

std::vector<Command> import_commands() {
  return {{"import wxr", "import the comments of a WordPress export", import_wxr},
          {"import jsonl", "bring a site back from Comity's own export", import_jsonl}};
}

}  // namespace comity::cmd
