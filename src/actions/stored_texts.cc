#include "actions/stored_texts.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace comity::actions {
namespace {

using discussion::Actor;
using discussion::Deed;

constexpr std::size_t rows_at_once = 2'000;

void settle_person(const store::JudgedText& row, StoredText& text) {
  for (const discussion::Decision& decision : row.decisions) {
    if (decision.actor != Actor::moderator && decision.actor != Actor::operator_) continue;
    if (decision.deed == Deed::publish || decision.deed == Deed::restore) {
      text.person = policy::Person::allowed;
      text.person_clauses.clear();
    } else if (decision.deed == Deed::refuse || decision.deed == Deed::remove || decision.deed == Deed::return_) {
      text.person = policy::Person::restricted;
      text.person_clauses = decision.clauses;
    }
  }
}

policy::Archived archived(const StoredText& text) {
  return {.where = text.where,
          .order = text.order,
          .text = text.text,
          .facts = text.facts,
          .story = *text.story,
          .month = text.month,
          .then = text.then,
          .then_policy = text.then_policy,
          .then_engine = text.then_engine,
          .held_back = {text.held_back.begin(), text.held_back.end()},
          .person = text.person,
          .person_clauses = text.person_clauses};
}

}  // namespace

int month_of(Time time) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
  return static_cast<int>(day.year()) * 12 + static_cast<int>(static_cast<unsigned>(day.month())) - 1;
}

Done ArchiveTexts::know_history() {
  COMITY_TRY(history_, world_.store.policy_history(site_.id));
  COMITY_TRY(brakes_, world_.store.brakes(site_.id));
  COMITY_TRY(corrections_, world_.store.correction_history(site_.id));
  return {};
}

Result<std::unique_ptr<ArchiveTexts>> ArchiveTexts::latest(World& world, const discussion::Site& site,
                                                           std::size_t most) {
  std::unique_ptr<ArchiveTexts> texts(new ArchiveTexts(world, site, {}));
  COMITY_CHECK(texts->know_history());
  std::vector<store::JudgedText>& rows = texts->chosen_.emplace();
  std::int64_t before = 0;
  do {
    COMITY_TRY(auto some, world.store.arrivals(site.id, before, most - rows.size()));
    before = some.before;
    for (store::Arrival& one : some.items) {
      COMITY_TRY(auto decisions, world.store.decisions(site.id, one.comment.story, one.comment.id));
      std::erase_if(decisions, [&](const discussion::Decision& d) { return d.revision != one.revision.revision; });
      rows.push_back(
          {one.comment.story, one.comment.id, one.comment.number, std::move(one.revision), std::move(decisions)});
    }
  } while (before != 0 && rows.size() < most);
  texts->comments_ = static_cast<std::int64_t>(rows.size());
  return texts;
}

Result<std::unique_ptr<ArchiveTexts>> ArchiveTexts::open(World& world, const discussion::Site& site, Time since) {
  std::unique_ptr<ArchiveTexts> texts(new ArchiveTexts(world, site, since));
  COMITY_CHECK(texts->know_history());
  StoryId after;
  while (true) {
    COMITY_TRY(const auto page, world.store.stories(site.id, after, rows_at_once));
    if (page.empty()) return texts;
    for (const discussion::Story& story : page) texts->comments_ += story.next_comment - 1;
    after = page.back().id;
  }
}

Result<std::vector<StoredText>> ArchiveTexts::next() {
  std::vector<StoredText> texts;
  while (texts.empty()) {
    std::vector<store::JudgedText> rows;
    if (chosen_) {
      rows.swap(*chosen_);
    } else {
      COMITY_TRY(rows, world_.store.judged(site_.id, at_, rows_at_once));
    }
    if (rows.empty()) break;
    at_ = {rows.back().story, rows.back().comment, rows.back().revision.revision};
    texts.reserve(rows.size());
    for (store::JudgedText& row : rows) {
      if (row.revision.written < since_) continue;
      COMITY_TRY(auto text, stored(std::move(row)));
      texts.push_back(std::move(text));
    }
  }
  return texts;
}

