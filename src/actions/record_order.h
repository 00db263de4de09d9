// An authority's order is written down, and what it makes us do to a comment is decided upon it. And: somebody's life
// may be in danger.
#pragma once

#include "actions/world.h"
#include "discussion/order.h"

namespace comity::actions {

struct RecordOrder {
  SiteId site;
  discussion::Order order;  // without id, times of recording and decision
  bool take_down = false;   // the comment is removed, or refused where it waits
};
// The author is told of the order - authority, reference and ground - unless the law forbids it (`secret_ground`): then
// they are told that the law forbids to say why. Errors: `not_found`; `invalid` - no authority, no ground, or nothing
// to take down; `forbidden` - it is not shown and does not wait; `conflict` - decided meanwhile.
Result<discussion::Order> record_order(World& world, const RecordOrder& request);

struct NoteDanger {
  SiteId site;
  StoryId story;
  CommentId comment;
  std::string words;  // what was seen; ''
  std::string by;
};
// What is stored of the comment is kept from now on until a person ends it. Errors: `not_found`; `invalid`; `conflict`
// - it was noted already.
Result<discussion::Danger> note_danger(World& world, const NoteDanger& request);
Done end_danger(World& world, SiteId site, discussion::DangerId danger, const std::string& by);

}  // namespace comity::actions
