#include "discussion/strike.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

using namespace comity;
using namespace comity::discussion;

namespace {

constexpr Time noon = at_ms(1'800'000'000'000);

OnRecord on_record(std::int64_t id, Deed deed = Deed::refuse, Actor actor = Actor::moderator) {
  OnRecord entry;
  entry.decision.id = {id};
  entry.decision.comment = {id};
  entry.decision.deed = deed;
  entry.decision.actor = actor;
  entry.decision.decided = noon + Millis{id};
  entry.state = deed == Deed::remove ? State::removed : State::refused;
  return entry;
}

Appeal against(std::int64_t decision) {
  Appeal appeal;
  appeal.decision = {decision};
  return appeal;
}

std::size_t count(const std::vector<OnRecord>& record, const std::vector<Appeal>& appeals = {}) {
  return standing_strikes(record, appeals).size();
}

}  // namespace

TEST_CASE("a person's refusal or removal is a strike, and nothing else is") {
  CHECK(count({on_record(1), on_record(2, Deed::remove, Actor::operator_)}) == 2);
  CHECK(count({on_record(1, Deed::refuse, Actor::engine), on_record(2, Deed::remove, Actor::imported)}) == 0);
  for (const Deed deed : {Deed::hold, Deed::publish, Deed::return_, Deed::withdraw, Deed::restore, Deed::warn,
                          Deed::premoderate, Deed::block, Deed::unblock, Deed::keep, Deed::close_replies}) {
    CAPTURE(name(deed));
    CHECK(count({on_record(1, deed)}) == 0);
  }
}

TEST_CASE("imported, withdrawn and changed words are no strikes") {
  OnRecord imported = on_record(1);
  imported.imported = true;
  OnRecord withdrawn = on_record(2);
  withdrawn.state = State::withdrawn;
  OnRecord changed = on_record(3);  // a refused edit, changed again
  changed.state = State::published;
  changed.decision.revision = 2;
  changed.live_revision = 3;
  CHECK(count({imported, withdrawn, changed}) == 0);
  OnRecord edit = changed;  // the words before the edit stand, those of the edit were refused
  edit.live_revision = 1;
  CHECK(count({edit}) == 1);
}

TEST_CASE("a strike under appeal waits, comes back when the decision stands, and is gone when it was wrong") {
  const OnRecord removal = on_record(1, Deed::remove);
  Appeal appeal = against(1);
  CHECK(count({removal}, {appeal}) == 0);
  CHECK(count({removal}, {against(7)}) == 1);
  appeal.outcome = AppealOutcome::upheld;
  CHECK(count({removal}, {appeal}) == 1);
  OnRecord correction = on_record(2, Deed::restore);
  correction.decision.corrects = {1};
  appeal.outcome = AppealOutcome::reversed;
  CHECK(count({removal, correction}, {appeal}) == 0);
  CHECK(count({correction, removal}) == 0);
}

TEST_CASE("strikes are told oldest first, with the clauses they were for") {
  OnRecord second = on_record(2);
  second.decision.clauses = {"person"};
  const auto strikes = standing_strikes({second, on_record(1)}, {});
  REQUIRE(strikes.size() == 2);
  CHECK(strikes[0].decision == DecisionId{1});
  CHECK(strikes[1].clauses == std::vector<std::string>{"person"});
  CHECK(strikes[1].given == noon + Millis{2});
}

namespace {

// The same by another way: a clerk who writes down each strike when it is given and strikes it out when something
// happens, and who never looks back at the record.
class Clerk {
 public:
  void decided(const Decision& decision, bool imported) {
    if (decision.corrects) struck_out_.insert(decision.corrects);
    const bool person = decision.actor == Actor::moderator || decision.actor == Actor::operator_;
    if (person && !imported && (decision.deed == Deed::refuse || decision.deed == Deed::remove))
      given_[decision.comment].push_back({decision.id, decision.revision});
  }
  void withdrawn(CommentId comment) { given_.erase(comment); }
  void changed(CommentId comment, std::int64_t to) {
    std::erase_if(given_[comment], [&](const auto& strike) { return strike.second < to; });
  }
  void appealed(DecisionId decision) { waiting_.insert(decision); }
  void answered(DecisionId decision) { waiting_.erase(decision); }
  std::set<DecisionId> strikes() const {
    std::set<DecisionId> out;
    for (const auto& [comment, strikes] : given_) {
      for (const auto& [id, revision] : strikes) {
        if (!struck_out_.contains(id) && !waiting_.contains(id)) out.insert(id);
      }
    }
    return out;
  }

