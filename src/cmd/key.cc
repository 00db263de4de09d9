// comity admin key: who may ask this server for analyses (docs/operate/analyze.md).

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "base/crypto.h"
#include "base/json.h"
#include "cmd/admin_commands.h"
#include "cmd/data_folder.h"
#include "cmd/read_file.h"
#include "http/analyze/keys.h"

namespace comity::cmd {
namespace {

namespace fs = std::filesystem;
using http::analyze::KeyRecord;

// The file of keys in a data folder that need not hold anything else. Two commands at once take turns.
class KeyFile {
 public:
  static Result<KeyFile> open(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
      if (fs::create_directories(folder, error); error) {
        return fail(Error::Code::unavailable, folder.string() + " cannot be made: " + error.message());
      }
      fs::permissions(folder, fs::perms::owner_all, error);
    }
    const int turn = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (turn < 0 || ::flock(turn, LOCK_EX) != 0) {
      if (turn >= 0) ::close(turn);
      return fail(Error::Code::unavailable, folder.string() + ": " + std::strerror(errno));
    }
    KeyFile file(folder / http::analyze::keys_file, turn);
    if (fs::exists(file.path_, error)) {
      COMITY_TRY(const std::string text, read_file(file.path_));
      COMITY_TRY(file.keys, http::analyze::read_keys(text));
    }
    return file;
  }
  ~KeyFile() {
    if (turn_ >= 0) ::close(turn_);
  }
  KeyFile(KeyFile&& other) noexcept
      : keys(std::move(other.keys)), path_(std::move(other.path_)), turn_(std::exchange(other.turn_, -1)) {}
  KeyFile& operator=(KeyFile&&) = delete;
  KeyFile(const KeyFile&) = delete;
  KeyFile& operator=(const KeyFile&) = delete;

  // Beside and renamed, so that a server never reads half a file.
  Done save() const {
    const fs::path beside = path_.string() + ".new";
    const std::string text = http::analyze::write_keys(keys);
    const int out = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool written = out >= 0;
    written = written && ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    written = written && ::fsync(out) == 0;
    if (out >= 0) ::close(out);
    if (!written || ::rename(beside.c_str(), path_.c_str()) != 0) {
      return fail(Error::Code::unavailable, path_.string() + " cannot be written: " + std::strerror(errno));
    }
    return {};
  }

  std::vector<KeyRecord>::iterator find(const std::string& name) {
    return std::find_if(keys.begin(), keys.end(), [&](const KeyRecord& key) { return key.name == name; });
  }

  std::vector<KeyRecord> keys;

 private:
  KeyFile(fs::path path, int turn) : path_(std::move(path)), turn_(turn) {}
  fs::path path_;
  int turn_ = -1;
};

int add(const Words& rest) {
  std::string name, data, language;
  std::int64_t per_minute = 600;
  Arguments args("comity admin key add",
                 "Makes a key for callers of /v1alpha1/comments:analyze and prints it, once: only its hash is kept. It "
                 "counts within a second, without a restart.");
  args.positional("NAME", name, "who will use it: 1 to 40 of a-z, 0-9 and '-'");
  args.option("--data", data, "DIR", "the server's data folder; made when it is not there", Need::required);
  args.option("--per-minute", per_minute, "N", "calls a minute, and as many at once (600)");
  args.option("--language", language, "TAG", "of comments that are too short to tell, such as en; none: those fail");
  if (const auto stop = args.parse(rest)) return *stop;
  const bool odd_language =
      language.size() > 8 || std::any_of(language.begin(), language.end(), [](char c) { return c < 'a' || c > 'z'; });
  if (!http::analyze::is_key_name(name) || per_minute < 1 || per_minute > 1'000'000'000 || odd_language) {
    std::cerr << "comity: a name is 1 to 40 of a-z, 0-9 and '-', N is 1 or more, TAG is as in 'en'.\n";
    return Exit::usage;
  }
  auto file = KeyFile::open(data);
  if (!file) return complain(file.error());
  if (file->find(name) != file->keys.end()) {
    std::cerr << "comity: there is a key '" << name << "' already: remove it first, or choose another name.\n";
    return Exit::answer_is_no;
  }
  const std::string key = http::analyze::key_from(system_random().key256());
  file->keys.push_back({name, http::analyze::hash_of_key(key), per_minute, language, system_clock().now()});
  if (const Done saved = file->save(); !saved) return complain(saved.error());
  std::cout << key << '\n';
  std::cerr << "This is the key of " << name << ", " << per_minute << " calls a minute. It is shown only now.\n";
  return Exit::done;
}

int list(const Words& rest) {
  std::string data;
  bool as_json = false;
  Arguments args("comity admin key list", "The keys that may ask for analyses, without their secrets.");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  args.flag("--json", as_json, "one JSON object a line");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto file = KeyFile::open(data);
  if (!file) return complain(file.error());
  for (const KeyRecord& key : file->keys) {
    if (as_json) {
      std::string line;
      json::Writer out(line);
      out.object().member("name", key.name).member("per_minute", key.per_minute);
      out.member("language", key.language).member("added", rfc3339(key.added)).end();
      std::cout << line << '\n';
    } else {
      std::cout << key.name << "  " << key.per_minute << " a minute  since " << rfc3339(key.added)
                << (key.language.empty() ? "" : "  short comments: " + key.language) << '\n';
    }
  }
  if (file->keys.empty()) std::cerr << "No key yet: `comity admin key add` makes one.\n";
  return Exit::done;
}

int remove(const Words& rest) {
  std::string name, data;
  Arguments args("comity admin key remove", "Takes a key back. It is refused within a second.");
  args.positional("NAME", name, "as it was added");
  args.option("--data", data, "DIR", "the server's data folder", Need::required);
  if (const auto stop = args.parse(rest)) return *stop;
  auto file = KeyFile::open(data);
  if (!file) return complain(file.error());
  const auto found = file->find(name);
  if (found == file->keys.end()) {
    std::cerr << "comity: there is no key '" << name << "'.\n";
    return Exit::answer_is_no;
  }
  file->keys.erase(found);
  if (const Done saved = file->save(); !saved) return complain(saved.error());
  std::cout << name << "  removed\n";
  return Exit::done;
}

}  // namespace

std::vector<Command> key_commands() {
  return {{"admin key add", "make a key for callers of comments:analyze", add},
          {"admin key list", "the keys there are", list},
          {"admin key remove", "take a key back", remove}};
}

}  // namespace comity::cmd
