// The same request a second time gets the first answer. Inside the room only.
#pragma once

#include "actions/post_comment.h"

namespace comity::actions {

// What was answered when `comment` was posted: outcome and verdict as they were, the comment as it now stands.
Result<Posted> answer_again(World& world, const discussion::Site& site, const discussion::Comment& comment);

}  // namespace comity::actions
