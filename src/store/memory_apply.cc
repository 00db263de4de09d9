// One change applied to plain containers.
#include <algorithm>

#include "store/memory_applying.h"

namespace comity::store::memory {

using discussion::EventKind;

Result<Outcome> Applying::run(std::vector<StoryTouched>& touched) {
  if (change_.site) {
    const auto found = model_.sites.find(change_.site);
    if (found == model_.sites.end()) return missing("no such site");
    site_ = &found->second;
  }
  for (const Write& write : change_.writes) {
    Done done = std::visit([this](const auto& w) { return apply(w); }, write.any().of);
    if (!done) {
      take_back();
      return fail(done.error());
    }
  }
  if (site_) log_decisions(*site_, decided_, change_.at, *this);
  for (const AuthorId id : judged_)
    if (const auto author = site_->authors.find(id); author != site_->authors.end())
      set(author->second, recounted(*site_, author->second));
  outcome_.log_position = ++model_.log_position;
  if (last_story_) outcome_.event = site_->stories.at(last_story_).story.position;
  model_.applied[{change_.site, change_.id}] = outcome_;
  if (site_touched_) touched.push_back({site_->site.id, {}, outcome_.log_position});
  for (const StoryId story : touched_) touched.push_back({site_->site.id, story, outcome_.log_position});
  return outcome_;
}

Done Applying::apply(const QueueLetter& w) {
  QueueLetter whole = w;
  if (w.letter.story && !w.letter.comment) {
    if (last_added_.first != w.letter.story)
      return invalid("QueueLetter: the change adds no comment and the letter names none");
    whole.letter.comment = last_added_.second;
  }
  return change(site_->mailbox, whole);
}

Done Applying::apply(const AddStory& w) {
  if (site_->stories.contains(w.story.id)) return conflict("a story with this id is there already");
  StoryRow row;
  row.story = w.story;
  row.story.site = site_->site.id;
  row.story.publisher_id.clear();
  row.story.position = row.story.published = row.story.held = row.story.refused = 0;
  row.story.next_comment = row.story.next_number = 1;
  insert(site_->stories, w.story.id, std::move(row));
  StoryRow& added = *story(w.story.id);
  COMITY_CHECK(take_publisher_id(*site_, added, w.story.publisher_id, *this));
  return take_urls(*site_, added, w.urls, true, *this);
}

Done Applying::apply(const SetStory& w) {
  StoryRow* row = story(w.story);
  if (!row) return missing("no such story");
  COMITY_CHECK(set_story(*site_, *row, w, *this));
  if (w.publisher_id || w.url || w.title || w.language || w.section || w.tags || w.open || w.closes_at)
    event(*row, EventKind::story, {}, 0);
  return {};
}

Done Applying::apply(const RevokeAuthor& w) {
  const auto found = site_->authors.find(w.author);
  if (found == site_->authors.end()) return missing("no such author");
  if (!found->second.revoked_at) set(found->second.revoked_at, std::optional<Time>(change_.at));
  return {};
}

Done Applying::apply(const PutSite& w) {
  site_touched_ = true;
  COMITY_TRY(site_, put_site(model_, site_, w, change_.at, *this));
  outcome_.site = site_->site.id;
  return {};
}

Done Applying::apply(const PublishPolicy& w) {
  site_touched_ = true;
  publish_policy(*site_, w, change_.at, *this);
  return {};
}

Done Applying::apply(const SwitchCorrection& w) {
  site_touched_ = true;
  if (site_->site.correction == w.id) return {};
  set(site_->trials, switched(site_->trials, w, change_.at));
  set(site_->site.correction, w.id);
  return {};
}

StoryRow* Applying::story(StoryId id) {
  const auto found = site_->stories.find(id);
  if (found == site_->stories.end()) return nullptr;
  last_story_ = id;
  touched_.insert(id);
  return &found->second;
}

void Applying::event(StoryRow& in, EventKind kind, CommentId about, std::int64_t number) {
  const std::int64_t id = in.story.position + 1;
  set(in.story.position, id);
  append(in.events, {id, kind, about, number, change_.at});
}

Result<Outcome> apply(Model& model, const Change& change, std::vector<StoryTouched>& touched) {
  COMITY_CHECK(well_formed(change));
  const auto before = model.applied.find({change.site, change.id});
  if (before != model.applied.end()) {
    Outcome outcome = before->second;
    outcome.again = true;
    return outcome;
  }
  return Applying(model, change).run(touched);
}

}  // namespace comity::store::memory
