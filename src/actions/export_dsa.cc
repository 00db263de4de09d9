#include "actions/export_dsa.h"

#include <algorithm>
#include <map>

#include "discussion/dsa_submission.h"

namespace comity::actions {
namespace {

using discussion::Decision;
using discussion::Deed;

constexpr std::size_t rows_at_once = 1'000;

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
      : world_(world), site_(site), request_(request), write_(write) {}

  Result<DsaCounts> run() {
    store::JudgedPlace after;
    while (true) {
      COMITY_TRY(const auto texts, world_.store.judged(site_.id, after, rows_at_once));
      if (texts.empty()) break;
      for (const store::JudgedText& text : texts) COMITY_CHECK(take(text));
      after = {texts.back().story, texts.back().comment, texts.back().revision.revision};
    }
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
                                             policy(decision.policy), site_.key, page});
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

  // Null: one that this server no longer reads.
  const policy::Compiled* policy(const Hash256& id) {
    if (id == Hash256{}) return nullptr;
    const auto known = policies_.find(id);
    if (known != policies_.end()) return known->second.get();
    auto read = world_.policies.by_id(site_.id, id);
    return policies_.emplace(id, read ? *std::move(read) : nullptr).first->second.get();
  }

  World& world_;
  const discussion::Site& site_;
  const ExportDsa& request_;
  const std::function<Done(std::string_view)>& write_;
  std::map<Hash256, std::shared_ptr<const policy::Compiled>> policies_;
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
