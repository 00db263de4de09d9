// /console/{site}/people: who works for the site, for its administrators.
#include <algorithm>
#include <array>

#include "actions/manage_people.h"
#include "actions/sign_in.h"
#include "http/console/console.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/staff_forms.h"
#include "http/staff.h"

namespace comity::http {
namespace {

using discussion::Person;
using discussion::Role;

constexpr std::array all_roles = {Role::reviewer, Role::moderator, Role::senior, Role::editor, Role::administrator};

std::string role_key(Role role) { return "people.role." + std::string(discussion::name(role)); }

// "~0123abcd/5": a comment's case in addresses.
std::optional<discussion::Case> case_in(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto story = story_from_short_id(text.substr(0, slash));
  const auto place = number_in(text.substr(slash + 1));
  if (!story || !place) return std::nullopt;
  return discussion::Case{*story, CommentId{*place}};
}
std::string case_text(const discussion::Case& only) {
  return short_id(only.story) + "/" + std::to_string(only.comment.value);
}

void write_roles(HtmlWriter& w, const std::string& lang, const std::vector<Role>& has, bool reviewer) {
  for (const Role role : all_roles) {
    if ((role == Role::reviewer) != reviewer) continue;
    w.open("label", "cd-check").open("input").attribute("type", "checkbox").attribute("name", "role");
    w.attribute("value", discussion::name(role));
    if (reviewer || std::find(has.begin(), has.end(), role) != has.end()) w.flag("checked");
    w.text(" ").text(message(lang, role_key(role))).close("label").raw(" ");
  }
}

std::string state_of(const Person& person, const std::string& lang) {
  if (person.removed) return message(lang, "people.removed", {{"date", date_only(lang, *person.removed)}});
  if (person.invited_until) return message(lang, "people.invited", {{"date", date_time(lang, *person.invited_until)}});
  if (!person.has_password) return message(lang, "people.no_password");
  if (person.passkeys > 0) return message(lang, person.has_totp ? "people.with_both" : "people.with_passkey");
  return message(lang, person.has_totp ? "people.with_code" : "people.password_only");
}

void write_deed(HtmlWriter& w, std::string_view deed, std::string_view label, bool quiet = true) {
  w.open("button", quiet ? "second" : "").attribute("type", "submit").attribute("name", "deed");
  w.attribute("value", deed).text(label).close("button").raw(" ");
}

void write_person(HtmlWriter& w, const Request& request, const SignedIn& who, const Person& person) {
  const std::string& lang = who.lang;
  w.open("section", "person").open("h2").html(bdi(person.name)).close("h2");
  w.open("p", "quiet").text(state_of(person, lang));
  if (!person.desk.empty()) w.text(" · ").html(bdi(person.desk));
  if (person.only) w.text(" · ").text(message(lang, "people.case", {{"case", case_text(*person.only)}}));
  w.close("p");
  if (!person.removed) {
    open_console_form(w, request, who, "/people/change");
    w.hidden("person", std::to_string(person.id.value)).open("p");
    if (!person.only) write_roles(w, lang, person.roles, false);
    w.close("p").open("p", "buttons");
    if (!person.only) write_deed(w, "roles", message(lang, "people.save_roles"), false);
    write_deed(w, "invite", message(lang, "people.new_link"));
    write_deed(w, "end", message(lang, "people.end_sessions"));
    write_deed(w, "remove", message(lang, "people.remove"));
    w.close("p").close("form");
  }
  w.close("section");
}

void write_new(HtmlWriter& w, const Request& request, const SignedIn& who, const actions::NewPerson& typed) {
  const std::string& lang = who.lang;
  const std::string only = typed.only ? case_text(*typed.only) : "";
  w.element("h2", "", message(lang, only.empty() ? "people.add" : "people.add_reviewer", {{"case", only}}));
  open_console_form(w, request, who, "/people");
  if (!only.empty()) w.hidden("case", only).hidden("role", "reviewer");
  write_field(
      w, {"name", "text", "off", message(lang, "sign_in.name"), typed.name, message(lang, "people.name_help"), 40});
  w.open("p", "cd-field").open("label").attribute("for", "desk").text(message(lang, "people.desk")).close("label");
  w.open("input")
      .attribute("type", "text")
      .attribute("id", "desk")
      .attribute("name", "desk")
      .attribute("maxlength", 60)
      .attribute("value", typed.desk)
      .attribute("dir", "auto");
  w.raw("").open("span", "cd-help").text(message(lang, "people.desk_help")).close("span").close("p");
  if (only.empty()) {
    w.open("p");
    write_roles(w, lang, typed.roles, false);
    w.close("p");
  }
  write_submit(w, message(lang, "people.add_submit"));
  w.close("form");
}

struct Said {
  std::string fault{}, link{}, about{};
};

// `typed`: somebody who could not be added, so that nothing is lost, the case least of all.
Response people_page(App& app, const Request& request, const SignedIn& who, int status, const Said& said,
                     const actions::NewPerson& typed) {
  const auto people = app.world.store.people(who.site.id);
  if (!people) return console_error(request, who, people.error());
  ConsolePage page;
  page.current = "people";
  page.path = "/people";
  page.title = message(who.lang, "people.title");
  HtmlWriter w(page.main.markup);
  w.element("h1", "", page.title);
  write_fault(w, said.fault);
  if (!said.link.empty()) {
    w.open("div", "cd-note").attribute("role", "status");
    w.element("p", "", message(who.lang, "people.link", {{"name", said.about}}));
    w.open("p").open("strong").attribute("dir", "ltr").text(said.link).close("strong").close("p").close("div");
  }
  for (const Person& person : *people) write_person(w, request, who, person);
  write_new(w, request, who, typed);
  return console_answer(request, who, status, page);
}

// As the form is before anybody typed.
actions::NewPerson nobody_yet(const Request& request) {
  return {"", "", {Role::moderator}, case_in(request.query_value("case").value_or(""))};
}

std::string fault_of(const Error& error, const std::string& lang) {
  switch (error.code) {
    case Error::Code::conflict:
      return message(lang, "people.fault.name_taken");
    case Error::Code::forbidden:
      return message(lang, "people.fault.last");
    case Error::Code::invalid:
      return message(lang, "people.fault.invalid");
    case Error::Code::not_found:
      return message(lang, "error.404");
    default:
      return message(lang, "error.503");
  }
}

std::vector<Role> roles_in(const Form& form) {
  std::vector<Role> roles;
  for (const auto& [name, value] : form.fields) {
    const auto role = name == "role" ? discussion::role_from(value) : std::nullopt;
    if (role) roles.push_back(*role);
  }
  return roles;
}

Response with_link(App& app, const Request& request, const SignedIn& who, const Person& person) {
  const auto token = actions::invite(app.world, person);
  if (!token) return people_page(app, request, who, 409, {fault_of(token.error(), who.lang)}, nobody_yet(request));
  const std::string host(request.header("host"));
  const std::string base =
      !app.options.public_url.empty() ? app.options.public_url : (request.secure ? "https://" : "http://") + host;
  const Said said{"", base + actions::invitation_path(who.site, *token), person.name};
  return people_page(app, request, who, 200, said, nobody_yet(request));
}

Response add(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  actions::NewPerson wanted{std::string(form->value("name")), std::string(form->value("desk")), roles_in(*form), {}};
  if (form->has("case")) wanted.only = case_in(form->value("case"));
  const auto person = actions::add_person(app.world, who.site, wanted);
  if (!person) return people_page(app, request, who, 422, {fault_of(person.error(), who.lang)}, wanted);
  app.log("people: " + who.person.name + " of " + who.site.key + " added " + person->name);
  return with_link(app, request, who, *person);
}

Response change(App& app, const Request& request, const SignedIn& who) {
  const auto form = parse_form(request);
  if (!form) return console_error(request, who, form.error());
  const auto person = app.world.store.person(who.site.id, PersonId{number_in(form->value("person")).value_or(0)});
  if (!person) return console_error(request, who, person.error());
  const std::string_view deed = form->value("deed");
  Done done = fail(Error::Code::invalid, "no such deed");
  if (deed == "invite") {
    app.log("people: " + who.person.name + " of " + who.site.key + " made a link for " + person->name);
    return with_link(app, request, who, *person);
  }
  if (deed == "roles") done = actions::set_roles(app.world, who.site, *person, roles_in(*form));
  if (deed == "end") done = actions::commit_staff(app.world, who.site.id, store::EndSessions{person->id, {}, {}});
  if (deed == "remove") done = actions::remove_person(app.world, who.site, *person);
  if (!done) return people_page(app, request, who, 422, {fault_of(done.error(), who.lang)}, nobody_yet(request));
  app.log("people: " + who.person.name + " of " + who.site.key + ": " + std::string(deed) + ": " + person->name);
  return see_other(console_link(request, who, "/people"));
}

}  // namespace

void add_people_pages(App& app) {
  add_staff_route(app, "GET", "/console/{site}/people", Permission::manage_people,
                  [](App& a, const Request& request, const SignedIn& who) {
                    return people_page(a, request, who, 200, {}, nobody_yet(request));
                  });
  add_staff_route(app, "POST", "/console/{site}/people", Permission::manage_people, add);
  add_staff_route(app, "POST", "/console/{site}/people/change", Permission::manage_people, change);
}

}  // namespace comity::http
