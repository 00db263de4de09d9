// Part of store/checks.h: what can be said of a write about readers' accounts without looking at anything else.
#pragma once

#include "base/result.h"
#include "store/change_accounts.h"

namespace comity::store {

// Errors: `invalid`.
Done check(const AddAccount& w);
Done check(const OpenAccount& w);
Done check(const RenameAccount& w);
Done check(const SetReaderPassword& w);
Done check(const AddReaderSession& w);
Done check(const TouchReaderSession& w);
Done check(const EndReaderSessions& w);
Done check(const Mute& w);
Done check(const Unmute& w);
Done check(const ForgetAccounts& w);

}  // namespace comity::store