 private:
  std::map<CommentId, std::vector<std::pair<DecisionId, std::int64_t>>> given_;
  std::set<DecisionId> struck_out_;
  std::set<DecisionId> waiting_;
};

// A random life of an author's comments; both hear of everything as it happens.
struct Life {
  std::map<CommentId, OnRecord> comments;  // each as it is now; its decision is not looked at
  std::vector<Decision> decisions;
  std::vector<Appeal> appeals;
  Clerk clerk;
  std::int64_t next = 1;

  std::vector<OnRecord> record() const {
    std::vector<OnRecord> out;
    for (const Decision& decision : decisions) {
      OnRecord entry = comments.at(decision.comment);
      entry.decision = decision;
      out.push_back(entry);
    }
    return out;
  }
  void decide(CommentId about, Deed deed, Actor actor, DecisionId corrects = {}) {
    Decision decision;
    decision.id = {next++};
    decision.comment = about;
    decision.deed = deed;
    decision.actor = actor;
    decision.corrects = corrects;
    decision.revision = std::max<std::int64_t>(1, comments[about].live_revision) + (deed == Deed::refuse ? 1 : 0);
    decision.decided = noon + Millis{decision.id.value / 2};  // some in the same instant
    decisions.push_back(decision);
    clerk.decided(decision, comments[about].imported);
  }
  void something_happens(int what, std::size_t which) {
    if (comments.empty() || what == 0) {
      OnRecord comment;
      comment.imported = which % 5 == 0;
      comments[{next++}] = comment;
      return;
    }
    auto& [id, comment] = *std::next(comments.begin(), static_cast<std::ptrdiff_t>(which % comments.size()));
    if (comment.state == State::withdrawn) return;
    const Decision* decision = decisions.empty() ? nullptr : &decisions[which % decisions.size()];
    const DecisionId about = decision != nullptr ? decision->id : DecisionId{};
    if (what == 1) decide(id, which % 2 != 0 ? Deed::refuse : Deed::remove, Actor::moderator);
    if (what == 2) decide(id, static_cast<Deed>(which % 13), static_cast<Actor>(which % 5));
    if (what == 3 && decision != nullptr) decide(decision->comment, Deed::restore, Actor::moderator, about);
    if (what == 4) {
      comment.state = State::withdrawn;
      clerk.withdrawn(id);
    }
    if (what == 5) {
      comment.live_revision += 1 + static_cast<std::int64_t>(which % 2);
      clerk.changed(id, comment.live_revision);
    }
    if (what == 6 && decision != nullptr) {
      appeals.push_back(against(about.value));
      clerk.appealed(about);
    }
    if (what == 7) {
      for (Appeal& appeal : appeals) {
        if (appeal.decision != about) continue;
        appeal.outcome = AppealOutcome::upheld;
        clerk.answered(about);
      }
    }
  }
};

}  // namespace

TEST_CASE("over any history the record gives the strikes that a clerk would have written down and struck out") {
  CHECK(rc::check([] {
    Life life;
    const auto steps = *rc::gen::container<std::vector<std::pair<int, std::size_t>>>(
        rc::gen::pair(rc::gen::inRange(0, 8), rc::gen::inRange<std::size_t>(0, 1000)));
    for (const auto& [what, which] : steps) {
      life.something_happens(what, which);
      std::set<DecisionId> standing;
      for (const Strike& strike : standing_strikes(life.record(), life.appeals)) standing.insert(strike.decision);
      RC_ASSERT(standing == life.clerk.strikes());
    }
  }));
}
