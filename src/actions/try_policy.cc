#include "actions/try_policy.h"

#include "actions/mirror_texts.h"

namespace comity::actions {

Result<PolicyTrial> try_policy(World& world, const discussion::Site& site, std::string_view source, std::size_t most) {
  PolicyTrial trial;
  const policy::Checked checked = policy::compile(source);
  if (!checked.policy) {
    std::string detail;
    for (const policy::Diagnostic& diagnostic : checked.diagnostics)
      detail += policy::to_text(diagnostic, "policy.toml");
    return fail(Error::Code::invalid, std::move(detail));
  }
  trial.after = checked.policy;
  if (auto live = world.policies.live(site)) trial.before = *std::move(live);
  COMITY_TRY(const auto texts, ArchiveTexts::latest(world, site, most));
  trial.looked_at = static_cast<std::size_t>(texts->comments());
  trial.replay.corpus = site.key;
  trial.replay.before = trial.before.get();
  trial.replay.after = trial.after.get();
  trial.replay.brake_share = site.brake_share;
  COMITY_TRY(trial.replay.tally, replay(*texts, {trial.before, trial.after, {}}, 1));
  if (!trial.after->sides.empty()) {
    trial.mirror = policy::mirrored_examples(*trial.after);
    COMITY_TRY(const auto again, ArchiveTexts::latest(world, site, most));
    COMITY_TRY(const auto of_texts, mirror_texts(*again, *trial.after, 1));
    trial.mirror->merge(of_texts);
  }
  return trial;
}

}  // namespace comity::actions
