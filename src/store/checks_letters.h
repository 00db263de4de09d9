// Part of store/checks.h: what can be said of a write about letters without looking at anything else.
#pragma once

#include "base/result.h"
#include "store/change_letters.h"

namespace comity::store {

// Errors: `invalid`.
Done check(const AddContact& w);
Done check(const ConfirmContact& w);
Done check(const SetContact& w);
Done check(const RemoveContact& w);
Done check(const QueueLetter& w);
Done check(const TryLetter& w);
Done check(const PostponeLetter& w);
Done check(const LetterSent& w);
Done check(const GiveUpLetter& w);
Done check(const UseLetter& w);
Done check(const TidyLetters& w);

}  // namespace comity::store
