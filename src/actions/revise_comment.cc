#include "actions/revise_comment.h"

#include "actions/advice.h"
#include "actions/engine_decision.h"
#include "actions/gather_facts.h"
#include "actions/letters.h"
#include "actions/restriction.h"
#include "policy/submission.h"

namespace comity::actions {

using discussion::Comment;
using discussion::Deed;
using discussion::Revision;
using discussion::State;

namespace {

struct Before {
  discussion::Story story;
  discussion::Author author;
  std::vector<Revision> revisions;
  std::optional<store::StoredComment> parent;
  std::vector<store::StoredComment> own_lately;
};

Result<Before> load(World& world, const Revise& request, Time now) {
  const Comment& comment = request.comment;
  Before before;
  COMITY_TRY(before.story, world.store.story(comment.site, comment.story));
  COMITY_TRY(before.author, world.store.author(comment.site, comment.author));
  COMITY_TRY(before.revisions, world.store.revisions(comment.site, comment.story, comment.id));
  if (before.revisions.empty()) return fail(Error::Code::corrupt, "a comment without a revision");
  COMITY_TRY(before.own_lately, world.store.by_author(comment.site, comment.story, comment.author,
                                                      now - std::chrono::hours(24), own_comments_looked_at));
  if (comment.reply_to) {
    COMITY_TRY(const auto parent, world.store.comment(comment.site, comment.story, comment.reply_to));
    if (parent.number != 0) {
      COMITY_TRY(before.parent, world.store.by_number(comment.site, comment.story, parent.number));
    }
  }
  return before;
}

// The text that is waiting, or that readers see: what the author last got through with.
const Revision& standing(const Comment& comment, const std::vector<Revision>& revisions) {
  for (auto r = revisions.rbegin(); r != revisions.rend(); ++r) {
    if (r->state != State::refused || r->revision == comment.live_revision) return *r;
  }
  return revisions.back();
}

State state_of(policy::Action action) {
  if (action == policy::Action::refuse) return State::refused;
  return action == policy::Action::hold ? State::held : State::published;
}

Posted::Outcome outcome_of(State state) {
  if (state == State::refused) return Posted::Outcome::refused;
  return state == State::published ? Posted::Outcome::published : Posted::Outcome::held;
}

// What happens to a comment whose new text was judged `judged`.
std::vector<store::Write> writes_for(World& world, const Comment& comment, const Revision& last, Revision revision,
                                     const policy::Verdict& verdict, State judged,
                                     const discussion::Block* premoderated, Time now) {
  const auto decided = [&](Deed deed) {
    discussion::Decision decision =
        premoderated ? ladder_hold(world, *premoderated, now) : engine_decision(world, verdict, deed, now);
    decision.policy = verdict.policy;
    decision.engine = verdict.engine;
    decision.story = comment.story;
    decision.comment = comment.id;
    decision.revision = revision.revision;
    return store::AddDecision{std::move(decision)};
  };
  std::vector<store::Write> writes;
  const auto add = [&] {
    writes.push_back(store::AddRevision{comment.story, comment.id, comment.last_revision, comment.state, revision, {}});
  };

  if (comment.state == State::published) {
    revision.state = judged;
    add();
    if (judged == State::held) writes.push_back(decided(Deed::hold));
    if (judged == State::refused) writes.push_back(decided(Deed::refuse));
    return writes;
  }

  // It was never seen: the queue is ordered by when the waiting text was written, and a changed one keeps its place.
  revision.state = State::held;
  if (judged == State::held && comment.state == State::held) revision.written = last.written;
  add();
  if (judged == State::published) {
    writes.push_back(store::SetState{comment.story, comment.id, comment.state, State::published, revision.revision});
    writes.push_back(decided(Deed::publish));
  } else {
    if (comment.state == State::returned) {
      writes.push_back(store::SetState{comment.story, comment.id, State::returned, State::held, revision.revision});
    }
    writes.push_back(decided(Deed::hold));
  }
  return writes;
}

}  // namespace

Result<std::optional<Posted>> revise_comment(World& world, const Revise& request) {
  const Time now = world.clock.now();
  const Comment& comment = request.comment;
  COMITY_TRY(const Before before, load(world, request, now));
  COMITY_TRY(const auto policy, world.policies.live(request.site));

  Posted posted;
  posted.story = before.story;
  posted.comment = comment;
  posted.policy = policy;
  posted.verdict.policy = policy->id;
  posted.verdict.engine = policy->engine;

  COMITY_TRY(const auto restriction, restriction_on(world, before.author, now));
  if (restriction && restriction->deed == Deed::block) {
    return fail(Error::Code::forbidden, "this guest is blocked");
  }
  const Revision& last = standing(comment, before.revisions);
  if (last.text == request.text.utf8()) {  // nothing to judge, nothing to write
    posted.again = true;
    posted.revision = last;
    posted.outcome = outcome_of(last.state);
    posted.event = before.story.position;
    return posted;
  }

  const store::StoredComment* parent = before.parent ? &*before.parent : nullptr;
  const Writing writing{.text = request.text,
                        .story = before.story,
                        .author = before.author,
                        .parent = parent,
                        .edited = &comment,
                        .source_10m = request.source_10m};
  COMITY_TRY(const auto gathered, gather_facts(world, writing, before.own_lately, now));
  const policy::Facts& facts = gathered.facts;

  const Advised about{request.site.id, "receipt " + to_base64url(comment.receipt), std::nullopt, request.text};
  const bool advised = is_advised(world, about, request.advice_id, now);
  const policy::Submission submission{
      request.text, facts, {before.story.language, before.story.section, before.story.tags}};
  const policy::Verdict pure = policy::evaluate(*policy, submission, advised);
  COMITY_TRY(posted.verdict, world.brakes->held_back(world, request.site, *policy, pure));
  if (posted.verdict.action == policy::Action::advise && !advised) {
    posted.outcome = Posted::Outcome::advised;
    posted.advice_id = advice_id(world, about, now);
    posted.revision = last;
    return posted;
  }

  State judged = state_of(posted.verdict.action);
  const bool premoderated = restriction && judged == State::published;
  if (premoderated) judged = State::held;
  Revision revision;
  revision.revision = comment.last_revision + 1;
  revision.text = request.text.utf8();
  revision.facts = facts;
  revision.state = judged;
  revision.written = now;
  revision.after_number = comment.state == State::published ? -1 : 0;
  posted.outcome = outcome_of(judged);
  posted.revision = revision;
  if (judged == State::refused && comment.state != State::published) return posted;

  store::Change change{
      request.change_id.value_or(world.random.key128()), request.site.id, now,
      writes_for(world, comment, last, revision, posted.verdict, judged, premoderated ? &*restriction : nullptr, now)};
  const auto outcome = commit_with_letters(world, std::move(change));
  if (!outcome && outcome.error().code == Error::Code::conflict) return std::nullopt;
  if (!outcome) return fail(outcome.error());
  world.brakes->count(world, request.site, *policy, pure);
  world.recent_texts->add(comment, gathered.print, now);
  COMITY_TRY(posted.comment, world.store.comment(comment.site, comment.story, comment.id));
  COMITY_TRY(const auto revisions, world.store.revisions(comment.site, comment.story, comment.id));
  for (const Revision& r : revisions) {
    if (r.revision == revision.revision) posted.revision = r;
  }
  COMITY_TRY(posted.story, world.store.story(comment.site, comment.story));
  posted.event = outcome->event;
  posted.log_position = outcome->log_position;
  return posted;
}

}  // namespace comity::actions
