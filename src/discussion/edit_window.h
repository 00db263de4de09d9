// Until when an author may change or take back a comment.
#pragma once

#include <optional>

#include "discussion/records.h"

namespace comity::discussion {

// Published: the site's window, counted from when readers could first see it. Held or returned: for as long as it
// is, which is answered as a day from `now`. Otherwise not at all. Imported comments have no author here.
std::optional<Time> may_edit_until(const Site& site, const Comment& comment, Time now);

// Withdrawing has no window: held, published and returned comments may be taken back at any time.
bool may_withdraw(const Comment& comment);

}  // namespace comity::discussion
