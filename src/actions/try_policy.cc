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
  // As the site would judge by it: the one in force is corrected too.
  COMITY_TRY(auto correction, world.policies.correction(site));
  trial.after = policy::with_correction(checked.policy, std::move(correction));
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

TriedPolicy kept_of(const PolicyTrial& trial, Time tried) {
  const auto count = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  const policy::ReplayTally& tally = trial.replay.tally;
  store::ReplayCounts counts;
  counts.tried = tried;
  if (trial.before) counts.before = trial.before->id;
  counts.engine = trial.after->engine;
  counts.texts = count(tally.texts);
  counts.changed = count(policy::changed(tally));
  for (std::size_t was = 0; was < policy::effects; ++was) {
    for (std::size_t is = 0; is < policy::effects; ++is) {
      if (was == is || tally.actions[was][is] == 0) continue;
      const auto name = [](std::size_t effect) {
        return std::string(policy::name(static_cast<policy::Effect>(effect)));
      };
      counts.actions[{name(was), name(is)}] = count(tally.actions[was][is]);
    }
  }
  for (const auto& [id, clause] : tally.clauses) {
    if (trial.before && clause.before != clause.after) counts.clauses[id] = {count(clause.before), count(clause.after)};
  }
  return {trial.after->id, std::move(counts)};
}

std::string told(const store::ReplayCounts& counts) {
  const auto n = [](std::int64_t many) { return policy::thousands(static_cast<std::uint64_t>(many)); };
  std::string parts;
  const auto add = [&](const std::string& part) { parts += (parts.empty() ? "" : "; ") + part; };
  for (const auto& [way, texts] : counts.actions) add(way.first + " -> " + way.second + " " + n(texts));
  for (const auto& [clause, touched] : counts.clauses)
    add(clause + " touches " + n(touched.after) + ", not " + n(touched.before));
  return "Tried on the latest " + n(counts.texts) + " texts: " + n(counts.changed) + " come out otherwise" +
         (parts.empty() ? "" : " (" + parts + ")") + ".";
}

}  // namespace comity::actions
