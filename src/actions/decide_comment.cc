#include "actions/decide_comment.h"

#include <algorithm>

#include "actions/close_branch.h"
#include "actions/decide_reports.h"
#include "actions/engine_decision.h"
#include "actions/letters.h"
#include "actions/restriction.h"

namespace comity::actions {

using discussion::Comment;
using discussion::Decision;
using discussion::Deed;
using discussion::Revision;
using discussion::State;

namespace {

struct Before {
  discussion::Site site;
  Comment comment;
  std::vector<Revision> revisions;
  std::vector<Decision> decisions;          // oldest first
  std::vector<discussion::Report> reports;  // that wait, and would be answered
  discussion::Source source = discussion::Source::own;
};

Result<Before> load(World& world, const DecideComment& request) {
  Before before;
  COMITY_TRY(before.site, world.store.site(request.site));
  COMITY_TRY(before.comment, world.store.comment(request.site, request.story, request.comment));
  COMITY_TRY(before.revisions, world.store.revisions(request.site, request.story, request.comment));
  COMITY_TRY(before.decisions, world.store.decisions(request.site, request.story, request.comment));
  if (request.deed == Deed::remove) {
    COMITY_TRY(before.reports, waiting_reports(world, request.site, request.story, request.comment));
  }
  before.source = request.source == discussion::Source::own ? source_of(before.reports) : request.source;
  return before;
}

// The edit of a published comment that waits; null: none does.
const Revision* waiting_edit(const Before& before) {
  if (before.comment.state != State::published) return nullptr;
  for (auto r = before.revisions.rbegin(); r != before.revisions.rend(); ++r) {
    if (r->state == State::held && r->revision > before.comment.live_revision) return &*r;
  }
  return nullptr;
}

// The newest decision with one of these deeds, on any revision.
const Decision* newest(const Before& before, std::initializer_list<Deed> deeds) {
  const Decision* found = nullptr;
  for (const Decision& decision : before.decisions) {
    if (std::find(deeds.begin(), deeds.end(), decision.deed) != deeds.end()) found = &decision;
  }
  return found;
}

// Clauses are those of the policy in force, or of the one under which the comment was held.
Done check_citations(World& world, const DecideComment& request, const Before& before, const policy::Compiled& live) {
  const bool restricts = request.deed == Deed::refuse || request.deed == Deed::return_ || request.deed == Deed::remove;
  // A notice or an order rests on the law, which the reason names; the law may forbid to name an order.
  const bool by_law = before.source == discussion::Source::order ||
                      (before.source == discussion::Source::notice && !request.reason.empty());
  if (restricts && request.clauses.empty() && !by_law) {
    return fail(Error::Code::invalid, "a decision against a comment names the clause it rests on");
  }
  std::shared_ptr<const policy::Compiled> older;
  if (const Decision* hold = newest(before, {Deed::hold, Deed::refuse}); hold && hold->policy != live.id) {
    if (auto found = world.policies.by_id(before.site.id, hold->policy)) older = *std::move(found);
  }
  for (const std::string& clause : request.clauses) {
    if (live.find(clause) != nullptr || (older && older->find(clause) != nullptr)) continue;
    std::string known;
    for (const policy::Clause& c : live.clauses) known += (known.empty() ? "" : ", ") + c.id;
    return fail(Error::Code::invalid, "the policy has no clause '" + clause + "'; it has " + known);
  }
  const bool known_freedom = std::any_of(live.freedoms.begin(), live.freedoms.end(),
                                         [&](const policy::Freedom& f) { return f.id == request.freedom; });
  if (!request.freedom.empty() && !known_freedom) {
    std::string known;
    for (const policy::Freedom& f : live.freedoms) known += (known.empty() ? "" : ", ") + f.id;
    return fail(Error::Code::invalid, "the policy promises no freedom '" + request.freedom + "'; it promises " + known);
  }
  return {};
}

struct Plan {
  std::vector<store::Write> writes;
  std::int64_t revision = 0;  // that the decision is about
  DecisionId corrects;
};

tl::unexpected<Error> not_allowed(const Before& before, Deed deed) {
  return fail(Error::Code::forbidden, "a comment that is " + std::string(discussion::name(before.comment.state)) +
                                          " cannot be met with '" + std::string(discussion::name(deed)) + "'");
}

Result<Plan> plan_for(const DecideComment& request, const Before& before) {
  const Comment& comment = before.comment;
  Plan plan;
  plan.revision = comment.last_revision;
  const auto move = [&](State to) -> Result<Plan> {
    if (!discussion::may_follow(comment.state, to, request.actor)) return not_allowed(before, request.deed);
    plan.writes.push_back(store::SetState{comment.story, comment.id, comment.state, to, comment.last_revision});
    return plan;
  };
  const Revision* edit = waiting_edit(before);
  const auto decide_edit = [&](State to) -> Result<Plan> {
    plan.revision = edit->revision;
    plan.writes.push_back(store::SetRevisionState{comment.story, comment.id, edit->revision, to});
    return plan;
  };

  switch (request.deed) {
    case Deed::publish:
      if (edit != nullptr) return decide_edit(State::published);
      if (comment.state != State::held) return not_allowed(before, request.deed);  // to reverse is `restore`
      return move(State::published);
    case Deed::refuse:
      if (edit != nullptr) return decide_edit(State::refused);
      if (comment.state != State::held) return not_allowed(before, request.deed);
      return move(State::refused);
    case Deed::return_:
      return move(State::returned);
    case Deed::remove:
      plan.revision = comment.live_revision;
      if (const Decision* kept = newest(before, {Deed::keep})) {
        const bool reported = kept->source == discussion::Source::report || kept->source == discussion::Source::notice;
        const Decision* now = standing_for(kept->id, before.decisions);
        if (reported && (now == kept || now->deed == Deed::restore)) plan.corrects = kept->id;
      }
      return move(State::removed);
    case Deed::restore: {
      if (comment.emptied) return fail(Error::Code::forbidden, "its words are gone: there is nothing to put back");
      const bool removed = comment.state == State::removed;
      if (!removed && comment.state != State::refused) return not_allowed(before, request.deed);
      // "The log is only added to: a mistake is followed by a correction that points at it."
      if (const Decision* mistake = newest(before, {removed ? Deed::remove : Deed::refuse})) {
        plan.corrects = mistake->id;
      }
      if (removed) plan.revision = std::max<std::int64_t>(1, comment.live_revision);
      return move(State::published);
    }
    case Deed::hold:
    case Deed::withdraw:
      break;  // the engine's and the author's
    case Deed::warn:
    case Deed::premoderate:
    case Deed::block:
    case Deed::unblock:
    case Deed::keep:
    case Deed::close_replies:
      break;  // not about the comment's state
  }
  return fail(Error::Code::invalid, "'" + std::string(discussion::name(request.deed)) + "' is no decision of a person");
}

// Whether the policy asks that two people decide so. A release is about the clauses that stopped the comment.
bool asks_for_two(const policy::Compiled& live, const DecideComment& request, const Before& before) {
  if (before.source == discussion::Source::order) return false;  // the law's, and not for us to put off
  std::vector<std::string> clauses = request.clauses;
  if (request.deed == Deed::publish || request.deed == Deed::restore) {
    if (const Decision* stopped = newest(before, {Deed::hold, Deed::refuse, Deed::remove})) clauses = stopped->clauses;
  }
  return std::any_of(clauses.begin(), clauses.end(), [&](const std::string& id) {
    const policy::Clause* clause = live.find(id);
    return clause != nullptr && std::find(clause->two_people.begin(), clause->two_people.end(),
                                          discussion::name(request.deed)) != clause->two_people.end();
  });
}

struct Checked {
  Before before;
  std::shared_ptr<const policy::Compiled> live;
  Plan plan;
  bool takes_two = false;
};

Result<Checked> checked(World& world, const DecideComment& request) {
  if (request.actor != discussion::Actor::operator_ && request.actor != discussion::Actor::moderator) {
    return fail(Error::Code::invalid, "a moderator or an operator decides");
  }
  if (request.close_branch && request.deed != Deed::remove)
    return fail(Error::Code::invalid, "replies are closed with a removal");
  Checked out;
  COMITY_TRY(out.before, load(world, request));
  COMITY_TRY(out.live, world.policies.live(out.before.site));
  COMITY_TRY(out.plan, plan_for(request, out.before));
  COMITY_CHECK(check_citations(world, request, out.before, *out.live));
  out.takes_two = asks_for_two(*out.live, request, out.before);
  return out;
}

}  // namespace

Result<bool> takes_two(World& world, const DecideComment& request) {
  return checked(world, request).map([](const Checked& found) { return found.takes_two; });
}

Result<Decision> decide_comment(World& world, const DecideComment& request) {
  COMITY_TRY(Checked found, checked(world, request));
  auto& [before, live, plan, two] = found;
  if (two && request.proposed_by.empty())
    return fail(Error::Code::forbidden, "the policy asks that two people decide this together: in the console");

  Decision decision;
  decision.site = request.site;
  decision.id = new_decision_id(world);
  decision.story = request.story;
  decision.comment = request.comment;
  decision.revision = plan.revision;
  decision.deed = request.deed;
  decision.actor = request.actor;
  decision.actor_name = request.by;
  decision.clauses = request.clauses;
  decision.policy = live->id;
  decision.engine = live->engine;
  decision.reason = request.reason;
  decision.freedom = request.freedom;
  decision.corrects = plan.corrects;
  decision.decided = world.clock.now();
  decision.source = before.source;
  decision.batch = request.batch;
  if (request.close_branch && decision.batch == Key128{}) decision.batch = world.random.key128();
  decision.proposed_by = request.proposed_by;
  decision.detected =
      before.source == discussion::Source::own ? discussion::Detected::person : discussion::Detected::report;
  // What the engine had found under the same clauses are still the words it rests on.
  for (const Decision& earlier : before.decisions) {
    if (earlier.deed != Deed::hold || earlier.revision != decision.revision) continue;
    if (earlier.actor == discussion::Actor::engine) decision.detected = discussion::Detected::engine;
    if (request.deed != Deed::refuse && request.deed != Deed::return_) continue;
    decision.findings.clear();
    for (const policy::ClauseVerdict& clause : earlier.findings) {
      const bool cited =
          std::find(request.clauses.begin(), request.clauses.end(), clause.clause) != request.clauses.end();
      if (cited) decision.findings.push_back(clause);
    }
  }

  store::Change change{world.random.key128(), request.site, decision.decided, std::move(plan.writes)};
  // The comment is what was proposed about, or the proposal is gone.
  if (!request.proposed_by.empty())
    change.writes.insert(change.writes.begin(), store::DropProposal{request.story, request.comment});
  change.writes.push_back(store::AddDecision{decision});
  if (request.close_branch && closing_in(before.decisions) == nullptr)
    change.writes.push_back(store::AddDecision{closing_with(world, decision)});
  for (store::Write& write : answering(before.reports, decision)) change.writes.push_back(std::move(write));
  if (request.also) change.writes.push_back(request.also(decision));
  const auto outcome = commit_with_letters(world, std::move(change));
  if (!outcome) return fail(outcome.error());
  // The decision stands whatever becomes of these: what the ladder asks for is asked again at the next one.
  if (request.deed == Deed::remove) (void)answer_latecomers(world, decision);
  (void)follow_ladder(world, before.site, decision, before.comment.author);
  return decision;
}

}  // namespace comity::actions
