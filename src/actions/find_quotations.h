// Who quotes a text that is to be erased.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "actions/world.h"

namespace comity::actions {

// The quotations of some texts in one story: block quotations whose words stand in one of the texts, and not also in
// the comment that is answered.
class QuotationSearch {
 public:
  // `comments`: of the story, with all their texts; they are not searched themselves.
  static Result<QuotationSearch> of(World& world, SiteId site, StoryId story,
                                    const std::vector<discussion::Comment>& comments);

  // In what came, or was changed, since the last call; at first in all that came after the texts. A walk over the
  // story. Errors: those of the store.
  Result<std::vector<store::EraseQuotes>> more();
  // Reports about the story's other comments whose words repeat one of the texts (actions/find_repeats.h); those about
  // the texts themselves lose their words with them.
  Result<std::vector<store::EraseReportWords>> reports() const;

 private:
  QuotationSearch(World& world, SiteId site, StoryId story) : world_(&world), site_(site), story_(story) {}
  Done look_at(const discussion::Comment& comment, std::vector<store::EraseQuotes>& found);
  Result<bool> answers(const discussion::Comment& comment, const std::string& words) const;

  World* world_;
  SiteId site_;
  StoryId story_;
  std::set<CommentId> own_;
  std::vector<std::string> said_;                         // plain words of each text
  std::unordered_map<CommentId, std::int64_t> revision_;  // the last one that was looked at
};

}  // namespace comity::actions
