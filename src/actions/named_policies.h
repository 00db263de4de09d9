// The policies of one site that decisions name, each read once: for walks over all its decisions.
#pragma once

#include <map>
#include <memory>

#include "actions/world.h"

namespace comity::actions {

class NamedPolicies {
 public:
  NamedPolicies(World& world, SiteId site) : world_(world), site_(site) {}

  // Null: none is named, or this server no longer reads it. Lives as long as this object.
  const policy::Compiled* find(const Hash256& id) {
    if (id == Hash256{}) return nullptr;
    const auto known = policies_.find(id);
    if (known != policies_.end()) return known->second.get();
    auto read = world_.policies.by_id(site_, id);
    return policies_.emplace(id, read ? *std::move(read) : nullptr).first->second.get();
  }

 private:
  World& world_;
  SiteId site_;
  std::map<Hash256, std::shared_ptr<const policy::Compiled>> policies_;
};

}  // namespace comity::actions
