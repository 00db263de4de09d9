#pragma once

#include <memory>
#include <string>

#include "cmd/data_folder.h"

namespace comity::cmd {

// A data folder and one of its sites.
struct OpenedSite {
  std::unique_ptr<DataFolder> folder;
  discussion::Site site;
};

// Errors: `not_found` - no such folder, or no such site in it; others as DataFolder::open.
Result<OpenedSite> opened_site(const std::string& data, const std::string& key);

}  // namespace comity::cmd
