#include "http/console/stopped_rules.h"

#include "actions/brake.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "http/pages/pages.h"

namespace comity::http {

void write_stopped_rules(HtmlWriter& w, App& app, const Request& request, const SignedIn& who,
                         const policy::Compiled* policy) {
  const auto stops = actions::stopped_clauses(app.world, who.site);
  if (!stops) return;
  const std::string& lang = who.lang;
  for (const store::Brake& stop : *stops) {
    w.open("section", "notice").raw("");
    w.element("p", "",
              message_html(lang, "console.brake.stopped",
                           {{"rule", rule_inline(policy, stop.clause, lang)},
                            {"date", date_time(lang, stop.since)},
                            {"touched", stop.touched},
                            {"judged", stop.judged}}));
    if (may(who.person, Permission::edit_policy)) {
      open_console_form(w, request, who, "/policy");
      w.hidden("clause", stop.clause);
      w.open("button", "second").attribute("type", "submit").attribute("name", "do").attribute("value", "release");
      w.text(message(lang, "console.brake.release")).close("button").close("form");
    } else {
      w.element("p", "quiet", message(lang, "console.brake.who"));
    }
    w.close("section");
  }
}

Result<Response> release_rule(App& app, const SignedIn& who, std::string_view clause) {
  COMITY_CHECK(actions::release_clause(app.world, who.site, clause, who.person.name));
  return console_move(who, "/policy?released=1");
}

}  // namespace comity::http
