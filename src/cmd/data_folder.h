// The folder that holds everything a server remembers: the database, the folder's secret, and a lock.
//
//   DIR/comity.db (with -wal, -shm)   DIR/secret.key (32 bytes)   DIR/serve.lock (names its holder)
//   DIR/outbox/ (letters, outbox.h)
//   DIR/erasures.log (what was erased, as ids; docs/formats/erasures.md)
//   DIR/comity.db-turn (processes that write take turns by it)   DIR/ledger.key (32 bytes; ledger_key.h)
//
// A folder that is made has mode 0700, each file 0600; files that are wider are narrowed, with a note on stderr.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "actions/world.h"
#include "base/result.h"
#include "store/sqlite/sqlite_store.h"
#include "store/store.h"

namespace comity::cmd {

enum class Missing { create, refuse };

class DataFolder {
 public:
  // Opens the folder, its secret and its store; makes what is missing with Missing::create.
  // Errors: `not_found` - no such folder and Missing::refuse; `unavailable`, `corrupt` - as sqlite::open says.
  static Result<std::unique_ptr<DataFolder>> open(const std::filesystem::path& folder, Missing missing,
                                                  store::sqlite::Options options = {});  // its file is set here

  // Looks on, beside a server or without one: nothing is written, made or brought to a newer form, and the secret stays
  // unread. Errors: as open; `unavailable` - an older Comity's database.
  static Result<std::unique_ptr<DataFolder>> look(const std::filesystem::path& folder);

  ~DataFolder();

  // For `serve`: holds the folder until this object ends. Errors: `conflict` - another server holds it; `detail`
  // names it by process id, address and start.
  Done hold(const std::string& listen);

  const std::filesystem::path& path() const { return path_; }
  store::Store& store() { return *store_; }
  actions::World& world() { return world_; }
  bool made() const { return made_; }  // the folder was made just now

 private:
  DataFolder(std::filesystem::path path, std::unique_ptr<store::Store> store, const Hash256& secret, bool made);
  std::filesystem::path path_;
  std::unique_ptr<store::Store> store_;
  actions::Policies policies_;
  actions::World world_;
  bool made_ = false;
  int lock_ = -1;
};

// A file of 32 secret bytes, and a new one with mode 0600: whole on disk or not there. `without`: what is lost without
// it, for the message. Errors: `corrupt` - another length; `unavailable`.
Result<Hash256> read_secret(const std::filesystem::path& file, const char* without);
Result<Hash256> make_secret(const std::filesystem::path& file);

// Prints "comity: <detail>" with what to do, and gives the exit status that fits the error's code.
int complain(const Error& error);
// The same, and the exit status of a wrong command line.
int misused(const Error& error);

}  // namespace comity::cmd
