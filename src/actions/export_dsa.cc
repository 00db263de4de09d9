#include "actions/export_dsa.h"

#include <algorithm>

#include "actions/named_policies.h"
#include "actions/walk_site.h"
#include "discussion/dsa_submission.h"

namespace comity::actions {
namespace {

using discussion::Decision;
using discussion::Deed;

bool ends(Deed later, Deed earlier) {
  const bool about_author = earlier == Deed::premoderate || earlier == Deed::block;
  return about_author ? later == Deed::unblock : later == Deed::publish || later == Deed::restore;
}

// When a later decision about the same text ended what `decisions[i]` began.
std::optional<Time> ended(const std::vector<Decision>& decisions, std::size_t i) {
  for (std::size_t later = i + 1; later < decisions.size(); ++later) {
    if (ends(decisions[later].deed, decisions[i].deed)) return decisions[later].decided;
  }
  return std::nullopt;
}

class Exporting {
 public:
  Exporting(World& world, const discussion::Site& site, const ExportDsa& request,
            const std::function<Done(std::string_view)>& write)
      : world_(world), site_(site), request_(request), write_(write), policies_(world, site.id) {}

  Result<DsaCounts> run() {
    COMITY_CHECK(each_judged(world_, site_.id, [this](const store::JudgedText& text) { return take(text); }));
    COMITY_CHECK(flush());
    return counts_;
  }

 private:
  Done take(const store::JudgedText& text) {
    for (std::size_t i = 0; i < text.decisions.size(); ++i) {
      const Decision& decision = text.decisions[i];
      if (request_.since && decision.decided < *request_.since) continue;
      if (decision.source == discussion::Source::order) ++counts_.ordered;
      if (!discussion::is_submitted(decision)) continue;
      const std::string page = request_.public_url.empty() || decision.policy == Hash256{}
                                   ? std::string()
                                   : request_.public_url + "/policy/" + site_.key + "/" + to_hex(decision.policy);
      bodies_ += bodies_.empty() ? "{\"statements\":[" : ",";
      bodies_ += discussion::dsa_submission({decision, text.revision, text.revision.written, ended(text.decisions, i),
                                             policies_.find(decision.policy), site_.key, page});
      ++counts_.submissions;
      if (++gathered_ == dsa_submissions_at_once) COMITY_CHECK(flush());
    }
    return {};
  }

  Done flush() {
    if (gathered_ == 0) return {};
    bodies_ += "]}\n";
    ++counts_.calls;
    gathered_ = 0;
    return write_(std::exchange(bodies_, {}));
  }

  World& world_;
  const discussion::Site& site_;
  const ExportDsa& request_;
  const std::function<Done(std::string_view)>& write_;
  NamedPolicies policies_;
  std::string bodies_;
  std::size_t gathered_ = 0;
  DsaCounts counts_;
};

}  // namespace

Result<DsaCounts> export_dsa(World& world, const discussion::Site& site, const ExportDsa& request,
                             const std::function<Done(std::string_view)>& write) {
  return Exporting(world, site, request, write).run();
}

}  // namespace comity::actions
