#include "actions/story_names.h"

#include <algorithm>

#include "discussion/names.h"
#include "text/name.h"

namespace comity::actions {

Result<StoryNames::Mark> StoryNames::mark_for(store::Store& store, const discussion::Story& story,
                                              std::string_view name, AuthorId author) {
  const std::string skeleton = text::name_skeleton(name);
  const std::shared_ptr<Names> names = at({story.site, story.id});
  std::vector<discussion::NameInStory> alike;
  std::size_t added = 0;
  CommentId known;
  {
    const std::lock_guard lock(names->mutex);
    COMITY_TRY(added, catch_up(store, *names, story));
    known = names->seen;
    if (const auto found = names->by_skeleton.find(skeleton); found != names->by_skeleton.end()) {
      for (const Bearer& bearer : found->second) alike.push_back({std::string(name), bearer.mark, bearer.author});
    }
  }
  count(names, added);
  return Mark{discussion::mark_for(name, author, alike), known};
}

void StoryNames::came(const discussion::Comment& comment) {
  const std::shared_ptr<Names> names = at({comment.site, comment.story});
  bool added = false;
  {
    const std::lock_guard lock(names->mutex);
    if (names->seen.value + 1 != comment.id.value) return;  // others came between: they are read with the next question
    added = add(*names, comment);
  }
  count(names, added ? 1 : 0);
}

void StoryNames::forget(SiteId site, StoryId story) {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find({site, story});
  if (place == places_.end()) return;
  size_ -= (*place->second)->counted;
  recent_.erase(place->second);
  places_.erase(place);
}

bool StoryNames::add(Names& names, const discussion::Comment& comment) {
  names.seen = comment.id;
  if (comment.name.empty() || comment.state == discussion::State::refused) return false;
  auto& bearers = names.by_skeleton[text::name_skeleton(comment.name)];
  const bool known = std::any_of(bearers.begin(), bearers.end(), [&](const Bearer& bearer) {
    return bearer.author == comment.author && bearer.mark == comment.name_mark;
  });
  if (!known) bearers.push_back({comment.author, comment.name_mark});
  return !known;
}

Result<std::size_t> StoryNames::catch_up(store::Store& store, Names& names, const discussion::Story& story) {
  constexpr std::size_t step = 500;
  std::size_t added = 0;
  while (names.seen.value + 1 < story.next_comment) {
    COMITY_TRY(const auto comments, store.comments(story.site, story.id, names.seen, step));
    if (comments.empty()) break;
    for (const discussion::Comment& comment : comments) added += add(names, comment) ? 1 : 0;
  }
  return added;
}

std::shared_ptr<StoryNames::Names> StoryNames::at(std::pair<SiteId, StoryId> story) {
  const std::lock_guard lock(mutex_);
  if (const auto found = places_.find(story); found != places_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
  } else {
    recent_.push_front(std::make_shared<Names>());
    recent_.front()->story = story;
    places_[story] = recent_.begin();
  }
  return recent_.front();
}

void StoryNames::count(const std::shared_ptr<Names>& names, std::size_t added) {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find(names->story);
  // Forgotten, perhaps even read anew, while this one was read: then it is nobody's any more.
  if (place == places_.end() || *place->second != names) return;
  names->counted += added;
  size_ += added;
  while (recent_.size() > 1 && (size_ > max_bearers || recent_.size() > max_stories)) {
    size_ -= recent_.back()->counted;
    places_.erase(recent_.back()->story);
    recent_.pop_back();
  }
}

}  // namespace comity::actions
