// Passkeys of the staff: added, signed in by, taken away. What an answer must hold is webauthn/ceremony.h's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/challenges.h"
#include "actions/world.h"
#include "discussion/staff.h"
#include "webauthn/ceremony.h"

namespace comity::actions {

// What an authenticator keeps as the owner of a passkey (WebAuthn section 5.4.3): 16 bytes that tell nobody who it is.
std::string user_handle(const World& world, const discussion::Person& person);

// What a challenge is given out for. To add one: where `session` is signed in, once the password was typed.
std::string to_add_passkey(const discussion::Person& person, const Key128& session);
// To sign in: in the browser that holds this cookie. With a person: as the second step of who typed the password.
std::string to_sign_in(const discussion::Site& site, const Key128& browser,
                       const std::optional<PersonId>& second_step_of);

// What comes back from a browser, with the challenge that it was asked for.
struct AnsweredChallenge {
  std::string challenge;
  std::string purpose;
  webauthn::RelyingParty party;
};

struct AddedPasskey {
  std::vector<std::string> recovery_codes;  // new ones, when there was no second step before; shown once
};
// Ends the person's sessions but `keep`. Errors: `forbidden` - says which step of the specification failed; `invalid` -
// the name; `conflict` - it is there already, or the person has ten.
Result<AddedPasskey> add_passkey(World& world, Challenges& challenges, const discussion::Person& person,
                                 const AnsweredChallenge& asked, const webauthn::NewCredential& made,
                                 std::string_view name, const Key128& keep);

struct UsedPasskey {
  std::string credential;
  std::string user_handle;  // '' when the browser gave none
  webauthn::Assertion assertion;
};
struct PasskeyRefusal {
  Error error;                                // `forbidden`: `detail` says which step failed
  std::optional<discussion::Person> owner{};  // of the passkey that was named, if there is one of that name
  bool counted_back = false;                  // 7.2 step 21: two may have the same passkey
};
// Who came with it: by it alone, when it was verified that it is they; or the one whose second step it is. A wrong one
// is counted against the passkey's owner; one that counted back is marked besides.
tl::expected<discussion::Person, PasskeyRefusal> use_passkey(World& world, Challenges& challenges,
                                                             const discussion::Site& site,
                                                             const AnsweredChallenge& asked, const UsedPasskey& used,
                                                             const std::optional<PersonId>& second_step_of);

// Errors: `not_found`; `invalid`.
Done rename_passkey(World& world, const discussion::Person& person, std::string_view credential, std::string_view name);
// Errors: `not_found`; `conflict` - it is the last way in.
Done remove_passkey(World& world, const discussion::Person& person, std::string_view credential);

}  // namespace comity::actions
