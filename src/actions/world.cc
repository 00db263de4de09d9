#include "actions/world.h"

#include "classify/correction.h"

namespace comity::actions {
namespace {

Result<std::shared_ptr<const classify::Correction>> load(store::Store& store, SiteId site, const Hash256& id) {
  COMITY_TRY(const auto stored, store.correction(site, id));
  return classify::Correction::load(stored.bytes);
}

}  // namespace

Result<std::shared_ptr<const policy::Compiled>> Policies::live(const discussion::Site& site) {
  if (site.policy == Hash256{}) {
    return fail(Error::Code::not_found, "the site '" + site.key + "' has published no policy");
  }
  return by_id(site.id, site.policy, site.correction);
}

Result<std::shared_ptr<const policy::Compiled>> Policies::by_id(SiteId site, const Hash256& id,
                                                                const Hash256& correction) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = compiled_.find({id, correction}); found != compiled_.end()) return found->second;
  }
  return correction == Hash256{} ? compiled(site, id) : corrected(site, id, correction);
}

Result<std::shared_ptr<const classify::Correction>> Policies::correction(const discussion::Site& site) {
  if (site.correction == Hash256{}) return std::shared_ptr<const classify::Correction>();
  return load(store_, site.id, site.correction);
}

Result<std::shared_ptr<const policy::Compiled>> Policies::corrected(SiteId site, const Hash256& id,
                                                                    const Hash256& correction) {
  COMITY_TRY(const auto plain, by_id(site, id));
  COMITY_TRY(const auto loaded, load(store_, site, correction));
  auto made = policy::with_correction(plain, loaded);
  const std::lock_guard lock(mutex_);
  const auto [kept, is_new] = compiled_.emplace(std::pair(id, correction), std::move(made));
  const auto model = classify::shipped_model();
  if (is_new && listener_ && !(model && loaded->is_for(*model)))
    listener_("the correction " + to_hex(correction).substr(0, 16) +
              " was made for another model and is not used: fit it anew (comity classify adapt)");
  return kept->second;
}

Result<std::shared_ptr<const policy::Compiled>> Policies::compiled(SiteId site, const Hash256& id) {
  // Compiled outside the lock: readers of other policies do not wait. Two at once make the same value.
  COMITY_TRY(const auto document, store_.policy(site, id));
  const policy::Checked checked = policy::compile(document.source, policy::Examples::untried);
  if (!checked.policy) {
    std::string detail = "the stored policy " + to_hex(id) + " does not compile";
    if (!checked.diagnostics.empty()) detail += ": " + policy::to_text(checked.diagnostics.front(), "policy.toml");
    return fail(Error::Code::corrupt, std::move(detail));
  }
  const std::lock_guard lock(mutex_);
  const auto [kept, is_new] = compiled_.emplace(std::pair(id, Hash256{}), checked.policy);
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
