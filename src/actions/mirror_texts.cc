#include "actions/mirror_texts.h"

#include <algorithm>

namespace comity::actions {

Result<policy::MirrorTally> mirror_texts(TextSource& source, const policy::Compiled& policy, unsigned jobs,
                                         const std::function<void(std::uint64_t)>& progress) {
  const policy::Mirror mirror(policy.sides);
  const policy::Judge judge(policy);
  jobs = std::max(1U, jobs);
  std::vector<policy::Mirroring> workers(jobs, policy::Mirroring(mirror, judge));
  COMITY_CHECK(for_each_text(
      source, jobs,
      [&](unsigned worker, const StoredText& text) {
        if (!text.erased()) workers[worker].add(text.order, text.where, text.text, text.facts, *text.story);
      },
      progress));
  policy::MirrorTally tally;
  for (const policy::Mirroring& worker : workers) tally.merge(worker.tally());
  return tally;
}

}  // namespace comity::actions
