// The file of a backup: written once, read from beginning to end.
#pragma once

#include <fstream>
#include <functional>

#include "actions/backup.h"

namespace comity::actions {

// A file being written, gone again unless it is kept.
class NewFile {
 public:
  static Result<NewFile> make(const std::filesystem::path& path);  // conflict: it is there
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  Done write(std::string_view bytes);
  Done keep();                                      // synced, under its name
  Done keep_as(const std::filesystem::path& name);  // renamed, and the folder synced

 private:
  NewFile(std::filesystem::path path, int file) : path_(std::move(path)), file_(file) {}
  std::filesystem::path path_;
  int file_ = -1;
};

Done sync_folder(const std::filesystem::path& folder);

// Calls `take` with the content of `file`, piece by piece.
Done for_each_piece(const std::filesystem::path& file, const std::function<Done(std::string_view)>& take);

Result<BackupFile> describe(const std::filesystem::path& file, std::string name);

std::string to_json(const Manifest& manifest);
Result<Manifest> manifest_from(std::string_view json);

inline constexpr const char* manifest_name = "manifest.json";

// Walks through the archive, compares every file with the manifest, and calls `take` for each piece of each file.
// Errors: `corrupt`, `not_found`, or what `take` answers.
Result<Manifest> walk(const std::filesystem::path& archive,
                      const std::function<Done(const BackupFile&, std::string_view piece)>& take);

}  // namespace comity::actions
