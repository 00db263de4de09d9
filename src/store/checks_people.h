// Part of store/checks.h: what can be said of a write about the staff without looking at anything else.
#pragma once

#include "base/result.h"
#include "store/change_people.h"

namespace comity::store {

// Errors: `invalid`.
Done check(const AddPerson& w);
Done check(const SetPerson& w);
Done check(const Invite& w);
Done check(const SetPassword& w);
Done check(const SetTotp& w);
Done check(const TakeTotpStep& w);
Done check(const TakeRecoveryCode& w);
Done check(const NoteFailure& w);
Done check(const AddSession& w);
Done check(const TouchSession& w);
Done check(const EndSessions& w);
Done check(const RemovePerson& w);

}  // namespace comity::store
