#include "cmd/opened_site.h"

namespace comity::cmd {

Result<OpenedSite> opened_site(const std::string& data, const std::string& key) {
  COMITY_TRY(auto folder, DataFolder::open(data, Missing::refuse));
  auto site = folder->world().store.site(key);
  if (!site && site.error().code == Error::Code::not_found)
    return fail(Error::Code::not_found, "there is no site '" + key + "' in " + data);
  if (!site) return fail(site.error());
  return OpenedSite{std::move(folder), *std::move(site)};
}

}  // namespace comity::cmd
