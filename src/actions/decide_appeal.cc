#include "actions/decide_appeal.h"

#include <algorithm>
#include <set>
#include <string>

#include "actions/close_branch.h"
#include "actions/decide_reports.h"
#include "actions/engine_decision.h"
#include "actions/letters.h"
#include "actions/restriction.h"
#include "text/checked.h"

namespace comity::actions {

using discussion::Appeal;
using discussion::AppealOutcome;
using discussion::Comment;
using discussion::Decision;
using discussion::Deed;
using discussion::Revision;
using discussion::State;

namespace {

struct Before {
  discussion::Site site;
  Appeal appeal;
  Comment comment;
  std::vector<Revision> revisions;
  std::vector<Decision> decisions;
  Decision decision;  // appealed against
};

Result<Before> load(World& world, const DecideAppeal& request) {
  Before before;
  COMITY_TRY(before.site, world.store.site(request.site));
  COMITY_TRY(before.appeal, world.store.appeal(request.site, request.appeal));
  const Appeal& appeal = before.appeal;
  COMITY_TRY(before.comment, world.store.comment(request.site, appeal.story, appeal.comment));
  COMITY_TRY(before.revisions, world.store.revisions(request.site, appeal.story, appeal.comment));
  COMITY_TRY(before.decisions, world.store.decisions(request.site, appeal.story, appeal.comment));
  const auto found = std::find_if(before.decisions.begin(), before.decisions.end(),
                                  [&](const Decision& decision) { return decision.id == appeal.decision; });
  if (found == before.decisions.end()) return fail(Error::Code::corrupt, "an appeal against no decision");
  before.decision = *found;
  return before;
}

bool is_about_author(Deed deed) { return deed == Deed::warn || deed == Deed::premoderate || deed == Deed::block; }

// How the comment comes back; nothing: it stays as its author left it.
std::optional<store::Write> publishing(const Before& before) {
  const Comment& comment = before.comment;
  const auto at = [&](std::int64_t revision) -> const Revision& {
    return before.revisions[static_cast<std::size_t>(revision - 1)];
  };
  const Revision& shown = at(comment.live_revision != 0 ? comment.live_revision : comment.last_revision);
  switch (comment.state) {
    case State::refused:
    case State::returned:
    case State::removed:
      // Nothing to put back: it counts as its author's withdrawal, and the rule is no longer named.
      if (comment.emptied || shown.text.empty())
        return store::SetState{comment.story, comment.id, comment.state, State::withdrawn, comment.last_revision};
      return store::SetState{comment.story, comment.id, comment.state, State::published, comment.last_revision};
    case State::published: {
      const Revision& refused = at(before.decision.revision);
      const bool is_newest = refused.revision == comment.last_revision && refused.revision > comment.live_revision;
      if (refused.state != State::refused || !is_newest || refused.text.empty()) return std::nullopt;
      return store::SetRevisionState{comment.story, comment.id, refused.revision, State::published, State::refused};
    }
    case State::held:
    case State::withdrawn:
      break;
  }
  return std::nullopt;
}

Decision answer_to(World& world, const DecideAppeal& request, const Before& before, const policy::Compiled& live) {
  Decision answer;
  answer.site = request.site;
  answer.id = new_decision_id(world);
  answer.story = before.appeal.story;
  answer.comment = before.appeal.comment;
  answer.revision = before.decision.revision;
  answer.deed = Deed::keep;
  answer.actor = request.actor;
  answer.actor_name = request.by;
  answer.clauses = before.decision.clauses;
  answer.policy = live.id;
  answer.engine = live.engine;
  answer.reason = request.reasons;
  answer.detected = discussion::Detected::person;
  answer.decided = world.clock.now();
  return answer;
}

// What a removal rests on after all: rules of the policy, and others than it named.
Done check_other_clauses(const DecideAppeal& request, const Before& before, const policy::Compiled& live) {
  std::set<std::string> named(before.decision.clauses.begin(), before.decision.clauses.end());
  for (const std::string& clause : request.clauses) {
    if (live.find(clause) == nullptr && !named.contains(clause))
      return fail(Error::Code::invalid, "the policy has no clause '" + clause + "'");
  }
  if (request.clauses.empty()) return fail(Error::Code::invalid, "in part: the rules under which it stays removed");
  if (std::set<std::string>(request.clauses.begin(), request.clauses.end()) == named)
    return fail(Error::Code::invalid, "in part: under other rules than the decision named");
  return {};
}

Result<std::vector<store::Write>> plan(World& world, const DecideAppeal& request, const Before& before,
                                       const policy::Compiled& live, Decision& answer) {
  std::vector<store::Write> writes;
  const bool about_author = is_about_author(before.decision.deed);
  const bool removed = before.comment.state == State::removed && before.decision.deed == Deed::remove;
  if (request.outcome == AppealOutcome::partly && removed) {
    // It stays down, and its statement names the rules that it rests on after all.
    COMITY_CHECK(check_other_clauses(request, before, live));
    answer.deed = Deed::remove;
    answer.clauses = request.clauses;
    answer.source = before.decision.source;
    answer.detected = before.decision.detected;
  } else if (request.outcome == AppealOutcome::partly) {
    if (before.comment.state != State::refused || before.decision.deed != Deed::refuse) {
      return fail(Error::Code::invalid,
                  "in part: only of a comment that was refused before anybody saw it, or that is removed");
    }
    if (before.comment.emptied) return fail(Error::Code::invalid, "in part: there is no text left to be changed");
    answer.deed = Deed::return_;
    writes.push_back(store::SetState{before.comment.story, before.comment.id, State::refused, State::returned,
                                     before.comment.last_revision});
  } else if (request.outcome == AppealOutcome::reversed) {
    const bool about_replies = before.decision.deed == Deed::close_replies;
    answer.deed = about_author ? Deed::unblock : about_replies ? Deed::keep : Deed::restore;
    answer.clauses.clear();
    if (!about_author && !about_replies) {
      if (auto back = publishing(before)) writes.push_back(*std::move(back));
    }
  }
  if (request.outcome != AppealOutcome::upheld) answer.corrects = before.decision.id;
  writes.push_back(store::AddDecision{answer});
  if (request.outcome != AppealOutcome::upheld) {
    if (request.outcome == AppealOutcome::reversed) {
      for (store::Write& opening : opening_with(world, before.decision, before.decisions, answer))
        writes.push_back(std::move(opening));
    }
    COMITY_TRY(auto falls, falling(world, before.site, before.comment.author, answer));
    writes.insert(writes.end(), falls.begin(), falls.end());
  }
  return writes;
}

// Of "no action" on a report. `answer` becomes the decision that is written.
Result<std::vector<store::Write>> plan_contest(World& world, const DecideAppeal& request, const Before& before,
                                               const policy::Compiled& live, Decision& answer) {
  if (request.outcome == AppealOutcome::partly)
    return fail(Error::Code::invalid, "in part: only of a comment that was refused before anybody saw it");
  std::vector<store::Write> writes;
  answer.source = before.decision.source;
  answer.detected = discussion::Detected::report;
  if (request.outcome == AppealOutcome::upheld) {
    writes.emplace_back(store::AddDecision{answer});
    return writes;
  }
  answer.corrects = before.decision.id;
  // What readers do not see any more needs no removal: the record is put right all the same.
  const Comment& comment = before.comment;
  if (comment.state != State::published) {
    writes.emplace_back(store::AddDecision{answer});
    return writes;
  }
  for (const std::string& clause : request.clauses) {
    if (live.find(clause) == nullptr) return fail(Error::Code::invalid, "the policy has no clause '" + clause + "'");
  }
  if (request.clauses.empty() && answer.source != discussion::Source::notice)
    return fail(Error::Code::invalid, "a removal names the clause it rests on");
  answer.deed = Deed::remove;
  answer.clauses = request.clauses;
  answer.revision = comment.live_revision;
  writes.emplace_back(
      store::SetState{comment.story, comment.id, State::published, State::removed, comment.last_revision});
  writes.emplace_back(store::AddDecision{answer});
  COMITY_TRY(const auto waiting, waiting_reports(world, request.site, comment.story, comment.id));
  for (store::Write& write : answering(waiting, answer)) writes.push_back(std::move(write));
  return writes;
}

// The complaints that one decision answers: this one, and every other against the same "no action" that was wrong.
Result<std::vector<discussion::AppealId>> answered_by(World& world, const DecideAppeal& request, const Before& before) {
  std::vector<discussion::AppealId> all = {before.appeal.id};
  if (before.decision.deed != Deed::keep || request.outcome != AppealOutcome::reversed) return all;
  COMITY_TRY(const auto about, world.store.appeals_about(request.site, before.appeal.story, before.appeal.comment));
  for (const Appeal& other : about) {
    if (is_open(other) && other.decision == before.decision.id && other.id != before.appeal.id) all.push_back(other.id);
  }
  return all;
}

}  // namespace

Result<Appeal> decide_appeal(World& world, const DecideAppeal& request) {
  COMITY_TRY(const auto reasons, text::checked(request.reasons));
  if (reasons.utf8().find_first_not_of(" \t\n") == std::string::npos) {
    return fail(Error::Code::invalid, "an answer has its reasons");
  }
  if (text::code_points(reasons.utf8()) > discussion::max_grounds) {
    return fail(Error::Code::invalid, "reasons have at most " + std::to_string(discussion::max_grounds) + " letters");
  }
  COMITY_TRY(const Before before, load(world, request));
  if (!is_open(before.appeal)) return fail(Error::Code::conflict, "the appeal is answered");
  const auto look = second_look_by(request.by, request.outside, before.decision, before.decisions,
                                   before.site.second_look, world.clock.now());
  if (!look) {
    return fail(Error::Code::forbidden,
                "whoever had a part in a decision does not decide its appeal; a desk of one may "
                "look again after a day where the site says so");
  }
  COMITY_TRY(const auto live, world.policies.live(before.site));
  Decision answer = answer_to(world, request, before, *live);
  const bool contest = before.decision.deed == Deed::keep;
  COMITY_TRY(auto writes, contest ? plan_contest(world, request, before, *live, answer)
                                  : plan(world, request, before, *live, answer));
  COMITY_TRY(const auto answered, answered_by(world, request, before));
  for (const discussion::AppealId appeal : answered)
    writes.emplace_back(store::AnswerAppeal{appeal, request.outcome, request.by, *look, reasons.utf8(), answer.id});
  const auto outcome =
      commit_with_letters(world, {world.random.key128(), before.site.id, answer.decided, std::move(writes)});
  if (!outcome) return fail(outcome.error());
  // The decision stands whatever becomes of these: what the ladder asks for is asked again at the next one.
  if (answer.deed == Deed::remove) {
    (void)answer_latecomers(world, answer);
    (void)follow_ladder(world, before.site, answer, before.comment.author);
  }
  return world.store.appeal(request.site, request.appeal);
}

}  // namespace comity::actions
