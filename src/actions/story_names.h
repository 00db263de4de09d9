// The names in use under the stories that are written to now, by their looks. A cache: what it says is read from
// the store, and brought up to date from the last comment it saw.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/store.h"

namespace comity::actions {

// Thread-safe; a long story that is read for the first time holds up only those who write there. Bounded: the
// stories asked for longest ago are forgotten. Of two guests who choose one name within the same instant the store
// takes one: AddComment::names_known.
class StoryNames {
 public:
  struct Mark {
    std::string mark;
    CommentId known;  // the comments up to this place were looked at
  };
  // The mark of `author` under `name` in `story` (discussion/names.h). The first question about a story costs a
  // walk over its comments; later ones what was written since. Errors: those of the store.
  Result<Mark> mark_for(store::Store& store, const discussion::Story& story, std::string_view name, AuthorId author);

  // A comment was written: where it follows the last one that was looked at, nobody need read it for its name.
  void came(const discussion::Comment& comment);

  // Names in `story` may be free again: they are read anew with the next question.
  void forget(SiteId site, StoryId story);

 private:
  struct Bearer {
    AuthorId author;
    std::string mark;
  };
  struct Names {
    std::pair<SiteId, StoryId> story;
    std::mutex mutex;  // of what is below
    CommentId seen;
    std::unordered_map<std::string, std::vector<Bearer>> by_skeleton;
    std::size_t counted = 0;  // bearers that `size_` knows of; under the outer mutex
  };
  using Place = std::list<std::shared_ptr<Names>>::iterator;
  static constexpr std::size_t max_bearers = 100'000;  // about 10 MB
  static constexpr std::size_t max_stories = 1'024;

  static bool add(Names& names, const discussion::Comment& comment);  // whether it brought a bearer
  // How many bearers were added.
  static Result<std::size_t> catch_up(store::Store& store, Names& names, const discussion::Story& story);
  std::shared_ptr<Names> at(std::pair<SiteId, StoryId> story);
  void count(const std::shared_ptr<Names>& names, std::size_t added);

  std::mutex mutex_;
  std::size_t size_ = 0;
  std::list<std::shared_ptr<Names>> recent_;  // asked for last stands first
  std::map<std::pair<SiteId, StoryId>, Place> places_;
};

}  // namespace comity::actions
