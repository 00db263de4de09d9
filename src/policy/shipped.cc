#include <algorithm>

#include "policy/embedded.h"
#include "policy/policy.h"

namespace comity::policy {

std::string_view shipped_policy(std::string_view name) {
  const std::string path = "policies/" + std::string(name) + ".toml";
  for (const base::EmbeddedFile& file : policy_data::embedded()) {
    if (file.path == path) return file.bytes;
  }
  return {};
}

std::vector<std::string_view> shipped_policies() {
  constexpr std::string_view folder = "policies/";
  constexpr std::string_view ending = ".toml";
  std::vector<std::string_view> names;
  for (const base::EmbeddedFile& file : policy_data::embedded()) {
    std::string_view path = file.path;
    if (!path.starts_with(folder) || !path.ends_with(ending)) continue;
    path.remove_prefix(folder.size());
    path.remove_suffix(ending.size());
    names.push_back(path);
  }
  std::sort(names.begin(), names.end(), [](std::string_view a, std::string_view b) {
    return std::pair(a != "default", a) < std::pair(b != "default", b);
  });
  return names;
}

}  // namespace comity::policy
