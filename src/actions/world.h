// What every action needs from outside: the store, the compiled policies, the time and chance.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "actions/brake.h"
#include "actions/recent_texts.h"
#include "actions/story_names.h"
#include "base/crypto.h"
#include "base/signing.h"
#include "base/time.h"
#include "policy/policy.h"
#include "store/store.h"

namespace comity::actions {

// Compiled policies by hash. A policy never changes under its hash, so nothing here grows stale. Thread-safe.
class Policies {
 public:
  explicit Policies(store::Store& store) : store_(store) {}
  // The policy in force on `site`, judging by the site's correction of the classifier where one is switched on.
  // Errors: `not_found` - it has published none; `corrupt` - it does not compile.
  Result<std::shared_ptr<const policy::Compiled>> live(const discussion::Site& site);
  // One that was in force, by the model alone, or as corrected by one that was switched on.
  Result<std::shared_ptr<const policy::Compiled>> by_id(SiteId site, const Hash256& id, const Hash256& correction = {});
  // The correction that is switched on on `site`; null: none.
  Result<std::shared_ptr<const classify::Correction>> correction(const discussion::Site& site);

  // Hears of every example of a stored policy that today's engine sees otherwise, and of a correction that was made
  // for another model and does nothing, in one line for the log. Set it before the first request.
  void on_warning(std::function<void(const std::string&)> listener) { listener_ = std::move(listener); }

 private:
  Result<std::shared_ptr<const policy::Compiled>> compiled(SiteId site, const Hash256& id);
  Result<std::shared_ptr<const policy::Compiled>> corrected(SiteId site, const Hash256& id, const Hash256& correction);

  store::Store& store_;
  std::function<void(const std::string&)> listener_;
  std::mutex mutex_;
  std::map<std::pair<Hash256, Hash256>, std::shared_ptr<const policy::Compiled>> compiled_;  // policy, correction
};

struct World {
  store::Store& store;
  Policies& policies;
  const Clock& clock;
  Random& random;
  Hash256 secret;  // of this data folder; keys the hashes of guests and sources; never in the database
  std::shared_ptr<StoryNames> story_names = std::make_shared<StoryNames>();
  std::shared_ptr<Brakes> brakes = std::make_shared<Brakes>();
  std::shared_ptr<SiteTexts> recent_texts = std::make_shared<SiteTexts>();
  std::shared_ptr<const SigningKey> ledger_key{};  // none: this process signs no checkpoints
};

// A guest's key as the store knows it: only this hash is kept.
Key128 guest_hash(const World& world, SiteId site, const Key128& guest_key);

}  // namespace comity::actions
