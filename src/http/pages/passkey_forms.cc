#include "http/pages/passkey_forms.h"

#include "http/messages.h"

namespace comity::http {

void open_passkey_part(HtmlWriter& w, const PasskeyButton& button, const std::string& lang) {
  w.open("div", "cd-form").attribute("data-passkey", button.deed).attribute("data-options", button.options);
  for (const auto& [name, key] :
       {std::pair{"data-cancelled", "sign_in.passkey.cancelled"}, std::pair{"data-failed", "sign_in.passkey.failed"},
        std::pair{"data-there", "account.passkeys.fault.there"}})
    w.attribute(name, message(lang, key));
  w.flag("hidden").raw("");
  w.open("p", "cd-note cd-note-error").attribute("role", "alert").flag("hidden").raw("").close("p");
}

void close_passkey_part(HtmlWriter& w, const PasskeyButton& button) {
  // Filled in by the script, by these names (ui/passkey/passkey.ts).
  w.hidden("challenge", "").hidden("credential", "").hidden("client_data", "");
  if (button.deed == "create") {
    w.hidden("attestation", "");
  } else {
    w.hidden("authenticator_data", "").hidden("signature", "").hidden("user_handle", "");
  }
  w.open("p", "cd-submit").open("button", button.quiet ? "cd-button-quiet" : "").attribute("type", "submit");
  w.attribute("formaction", button.action).flag("formnovalidate").text(button.label).close("button").close("p");
  w.close("div");
}

}  // namespace comity::http
