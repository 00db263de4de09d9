// What drafts of a policy came to when editors tried them, so that publishing can name it. Memory only: after a restart
// a draft is tried again. Kept by the server, not by the page: readers see these numbers.
#pragma once

#include <deque>
#include <mutex>
#include <optional>

#include "actions/manage_site.h"

namespace comity::http {

// Thread-safe.
class TriedDrafts {
 public:
  static constexpr std::size_t most = 64;  // of all sites; the oldest is forgotten

  void keep(SiteId site, actions::TriedPolicy tried);
  // The last report of exactly this text beside the policy that is in force; none: there is no such report.
  std::optional<actions::TriedPolicy> of(SiteId site, const Hash256& draft, const Hash256& in_force) const;

 private:
  mutable std::mutex mutex_;
  std::deque<std::pair<SiteId, actions::TriedPolicy>> kept_;  // oldest first
};

}  // namespace comity::http
