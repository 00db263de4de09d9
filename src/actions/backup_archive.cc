#include "actions/backup_archive.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/crypto.h"
#include "base/json.h"
#include "interchange/ustar.h"

namespace comity::actions {

namespace {

constexpr std::int64_t manifest_format = 1;
constexpr std::size_t piece_bytes = 1 << 20;
constexpr std::uint64_t longest_manifest = 16 << 20;

tl::unexpected<Error> damaged(const std::string& what) {
  return fail(Error::Code::corrupt, what + ". This backup cannot be used; take an earlier one");
}

tl::unexpected<Error> unwritable(const std::filesystem::path& path, int error) {
  return fail(Error::Code::unavailable, path.string() + " cannot be written: " + std::strerror(error));
}

}  // namespace

Result<NewFile> NewFile::make(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST)
    return fail(Error::Code::conflict, path.string() + " is there already: name another file, or remove it");
  if (file < 0) return unwritable(path, errno);
  return NewFile(path, file);
}

NewFile::NewFile(NewFile&& other) noexcept : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

NewFile::~NewFile() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(path_.c_str());
}

Done NewFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return unwritable(path_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Done NewFile::keep() {
  if (::fsync(file_) != 0) return unwritable(path_, errno);
  const int file = std::exchange(file_, -1);
  if (::close(file) != 0) return unwritable(path_, errno);
  return {};
}

Done NewFile::keep_as(const std::filesystem::path& name) {
  if (::fsync(file_) != 0) return unwritable(path_, errno);
  // A link, unlike a rename, never takes the place of a file that somebody made meanwhile.
  if (::link(path_.c_str(), name.c_str()) != 0) {
    if (errno == EEXIST) return fail(Error::Code::conflict, name.string() + " is there already");
    if (::rename(path_.c_str(), name.c_str()) != 0) return unwritable(name, errno);  // no links on this file system
  } else {
    ::unlink(path_.c_str());
  }
  ::close(std::exchange(file_, -1));
  return sync_folder(name.parent_path());
}

Done sync_folder(const std::filesystem::path& folder) {
  const std::filesystem::path name = folder.empty() ? "." : folder;
  const int file = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return unwritable(name, errno);
  const bool synced = ::fsync(file) == 0 || errno == EINVAL;  // some file systems have nothing to sync
  const int error = errno;
  ::close(file);
  if (!synced) return unwritable(name, error);
  return {};
}

Done for_each_piece(const std::filesystem::path& file, const std::function<Done(std::string_view)>& take) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(Error::Code::not_found, file.string() + " cannot be read: " + std::strerror(errno));
  std::string piece(piece_bytes, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    COMITY_CHECK(take(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount()))));
  }
  if (in.bad()) return fail(Error::Code::unavailable, file.string() + " cannot be read to its end");
  return {};
}

Result<BackupFile> describe(const std::filesystem::path& file, std::string name) {
  BackupFile out{std::move(name), 0, {}};
  Sha256 hash;
  COMITY_CHECK(for_each_piece(file, [&](std::string_view piece) -> Done {
    out.bytes += piece.size();
    hash.add(piece);
    return {};
  }));
  out.sha256 = hash.finish();
  return out;
}

std::string to_json(const Manifest& manifest) {
  std::string out;
  json::Writer w(out);
  w.object().member("format", manifest_format).member("made", rfc3339(manifest.made)).key("sites").array();
  for (const BackupSite& site : manifest.sites)
    w.object().member("key", site.key).member("name", site.name).member("policy", site.policy).end();
  w.end().key("files").array();
  for (const BackupFile& file : manifest.files)
    w.object()
        .member("name", file.name)
        .member("bytes", static_cast<std::int64_t>(file.bytes))
        .member("sha256", to_hex(file.sha256))
        .end();
  w.end().end();
  return out + "\n";
}

