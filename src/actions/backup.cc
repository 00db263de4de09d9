#include "actions/backup.h"

#include <algorithm>
#include <set>

#include "actions/backup_archive.h"
#include "base/crypto.h"
#include "interchange/ustar.h"
#include "store/sqlite/erasure_list.h"
#include "store/sqlite/sqlite_store.h"

namespace comity::actions {

namespace fs = std::filesystem;

namespace {

constexpr const char* database_name = "comity.db";
constexpr const char* secret_name = "secret.key";
constexpr std::uint64_t secret_bytes = 32;

// Removed with all that is in it, whatever happens.
struct Workplace {
  explicit Workplace(fs::path at) : folder(std::move(at)) {}
  ~Workplace() {
    std::error_code error;
    fs::remove_all(folder, error);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  Done make() const {
    std::error_code error;
    if (fs::create_directory(folder, error) && !error) {
      fs::permissions(folder, fs::perms::owner_all, error);
      return {};
    }
    return fail(Error::Code::unavailable,
                "the folder " + folder.string() + " cannot be made: " +
                    (error ? error.message() : "it is there, left by a run that was stopped; remove it"));
  }
  fs::path folder;
};

Result<std::unique_ptr<store::Store>> open_copy(const fs::path& file) {
  store::sqlite::Options options;
  options.file = file;
  options.create = false;
  return store::sqlite::open(options);
}

// A document of its own for every policy a site ever had in force; adds what it writes to `files`.
Done write_policies(store::Store& store, const discussion::Site& site, const fs::path& folder, Manifest& manifest,
                    std::vector<fs::path>& files) {
  BackupSite line{site.key, site.name, {}};
  COMITY_TRY(const auto policies, store.policies(site.id));
  for (const store::PolicyDocument& policy : policies) {
    // Sites may share a document, and a key leaves room in the 100 bytes of a name: 9 + 40 + 1 + 32 + 5.
    const std::string name = "policies/" + site.key + "-" + to_hex(policy.id).substr(0, 32) + ".toml";
    const fs::path file = folder / ("policy-" + std::to_string(files.size()));
    COMITY_TRY(auto out, NewFile::make(file));
    COMITY_CHECK(out.write(policy.source));
    COMITY_CHECK(out.keep());
    COMITY_TRY(auto described, describe(file, name));
    if (policy.id == site.policy) line.policy = name;
    manifest.files.push_back(std::move(described));
    files.push_back(file);
  }
  manifest.sites.push_back(std::move(line));
  return {};
}

Done write_archive(const Manifest& manifest, const std::vector<fs::path>& files, NewFile& out) {
  const std::string json = to_json(manifest);
  const auto head = [&](const std::string& name, std::uint64_t size) {
    return interchange::TarEntry{name, size, manifest.made};
  };
  const interchange::TarEntry first = head(manifest_name, json.size());
  COMITY_CHECK(out.write(interchange::to_tar_head(first)));
  COMITY_CHECK(out.write(json + std::string(static_cast<std::size_t>(first.padding()), '\0')));
  for (std::size_t i = 0; i < files.size(); ++i) {
    const interchange::TarEntry entry = head(manifest.files[i].name, manifest.files[i].bytes);
    COMITY_CHECK(out.write(interchange::to_tar_head(entry)));
    COMITY_CHECK(for_each_piece(files[i], [&](std::string_view piece) { return out.write(piece); }));
    COMITY_CHECK(out.write(std::string(static_cast<std::size_t>(entry.padding()), '\0')));
  }
  return out.write(interchange::tar_end());
}

// What the old server signed after this backup was made is not in it. So that nobody takes the two for one, each ledger
// goes on under a new name, and says where the old one ended here.
Done begin_ledgers(store::Store& store) {
  COMITY_TRY(const auto sites, store.sites());
  for (const discussion::Site& site : sites) {
    COMITY_TRY(const auto logs, store.ledgers(site.id));
    if (logs.empty()) continue;
    const store::Change change{
        system_random().key128(), site.id, system_clock().now(), {store::BeginLog{logs.back().log}}};
    COMITY_CHECK(store.commit(change));
  }
  return {};
}

bool may_receive(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return true;
  if (!fs::is_directory(folder, error)) return false;
  const fs::directory_iterator entries(folder, error);
  return !error && std::all_of(begin(entries), end(entries), [](const fs::directory_entry& entry) {
    return entry.path().filename() == store::sqlite::erasure_list_name;
  });
}

// The list to go by; nothing where none was named and none lies in `data`.
Result<std::optional<std::string>> list_of_erasures(const fs::path& named, const fs::path& data) {
  std::error_code error;
  const fs::path file = named.empty() ? data / store::sqlite::erasure_list_name : named;
  if (named.empty() && !fs::exists(file, error)) return std::optional<std::string>();
  std::string list;
  COMITY_CHECK(for_each_piece(file, [&](std::string_view piece) -> Done {
    list += piece;
    return {};
  }));
  return std::optional(std::move(list));
}

Result<Reapplied> erase_again(store::Store& store, std::string_view list) {
  Policies policies(store);
  World world{store, policies, system_clock(), system_random(), {}};
  return apply_erasures(world, list);
}

// `list` in the folder, if it is not there already.
Done keep_list(const fs::path& data, const std::string& list) {
  std::error_code error;
  const fs::path file = data / store::sqlite::erasure_list_name;
  if (fs::exists(file, error)) return {};
  COMITY_TRY(auto out, NewFile::make(file));
  COMITY_CHECK(out.write(list));
  return out.keep();
}

}  // namespace

Result<Manifest> check_backup(const fs::path& file) {
  return walk(file, [](const BackupFile&, std::string_view) -> Done { return {}; });
}

Result<Manifest> back_up(const fs::path& data, const fs::path& out, Time now) {
  std::error_code error;
  if (!fs::exists(data / database_name, error))
    return fail(Error::Code::not_found,
                "there is no data in " + data.string() + ": name the folder that `comity serve --data` uses");
  if (fs::exists(out, error))
    return fail(Error::Code::conflict, out.string() + " is there already: name another file, or remove it");

  // Beside the file, where there must be room for it anyway.
  const Workplace workplace(out.string() + ".part");
  COMITY_CHECK(workplace.make());
  const fs::path database = workplace.folder / database_name;
  COMITY_CHECK(store::sqlite::copy(data / database_name, database));

  Manifest manifest;
  manifest.made = now;
  std::vector<fs::path> policies;
  std::vector<BackupFile> policy_files;
  {
    COMITY_TRY(const auto store, open_copy(database));
    COMITY_TRY(const auto sites, store->sites());
    for (const discussion::Site& site : sites)
      COMITY_CHECK(write_policies(*store, site, workplace.folder, manifest, policies));
  }  // closed: the file is whole without a WAL
  const fs::path secret = data / secret_name;
  COMITY_TRY(auto described_database, describe(database, database_name));
  COMITY_TRY(auto described_secret, describe(secret, secret_name));
  if (described_secret.bytes != secret_bytes)
    return fail(Error::Code::corrupt, secret.string() + " is not 32 bytes long: put back the one from your backup");
  manifest.files.insert(manifest.files.begin(), {std::move(described_database), std::move(described_secret)});
  std::vector<fs::path> files = {database, secret};
  files.insert(files.end(), policies.begin(), policies.end());

  const fs::path unfinished = workplace.folder / "backup.tar";
  COMITY_TRY(auto archive, NewFile::make(unfinished));
  COMITY_CHECK(write_archive(manifest, files, archive));
  COMITY_CHECK(check_backup(unfinished));
  COMITY_CHECK(archive.keep_as(out));
  return manifest;
}

Result<Restored> restore(const fs::path& file, const fs::path& data, const fs::path& erasures) {
  std::error_code error;
  if (!may_receive(data))
    return fail(Error::Code::conflict,
                data.string() + " is not empty: a backup is restored into a new folder, never over what is there");
  COMITY_TRY(const auto list, list_of_erasures(erasures, data));
  const bool made = fs::create_directories(data, error);
  if (error)
    return fail(Error::Code::unavailable, "the folder " + data.string() + " cannot be made: " + error.message());
  if (made) fs::permissions(data, fs::perms::owner_all, error);
  const auto restored = [&]() -> Result<Restored> {
    const Workplace workplace(data / ".restoring");
    COMITY_CHECK(workplace.make());
    // Only these two are put in place; the policies are in the database, and in the archive for people.
    std::optional<NewFile> into;
    std::set<std::string> found;
    Restored out;
    const auto finish = [&]() -> Done {
      if (into) COMITY_CHECK(into->keep());
      into.reset();
      return {};
    };
    COMITY_TRY(out.manifest, walk(file, [&](const BackupFile& part, std::string_view piece) -> Done {
                 if (part.name != database_name && part.name != secret_name) return {};
                 if (found.insert(part.name).second) {
                   COMITY_CHECK(finish());
                   COMITY_TRY(auto begun, NewFile::make(workplace.folder / part.name));
                   into.emplace(std::move(begun));
                 }
                 return into->write(piece);
               }));
    COMITY_CHECK(finish());
    if (found.size() != 2)
      return fail(Error::Code::corrupt, file.string() + " has no database or no secret: this is no backup of Comity");
    {
      COMITY_TRY(const auto store, open_copy(workplace.folder / database_name));
      if (list) {
        COMITY_TRY(out.erasures, erase_again(*store, *list));
      }
      COMITY_TRY(out.findings, store->integrity());
      if (out.findings.empty()) COMITY_CHECK(begin_ledgers(*store));
    }
    if (list) COMITY_CHECK(keep_list(data, *list));
    // The database last: a folder with one is a folder that can be served.
    for (const char* name : {secret_name, database_name}) {
      fs::rename(workplace.folder / name, data / name, error);
      if (error)
        return fail(Error::Code::unavailable, (data / name).string() + " cannot be written: " + error.message());
      COMITY_CHECK(sync_folder(data));
    }
    return out;
  }();
  if (!restored && made) {
    fs::remove(data / store::sqlite::erasure_list_name, error);
    fs::remove(data, error);  // only if it is empty
  }
  return restored;
}

}  // namespace comity::actions
