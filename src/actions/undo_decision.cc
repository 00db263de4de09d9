#include "actions/undo_decision.h"

#include <algorithm>

#include "actions/close_branch.h"
#include "actions/engine_decision.h"
#include "actions/letters.h"
#include "actions/restriction.h"

namespace comity::actions {

using discussion::Comment;
using discussion::Decision;
using discussion::Deed;
using discussion::State;

namespace {

bool is_person(discussion::Actor actor) {
  return actor == discussion::Actor::moderator || actor == discussion::Actor::operator_;
}

struct Before {
  Decision mistake;
  Comment comment;
  std::vector<Decision> decisions;  // oldest first
};

Result<Before> load(World& world, const UndoDecision& request) {
  Before before;
  COMITY_TRY(before.mistake, world.store.decision(request.site, request.decision));
  const Decision& mistake = before.mistake;
  COMITY_TRY(before.comment, world.store.comment(request.site, mistake.story, mistake.comment));
  COMITY_TRY(before.decisions, world.store.decisions(request.site, mistake.story, mistake.comment));
  return before;
}

Done check_not_corrected(const Before& before) {
  if (!is_person(before.mistake.actor)) return fail(Error::Code::forbidden, "only a person's decision is taken back");
  for (const Decision& later : before.decisions) {
    if (later.corrects == before.mistake.id) return fail(Error::Code::conflict, "it was taken back already");
  }
  return {};
}

Done check_last(const Before& before) {
  if (before.mistake.deed == Deed::close_replies) return {};  // whatever became of the comment since
  const auto last = std::find_if(before.decisions.rbegin(), before.decisions.rend(),
                                 [](const Decision& d) { return decides_state(d.deed); });
  if (last == before.decisions.rend() || last->id != before.mistake.id) {
    return fail(Error::Code::conflict, "the comment was decided again since");
  }
  return {};
}

// The hold that the mistake had ended; none: it was not held.
const Decision* hold_before(const Before& before) {
  const Decision* found = nullptr;
  for (const Decision& earlier : before.decisions) {
    if (earlier.id == before.mistake.id) break;
    if (earlier.deed == Deed::hold && earlier.revision == before.mistake.revision) found = &earlier;
  }
  return found;
}

struct Step {
  State to = State::held;
  Deed deed = Deed::hold;
  const Decision* as = nullptr;  // whose clauses, words and policy it rests on
};

Result<Step> step_back(const Before& before) {
  const Decision& mistake = before.mistake;
  switch (mistake.deed) {
    case Deed::close_replies:
      return Step{before.comment.state, Deed::keep, nullptr};  // one may answer there again
    case Deed::refuse:
    case Deed::return_: {
      const State expected = mistake.deed == Deed::refuse ? State::refused : State::returned;
      if (before.comment.state == State::published) {
        return fail(Error::Code::forbidden, "it was about an edit: decide about the comment anew");
      }
      if (before.comment.state != expected) return fail(Error::Code::conflict, "the comment has changed since");
      return Step{State::held, Deed::hold, hold_before(before)};
    }
    case Deed::publish:
      if (before.comment.state != State::published || before.comment.published_at != mistake.decided) {
        return fail(Error::Code::forbidden, "it was about an edit: decide about the comment anew");
      }
      return Step{State::removed, Deed::remove, hold_before(before)};
    case Deed::remove:
      return Step{State::published, Deed::restore, nullptr};
    case Deed::restore: {
      const auto reversed = std::find_if(before.decisions.begin(), before.decisions.end(),
                                         [&](const Decision& d) { return d.id == mistake.corrects; });
      return Step{State::removed, Deed::remove, reversed == before.decisions.end() ? nullptr : &*reversed};
    }
    default:
      return fail(Error::Code::forbidden, "a '" + std::string(discussion::name(mistake.deed)) + "' is not taken back");
  }
}

Decision correction_of(World& world, const UndoDecision& request, const Before& before) {
  Decision decision;
  decision.site = request.site;
  decision.id = new_decision_id(world);
  decision.story = before.comment.story;
  decision.comment = before.comment.id;
  decision.revision = before.mistake.revision;
  decision.actor = request.actor;
  decision.actor_name = request.by;
  decision.corrects = before.mistake.id;
  decision.decided = world.clock.now();
  decision.detected = before.mistake.detected;
  return decision;
}

// "No action" upon reports: nothing changes about the comment, and they wait again.
Result<Decision> undo_keep(World& world, const UndoDecision& request, const Before& before) {
  const Decision& mistake = before.mistake;
  COMITY_TRY(const auto reports, world.store.reports_about(request.site, mistake.story, mistake.comment));
  const bool answers = std::any_of(reports.begin(), reports.end(),
                                   [&](const discussion::Report& report) { return report.answer == mistake.id; });
  if (!answers) return fail(Error::Code::forbidden, "no report was answered with it");
  COMITY_TRY(const auto appeals, world.store.appeals_about(request.site, mistake.story, mistake.comment));
  const bool contested = std::any_of(appeals.begin(), appeals.end(),
                                     [&](const discussion::Appeal& appeal) { return appeal.decision == mistake.id; });
  if (contested) return fail(Error::Code::conflict, "who reported has contested it: that is answered");
  if (before.comment.state != State::published) return fail(Error::Code::conflict, "readers see it no more");
  Decision decision = correction_of(world, request, before);
  decision.deed = Deed::keep;
  decision.clauses = mistake.clauses;
  decision.policy = mistake.policy;
  decision.engine = mistake.engine;
  decision.source = mistake.source;
  store::Change change{world.random.key128(), request.site, decision.decided, {}};
  change.writes.emplace_back(store::AddDecision{decision});
  change.writes.emplace_back(store::ReopenReports{mistake.id});
  const auto outcome = commit_with_letters(world, std::move(change));
  if (!outcome) return fail(outcome.error());
  return decision;
}

}  // namespace

Result<Decision> undo_decision(World& world, const UndoDecision& request) {
  COMITY_TRY(const Before before, load(world, request));
  COMITY_CHECK(check_not_corrected(before));
  if (before.mistake.deed == Deed::keep) return undo_keep(world, request, before);
  COMITY_CHECK(check_last(before));
  if (before.comment.emptied) return fail(Error::Code::forbidden, "its words are gone: nothing can be shown or judged");
  COMITY_TRY(const Step step, step_back(before));
  const Comment& comment = before.comment;
  const bool moves = step.to != comment.state;
  if (moves && !discussion::may_follow(comment.state, step.to, request.actor)) {
    return fail(Error::Code::forbidden, "a comment that is " + std::string(discussion::name(comment.state)) +
                                            " cannot be " + std::string(discussion::name(step.to)));
  }
  COMITY_TRY(const auto site, world.store.site(request.site));
  COMITY_TRY(const auto live, world.policies.live(site));

  Decision decision = correction_of(world, request, before);
  decision.deed = step.deed;
  decision.policy = step.as != nullptr ? step.as->policy : live->id;
  decision.engine = step.as != nullptr ? step.as->engine : live->engine;
  if (step.as != nullptr) {
    decision.clauses = step.as->clauses;
    decision.findings = step.as->findings;
  }

  store::Change change{world.random.key128(), request.site, decision.decided, {}};
  if (moves)
    change.writes.push_back(store::SetState{comment.story, comment.id, comment.state, step.to, comment.last_revision});
  store::AddDecision write;
  write.decision = decision;
  change.writes.push_back(write);
  for (store::Write& opening : opening_with(world, before.mistake, before.decisions, decision))
    change.writes.push_back(std::move(opening));
  change.writes.emplace_back(store::ReopenReports{before.mistake.id});     // what it answered is looked at again
  COMITY_TRY(auto falls, falling(world, site, comment.author, decision));  // a warning that followed, and so on
  change.writes.insert(change.writes.end(), falls.begin(), falls.end());
  const auto outcome = commit_with_letters(world, std::move(change));
  if (!outcome) return fail(outcome.error());
  return decision;
}

Result<UndoneTogether> undo_together(World& world, SiteId site, const Key128& batch, const std::string& by) {
  COMITY_TRY(const auto decisions, world.store.decided_together(site, batch));
  if (decisions.empty()) return fail(Error::Code::not_found, "nothing was decided in this step");
  UndoneTogether undone;
  for (const Decision& decision : decisions) {
    const bool goes_along =
        decision.deed == Deed::close_replies &&
        std::any_of(decisions.begin(), decisions.end(), [&](const Decision& other) {
          return other.deed == Deed::remove && other.story == decision.story && other.comment == decision.comment;
        });
    if (goes_along) continue;  // with the removal it was made with
    auto correction = undo_decision(world, {site, decision.id, by, discussion::Actor::moderator});
    if (correction) {
      undone.corrections.push_back(*std::move(correction));
    } else if (correction.error().code == Error::Code::unavailable) {
      return fail(correction.error());
    } else {
      ++undone.left;
    }
  }
  return undone;
}

}  // namespace comity::actions
