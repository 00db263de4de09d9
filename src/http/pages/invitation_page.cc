// /invitation/{site}/{token}: sets a password, once, and signs in.
#include "actions/manage_people.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/staff_forms.h"
#include "http/posting.h"
#include "http/staff_entry.h"

namespace comity::http {
namespace {

struct Invitation {
  discussion::Site site;
  Key128 token;
  discussion::Person person;
};

Result<Invitation> invitation_of(App& app, const Request& request) {
  COMITY_TRY(auto site, site_of(app, request));
  const auto token = key128_from_base64url(request.param("token").value_or(""));
  if (!token) return fail(Error::Code::not_found, "no invitation");
  COMITY_TRY(auto person, actions::invited_person(app.world, site, *token));
  return Invitation{std::move(site), *token, std::move(person)};
}

Response form_page(const Request& request, int status, const Invitation& to, const std::string& fault) {
  Frame frame;
  frame.reader = reader_for(asked_language(request), to.site);
  frame.site = &to.site;
  const std::string& lang = frame.reader.lang;
  frame.title = message(lang, "invitation.title");
  if (!request.private_way) return not_private_page(std::move(frame));
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  write_fault(w, fault);
  w.element("p", "", message(lang, "invitation.text", {{"name", to.person.name}, {"site", to.site.name}}));
  open_form(w, frame.reader.link(actions::invitation_path(to.site, to.token)), "");
  w.open("input").attribute("type", "hidden").attribute("name", "username").attribute("autocomplete", "username");
  w.attribute("value", to.person.name).raw("");
  write_field(w, {"new", "password", "new-password", message(lang, "account.password.new"), "",
                  message(lang, "account.password.help"), 1024});
  write_field(w, {"again", "password", "new-password", message(lang, "account.password.again"), "", "", 1024});
  write_submit(w, message(lang, "account.password.submit"));
  w.close("form").close("div");
  return secret_page(status, std::move(frame));
}

Response accept(App& app, const Request& request) {
  if (const auto foreign = refused_origin(app, request, nullptr)) {
    return error_page(app, request, foreign->status, foreign->code);
  }
  const auto to = invitation_of(app, request);
  if (!to) return error_page(app, request, to.error());
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  if (!request.private_way) return form_page(request, 403, *to, "");
  const std::string lang = reader_for(asked_language(request), to->site).lang;
  if (form->value("new") != form->value("again"))
    return form_page(request, 422, *to, message(lang, "account.password.differ"));
  const Done set = actions::set_password(app.world, app.passwords, to->site, to->person,
                                         {std::string(form->value("new")), to->token, {}});
  if (!set && set.error().code == Error::Code::invalid)
    return form_page(request, 422, *to, message(lang, "account.password.help"));
  if (!set) return error_page(app, request, set.error());
  // Who lost a password may still have the second step: then the link alone is not enough.
  if (to->person.has_second_step()) return see_other(with_query("/sign-in", "site", to->site.key));
  return let_in(app, request, to->site, to->person, "", discussion::Way::invitation);
}

}  // namespace

void add_invitation_pages(App& app) {
  app.router.add("GET", "/invitation/{site}/{token}", [&app](const Request& request) {
    const auto to = invitation_of(app, request);
    return to ? form_page(request, request.private_way ? 200 : 403, *to, "") : error_page(app, request, to.error());
  });
  app.router.add("POST", "/invitation/{site}/{token}", [&app](const Request& request) { return accept(app, request); });
}

}  // namespace comity::http
