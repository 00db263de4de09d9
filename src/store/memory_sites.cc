#include "store/memory_sites.h"

#include "store/memory_model.h"

namespace comity::store::memory {

Result<SiteRow*> put_site(Model& model, SiteRow* at, const PutSite& w, Time now, Undo& undo) {
  SiteRow* there = nullptr;
  for (auto& [id, row] : model.sites)
    if (row.site.key == w.site.key) there = &row;
  if (at == nullptr) {
    if (there != nullptr) return fail(Error::Code::conflict, "a site with the key " + w.site.key + " is there already");
    SiteRow row;
    row.site = w.site;
    row.site.id = {model.sites.empty() ? 1 : model.sites.rbegin()->first.value + 1};
    row.site.policy = {};
    row.site.correction = {};
    if (row.site.created == Time{}) row.site.created = now;
    row.staff.site = row.mailbox.site = row.site.id;
    const SiteId id = row.site.id;
    return &undo.insert(model.sites, id, std::move(row));
  }
  if (there == nullptr) return fail(Error::Code::not_found, "no site with the key " + w.site.key);
  if (there != at) return fail(Error::Code::conflict, "the key " + w.site.key + " is another site's");
  discussion::Site wanted = w.site;
  wanted.id = at->site.id;
  wanted.created = at->site.created;
  wanted.policy = at->site.policy;
  wanted.correction = at->site.correction;
  undo.set(at->site, wanted);
  return at;
}

}  // namespace comity::store::memory