Result<Manifest> manifest_from(std::string_view text) {
  const auto parsed = json::parse(text);
  if (!parsed) return damaged("its manifest is no JSON: " + parsed.error().detail);
  const auto text_of = [](const json::Value& in, std::string_view key) -> const std::string* {
    const json::Value* value = in.find(key);
    return value ? value->string() : nullptr;
  };
  const json::Value* format = parsed->find("format");
  if (!format || !format->integer()) return damaged("its manifest names no format");
  if (*format->integer() != manifest_format)
    return fail(Error::Code::corrupt, "this backup has format " + std::to_string(*format->integer()) +
                                          ", which this Comity does not know: restore it with the newer one");
  Manifest manifest;
  const std::string* made = text_of(*parsed, "made");
  const auto when = made ? parse_rfc3339(*made) : std::nullopt;
  const json::Value* sites = parsed->find("sites");
  const json::Value* files = parsed->find("files");
  if (!when || !sites || !sites->array() || !files || !files->array()) return damaged("its manifest is incomplete");
  manifest.made = *when;
  for (const json::Value& site : *sites->array()) {
    const std::string* key = text_of(site, "key");
    const std::string* name = text_of(site, "name");
    const std::string* policy = text_of(site, "policy");
    if (!key || !name || !policy) return damaged("its manifest is incomplete");
    manifest.sites.push_back({*key, *name, *policy});
  }
  for (const json::Value& file : *files->array()) {
    const std::string* name = text_of(file, "name");
    const json::Value* bytes = file.find("bytes");
    const std::string* hash = text_of(file, "sha256");
    const auto sum = hash ? hash256_from_hex(*hash) : std::nullopt;
    if (!name || !bytes || !bytes->integer() || *bytes->integer() < 0 || !sum)
      return damaged("its manifest is incomplete");
    manifest.files.push_back({*name, static_cast<std::uint64_t>(*bytes->integer()), *sum});
  }
  return manifest;
}

Result<Manifest> walk(const std::filesystem::path& archive,
                      const std::function<Done(const BackupFile&, std::string_view piece)>& take) {
  std::ifstream in(archive, std::ios::binary);
  if (!in) return fail(Error::Code::not_found, archive.string() + " cannot be read: " + std::strerror(errno));
  const auto bytes = [&](std::uint64_t count) {
    std::string out(static_cast<std::size_t>(count), '\0');
    in.read(out.data(), static_cast<std::streamsize>(out.size()));
    out.resize(static_cast<std::size_t>(in.gcount()));
    return out;
  };
  const auto next = [&]() -> Result<std::optional<interchange::TarEntry>> {
    auto head = interchange::from_tar_head(bytes(interchange::tar_block));
    if (!head) return damaged(archive.string() + ": " + head.error().detail);
    return head;
  };
  COMITY_TRY(const auto first, next());
  if (!first || first->name != manifest_name || first->size > longest_manifest)
    return damaged(archive.string() + " does not begin with a manifest");
  const std::string text = bytes(first->size + first->padding());
  COMITY_TRY(Manifest manifest, manifest_from(std::string_view(text).substr(0, static_cast<std::size_t>(first->size))));

  for (const BackupFile& file : manifest.files) {
    COMITY_TRY(const auto entry, next());
    if (!entry || entry->name != file.name || entry->size != file.bytes)
      return damaged(archive.string() + ": " + file.name + " is not where the manifest says");
    Sha256 hash;
    for (std::uint64_t left = entry->size; left > 0;) {
      const std::string piece = bytes(std::min<std::uint64_t>(left, piece_bytes));
      if (piece.empty()) return damaged(archive.string() + " is cut off within " + file.name);
      hash.add(piece);
      left -= piece.size();
      COMITY_CHECK(take(file, piece));
    }
    bytes(entry->padding());
    if (hash.finish() != file.sha256)
      return damaged(archive.string() + ": the bytes of " + file.name + " are not those that were saved");
  }
  COMITY_TRY(const auto last, next());
  if (last) return damaged(archive.string() + " holds more than its manifest says");
  return manifest;
}

}  // namespace comity::actions
