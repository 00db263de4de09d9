#include "http/pages/session_table.h"

#include <algorithm>

#include "http/messages.h"
#include "http/pages/staff_forms.h"

namespace comity::http {

void write_sessions(HtmlWriter& w, const std::vector<SessionRow>& rows, const std::string& lang,
                    const std::string& action, const std::string& csrf) {
  const auto button = [&](std::string_view session, std::string_view label) {
    open_form(w, action, csrf);
    w.hidden("session", session).open("button", "cd-button-quiet").attribute("type", "submit");
    w.text(message(lang, label)).close("button").close("form");
  };
  w.element("h2", "", message(lang, "account.sessions")).open("div", "prose").open("table", "sessions");
  const bool has_ways = std::any_of(rows.begin(), rows.end(), [](const SessionRow& one) { return !one.way.empty(); });
  w.open("tr").element("th", "", message(lang, "account.browser")).element("th", "", message(lang, "account.begun"));
  if (has_ways) w.element("th", "", message(lang, "account.way"));
  w.element("th", "", message(lang, "account.seen")).open("td").close("td").close("tr");
  std::size_t others = 0;
  for (const SessionRow& one : rows) {
    w.open("tr").element("td", "", one.browser.empty() ? message(lang, "account.browser_unknown") : one.browser);
    // On a narrow screen a row is lines, each with its heading.
    const auto cell = [&](std::string_view heading, std::string_view text) {
      w.open("td").attribute("data-heading", message(lang, heading)).text(text).close("td");
    };
    cell("account.begun", date_time(lang, one.begun));
    if (has_ways) cell("account.way", one.way);
    cell("account.seen", date_time(lang, one.seen));
    w.open("td").raw("");
    if (one.is_this) {
      w.text(message(lang, "account.this_one"));
    } else {
      ++others;
      button(to_base64url(one.key), "account.end");
    }
    w.close("td").close("tr");
  }
  w.close("table").close("div");
  if (others > 1) button("others", "account.end_others");
}

}  // namespace comity::http