Result<StoredText> ArchiveTexts::stored(store::JudgedText&& row) {
  if (row.story != story_) {
    COMITY_TRY(auto story, world_.store.story(site_.id, row.story));
    story_facts_ = std::make_shared<policy::StoryFacts>(
        policy::StoryFacts{std::move(story.language), std::move(story.section), std::move(story.tags)});
    story_ = row.story;
  }
  std::string where = site_.key + "/" + short_id(row.story) + "/";
  where += row.number != 0 ? std::to_string(row.number) : "+" + std::to_string(row.comment.value);
  if (row.revision.revision > 1) where += " (text " + std::to_string(row.revision.revision) + ")";
  const auto n = [](std::int64_t id) { return static_cast<std::uint64_t>(id); };
  StoredText text{
      .where = std::move(where),
      .order =
          ((n(site_.id.value) * 0x9E3779B1U + n(row.story.value)) * 0x85EBCA77U + n(row.comment.value)) * 0xC2B2AE3DU +
          n(row.revision.revision),
      .text = text::restored(std::move(row.revision.text)),
      .facts = std::move(row.revision.facts),
      .story = story_facts_,
      .month = month_of(row.revision.written)};
  settle_then(row, text);
  settle_person(row, text);
  return text;
}

// The engine writes down what it stops; what it lets pass is told by the policy that was in force.
void ArchiveTexts::settle_then(const store::JudgedText& row, StoredText& text) {
  Hash256 policy;
  const auto by_engine = std::find_if(row.decisions.begin(), row.decisions.end(),
                                      [](const discussion::Decision& d) { return d.actor == Actor::engine; });
  if (by_engine != row.decisions.end()) {
    const Deed deed = by_engine->deed;
    text.then = deed == Deed::hold     ? policy::Action::hold
                : deed == Deed::refuse ? policy::Action::refuse
                                       : policy::Action::allow;
    text.then_engine = by_engine->engine;
    policy = by_engine->policy;
  } else if (text.facts.author_kind != policy::AuthorKind::imported) {
    text.then = policy::Action::allow;
    for (const store::PolicyDocument& document : history_) {
      if (document.published <= row.revision.written) policy = document.id;
    }
  } else {
    return;
  }
  text.then_policy = judge_of(policy, correction_at(row.revision.written));
  for (const store::Brake& brake : brakes_) {
    // The comment that tips the scale is judged before the stop, in the same instant.
    if (brake.policy != policy || brake.since >= row.revision.written) continue;
    if (!brake.released || *brake.released > row.revision.written) text.held_back.push_back(brake.clause);
  }
}

Hash256 ArchiveTexts::correction_at(Time at) const {
  Hash256 correction;
  for (const store::CorrectionSwitch& one : corrections_)
    if (one.at <= at) correction = one.id;
  return correction;
}

const policy::Judge* ArchiveTexts::judge_of(const Hash256& policy, const Hash256& correction) {
  if (policy == Hash256{}) return nullptr;
  const auto known = judges_.find({policy, correction});
  if (known != judges_.end()) return known->second.judge.get();
  Known& made = judges_[{policy, correction}];
  if (auto compiled = world_.policies.by_id(site_.id, policy, correction)) {
    made.policy = *std::move(compiled);
    made.judge = std::make_unique<policy::Judge>(*made.policy);
  }
  return made.judge.get();
}

Done for_each_text(TextSource& source, unsigned jobs, const std::function<void(unsigned, const StoredText&)>& use,
                   const std::function<void(std::uint64_t)>& progress) {
  std::mutex mutex;  // of the source, the count and the failure
  std::uint64_t done = 0;
  Done outcome;
  const auto work = [&](unsigned worker) {
    std::size_t finished = 0;
    while (true) {
      std::vector<StoredText> texts;
      {
        const std::lock_guard lock(mutex);
        done += finished;
        if (progress && finished > 0) progress(done);
        if (!outcome) return;
        auto more = source.next();
        if (!more) {
          outcome = fail(std::move(more).error());
          return;
        }
        texts = *std::move(more);
      }
      if (texts.empty()) return;
      for (const StoredText& text : texts) use(worker, text);
      finished = texts.size();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < jobs; ++i) helpers.emplace_back(work, i);
    work(0);
  }
  return outcome;
}

Result<policy::ReplayTally> replay(TextSource& source, const Replay& request, unsigned jobs,
                                   const std::function<void(std::uint64_t)>& progress) {
  const policy::Judge after(*request.after);
  std::optional<policy::Judge> before;
  if (request.before) before.emplace(*request.before);
  jobs = std::max(1U, jobs);
  std::vector<policy::Replaying> workers;
  for (unsigned i = 0; i < jobs; ++i) workers.emplace_back(before ? &*before : nullptr, after, request.clauses);
  COMITY_CHECK(for_each_text(
      source, jobs,
      [&](unsigned worker, const StoredText& text) {
        if (text.erased())
          workers[worker].add_erased();
        else
          workers[worker].add(archived(text));
      },
      progress));
  policy::ReplayTally tally = workers.front().tally();
  for (unsigned i = 1; i < jobs; ++i) tally.merge(workers[i].tally());
  return tally;
}

}  // namespace comity::actions
