#include "actions/import_story.h"

#include <algorithm>

#include "actions/engine_decision.h"
#include "discussion/story_address.h"
#include "policy/policy.h"
#include "text/fold.h"

namespace comity::actions {

using discussion::Actor;
using discussion::Deed;
using discussion::State;
using interchange::ArchivedState;
using interchange::ParentKind;

namespace {

constexpr std::size_t most_bytes_at_once = 512 * 1024;
constexpr std::size_t max_title_code_points = 300;

State state_for(ArchivedState state) {
  switch (state) {
    case ArchivedState::published:
      return State::published;
    case ArchivedState::held:
      return State::held;
    case ArchivedState::spam:
      return State::refused;
    case ArchivedState::trash:
      return State::removed;
  }
  return State::held;
}

// What the source's word means for a comment that is here already; its own state when nothing follows.
State after(State here, ArchivedState wanted) {
  if (wanted == ArchivedState::published) return State::published;
  // Not approved (any more), spam or trash: what readers have seen is removed, what they have not is refused -
  // unless it still waits there too.
  if (here == State::published) return State::removed;
  if (here == State::held && wanted != ArchivedState::held) return State::refused;
  return here;
}

std::string cut_title(const std::string& title) {
  std::size_t points = 0;
  for (std::size_t at = 0; at < title.size(); ++at)
    if ((static_cast<unsigned char>(title[at]) & 0xC0) != 0x80 && ++points > max_title_code_points)
      return title.substr(0, at);
  return title;
}

AuthorId author_id(const ImportRun& run, std::int64_t person, StoryId story, const std::string& name) {
  if (person != 0) return AuthorId{person};
  // Names claim nothing outside their story.
  const Key128 key =
      keyed_hash(run.world.secret, "imported name\n" + run.site.key + "\n" + std::to_string(story.value) + "\n" + name);
  std::int64_t id = 0;
  for (std::size_t i = 0; i < sizeof id; ++i)
    id = static_cast<std::int64_t>((static_cast<std::uint64_t>(id) << 8) | key.bytes[i]);
  return AuthorId{(id & ((std::int64_t{1} << 62) - 1)) | 1};
}

}  // namespace

Result<store::Outcome> ImportRun::commit(const store::Change& change, std::size_t comments) {
  for (int attempt = 0;; ++attempt) {
    const auto begin = std::chrono::steady_clock::now();
    auto outcome = world.store.commit(change);
    const auto time = std::chrono::steady_clock::now() - begin;
    pace.took(time, comments);
    if (request.stepped) request.stepped(time);
    // The outcome is unknown; the same change is applied at most once.
    if (!outcome && outcome.error().code == Error::Code::unavailable && attempt < 3) continue;
    return outcome;
  }
}

Result<std::optional<discussion::Comment>> ImportRun::find(const std::string& source_id) {
  if (!site.id || source_id.empty()) return std::optional<discussion::Comment>();
  auto found = world.store.by_source_key(site.id, source_key(source_id));
  if (found) return std::optional(*std::move(found));
  if (found.error().code == Error::Code::not_found) return std::optional<discussion::Comment>();
  return fail(found.error());
}

Done ImportStory::bring() {
  COMITY_CHECK(resolve());
  COMITY_CHECK(plan_numbers());
  COMITY_CHECK(run_.archive.for_each([this](const interchange::ArchivedComment& from,
                                            const interchange::ArchivedPlace& place) { return visit(from, place); }));
  COMITY_CHECK(flush());
  if (is_new_) {  // a page without comments, or none that could be written
    if (!run_.request.dry_run) {
      const store::Change change{
          run_.world.random.key128(), run_.site.id, run_.world.clock.now(), {store::AddStory{story_, urls_}}};
      const auto outcome = run_.commit(change, 1);
      if (!outcome && outcome.error().code != Error::Code::conflict) return fail(outcome.error());
    }
  }
  return {};
}

// Finds the story here by its address (or "wp-<id>"), or makes the value of a new one.
Done ImportStory::resolve() {
  ImportReport::Stories& counts = run_.report.stories;
  const auto url = discussion::normal_url(from_.link, run_.site.same_www);
  std::string publisher_id;
  if (!url) {
    ++counts.without_address;
    publisher_id = "wp-" + (from_.source_id.empty() ? to_hex(sha256(from_.title + "\n" + from_.link)).substr(0, 16)
                                                    : from_.source_id);
  }
  if (run_.site.id) {
    auto found = url ? run_.world.store.story_by_url(run_.site.id, *url)
                     : run_.world.store.story_by_publisher_id(run_.site.id, publisher_id);
    if (found) {
      story_ = *std::move(found);
      ++counts.known;
      if (story_.open && !from_.open) ++counts.left_open;
      return {};
    }
    if (found.error().code != Error::Code::not_found) return fail(found.error());
  }
  is_new_ = true;
  story_.site = run_.site.id;
  story_.id = StoryId{run_.world.random.below(std::int64_t{1} << 40)};
  story_.publisher_id = publisher_id;
  story_.url = url ? from_.link : "";
  story_.title = cut_title(from_.title);
  story_.open = from_.open;
  story_.created = from_.created == Time{} ? run_.world.clock.now() : from_.created;
  if (run_.site.close_after_days > 0) story_.closes_at = story_.created + std::chrono::days(run_.site.close_after_days);
  if (url) urls_ = {*url};
  ++counts.added;
  if (!story_.open) ++counts.closed;
  if (url && !discussion::belongs_to(*url, run_.site.origins, run_.site.same_www)) ++counts.foreign;
  return {};
}

Done ImportStory::plan_numbers() {
  if (run_.request.dry_run) return {};
  COMITY_TRY(const bool early, run_.archive.has_early_replies());
  if (!early) return {};
  std::vector<bool> takes(static_cast<std::size_t>(run_.archive.comments_in_story()));
  for (std::size_t order = 0; order < takes.size(); ++order) {
    COMITY_TRY(const auto from, run_.archive.comment(order));
    if (!from || (from->state != ArchivedState::published && from->state != ArchivedState::trash)) continue;
    COMITY_TRY(const auto here, run_.find(from->source_id));
    takes[order] = !here;
  }
  numbers_.emplace(std::move(takes));
  if (is_new_) {
    numbers_->plan({});
  } else {
    COMITY_TRY(const auto outline, run_.world.store.outline(run_.site.id, story_.id));
    numbers_->plan(outline);
  }
  return {};
}

Done ImportStory::visit(const interchange::ArchivedComment& from, const interchange::ArchivedPlace& place) {
  ++run_.comments_done;
  if (run_.request.progress && run_.comments_done % 64 == 0)
    run_.request.progress({ImportProgress::Phase::bringing, run_.comments_done, run_.comments_in_all});

  COMITY_TRY(const auto here, run_.find(from.source_id));
  interchange::Counts unused;
  const ImportedText imported = imported_text(from, run_.nameless, here ? unused : run_.report.noted);
  Planned planned;
  planned.source_id = from.source_id;
  planned.order = place.order;
  discussion::Comment& c = planned.comment;
  c.written = from.written != Time{} ? from.written : story_.created;
  c.state = state_for(from.state);
  c.name = imported.name;
  if (here) {
    ++run_.report.comments.known;
    note_double(planned, imported, true);
    return follow(*here, from.state);
  }

  c.site = run_.site.id;
  c.story = story_.id;
  c.author = author_id(run_, from.person, story_.id, c.name);
  c.receipt = run_.world.random.key128();
  c.source_key = run_.source_key(from.source_id);
  COMITY_CHECK(answer(planned, from, place.parent));
  planned.takes_number = c.state == State::published || c.state == State::removed;
  if (planned.takes_number) c.published_at = c.written;
  planned.revision.text = imported.text.utf8();
  planned.revision.written = c.written;
  planned.revision.state = c.state == State::removed ? State::published : c.state;
  planned.revision.facts.language = imported.language;
  planned.revision.facts.author_kind = policy::AuthorKind::imported;
  planned.revision.facts.is_reply = place.parent == ParentKind::here || c.reply_to || !planned.reply_to_source.empty();
  if (c.state == State::held) planned.decision = decided(Deed::hold, "waited for a decision where it came from");
  if (c.state == State::refused) planned.decision = decided(Deed::refuse, "spam where it came from");
  if (c.state == State::removed) planned.decision = decided(Deed::remove, "in the trash where it came from");
  judge(planned, imported.text);
  note_double(planned, imported, false);

  planned_bytes_ += planned.revision.text.size();
  planned_ids_.insert(planned.source_id);
  planned_.push_back(std::move(planned));
  if (planned_.size() >= run_.pace.comments() || planned_bytes_ >= most_bytes_at_once) return flush();
  return {};
}

// Which comment it answers. One that the file does not hold may be here from an earlier run.
Done ImportStory::answer(Planned& planned, const interchange::ArchivedComment& from, ParentKind kind) {
  if (kind == ParentKind::none) return {};
  ImportReport::Comments& counts = run_.report.comments;
  if (kind == ParentKind::here && (run_.request.dry_run || planned_ids_.contains(from.parent_id))) {
    planned.reply_to_source = from.parent_id;
    ++counts.replies;
    return {};
  }
  if (kind == ParentKind::cycle) {
    planned.comment.mark = "cycle";
    ++counts.cycles;
    return {};
  }
  COMITY_TRY(const auto parent, run_.find(from.parent_id));
  if (parent && parent->story == story_.id) {
    planned.comment.reply_to = parent->id;
    ++counts.replies;
  } else if (parent || kind == ParentKind::other_story) {
    planned.comment.mark = "other_story";
    ++counts.other_story;
  } else {
    planned.comment.mark = "orphan";
    ++counts.orphans;
  }
  return {};
}

void ImportStory::judge(const Planned& planned, const text::CheckedText& text) {
  const policy::Submission submission{text, planned.revision.facts, {story_.language, story_.section, story_.tags}};
  const policy::Verdict verdict = policy::evaluate(*run_.policy, submission);
  ++run_.report.judged[std::string(name(planned.comment.state))][std::string(name(verdict.action))];
  for (const policy::ClauseVerdict& clause : verdict.clauses) ++run_.report.clauses[clause.clause];
}

void ImportStory::note_double(const Planned& planned, const ImportedText& imported, bool known) {
  if (planned.comment.state != State::published || !imported.is_named) return;
  const ImportDoubles::Said said{planned.comment.written, planned.order, planned.source_id, known};
  const auto alike = doubles_.note(planned.comment.name, text::fold_for_equality(imported.text), said);
  if (!alike || (alike->known && known)) return;
  const bool older_is_alike = alike->earlier_than(said);
  folds_.push_back(older_is_alike ? Fold{alike->source_id, said.source_id} : Fold{said.source_id, alike->source_id});
}

discussion::Decision ImportStory::decided(Deed deed, const std::string& reason) {
  discussion::Decision decision;
  decision.id = new_decision_id(run_.world);
  decision.deed = deed;
  decision.actor = Actor::imported;
  decision.detected = discussion::usual_detection(decision.actor);
  decision.reason = reason;
  decision.decided = run_.world.clock.now();
  return decision;
}

// A comment that is here: its state follows the source's only where nobody here has decided since.
Done ImportStory::follow(const discussion::Comment& here, ArchivedState wanted) {
  const State to = after(here.state, wanted);
  if (to == here.state) return {};
  COMITY_TRY(const auto decisions, run_.world.store.decisions(run_.site.id, here.story, here.id));
  const bool decided_here = !decisions.empty() && decisions.back().actor != Actor::imported;
  if (decided_here || !discussion::may_follow(here.state, to, Actor::imported)) {
    ++run_.report.comments.left;
    return {};
  }
  if (!run_.request.dry_run) {
    discussion::Decision decision =
        to == State::published
            ? decided(here.state == State::removed ? Deed::restore : Deed::publish, "approved where it came from")
        : to == State::removed ? decided(Deed::remove, "taken down where it came from")
                               : decided(Deed::refuse, "refused where it came from");
    decision.story = here.story;
    decision.comment = here.id;
    decision.revision = here.last_revision;
    const store::Change change{
        run_.world.random.key128(),
        run_.site.id,
        run_.world.clock.now(),
        {store::SetState{here.story, here.id, here.state, to, here.last_revision}, store::AddDecision{decision}}};
    const auto outcome = run_.commit(change, 1);
    if (!outcome && outcome.error().code == Error::Code::conflict) {  // somebody decided just now
      ++run_.report.comments.left;
      return {};
    }
    if (!outcome) return fail(outcome.error());
    fresh_counters_ = false;
  }
  ++run_.report.comments.changed;
  return {};
}

void ImportStory::count(const Planned& planned) {
  ImportReport::Comments& counts = run_.report.comments;
  switch (planned.comment.state) {
    case State::published:
      ++counts.published;
      break;
    case State::held:
      ++counts.held;
      break;
    case State::refused:
      ++counts.refused;
      break;
    default:
      ++counts.removed;
      break;
  }
}

}  // namespace comity::actions
