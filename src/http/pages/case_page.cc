// /case: four words open one's own comment or report on any device. Wrong codes cost tokens of the source's bucket, so
// that nobody tries them by the million.
#include "actions/read_own.h"
#include "http/forms.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/reporting.h"

namespace comity::http {
namespace {

Result<Response> case_page(App& app, const Request& request, int status, std::string_view site_key,
                           std::string_view typed, const std::string& error_key) {
  COMITY_TRY(const auto sites, app.world.store.sites());
  const discussion::Site* site = sites.size() == 1 ? &sites.front() : nullptr;
  for (const auto& one : sites) {
    if (one.key == site_key) site = &one;
  }
  Frame frame;
  frame.reader = reader_for(asked_language(request), site != nullptr ? *site : discussion::Site{});
  frame.site = site;
  const std::string& lang = frame.reader.lang;
  frame.title = message(lang, "case.title");
  frame.path = site != nullptr && sites.size() > 1 ? "/case?site=" + site->key : "/case";
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  if (!error_key.empty()) {
    w.open("p", "cd-note cd-note-error").attribute("role", "alert").text(message(lang, error_key)).close("p");
  }
  w.element("p", "", message(lang, "case.text"));
  w.open("form", "cd-form").attribute("method", "post").attribute("action", frame.reader.link("/case")).raw("");
  if (sites.size() == 1) {
    w.hidden("site", sites.front().key);
  } else {
    w.open("p", "cd-field").open("label").attribute("for", "case-site").text(message(lang, "case.site")).close("label");
    w.open("select").attribute("id", "case-site").attribute("name", "site").raw("");
    for (const auto& one : sites) {
      w.open("option").attribute("value", one.key);
      if (&one == site) w.flag("selected");
      w.text(one.name).close("option");
    }
    w.close("select").close("p");
  }
  w.open("p", "cd-field").open("label").attribute("for", "case-code").text(message(lang, "case.label")).close("label");
  w.open("input").attribute("id", "case-code").attribute("name", "code").attribute("autocomplete", "off");
  w.attribute("autocapitalize", "none").attribute("spellcheck", "false").attribute("dir", "auto").flag("required");
  w.attribute("maxlength", 200).attribute("value", typed).raw("").close("p");
  w.open("p", "cd-submit").open("button").attribute("type", "submit").text(message(lang, "case.submit"));
  w.close("button").close("p").close("form").close("div");
  return private_page(status, frame);
}

Response shown(App& app, const Request& request, Result<Response> page) {
  return page ? *std::move(page) : error_page(app, request, page.error());
}

// Of the comment's or the report's receipt.
Result<std::string> path_by_code(App& app, const discussion::Site& site, std::string_view code) {
  const auto own = actions::by_case_code(app.world, site, code);
  if (own) return receipt_path(own->comment.receipt);
  if (own.error().code != Error::Code::not_found) return fail(own.error());
  COMITY_TRY(const auto report, actions::report_by_case_code(app.world, site, code));
  return report_path(report.report.receipt);
}

Response open_case(App& app, const Request& request) {
  if (const auto foreign = refused_origin(app, request, nullptr)) {
    return error_page(app, request, foreign->status, foreign->code);
  }
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  const std::string_view code = form->value("code");
  const auto site = app.world.store.site(form->value("site"));
  if (!site && site.error().code != Error::Code::not_found) return error_page(app, request, site.error());
  if (site) {
    if (const auto no = refused_lookup(app, request)) {
      Response response = shown(app, request, case_page(app, request, no->status, site->key, code, "error.429"));
      response.set("Retry-After", std::to_string(no->retry_after_s));
      return response;
    }
    const auto path = path_by_code(app, *site, code);
    if (path) {
      const Reader reader = reader_for(asked_language(request), *site);
      Response response = see_other(reader.link(*path));
      response.set("Referrer-Policy", "no-referrer");
      return response;
    }
    if (path.error().code != Error::Code::not_found) return error_page(app, request, path.error());
  }
  return shown(app, request, case_page(app, request, 404, form->value("site"), code, "case.not_found"));
}

}  // namespace

void add_case_pages(App& app) {
  app.router.add("GET", "/case", [&app](const Request& request) {
    return shown(app, request, case_page(app, request, 200, request.query_value("site").value_or(""), "", ""));
  });
  app.router.add("POST", "/case", [&app](const Request& request) { return open_case(app, request); });
}

}  // namespace comity::http
