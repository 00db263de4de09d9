// What is held about somebody, for themselves: to download, and to erase. By the guest's key all of it, by a receipt
// (also behind a case code) that one comment. Without a script; nothing is erased without a confirmation.
#include "actions/forget_reporter.h"
#include "actions/own_data.h"
#include "actions/read_own.h"
#include "http/forms.h"
#include "http/guest.h"
#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/readers.h"

namespace comity::http {
namespace {

// Whose data, and how they came in.
struct Asked {
  discussion::Site site;
  std::optional<discussion::Comment> comment;  // by its receipt
  std::optional<discussion::Author> author;    // by the key of this browser
  std::vector<discussion::Report> reports;     // that it sent, and are not forgotten
  Key128 key;                                  // the receipt, or the guest's
  Reader reader;

  bool has_any() const { return comment || author || !reports.empty(); }
  std::string path() const { return comment ? receipt_path(key) : "/data/" + site.key; }
};

Result<Asked> by_receipt(App& app, const Request& request) {
  const auto key = key128_from_base64url(request.param("receipt").value_or(""));
  if (!key || *key == Key128{}) return fail(Error::Code::not_found, "not a receipt");
  Asked asked;
  asked.key = *key;
  COMITY_TRY(asked.comment, app.world.store.by_receipt(*key));
  COMITY_TRY(asked.site, app.world.store.site(asked.comment->site));
  COMITY_TRY(const auto story, app.world.store.story(asked.site.id, asked.comment->story));
  asked.reader = reader_for(asked_language(request), asked.site, story.language);
  return asked;
}

Result<Asked> by_own_key(App& app, const Request& request) {
  Asked asked;
  COMITY_TRY(asked.site, app.world.store.site(request.param("site").value_or("")));
  asked.reader = reader_for(asked_language(request), asked.site);
  const auto key = writer_key(app, request, asked.site);  // an account's, else a guest's
  if (!key) return asked;
  asked.key = *key;
  const Key128 token_hash = actions::guest_hash(app.world, asked.site.id, *key);
  auto author = app.world.store.author_by_token(asked.site.id, token_hash);
  if (!author && author.error().code != Error::Code::not_found) return fail(author.error());
  if (author && author->revoked_at) return asked;
  if (author) asked.author = *std::move(author);
  COMITY_TRY(asked.reports, actions::reports_by_guest(app.world, asked.site.id, token_hash));
  return asked;
}

Frame frame_of(const Asked& asked, std::string_view title) {
  Frame frame;
  frame.reader = asked.reader;
  frame.site = &asked.site;
  frame.title = message(asked.reader.lang, title);
  frame.path = asked.comment ? asked.path() + "/erase" : asked.path();
  return frame;
}

Response page_for(const Asked& asked, int status, Frame frame) {
  return asked.comment ? secret_page(status, std::move(frame)) : private_page(status, std::move(frame));
}

void begin(HtmlWriter& w, const Frame& frame) {
  const std::string& lang = frame.reader.lang;
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
}

void write_form(HtmlWriter& w, const Asked& asked) {
  const std::string& lang = asked.reader.lang;
  w.open("section", "cd-write").attribute("id", "erase").attribute("aria-labelledby", "erase-title");
  w.open("h2", "cd-write-title").attribute("id", "erase-title").text(message(lang, "erase.erase")).close("h2");
  w.element("p", "", message(lang, asked.comment ? "erase.goes_one" : "erase.goes_all"));
  w.element("p", "", message(lang, "erase.stays"));
  w.element("p", "cd-policy", message(lang, "erase.final"));
  w.open("form", "cd-form").attribute("method", "post");
  w.attribute("action", asked.reader.link(asked.path() + "/erase")).raw("");
  w.open("p").open("label", "cd-check").open("input").attribute("type", "checkbox").attribute("name", "confirm");
  w.attribute("value", "yes").flag("required").text(" ");
  w.text(message(lang, asked.comment ? "erase.confirm_one" : "erase.confirm_all")).close("label").close("p");
  w.open("p", "cd-submit").open("button", "cd-button-quiet").attribute("type", "submit");
  w.text(message(lang, "erase.submit")).close("button").close("p").close("form").close("section");
}

void write_download(HtmlWriter& w, const Asked& asked) {
  const std::string& lang = asked.reader.lang;
  const std::string file = asked.path() + (asked.comment ? "/data.json" : "/download");
  w.open("p").open("a").attribute("href", asked.reader.link(file)).flag("download");
  w.text(message(lang, "erase.download")).close("a").close("p");
  w.element("p", "cd-help", message(lang, "erase.download_help"));
}

Result<Response> data_page(App& app, const Asked& asked, int status, const std::string& error_key) {
  const std::string& lang = asked.reader.lang;
  Frame frame = frame_of(asked, asked.comment ? "erase.title_one" : "erase.title");
  HtmlWriter w(frame.main.markup);
  begin(w, frame);
  bool sealed = false;
  if (asked.comment) {
    COMITY_TRY(sealed, app.world.store.is_kept_for_danger(asked.site.id, asked.comment->story, asked.comment->id));
  }
  if (!error_key.empty())
    w.open("p", "cd-note cd-note-error").attribute("role", "alert").text(message(lang, error_key)).close("p");
  if (asked.comment && asked.comment->erased) {
    w.element("p", "", message(lang, "erase.done_one"));
    if (sealed) w.element("p", "", message(lang, "erase.sealed", {{"n", 1}}));
  } else if (!asked.has_any()) {
    w.element("p", "", message(lang, "erase.nothing"));
    w.element("p", "cd-help", message(lang, "erase.nothing_help"));
  } else {
    if (asked.author) {
      COMITY_TRY(const std::int64_t many, actions::comments_left(app.world, *asked.author));
      w.element("p", "", message(lang, "erase.held", {{"n", many}}));
    }
    if (!asked.reports.empty()) w.element("p", "", message(lang, "erase.reports", {{"n", asked.reports.size()}}));
    write_download(w, asked);
    write_form(w, asked);
  }
  if (asked.comment)
    w.open("p").link(asked.reader.link(asked.path()), "", message(lang, "erase.back_to_comment")).close("p");
  w.open("p", "cd-help");
  w.link(asked.reader.link(policy_path(asked.site) + "#data"), "", message(lang, "erase.policy")).close("p");
  w.close("div");
  return page_for(asked, status, std::move(frame));
}

// `sealed`: so many are kept for the authorities alone. Regulation (EU) 2016/679, Art. 12(4): who asks is told what was
// not done.
Response done_page(const Asked& asked, const Request& request, const actions::ErasedCount& count, std::int64_t sealed) {
  const std::string& lang = asked.reader.lang;
  Frame frame = frame_of(asked, "erase.done");
  HtmlWriter w(frame.main.markup);
  begin(w, frame);
  w.element("p", "", message(lang, asked.comment ? "erase.done_one" : "erase.done_all", {{"n", count.comments}}));
  if (count.reports > 0) w.element("p", "", message(lang, "erase.done_reports", {{"n", count.reports}}));
  if (sealed > 0) w.element("p", "", message(lang, "erase.sealed", {{"n", sealed}}));
  if (!count.finished) w.element("p", "", message(lang, "erase.going_on"));
  w.element("p", "", message(lang, "erase.stays")).close("div");
  Response response = page_for(asked, 200, std::move(frame));
  if (!asked.comment) {
    forget_guest(response, request, asked.site.key);
    end_reading(response, request, asked.site);
  }
  return response;
}

std::string fault_of(const Refused& refused) {
  if (refused.status == 403) return "error.403";
  if (refused.status == 429 || refused.status == 503) return "error." + std::to_string(refused.status);
  return refused.status >= 500 ? "error.503" : "error.400";
}

using Ask = Result<Asked> (*)(App&, const Request&);

Response show(App& app, const Request& request, Ask ask) {
  const auto asked = ask(app, request);
  if (!asked) return error_page(app, request, asked.error());
  auto page = data_page(app, *asked, 200, "");
  return page ? *std::move(page) : error_page(app, request, page.error());
}

Response download(App& app, const Request& request, Ask ask) {
  const auto asked = ask(app, request);
  if (!asked) return error_page(app, request, asked.error());
  if (!asked->has_any()) return error_page(app, request, 404, "");
  auto data = asked->comment ? actions::own_data(app.world, *asked->comment)
                             : actions::own_data(app.world, asked->site, asked->author,
                                                 actions::guest_hash(app.world, asked->site.id, asked->key));
  if (!data) return error_page(app, request, data.error());
  return own_data_file(asked->site, *std::move(data));
}

// What was asked for, in one.
Result<actions::ErasedCount> erase_asked(App& app, const Asked& asked) {
  if (asked.comment) return actions::erase_comment(app.world, *asked.comment);
  if (asked.author) return actions::erase_author(app.world, asked.site.id, asked.author->id, actions::erased_at_once);
  COMITY_CHECK(actions::forget_reporters(app.world, asked.site.id, asked.reports, true));
  actions::ErasedCount count;
  count.reports = static_cast<std::int64_t>(asked.reports.size());
  return count;
}

Result<std::int64_t> kept_for_authorities(App& app, const Asked& asked) {
  if (asked.author) return actions::kept_for_authorities(app.world, asked.site.id, asked.author->id);
  if (!asked.comment) return std::int64_t{0};
  COMITY_TRY(const bool kept,
             app.world.store.is_kept_for_danger(asked.site.id, asked.comment->story, asked.comment->id));
  return std::int64_t{kept ? 1 : 0};
}

Response erase(App& app, const Request& request, Ask ask) {
  const auto asked = ask(app, request);
  if (!asked) return error_page(app, request, asked.error());
  if (const auto foreign = refused_origin(app, request, &asked->site))
    return error_page(app, request, foreign->status, foreign->code);
  const auto form = parse_form(request);
  if (!form) return error_page(app, request, form.error());
  if (form->value("confirm") != "yes" || !asked->has_any())
    return see_other(asked->reader.link(asked->comment ? asked->path() + "/erase" : asked->path()));
  const auto sealed = kept_for_authorities(app, *asked);
  if (!sealed) return error_page(app, request, sealed.error());
  const auto erased = submit_erasure(app, request, asked->site, asked->key, [&] { return erase_asked(app, *asked); });
  if (erased) return done_page(*asked, request, *erased, *sealed);
  auto page = data_page(app, *asked, erased.error().status, fault_of(erased.error()));
  if (!page) return error_page(app, request, page.error());
  if (erased.error().retry_after_s > 0) page->set("Retry-After", std::to_string(erased.error().retry_after_s));
  return *std::move(page);
}

}  // namespace

Response own_data_file(const discussion::Site& site, std::string json) {
  Response response;
  response.status = 200;
  response.body = std::move(json);
  response.set("Content-Type", "application/json");
  response.set("Content-Disposition", "attachment; filename=\"" + site.key + "-my-data.json\"");
  response.set("Cache-Control", "no-store");
  response.set("Referrer-Policy", "no-referrer");
  return response.set("X-Robots-Tag", "noindex");
}

void add_data_pages(App& app) {
  app.router.add("GET", "/data/{site}", [&app](const Request& r) { return show(app, r, by_own_key); });
  app.router.add("GET", "/data/{site}/download", [&app](const Request& r) { return download(app, r, by_own_key); });
  app.router.add("POST", "/data/{site}/erase", [&app](const Request& r) { return erase(app, r, by_own_key); });
  app.router.add("GET", "/r/{receipt}/erase", [&app](const Request& r) { return show(app, r, by_receipt); });
  app.router.add("GET", "/r/{receipt}/data.json", [&app](const Request& r) { return download(app, r, by_receipt); });
  app.router.add("POST", "/r/{receipt}/erase", [&app](const Request& r) { return erase(app, r, by_receipt); });
}

}  // namespace comity::http
