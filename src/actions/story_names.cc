#include "actions/story_names.h"

#include <algorithm>

#include "discussion/names.h"
#include "text/name.h"

namespace comity::actions {

Result<std::string> StoryNames::mark_for(store::Store& store, const discussion::Story& story, std::string_view name,
                                         AuthorId author) {
  const std::string skeleton = text::name_skeleton(name);
  const std::lock_guard lock(mutex_);
  Names& names = at({story.site, story.id});
  COMITY_CHECK(catch_up(store, names, story));
  std::vector<discussion::NameInStory> alike;
  if (const auto found = names.by_skeleton.find(skeleton); found != names.by_skeleton.end()) {
    for (const Bearer& bearer : found->second) alike.push_back({std::string(name), bearer.mark, bearer.author});
  }
  forget_old();
  return discussion::mark_for(name, author, alike);
}

Done StoryNames::catch_up(store::Store& store, Names& names, const discussion::Story& story) {
  constexpr std::size_t step = 500;
  while (names.seen.value + 1 < story.next_comment) {
    COMITY_TRY(const auto comments, store.comments(story.site, story.id, names.seen, step));
    if (comments.empty()) break;
    for (const discussion::Comment& comment : comments) {
      names.seen = comment.id;
      if (comment.name.empty() || comment.state == discussion::State::refused) continue;
      auto& bearers = names.by_skeleton[text::name_skeleton(comment.name)];
      const bool known = std::any_of(bearers.begin(), bearers.end(), [&](const Bearer& bearer) {
        return bearer.author == comment.author && bearer.mark == comment.name_mark;
      });
      if (known) continue;
      bearers.push_back({comment.author, comment.name_mark});
      ++names.size;
      ++size_;
    }
  }
  return {};
}

StoryNames::Names& StoryNames::at(std::pair<SiteId, StoryId> story) {
  if (const auto found = places_.find(story); found != places_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
  } else {
    recent_.emplace_front();
    recent_.front().story = story;
    places_[story] = recent_.begin();
  }
  return recent_.front();
}

void StoryNames::forget_old() {
  while (recent_.size() > 1 && (size_ > max_bearers || recent_.size() > 1024)) {
    size_ -= recent_.back().size;
    places_.erase(recent_.back().story);
    recent_.pop_back();
  }
}

}  // namespace comity::actions
