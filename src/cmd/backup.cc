// comity backup, comity restore: a whole server in one file, and back.

#include "actions/backup.h"

#include <iomanip>
#include <iostream>
#include <sstream>

#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/data_folder.h"
#include "cmd/printable.h"

namespace comity::cmd {

std::vector<Command> backup_commands();

namespace {

std::string megabytes(std::uint64_t bytes) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << static_cast<double>(bytes) / 1e6 << " MB";
  return out.str();
}

void print(const actions::Manifest& manifest) {
  std::uint64_t bytes = 0;
  for (const actions::BackupFile& file : manifest.files) bytes += file.bytes;
  std::cout << "made " << rfc3339(manifest.made) << ", " << manifest.files.size() << " files, " << megabytes(bytes)
            << '\n';
  for (const actions::BackupSite& site : manifest.sites)
    std::cout << "site " << site.key << "  " << one_line(site.name, 80) << '\n';
  for (const actions::BackupFile& file : manifest.files) std::cout << to_hex(file.sha256) << "  " << file.name << '\n';
}

int back_up(const Words& rest) {
  std::string data, out, check;
  Arguments args("comity backup", "Copies a whole server into one file, while it serves.",
                 "The file holds the database as of one moment, secret.key, and every policy as a document: keep it\n"
                 "as private as the data folder. It was read back and compared before this says done.\n"
                 "Example: comity backup --data /var/lib/comity --out /backup/comity-$(date +%F).tar");
  args.option("--data", data, "DIR", "the server's data folder");
  args.option("--out", out, "FILE", "the backup to make; never written over");
  args.option("--check", check, "FILE", "makes nothing: reads that backup through and compares every byte");
  if (const auto stop = args.parse(rest)) return *stop;
  if (!check.empty() ? !data.empty() || !out.empty() : data.empty() || out.empty()) {
    std::cerr << "comity: give --data DIR and --out FILE, or --check FILE alone.\n";
    return Exit::usage;
  }
  const auto manifest =
      check.empty() ? actions::back_up(data, out, system_clock().now()) : actions::check_backup(check);
  if (!manifest) return complain(manifest.error());
  print(*manifest);
  std::cerr << (check.empty() ? out + " is whole and on disk.\n" : check + " is whole.\n");
  return Exit::done;
}

int restore(const Words& rest) {
  std::string file, data, erasures;
  Arguments args("comity restore", "Puts a backup into a new data folder.",
                 "Every byte is compared before anything is in its place. A folder that is not empty is refused; only\n"
                 "a list of erasures may lie there. What was erased after the backup was made is erased again.");
  args.positional("FILE", file, "a backup made by `comity backup`");
  args.option("--data", data, "DIR", "the folder to make, or an empty one", Need::required);
  args.option("--erasures", erasures, "FILE", "the old folder's erasures.log (DIR/erasures.log)");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto restored = actions::restore(file, data, erasures);
  if (!restored) return complain(restored.error());
  print(restored->manifest);
  if (const auto& again = restored->erasures) {
    std::cout << "erasures: " << again->erased << " carried out again, " << again->passed << " had nothing to erase\n";
    if (again->unread > 0)
      std::cerr << "comity: " << again->unread << " lines of the list of erasures say nothing that is known.\n";
  } else {
    std::cerr << "comity: there was no list of erasures (--erasures OLD/erasures.log): what was erased after "
              << rfc3339(restored->manifest.made) << " is back.\n";
  }
  for (const std::string& finding : restored->findings) std::cout << "finding: " << finding << '\n';
  if (!restored->findings.empty()) {
    std::cerr << data << " holds what the backup held, and that was not sound: " << restored->findings.size()
              << " findings. An earlier backup may be better.\n";
    return Exit::answer_is_no;
  }
  std::cerr << data << " is ready: comity serve --data " << data << '\n';
  return Exit::done;
}

int integrity(const Words& rest) {
  std::string data;
  Arguments args(
      "comity admin integrity", "Checks every rule that the database must keep, and prints what is broken.",
      "Reads everything: seconds for each 100,000 comments. Readers and writers are not held up. Exit status\n"
      "0: sound; 1: there are findings, one a line on standard output.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  if (const auto stop = args.parse(rest)) return *stop;
  const auto folder = DataFolder::open(data, Missing::refuse);
  if (!folder) return complain(folder.error());
  const auto findings = (*folder)->store().integrity();
  if (!findings) return complain(findings.error());
  for (const std::string& finding : *findings) std::cout << finding << '\n';
  if (findings->empty()) {
    std::cerr << "Sound: every counter, number, event, revision and decision is as it must be.\n";
    return Exit::done;
  }
  std::cerr << findings->size() << " findings. Keep a copy of " << data
            << ", and compare with the last backup (comity restore BACKUP --data NEW).\n";
  return Exit::answer_is_no;
}

}  // namespace

std::vector<Command> backup_commands() {
  return {{"backup", "copy a whole server into one file, while it serves", back_up},
          {"restore", "put a backup into a new data folder", restore},
          {"admin integrity", "check every rule that the database must keep", integrity}};
}

}  // namespace comity::cmd
