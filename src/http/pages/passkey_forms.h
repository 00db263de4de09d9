// The part of a form that ui/passkey fills in: hidden until the script has found that this browser knows passkeys.
#pragma once

#include <string>
#include <string_view>

#include "http/pages/frame.h"

namespace comity::http {

inline constexpr std::string_view passkey_script = "assets/passkey.js";

struct PasskeyButton {
  std::string_view deed;  // "create" or "get"
  std::string options;    // where the script asks what to ask for
  std::string action;     // where the form goes with the answer
  std::string_view label;
  bool quiet = false;
};
// Stands inside a form. Opens what is hidden; fields of the form that are only for passkeys may follow.
void open_passkey_part(HtmlWriter& w, const PasskeyButton& button, const std::string& lang);
void close_passkey_part(HtmlWriter& w, const PasskeyButton& button);

}  // namespace comity::http
