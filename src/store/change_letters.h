// Writes about addresses and letters: included by store/change.h, which says what a Change is. None of it changes what
// readers see.
#pragma once

#include <optional>
#include <string>

#include "discussion/letter.h"

namespace comity::store {

// Conflict: its id is there, or its owner has discussion::most_contacts. Not found: the author, the person of the staff
// (not removed) or the comment it names.
struct AddContact {
  discussion::Contact contact;
};

// Its owner's other addresses for the same go, with their letters. Nothing happens when it is confirmed already.
// Conflict: its owner is an account, and another account signs in with that address. Not found: no such contact; so of
// all below.
struct ConfirmContact {
  discussion::ContactId contact;
};

// Invalid: the daily letter, and its owner is not of the staff.
struct SetContact {
  discussion::ContactId contact;
  std::optional<discussion::Wants> wants{};
  std::optional<std::string> language{};
};

// With all its letters. Nothing happens when it is gone.
struct RemoveContact {
  discussion::ContactId contact;
};

// `tried`, `last_try`, `sent` and `given_up` are empty. `comment` zero beside a story: the comment added by this same
// Change. Nothing happens when the contact is gone, or there is one to it of the same kind about the same that was not
// given up; one that was gives way. Conflict: its id or its link is there already.
struct QueueLetter {
  discussion::Letter letter;
};

// One try more, written down before it is made: `next` is when it is tried again if nothing else is heard. Conflict: it
// was sent or given up. Not found: no such letter; so of those below.
struct TryLetter {
  discussion::LetterId letter;
  Time next;
};

// Not now, and this was no try. Conflict: as above.
struct PostponeLetter {
  discussion::LetterId letter;
  Time until;
};

struct LetterSent {
  discussion::LetterId letter;
};

struct GiveUpLetter {
  discussion::LetterId letter;
};

// A link that serves once has served: the letter goes. Not found: it has, or there was none.
struct UseLetter {
  discussion::LetterId letter;
};

// Forgets letters that were sent or given up before `letters_before`, and addresses left before `contacts_before` that
// nobody confirmed.
struct TidyLetters {
  Time letters_before;
  Time contacts_before;
};

}  // namespace comity::store
