// The texts of the last day by site, for the facts recent.similar_own and recent.similar_others. A cache: what it holds
// is gone with the process, and a story's newest comments are read again when it is first written to.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <unordered_set>

#include "campaign/recent_texts.h"
#include "store/store.h"

namespace comity::actions {

// Thread-safe; sites do not wait for each other. About 1.5 MB for a busy site.
class SiteTexts {
 public:
  // Errors: those of the store, which is asked once for a story.
  Result<campaign::Likeness> likeness(store::Store& store, const discussion::Story& story,
                                      const campaign::Fingerprint& print, AuthorId author, CommentId edited, Time now);
  void add(const discussion::Comment& comment, const campaign::Fingerprint& print, Time written);
  void forget(const discussion::Comment& comment);

 private:
  struct OfSite {
    std::mutex mutex;
    campaign::RecentTexts texts;
    std::unordered_set<std::int64_t> warm;  // stories whose newest comments were read
  };
  static constexpr std::size_t most_warm = 65'536;
  static constexpr std::int64_t read_of_story = 32;  // comments

  std::shared_ptr<OfSite> of(SiteId site);
  static Done warm_up(store::Store& store, OfSite& site, const discussion::Story& story, Time now);

  std::mutex mutex_;
  std::map<SiteId, std::shared_ptr<OfSite>> sites_;
};

}  // namespace comity::actions
