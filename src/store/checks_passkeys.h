// Part of store/checks.h: what can be said of a write about passkeys without looking at anything else.
#pragma once

#include "base/result.h"
#include "store/change_passkeys.h"

namespace comity::store {

// Errors: `invalid`.
Done check(const AddPasskey& w);
Done check(const RenamePasskey& w);
Done check(const UsePasskey& w);
Done check(const DoubtPasskey& w);
Done check(const RemovePasskey& w);

}  // namespace comity::store
