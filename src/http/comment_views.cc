#include "http/comment_views.h"

#include <algorithm>

namespace comity::http {
namespace {

constexpr std::size_t few = 256;       // events; with more, all is read anew
constexpr std::size_t overhead = 450;  // of a view, its pointer and its place in the table

std::size_t size_of(const CommentView& view) {
  return overhead + view.html.size() + view.text.size() + view.name.size();
}

}  // namespace

CommentViews::Kept& CommentViews::kept(const Place& place, std::int64_t position) {
  if (const auto found = stories_.find(place); found != stories_.end()) {
    ages_.splice(ages_.begin(), ages_, found->second);
    return *found->second;
  }
  ages_.push_front({place, position, {}, 0});
  stories_.emplace(place, ages_.begin());
  return ages_.front();
}

void CommentViews::drop(Kept& kept, std::int64_t number) {
  const auto found = kept.comments.find(number);
  if (found == kept.comments.end()) return;
  const std::size_t size = size_of(*found->second);
  kept.bytes -= size;
  bytes_ -= size;
  kept.comments.erase(found);
}

void CommentViews::clear(Kept& kept) {
  bytes_ -= kept.bytes;
  kept.bytes = 0;
  kept.comments.clear();
}

void CommentViews::catch_up(Kept& kept, std::int64_t position) {
  if (kept.position >= position) return;
  const auto events = store_.events(kept.place.site, kept.place.story, kept.position, few);
  if (!events || events->size() == few) {
    clear(kept);
    kept.position = position;
    return;
  }
  for (const discussion::Event& event : *events) {
    if (event.number != 0) drop(kept, event.number);
    kept.position = std::max(kept.position, event.id);
  }
}

Result<std::vector<std::shared_ptr<const CommentView>>> CommentViews::get(SiteId site, StoryId story,
                                                                          std::int64_t position,
                                                                          const std::vector<std::int64_t>& numbers,
                                                                          const Make& make) {
  const Place place{site, story};
  std::unordered_map<std::int64_t, std::shared_ptr<const CommentView>> found;
  std::vector<std::int64_t> missing;
  std::int64_t as_of = 0;
  {
    const std::lock_guard lock(mutex_);
    Kept& here = kept(place, position);
    catch_up(here, position);
    as_of = here.position;
    for (const std::int64_t number : numbers) {
      const auto at = here.comments.find(number);
      if (at == here.comments.end()) {
        missing.push_back(number);
      } else {
        found.insert(*at);
      }
    }
  }
  if (!missing.empty()) {
    COMITY_TRY(const auto stored, store_.by_numbers(site, story, missing));
    std::vector<std::shared_ptr<const CommentView>> made;
    for (const store::StoredComment& one : stored) {
      COMITY_TRY(CommentView view, make(one));
      made.push_back(std::make_shared<const CommentView>(std::move(view)));
      found.emplace(made.back()->number, made.back());
    }
    const std::lock_guard lock(mutex_);
    Kept& here = kept(place, as_of);
    for (const auto& view : made) {
      // Somebody looked later than we read: what we read may be older than what they know to have changed.
      if (here.position != as_of) continue;
      // Who decided a removal may change without an event; that a removal was wrong is told for a time only.
      if (view->state == discussion::State::removed || view->restored) continue;
      if (!here.comments.emplace(view->number, view).second) continue;
      here.bytes += size_of(*view);
      bytes_ += size_of(*view);
    }
    while (bytes_ > max_bytes_ && !ages_.empty()) {
      clear(ages_.back());
      stories_.erase(ages_.back().place);
      ages_.pop_back();
    }
  }
  std::vector<std::shared_ptr<const CommentView>> views;
  views.reserve(numbers.size());
  for (const std::int64_t number : numbers) {
    if (const auto at = found.find(number); at != found.end()) views.push_back(at->second);
  }
  return views;
}

std::size_t CommentViews::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace comity::http
