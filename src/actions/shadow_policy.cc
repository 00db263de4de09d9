#include "actions/shadow_policy.h"

namespace comity::actions {

Done set_shadow(World& world, const discussion::Site& site, std::string_view source, std::string_view by) {
  store::SetShadow set;
  if (!source.empty()) {
    const policy::Checked checked = policy::compile(source);
    if (!checked.policy) {
      std::string detail;
      for (const policy::Diagnostic& d : checked.diagnostics) detail += policy::to_text(d, "policy.toml");
      return fail(Error::Code::invalid, std::move(detail));
    }
    set = {checked.policy->id, std::string(source), std::string(by)};
  }
  const store::Change change{world.random.key128(), site.id, world.clock.now(), {std::move(set)}};
  return world.store.commit(change).map([](const auto&) {});
}

Result<ShadowReport> shadow_report(World& world, const discussion::Site& site, const store::PolicyDocument& shadow,
                                   unsigned jobs, const std::function<void(std::uint64_t)>& progress) {
  ShadowReport made;
  COMITY_TRY(made.live, world.policies.live(site));
  made.shadow = policy::compile(shadow.source).policy;
  if (!made.shadow)
    return fail(Error::Code::corrupt, "the shadow policy " + to_hex(shadow.id) + " does not compile any more");
  COMITY_TRY(const auto texts, ArchiveTexts::open(world, site, shadow.published));
  made.shadow = policy::with_correction(made.shadow, made.live->correction);
  made.report.corpus = site.key;
  made.report.before = made.live.get();
  made.report.after = made.shadow.get();
  made.report.since = rfc3339(shadow.published);
  made.report.brake_share = site.brake_share;
  COMITY_TRY(made.report.tally, replay(*texts, {made.live, made.shadow, {}}, jobs, progress));
  return made;
}

}  // namespace comity::actions
