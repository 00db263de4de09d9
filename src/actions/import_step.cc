// One step of an import: the comments planned so far, as one change.
#include <algorithm>

#include "actions/import_story.h"

namespace comity::actions {

namespace {

constexpr int most_attempts = 20;
constexpr std::size_t most_authors_remembered = 50'000;

}  // namespace

Done ImportStory::flush() {
  if (planned_.empty()) return {};
  if (!run_.request.dry_run) {
    for (int attempt = 0;; ++attempt) {
      COMITY_TRY(const store::Change change, step());
      const auto outcome = change.writes.empty() ? Result<store::Outcome>() : run_.commit(change, planned_.size());
      if (outcome) break;
      // Somebody posted in this story, or another import runs: look again.
      if (outcome.error().code != Error::Code::conflict || attempt == most_attempts) return fail(outcome.error());
      COMITY_CHECK(after_conflict());
      if (planned_.empty()) break;
    }
    is_new_ = false;
    if (run_.authors.size() > most_authors_remembered) run_.authors.clear();
  }
  for (const Planned& planned : planned_) {
    count(planned);
    if (!run_.request.dry_run) run_.authors.insert(planned.comment.author);
    if (numbers_) numbers_->written(planned.order);
  }
  run_.report.comments.superseded += static_cast<std::int64_t>(folds_.size());
  planned_.clear();
  planned_ids_.clear();
  folds_.clear();
  planned_bytes_ = 0;
  return {};
}

// The change that writes what is planned, with places and numbers behind those the story has now.
Result<store::Change> ImportStory::step() {
  const SiteId site = run_.site.id;
  if (!fresh_counters_ && !is_new_) {
    COMITY_TRY(story_, run_.world.store.story(site, story_.id));
    fresh_counters_ = true;
  }
  store::Change change{run_.world.random.key128(), site, run_.world.clock.now(), {}};
  if (is_new_) {
    change.writes.push_back(store::AddStory{story_, urls_});
    story_.next_comment = story_.next_number = 1;
  }
  std::unordered_set<AuthorId> added;
  for (const Planned& planned : planned_) {
    const AuthorId id = planned.comment.author;
    if (run_.authors.contains(id) || !added.insert(id).second) continue;
    const auto there = run_.world.store.author(site, id);
    if (there) continue;
    if (there.error().code != Error::Code::not_found) return fail(there.error());
    discussion::Author author;
    author.site = site;
    author.id = id;
    author.kind = policy::AuthorKind::imported;
    author.first_seen = planned.comment.written;
    change.writes.push_back(store::AddAuthor{author});
  }
  std::unordered_map<std::string, CommentId> places;  // of this step
  std::int64_t next_place = story_.next_comment;
  std::int64_t next_number = story_.next_number;
  for (const Planned& planned : planned_) {
    store::AddComment add{planned.comment, planned.revision, true, false};
    add.comment.story = story_.id;
    add.comment.id = CommentId{next_place++};
    if (planned.takes_number) add.comment.number = numbers_ ? numbers_->number(planned.order) : next_number++;
    if (!planned.reply_to_source.empty()) {
      COMITY_TRY(add.comment.reply_to, place_of(planned.reply_to_source, places));
    }
    places[planned.source_id] = add.comment.id;
    change.writes.push_back(std::move(add));
    if (planned.decision) change.writes.push_back(store::AddDecision{*planned.decision});
  }
  for (const Fold& fold : folds_) {
    COMITY_TRY(const CommentId older, place_of(fold.older, places));
    COMITY_TRY(const CommentId newer, place_of(fold.newer, places));
    if (older && newer) change.writes.push_back(store::Supersede{story_.id, older, newer});
  }
  fresh_counters_ = false;
  return change;
}

// None: it is not in this story.
Result<CommentId> ImportStory::place_of(const std::string& source_id,
                                        const std::unordered_map<std::string, CommentId>& now) {
  if (const auto found = now.find(source_id); found != now.end()) return found->second;
  COMITY_TRY(const auto here, run_.find(source_id));
  return here && here->story == story_.id ? here->id : CommentId{};
}

Done ImportStory::after_conflict() {
  const SiteId site = run_.site.id;
  if (is_new_ && !urls_.empty()) {  // its first reader may have made it meanwhile
    auto there = run_.world.store.story_by_url(site, urls_.front());
    if (there) {
      story_ = *std::move(there);
      is_new_ = false;
    } else if (there.error().code != Error::Code::not_found) {
      return fail(there.error());
    }
  }
  run_.authors.clear();
  std::vector<Planned> left;
  for (Planned& planned : planned_) {
    COMITY_TRY(const auto here, run_.find(planned.source_id));
    if (here) {
      ++run_.report.comments.known;
      if (numbers_) numbers_->written(planned.order);
    } else {
      left.push_back(std::move(planned));
    }
  }
  planned_ = std::move(left);
  fresh_counters_ = is_new_;
  if (numbers_ && !is_new_) {
    COMITY_TRY(const auto outline, run_.world.store.outline(site, story_.id));
    numbers_->plan(outline);
  }
  return {};
}

}  // namespace comity::actions
