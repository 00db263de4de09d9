// Where somebody is signed in, and the buttons that end it: one's own page has it, staff's and readers'.
#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "http/html.h"

namespace comity::http {

struct SessionRow {
  Key128 key;
  Time begun, seen;
  std::string browser;
  bool is_this = false;
  std::string way{};  // how it was begun; where no row says, there is no such column
};

// `action`: where a form posts the session's key, or "others", as the field `session`.
void write_sessions(HtmlWriter& w, const std::vector<SessionRow>& rows, const std::string& lang,
                    const std::string& action, const std::string& csrf);

}  // namespace comity::http
