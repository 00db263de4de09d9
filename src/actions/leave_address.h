// An address is left, confirmed, changed in what is wanted there, and taken back: by whoever has the comment's receipt,
// and by whoever has a letter's link.
#pragma once

#include <optional>
#include <string>

#include "actions/letters.h"

namespace comity::actions {

struct LeaveAddress {
  Key128 receipt;
  std::optional<Key128> guest_key;  // of the browser: the author's own makes it an address for all they write here
  std::string address;
  discussion::Wants wants;
  std::string language;
};
// Queues the letter that asks whether the address is theirs; of one that was confirmed before only what is wanted is
// changed. Errors: `invalid` - the address; `not_found` - no such receipt, or nobody's comment; `conflict` - too many
// addresses wait to be confirmed.
Result<discussion::Contact> leave_address(World& world, const LeaveAddress& request);

// Addresses that letters about this comment go to, confirmed or not: what its author is shown. By id.
Result<std::vector<discussion::Contact>> addresses_for(World& world, const discussion::Comment& comment);

struct OpenedLetter {
  discussion::Site site;
  discussion::Letter letter;
  discussion::Contact contact;
};
// Errors: `not_found` - no letter has this token, or its address is gone; a question older than
// discussion::confirmation_lasts.
Result<OpenedLetter> open_letter(World& world, const discussion::Site& site, const Key128& token);

// Whoever reported gets the outcome that is there already.
Done confirm_address(World& world, const OpenedLetter& letter);
// But for the daily letter, which is the staff's.
Done set_wants(World& world, const OpenedLetter& letter, discussion::Wants wants);
// No letters go there any more. A guest's and a reporter's address is forgotten; an account keeps the one it signs in
// with, and hears nothing.
Done stop_letters(World& world, const OpenedLetter& letter);

}  // namespace comity::actions
