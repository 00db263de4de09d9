// Passkeys as browsers are asked for them and answer: whose they are, what is asked, what comes back in a form.
#pragma once

#include <optional>
#include <string>

#include "actions/passkey.h"
#include "http/app.h"
#include "http/forms.h"
#include "http/staff.h"

namespace comity::http {

// A browser keeps passkeys for one host, the server's own: that of --public-url, or localhost where none was told.
struct PasskeyHost {
  std::optional<webauthn::RelyingParty> party;
  std::string why;  // no passkeys here: a text of the catalogue, with {url} and {host}
};
PasskeyHost passkey_host(const App& app, const Request& request);
// `why` as a sentence; '' where there are passkeys.
std::string why_no_passkeys(const App& app, const Request& request, const PasskeyHost& host, std::string_view lang);

// What ui/passkey gives to navigator.credentials, as JSON (WebAuthn sections 5.4 and 5.5, with bytes as base64url).
std::string creation_options(App& app, const webauthn::RelyingParty& party, const SignedIn& who);
// For `second_step_of` its own passkeys; else whichever the browser knows.
std::string request_options(App& app, const webauthn::RelyingParty& party, const discussion::Site& site,
                            const Key128& browser, const std::optional<PersonId>& second_step_of);

// For the script: a sentence to show instead.
Response passkey_fault(int status, std::string_view text);

// A random cookie of this browser's, for as long as it signs in: a challenge holds only with it.
Key128 browser_of(App& app, const Request& request, Response& response);

// The challenge in a form, for the session or for signing in. Nothing: no passkeys here, or the cookie is gone.
std::optional<actions::AnsweredChallenge> asked_to_add(const App& app, const Request& request, const SignedIn& who,
                                                       const Form& form);
std::optional<actions::AnsweredChallenge> asked_to_sign_in(const App& app, const Request& request,
                                                           const discussion::Site& site, const Form& form,
                                                           const std::optional<PersonId>& second_step_of);
// What is not base64url counts as nothing, and is refused where it is looked at.
webauthn::NewCredential new_passkey(const Form& form);
actions::UsedPasskey used_passkey(const Form& form);

}  // namespace comity::http
