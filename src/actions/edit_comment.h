// An author changes a comment: within the window when published; any time while held or returned.
#pragma once

#include "actions/post_comment.h"
#include "discussion/edit_window.h"

namespace comity::actions {

struct EditComment {
  discussion::Site site;
  Key128 receipt;                   // which comment
  std::optional<Key128> guest_key;  // the author's; a receipt alone also proves authorship (it is unguessable)
  std::string text;
  std::string advice_id;
  std::int64_t source_10m = 0;
};

// Outcomes: advised (nothing stored), published (the new revision is live), held (the last published revision
// stands), refused (nothing changed for readers).
// Errors: `not_found`; `forbidden` - the window is over or the state does not allow it; `invalid`.
Result<Posted> edit_comment(World& world, const EditComment& request);

// Until when the author may edit; nothing: not at all (any more). A permission, so a question.
using discussion::may_edit_until;

}  // namespace comity::actions
