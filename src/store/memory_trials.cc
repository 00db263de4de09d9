// What is tried out on a site, in plain containers.
#include <algorithm>
#include <tuple>

#include "store/memory_model.h"

namespace comity::store::memory {
namespace {

tl::unexpected<Error> missing(std::string_view what) { return fail(Error::Code::not_found, std::string(what)); }

}  // namespace

void publish_policy(SiteRow& in, const PublishPolicy& w, Time at, Undo& undo) {
  if (in.site.policy == w.id) return;
  std::vector<PolicyDocument> documents = in.policies;
  std::string source = w.source;
  for (const PolicyDocument& document : documents)
    if (document.id == w.id) source = document.source;
  std::erase_if(documents, [&](const PolicyDocument& d) { return d.id == w.id; });
  documents.push_back({w.id, source, w.by, at, w.mirror, w.replay});
  undo.set(in.policies, documents);
  Trials trials = in.trials;
  trials.history.push_back({w.id, {}, w.by, at, w.mirror, w.replay});
  undo.set(in.trials, trials);
  undo.set(in.site.policy, w.id);
}

Result<Trials> after(Trials trials, const SetShadow& w, Time at) {
  if (w.id == Hash256{}) {
    trials.shadow.reset();
  } else if (!trials.shadow || trials.shadow->id != w.id) {
    trials.shadow = PolicyDocument{w.id, w.source, w.by, at};
  }
  return trials;
}

Result<Trials> after(Trials trials, const StopClause& w, Time at) {
  const bool known = std::any_of(trials.history.begin(), trials.history.end(),
                                 [&](const PolicyDocument& d) { return d.id == w.policy; });
  if (!known) return missing("no such policy");
  for (const Brake& brake : trials.brakes) {
    if (brake.policy == w.policy && brake.clause == w.clause) return trials;
  }
  trials.brakes.push_back({w.policy, w.clause, w.judged, w.touched, at});
  std::sort(trials.brakes.begin(), trials.brakes.end(), [](const Brake& a, const Brake& b) {
    return std::tie(a.since, a.policy, a.clause) < std::tie(b.since, b.policy, b.clause);
  });
  return trials;
}

Result<Trials> after(Trials trials, const ReleaseClause& w, Time at) {
  for (Brake& brake : trials.brakes) {
    if (brake.policy != w.policy || brake.clause != w.clause || brake.released) continue;
    brake.released = at;
    brake.released_by = w.by;
    return trials;
  }
  return missing("the clause is not stopped");
}

Trials switched(Trials trials, const SwitchCorrection& w, Time at) {
  trials.corrections.push_back({w.id, w.bytes, w.report, w.by, at});
  return trials;
}

Result<CorrectionSwitch> correction(const Trials& trials, const Hash256& id) {
  for (auto at = trials.corrections.rbegin(); at != trials.corrections.rend(); ++at)
    if (at->id == id && id != Hash256{}) return *at;
  return missing("no such correction");
}

std::vector<CorrectionSwitch> correction_history(const Trials& trials) {
  std::vector<CorrectionSwitch> out = trials.corrections;
  for (CorrectionSwitch& one : out) {
    one.bytes.clear();
    one.report.clear();
  }
  return out;
}

TouchedSince touched_since(const SiteRow& in, const Hash256& policy, Time since) {
  using discussion::Deed;
  TouchedSince found;
  std::int64_t looked_at = 0;
  for (auto came = in.arrivals.rbegin(); came != in.arrivals.rend(); ++came) {
    if (++looked_at > Store::max_touched_looked_at) break;
    const CommentRow& row = in.stories.at(came->story).comments.at(came->comment);
    if (came->revision != 1 || row.revisions.front().written < since) continue;
    ++found.comments;
    for (const discussion::Decision& decision : row.decisions) {
      const bool stops = decision.deed == Deed::hold || decision.deed == Deed::refuse;
      if (!stops || decision.actor != discussion::Actor::engine || decision.revision != 1) continue;
      if (decision.policy != policy) continue;
      for (const std::string& clause : decision.clauses) ++found.by_clause[clause];
    }
  }
  return found;
}

std::vector<JudgedText> judged(const SiteRow& in, const JudgedPlace& place, std::size_t limit) {
  std::vector<JudgedText> out;
  const auto from = std::tie(place.story, place.comment, place.revision);
  for (const auto& [story, row] : in.stories) {
    for (const auto& [comment, of] : row.comments) {
      for (const discussion::Revision& revision : of.revisions) {
        if (std::tie(story, comment, revision.revision) <= from) continue;
        if (out.size() >= limit) return out;
        JudgedText text{story, comment, of.comment.number, revision, {}};
        for (const discussion::Decision& decision : of.decisions)
          if (decision.revision == revision.revision) text.decisions.push_back(decision);
        out.push_back(std::move(text));
      }
    }
  }
  return out;
}

}  // namespace comity::store::memory
