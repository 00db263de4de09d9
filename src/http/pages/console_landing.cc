// /console/{site}: where one lands after signing in: the queue, for those who read it.
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/staff_forms.h"
#include "http/staff.h"

namespace comity::http {

void add_console_landing(App& app) {
  add_staff_route(app, "GET", "/console/{site}", Permission::own_account,
                  [](App&, const Request& request, const SignedIn& who) {
                    if (may(who.person, Permission::read_queue)) {
                      return see_other("/console/" + who.site.key + "/queue" +
                                       (asked_language(request).empty() ? "" : "?lang=" + who.lang));
                    }
                    Frame frame;
                    frame.reader = reader_for(asked_language(request), who.site);
                    frame.site = &who.site;
                    frame.path = "/console/" + who.site.key;
                    frame.title = message(who.lang, "sign_in.console");
                    HtmlWriter w(frame.main.markup);
                    w.element("h1", "", frame.title);
                    w.open("p").text(message(who.lang, "sign_in.as", {{"name", who.person.name}})).close("p");
                    const auto link = [&](const std::string& path, std::string_view key) {
                      w.open("p").link(frame.reader.link(path), "", message(who.lang, key)).close("p");
                    };
                    link("/account/" + who.site.key, "account.title");
                    if (may(who.person, Permission::manage_people))
                      link("/console/" + who.site.key + "/people", "people.title");
                    open_form(w, frame.reader.link("/sign-out/" + who.site.key), who.csrf);
                    write_submit(w, message(who.lang, "sign_in.out"));
                    w.close("form");
                    return private_page(200, std::move(frame));
                  });
}

}  // namespace comity::http
