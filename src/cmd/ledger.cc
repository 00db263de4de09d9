// comity ledger: its key, its checkpoint, and all its files.

#include <fstream>
#include <iostream>

#include "actions/keep_ledger.h"
#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/data_folder.h"
#include "cmd/ledger_key.h"
#include "cmd/which_comment.h"

namespace comity::cmd {

std::vector<Command> ledger_commands();

namespace {

namespace fs = std::filesystem;

struct Opened {
  std::unique_ptr<DataFolder> folder;
  discussion::Site site;
};

// `Missing`: what to do without a key. Without a site named, the only one.
Result<Opened> open_site(const std::string& data, const std::string& site_key, Missing key) {
  Opened out;
  COMITY_TRY(out.folder, DataFolder::open(data, Missing::refuse));
  actions::World& world = out.folder->world();
  auto signing = ledger_key(data, key);
  if (signing) {
    world.ledger_key = *std::move(signing);
  } else if (signing.error().code != Error::Code::not_found || key == Missing::create) {
    return fail(std::move(signing).error());
  }
  if (!site_key.empty()) {
    COMITY_TRY(out.site, which_site(world, site_key));
    return out;
  }
  COMITY_TRY(auto sites, world.store.sites());
  if (sites.size() != 1)
    return fail(Error::Code::invalid, "there are several sites, or none: name one with --site KEY");
  out.site = std::move(sites.front());
  return out;
}

int key(const Words& rest) {
  std::string data, site;
  Arguments args(
      "comity ledger key", "Prints the public key of each log of a site, oldest first.",
      "Publish these lines, in print too: with them anybody checks the ledger and every statement. The secret\n"
      "half is DIR/ledger.key. It is in no backup: keep a copy where the backups are not.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", site, "KEY", "of this site; needed when there are several");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto opened = open_site(data, site, Missing::refuse);
  if (!opened) return complain(opened.error());
  actions::World& world = opened->folder->world();
  auto heads = world.store.ledgers(opened->site.id);
  if (!heads) return complain(heads.error());
  if (heads->empty()) heads->push_back({1, discussion::log_name(opened->site, 1), {}, 0, {}});
  bool all = true;
  for (const store::LedgerHead& head : *heads) {
    const auto line = actions::ledger_note_key(world, head);
    if (line) std::cout << line->vkey() << '\n';
    all = all && line;
  }
  if (all) return Exit::done;
  std::cerr << "comity: there is no key yet: the server makes it when it first starts.\n";
  return Exit::answer_is_no;
}

int checkpoint(const Words& rest) {
  std::string data, site;
  Arguments args(
      "comity ledger checkpoint", "Signs what is new in a site's ledger and prints the checkpoint.",
      "Keep one now and then outside this machine: what was in the ledger then cannot be changed unnoticed.\n"
      "Works while the server runs, which signs at least each minute by itself.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--site", site, "KEY", "of this site; needed when there are several");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto opened = open_site(data, site, Missing::create);
  if (!opened) return complain(opened.error());
  const auto kept = actions::keep_ledger(opened->folder->world(), opened->site);
  if (!kept) return complain(kept.error());
  const auto note = actions::sign_ledger(opened->folder->world(), opened->site);
  if (!note) return complain(note.error());
  std::cout << note->note;
  return Exit::done;
}

Done write_file(const fs::path& file, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (out) return {};
  return fail(Error::Code::unavailable, file.string() + " cannot be written");
}

Done write_log(actions::World& world, const discussion::Site& site, const store::LedgerHead& head,
               const fs::path& folder) {
  const ledger::ReadFile read = actions::ledger_files(world.store, site.id, head.log);
  COMITY_TRY(const auto kept, world.store.ledger_checkpoints(site.id, head.log));
  if (kept.empty()) return fail(Error::Code::not_found, head.name + " was never signed");
  for (const ledger::Tile& tile : ledger::tiles_of(kept.back().size)) {
    COMITY_TRY(const std::string bytes, read(path_of(tile)));
    COMITY_CHECK(write_file(folder / path_of(tile), bytes));
    if (tile.level != 0) continue;
    const std::string entries = ledger::entries_path(tile.index, tile.width);
    COMITY_TRY(const std::string bundle, read(entries));
    COMITY_CHECK(write_file(folder / entries, bundle));
  }
  COMITY_CHECK(write_file(folder / "checkpoint", kept.back().note));  // last: what it covers is there
  if (const auto key = actions::ledger_note_key(world, head))
    COMITY_CHECK(write_file(folder / "key", key->vkey() + "\n"));
  return {};
}

int write_out(const Words& rest) {
  std::string data, site, out;
  std::int64_t log = 0;
  Arguments args(
      "comity ledger export", "Writes a site's ledger as files: what comity-verify reads, what /ledger/ serves.",
      "As its last checkpoint has it. A folder that has an older state of the same log is brought to this one.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.option("--out", out, "FOLDER", "the folder to write into", Need::required);
  args.option("--site", site, "KEY", "of this site; needed when there are several");
  args.option("--log", log, "N", "an older log (the newest)");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto opened = open_site(data, site, Missing::refuse);
  if (!opened) return complain(opened.error());
  actions::World& world = opened->folder->world();
  const auto heads = world.store.ledgers(opened->site.id);
  if (!heads) return complain(heads.error());
  if (heads->empty() || log < 0 || log > static_cast<std::int64_t>(heads->size())) {
    return complain({Error::Code::not_found, "the site has no such log"});
  }
  const store::LedgerHead& head = log == 0 ? heads->back() : (*heads)[static_cast<std::size_t>(log - 1)];
  const Done written = write_log(world, opened->site, head, out);
  if (!written) return complain(written.error());
  std::cerr << out << " holds " << head.name << ": comity-verify log " << out << " --key " << out << "/key\n";
  return Exit::done;
}

}  // namespace

std::vector<Command> ledger_commands() {
  return {{"ledger key", "print the public key of each log of a site", key},
          {"ledger checkpoint", "sign what is new in a site's ledger, and print the checkpoint", checkpoint},
          {"ledger export", "write a site's ledger as files", write_out}};
}

}  // namespace comity::cmd
