// A new text for a comment that is there: an edit, or a correction that its author has accepted. Inside the room
// only; who may and until when is asked by the callers.
#pragma once

#include "actions/post_comment.h"

namespace comity::actions {

struct Revise {
  discussion::Site site;
  discussion::Comment comment;  // as last read
  const text::CheckedText& text;
  std::string advice_id;
  std::int64_t source_10m = 0;
  std::optional<Key128> change_id;  // of an idempotent request
};

// Published: an allowed text is live at once; a held one waits while the last published one stands; a refused one
// is kept as a row, never shown. Held or returned: an allowed text publishes the comment; a held one takes the
// waiting one's place; a refused one changes nothing at all, and the words that wait go on waiting.
// Nothing: somebody changed it meanwhile - read it again. Errors: those of the store and the policy.
Result<std::optional<Posted>> revise_comment(World& world, const Revise& request);

}  // namespace comity::actions
