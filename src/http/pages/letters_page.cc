// /letters/{site}/{token}: what is behind the link in a letter. Who has the letter confirms the address, changes what
// is wanted, or stops it all; a GET changes nothing, because programs that look at mail follow links.
#include "actions/leave_address.h"
#include "http/forms.h"
#include "http/letters/letters.h"
#include "http/messages.h"
#include "http/pages/address_form.h"
#include "http/pages/pages.h"
#include "http/pages/staff_forms.h"

namespace comity::http {
namespace {

using actions::OpenedLetter;

struct Opened {
  Key128 token;
  OpenedLetter letter;
  Reader reader;
  std::string path() const { return letter_path(letter.site, token); }
};

Result<Opened> open(App& app, const Request& request) {
  COMITY_TRY(const auto site, site_of(app, request));
  const auto token = key128_from_base64url(request.param("token").value_or(""));
  if (!token) return fail(Error::Code::not_found, "no letter's token");
  COMITY_TRY(OpenedLetter letter, actions::open_letter(app.world, site, *token));
  Reader reader = reader_for(asked_language(request), site, letter.contact.language);
  return Opened{*token, std::move(letter), std::move(reader)};
}

Frame frame_of(const Request& request, const discussion::Site& site, const Reader& reader, std::string_view title) {
  Frame frame;
  frame.reader = reader;
  frame.site = &site;
  frame.title = message(reader.lang, title);
  frame.path = request.method == "GET" ? request.path : "";
  return frame;
}

void write_button(HtmlWriter& w, std::string_view deed, std::string_view css_class, std::string_view label) {
  w.open("p", "cd-submit").open("button", css_class).attribute("type", "submit").attribute("name", "deed");
  w.attribute("value", deed).text(label).close("button").close("p");
}

// A link that leads nowhere (any more), without saying which of the two.
Response gone_page(App& app, const Request& request, const Error& error) {
  if (error.code != Error::Code::not_found) return error_page(app, request, error);
  const auto site = site_of(app, request);
  if (!site) return error_page(app, request, site.error());
  Frame frame = frame_of(request, *site, reader_for(asked_language(request), *site), "contact.letters");
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title).element("p", "lede", message(frame.reader.lang, "contact.gone"));
  return secret_page(404, std::move(frame));
}

Response letter_page(const Request& request, const Opened& opened, std::string_view said) {
  const discussion::Contact& contact = opened.letter.contact;
  const bool asks = !contact.confirmed;
  Frame frame =
      frame_of(request, opened.letter.site, opened.reader, asks ? "contact.confirm.title" : "contact.change.title");
  const std::string& lang = opened.reader.lang;
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  if (!said.empty()) w.open("p", "cd-note").attribute("role", "status").text(message(lang, said)).close("p");
  w.element("p", "",
            message_html(lang, asks ? "contact.confirm.text" : "contact.goes_to",
                         {{"address", bdi(contact.address)}, {"site", bdi(opened.letter.site.name)}}));
  open_form(w, opened.reader.link(opened.path()), "");
  if (asks) {
    write_button(w, "confirm", "", message(lang, "contact.confirm.submit"));
  } else {
    write_wants(w, contact, lang);
    write_button(w, "change", "", message(lang, "contact.change.submit"));
  }
  w.close("form");
  w.open("p").link(opened.reader.link(opened.path() + "/stop"), "", message(lang, "contact.stop.title")).close("p");
  w.close("div");
  return secret_page(200, std::move(frame));
}

Response stopped_page(const Request& request, const discussion::Site& site, const Reader& reader) {
  Frame frame = frame_of(request, site, reader, "contact.stop.title");
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title).element("p", "lede", message(reader.lang, "contact.stop.done"));
  return secret_page(200, std::move(frame));
}

Response stop_page(const Request& request, const Opened& opened) {
  const std::string& lang = opened.reader.lang;
  Frame frame = frame_of(request, opened.letter.site, opened.reader, "contact.stop.title");
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  w.element("p", "",
            message_html(lang, "contact.stop.text",
                         {{"address", bdi(opened.letter.contact.address)}, {"site", bdi(opened.letter.site.name)}}));
  open_form(w, opened.reader.link(opened.path() + "/stop"), "");
  write_submit(w, message(lang, "contact.stop.submit"));
  w.close("form").open("p").link(opened.reader.link(opened.path()), "", message(lang, "contact.change.title"));
  w.close("p").close("div");
  return secret_page(200, std::move(frame));
}

Response change(App& app, const Request& request) {
  auto opened = open(app, request);
  if (!opened) return gone_page(app, request, opened.error());
  if (const auto foreign = refused_origin(app, request, nullptr)) {
    return error_page(app, request, foreign->status, foreign->code);
  }
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const bool confirms = form->value("deed") == "confirm";
  if (!confirms && form->value("deed") != "change") return error_page(app, request, 400, "invalid");
  if (!confirms && !opened->letter.contact.confirmed) return letter_page(request, *opened, "");
  const Done done = confirms ? actions::confirm_address(app.world, opened->letter)
                             : actions::set_wants(app.world, opened->letter, wants_in(*form));
  if (!done) return gone_page(app, request, done.error());
  opened = open(app, request);
  if (!opened) return gone_page(app, request, opened.error());
  return letter_page(request, *opened, confirms ? "contact.confirm.done" : "contact.change.saved");
}

// RFC 8058: a mail program posts here by itself, from anywhere and without cookies; the token alone is what lets it.
// Once more is as good as once.
Response stop(App& app, const Request& request) {
  const auto site = site_of(app, request);
  if (!site) return error_page(app, request, site.error());
  const auto opened = open(app, request);
  if (!opened) {
    if (opened.error().code != Error::Code::not_found) return error_page(app, request, opened.error());
    return stopped_page(request, *site, reader_for(asked_language(request), *site));
  }
  if (const Done stopped = actions::stop_letters(app.world, opened->letter); !stopped) {
    return error_page(app, request, stopped.error());
  }
  return stopped_page(request, opened->letter.site, opened->reader);
}

}  // namespace

void add_letters_pages(App& app) {
  app.router.add("GET", "/letters/{site}/{token}", [&app](const Request& request) {
    const auto opened = open(app, request);
    return opened ? letter_page(request, *opened, "") : gone_page(app, request, opened.error());
  });
  app.router.add("POST", "/letters/{site}/{token}", [&app](const Request& request) { return change(app, request); });
  app.router.add("GET", "/letters/{site}/{token}/stop", [&app](const Request& request) {
    const auto opened = open(app, request);
    return opened ? stop_page(request, *opened) : gone_page(app, request, opened.error());
  });
  app.router.add("POST", "/letters/{site}/{token}/stop", [&app](const Request& request) { return stop(app, request); });
}

}  // namespace comity::http
