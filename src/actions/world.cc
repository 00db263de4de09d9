#include "actions/world.h"

namespace comity::actions {

Result<std::shared_ptr<const policy::Compiled>> Policies::live(const discussion::Site& site) {
  if (site.policy == Hash256{}) {
    return fail(Error::Code::not_found, "the site '" + site.key + "' has published no policy");
  }
  return by_id(site.id, site.policy);
}

Result<std::shared_ptr<const policy::Compiled>> Policies::by_id(SiteId site, const Hash256& id) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = compiled_.find(id); found != compiled_.end()) return found->second;
  }
  // Compiled outside the lock: readers of other policies do not wait. Two at once make the same value.
  COMITY_TRY(const auto document, store_.policy(site, id));
  const policy::Checked checked = policy::compile(document.source, policy::Examples::untried);
  if (!checked.policy) {
    std::string detail = "the stored policy " + to_hex(id) + " does not compile";
    if (!checked.diagnostics.empty()) detail += ": " + policy::to_text(checked.diagnostics.front(), "policy.toml");
    return fail(Error::Code::corrupt, std::move(detail));
  }
  const std::lock_guard lock(mutex_);
  const auto [kept, is_new] = compiled_.emplace(id, checked.policy);
  if (!is_new || !listener_) return kept->second;
  for (const policy::Diagnostic& diagnostic : policy::examples_that_differ(*checked.policy))
    listener_("the stored policy " + to_hex(id).substr(0, 16) + ": " + policy::to_text(diagnostic, "policy.toml"));
  return kept->second;
}

Key128 guest_hash(const World& world, SiteId site, const Key128& guest_key) {
  std::string bytes = "guest\n" + std::to_string(site.value) + "\n";
  bytes.append(reinterpret_cast<const char*>(guest_key.bytes.data()), guest_key.bytes.size());
  return keyed_hash(world.secret, bytes);
}

}  // namespace comity::actions
