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

}  // namespace comity::policy
