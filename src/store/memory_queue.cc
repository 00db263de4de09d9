// The queue as the contract means it: everything is walked, nothing is kept.
#include <algorithm>
#include <tuple>

#include "campaign/same_words.h"
#include "store/memory_model.h"

namespace comity::store::memory {

using discussion::Actor;
using discussion::Decision;
using discussion::Deed;
using discussion::State;

const discussion::Revision* waiting_revision(const CommentRow& row) {
  const discussion::Comment& c = row.comment;
  if (c.state != State::held && c.state != State::published) return nullptr;
  for (auto r = row.revisions.rbegin(); r != row.revisions.rend(); ++r)
    if (r->state == State::held && (c.state == State::held || r->revision > c.live_revision)) return &*r;
  return nullptr;
}

Decision hold_of(const CommentRow& row, std::int64_t revision) {
  for (auto d = row.decisions.rbegin(); d != row.decisions.rend(); ++d)
    if (d->deed == Deed::hold && d->revision == revision) return *d;
  return {};
}

namespace {

using Age = std::tuple<Time, StoryId, CommentId>;

struct Waiting {
  HeldItem item;
  std::int64_t words = 0;
  Age age() const { return {item.revision.written, item.comment.story, item.comment.id}; }
};

// Oldest first.
std::vector<Waiting> all_waiting(const SiteRow& in) {
  std::vector<Waiting> all;
  for (const auto& [id, story] : in.stories)
    for (const auto& [place, row] : story.comments)
      if (const discussion::Revision* revision = waiting_revision(row))
        all.push_back(
            {{row.comment, *revision, hold_of(row, revision->revision)}, campaign::same_words(revision->text)});
  std::sort(all.begin(), all.end(), [](const Waiting& a, const Waiting& b) { return a.age() < b.age(); });
  return all;
}

bool cites(const Decision& decision, const std::string& clause) {
  if (clause.empty()) return decision.clauses.empty();
  return std::find(decision.clauses.begin(), decision.clauses.end(), clause) != decision.clauses.end();
}

// The place of the gravest clause it is held under; those that are not listed come last.
std::size_t gravity(const Decision& decision, const std::vector<std::string>& gravities) {
  for (std::size_t i = 0; i < gravities.size(); ++i)
    if (!gravities[i].empty() && cites(decision, gravities[i])) return i;
  return gravities.size();
}

bool is_person(Actor actor) { return actor == Actor::moderator || actor == Actor::operator_; }

const CommentRow* row_of(const SiteRow& in, StoryId story, CommentId comment) {
  const auto found = in.stories.find(story);
  if (found == in.stories.end()) return nullptr;
  const auto row = found->second.comments.find(comment);
  return row == found->second.comments.end() ? nullptr : &row->second;
}

PastDecision past(const SiteRow& in, const CommentRow& row, const Decision& d) {
  const discussion::Revision& revision = row.revisions[static_cast<std::size_t>(d.revision - 1)];
  PastDecision out{d, row.comment, revision.text, revision.facts.language, {}, false, in.corrected_by.contains(d.id)};
  for (const Decision& engine : row.decisions) {
    if (engine.actor != Actor::engine || engine.revision != d.revision) continue;
    if (engine.deed != Deed::hold && engine.deed != Deed::refuse) continue;
    out.engine_restricted = true;
    out.engine_clauses = engine.clauses;
  }
  return out;
}

}  // namespace

std::vector<WaitingCard> waiting(const SiteRow& in, const WaitingQuery& query) {
  struct Ranked {
    std::size_t gravity = 0;
    WaitingCard card;
    Age age;
  };
  const std::vector<Waiting> all = all_waiting(in);
  std::vector<Ranked> cards;
  const bool gravest = query.order == WaitingQuery::Order::gravest;
  for (const Waiting& one : all) {
    std::int64_t alike = 0;
    bool first = true;
    for (const Waiting& other : all) {
      if (one.words == 0 || other.words != one.words || other.age() == one.age()) continue;
      ++alike;
      first = first && one.age() < other.age();
    }
    if (!first) continue;
    const HeldItem& item = one.item;
    if (!query.clause.empty() && !cites(item.decision, query.clause)) continue;
    if (!query.language.empty() && item.revision.facts.language != query.language) continue;
    Ranked ranked{gravest ? gravity(item.decision, query.gravities) : 0,
                  {item, std::min(alike, most_alike), {{}, item.revision.written, item.comment.story, item.comment.id}},
                  one.age()};
    if (gravest && ranked.gravity < query.gravities.size()) ranked.card.place.clause = query.gravities[ranked.gravity];
    cards.push_back(std::move(ranked));
  }
  const bool newest = query.order == WaitingQuery::Order::newest;
  const auto before = [&](const Ranked& a, const Ranked& b) {
    return newest ? b.age < a.age : std::tie(a.gravity, a.age) < std::tie(b.gravity, b.age);
  };
  std::sort(cards.begin(), cards.end(), before);
  std::vector<WaitingCard> out;
  std::optional<Ranked> after;
  if (query.after) {
    const auto at = std::find(query.gravities.begin(), query.gravities.end(), query.after->clause);
    after = Ranked{gravest ? static_cast<std::size_t>(at - query.gravities.begin()) : 0,
                   {},
                   {query.after->written, query.after->story, query.after->comment}};
  }
  for (const Ranked& card : cards) {
    if (out.size() >= query.limit) break;
    if (!after || before(*after, card)) out.push_back(card.card);
  }
  return out;
}

std::vector<HeldItem> alike(const SiteRow& in, StoryId story, CommentId comment, std::size_t limit) {
  const std::vector<Waiting> all = all_waiting(in);
  const auto self = std::find_if(all.begin(), all.end(), [&](const Waiting& w) {
    return w.item.comment.story == story && w.item.comment.id == comment;
  });
  std::vector<HeldItem> out;
  if (self == all.end()) return out;
  for (const Waiting& one : all) {
    if (out.size() >= limit) break;
    if (one.age() == self->age() || (self->words != 0 && one.words == self->words)) out.push_back(one.item);
  }
  return out;
}

WaitingCounts waiting_counts(const SiteRow& in) {
  WaitingCounts counts;
  std::map<std::string, std::int64_t> clauses, languages;
  for (const Waiting& one : all_waiting(in)) {
    if (!counts.oldest) counts.oldest = one.item.revision.written;
    ++counts.all;
    ++languages[one.item.revision.facts.language];
    if (one.item.decision.clauses.empty()) ++clauses[""];
    const std::set<std::string> cited(one.item.decision.clauses.begin(), one.item.decision.clauses.end());
    for (const std::string& clause : cited) ++clauses[clause];
  }
  counts.by_clause.assign(clauses.begin(), clauses.end());
  counts.by_language.assign(languages.begin(), languages.end());
  return counts;
}

std::optional<HeldItem> waiting_of(const SiteRow& in, StoryId story, CommentId comment) {
  const CommentRow* row = row_of(in, story, comment);
  const discussion::Revision* revision = row ? waiting_revision(*row) : nullptr;
  if (!revision) return std::nullopt;
  return HeldItem{row->comment, *revision, hold_of(*row, revision->revision)};
}

Arrivals arrivals(const SiteRow& in, std::int64_t before, std::size_t limit) {
  Arrivals out;
  const auto many = static_cast<std::int64_t>(in.arrivals.size());
  std::int64_t at = before == 0 ? many : std::clamp<std::int64_t>(before - 1, 0, many);
  for (; at > 0 && out.items.size() < limit; --at) {
    const Came& came = in.arrivals[static_cast<std::size_t>(at - 1)];
    const CommentRow& row = *row_of(in, came.story, came.comment);
    Arrival arrival{at, row.comment, row.revisions[static_cast<std::size_t>(came.revision - 1)], false};
    for (const Decision& d : row.decisions)
      arrival.was_held =
          arrival.was_held || (d.deed == Deed::hold && d.actor == Actor::engine && d.revision == came.revision);
    out.items.push_back(std::move(arrival));
  }
  out.before = at > 0 ? at + 1 : 0;
  return out;
}

std::optional<Decision> decision(const SiteRow& in, DecisionId id) {
  const auto found = in.decisions.find(id);
  if (found == in.decisions.end()) return std::nullopt;
  for (const Decision& d : row_of(in, found->second.first, found->second.second)->decisions)
    if (d.id == id) return d;
  return std::nullopt;
}

std::vector<Decision> decided_together(const SiteRow& in, const Key128& batch) {
  std::vector<Decision> out;
  if (batch == Key128{}) return out;
  for (const auto& [id, story] : in.stories)
    for (const auto& [place, row] : story.comments)
      for (const Decision& d : row.decisions)
        if (d.batch == batch) out.push_back(d);
  std::sort(out.begin(), out.end(),
            [](const Decision& a, const Decision& b) { return std::tie(a.decided, a.id) < std::tie(b.decided, b.id); });
  return out;
}

std::vector<PastDecision> decided(const SiteRow& in, AuthorId about, std::optional<DecidedPlace> before,
                                  std::size_t limit) {
  std::vector<PastDecision> out;
  for (const auto& [id, story] : in.stories)
    for (const auto& [place, row] : story.comments) {
      if (about && row.comment.author != about) continue;
      for (const Decision& d : row.decisions) {
        if (!is_person(d.actor)) continue;
        if (before && !(std::tie(d.decided, d.id) < std::tie(before->decided, before->id))) continue;
        out.push_back(past(in, row, d));
      }
    }
  std::sort(out.begin(), out.end(), [](const PastDecision& a, const PastDecision& b) {
    return std::tie(b.decision.decided, b.decision.id) < std::tie(a.decision.decided, a.decision.id);
  });
  if (out.size() > limit) out.resize(limit);
  return out;
}

}  // namespace comity::store::memory
