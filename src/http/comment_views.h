// Comments ready to be shown, kept between renderings: after one new comment only that one is read and rendered.
//
// A story's events say which comments changed since it was last looked at; nothing that readers see of a comment
// changes without one (store/store.h), but for what is said of a removal, now or for a while after: those are not kept.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "http/view.h"
#include "store/store.h"

namespace comity::http {

class CommentViews {
 public:
  CommentViews(store::Store& store, std::size_t max_bytes) : store_(store), max_bytes_(max_bytes) {}

  using Make = std::function<Result<CommentView>(const store::StoredComment&)>;
  // The comments with these numbers, in the order asked; those that are not there are left out. `position` is the
  // story's, read before. `depth`, `reply_to` and `closed` are the caller's business: they are in the outline.
  // Thread-safe.
  Result<std::vector<std::shared_ptr<const CommentView>>> get(SiteId site, StoryId story, std::int64_t position,
                                                              const std::vector<std::int64_t>& numbers,
                                                              const Make& make);
  std::size_t bytes() const;

 private:
  struct Place {
    SiteId site;
    StoryId story;
    bool operator==(const Place&) const = default;
  };
  struct PlaceHash {
    std::size_t operator()(const Place& place) const noexcept {
      return std::hash<StoryId>{}(place.story) * 31 + std::hash<SiteId>{}(place.site);
    }
  };
  struct Kept {
    Place place;
    std::int64_t position = 0;  // everything here is at least as new
    std::unordered_map<std::int64_t, std::shared_ptr<const CommentView>> comments;
    std::size_t bytes = 0;
  };

  Kept& kept(const Place& place, std::int64_t position);
  void catch_up(Kept& kept, std::int64_t position);
  void drop(Kept& kept, std::int64_t number);
  void clear(Kept& kept);

  store::Store& store_;
  const std::size_t max_bytes_;
  mutable std::mutex mutex_;
  std::list<Kept> ages_;  // latest first
  std::unordered_map<Place, std::list<Kept>::iterator, PlaceHash> stories_;
  std::size_t bytes_ = 0;
};

}  // namespace comity::http
