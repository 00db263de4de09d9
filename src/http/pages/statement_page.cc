// The statement of reasons behind a receipt: as a page, as plain text to keep, as JSON. Only who has the receipt reads
// it; other readers see the numbered line that names the rule, never the words.
#include <iterator>
#include <utility>

#include "http/messages.h"
#include "http/pages/pages.h"
#include "http/pages/reader.h"
#include "http/pages/receipt_html.h"
#include "http/pages/receipt_ledger.h"

namespace comity::http {
namespace {

using discussion::Statement;

struct Told {
  actions::OwnComment own;
  Reader reader;
  discussion::PolicyById policy_by_id;

  // What stands, then what was decided beside it.
  std::vector<Statement> statements() const {
    std::vector<Statement> all = {statement_of(own, policy_by_id)};
    auto others = discussion::other_statements({own.comment, own.revisions, own.decisions}, policy_by_id);
    std::move(others.begin(), others.end(), std::back_inserter(all));
    return all;
  }
  std::string path() const { return receipt_path(own.comment.receipt); }
};

Result<Told> told(App& app, const Request& request) {
  const auto key = key128_from_base64url(request.param("receipt").value_or(""));
  if (!key) return fail(Error::Code::not_found, "not a receipt");
  COMITY_TRY(actions::OwnComment own, actions::by_receipt(app.world, *key));
  Reader reader = reader_for(asked_language(request), own.site, own.story.language);
  auto by_id = policies_of(app, own.site.id);
  return Told{std::move(own), std::move(reader), std::move(by_id)};
}

// "Decision 123 of 22 November 2026 at 15:25 UTC."; '' where nothing was decided.
std::string record(const Statement& statement, const std::string& lang) {
  if (statement.decision == nullptr) return {};
  return message(
      lang, "statement.record",
      {{"id", std::to_string(statement.decision->id.value)}, {"date", date_time(lang, statement.decision->decided)}});
}

Response page(App& app, const Request& request) {
  const auto about = told(app, request);
  if (!about) return error_page(app, request, about.error());
  const std::string& lang = about->reader.lang;
  Frame frame;
  frame.reader = about->reader;
  frame.site = &about->own.site;
  frame.title = message(lang, "statement.title");
  frame.path = about->path() + "/statement";
  HtmlWriter w(frame.main.markup);
  w.element("h1", "", frame.title);
  w.open("div", "cd cd-first").attribute("lang", lang).attribute("dir", direction(lang)).raw("");
  w.element("p", "cd-help", message_html(lang, "statement.about", {{"title", bdi(title_of(about->own.story, lang))}}));
  bool first = true;
  for (const Statement& statement : about->statements()) {
    if (!first) w.element("h2", "cd-sub", message(lang, "statement.others"));
    write_statement(w, statement_text(statement, lang));
    if (statement.decision != nullptr) {
      w.open("p", "cd-help").text(record(statement, lang)).text(" ");
      if (statement.policy) {
        const std::string version = policy_path(about->own.site) + "/" + to_hex(statement.policy->id);
        w.link(about->reader.link(version), "", message(lang, "statement.policy"));
      }
      w.close("p");
      write_ledger_place(w, app, about->own, *statement.decision, about->reader);
    }
    first = false;
  }
  w.open("p").link(about->reader.link(about->path()), "", message(lang, "statement.back")).close("p");
  w.open("p", "cd-help").link(about->reader.link(frame.path + ".txt"), "", message(lang, "statement.as_text"));
  w.text(" · ").link(about->reader.link(frame.path + ".json"), "", message(lang, "statement.as_data")).close("p");
  w.close("div");
  return secret_page(200, frame);
}

Response secret(std::string_view type, std::string bytes) {
  Response response;
  response.body = std::move(bytes);
  response.set("Content-Type", type).set("Cache-Control", "no-store").set("Referrer-Policy", "no-referrer");
  return response.set("X-Robots-Tag", "noindex").set("X-Content-Type-Options", "nosniff");
}

Response as_text(App& app, const Request& request) {
  const auto about = told(app, request);
  if (!about) return error_page(app, request, about.error());
  const std::string& lang = about->reader.lang;
  std::string out = message(lang, "statement.title") + "\n" + about->own.site.name + "\n";
  out += message(lang, "statement.about", {{"title", title_of(about->own.story, lang)}}) + "\n";
  if (!about->own.comment.case_code.empty()) {
    out += message(lang, "statement.code", {{"code", about->own.comment.case_code}}) + "\n";
  }
  for (const Statement& statement : about->statements()) {
    out += "\n" + plain_statement(statement_text(statement, lang));
    if (statement.decision == nullptr) continue;
    out += "\n" + record(statement, lang) + "\n";
    if (statement.policy) {
      out += message(lang, "statement.policy") + ": " + app.options.public_url + policy_path(about->own.site) + "/" +
             to_hex(statement.policy->id) + "\n";
    }
    out += "\n" + ledger_text(app, about->own, *statement.decision, lang);
  }
  return secret("text/plain; charset=utf-8", std::move(out));
}

Response as_json(App& app, const Request& request) {
  const auto about = told(app, request);
  if (!about) return problem(about.error(), request);
  const discussion::Comment& comment = about->own.comment;
  std::string out;
  json::Writer w(out);
  w.object().member("site", about->own.site.key).member("story", short_id(about->own.story.id));
  w.member("case_code", comment.case_code).member("state", discussion::name(comment.state));
  w.member("language", about->reader.lang).key("statements").array();
  for (const Statement& statement : about->statements()) write_statement(w, statement, about->reader.lang);
  // docs/formats/ledger.md, "A statement": of each decision that stands in the ledger.
  w.end().key("ledger").array();
  for (const discussion::Decision& decision : about->own.decisions) {
    if (const std::string proved = ledger_json(app, about->own, decision); !proved.empty()) w.raw(proved);
  }
  w.end().end();
  return secret("application/json", std::move(out));
}

}  // namespace

void add_statement_pages(App& app) {
  app.router.add("GET", "/r/{receipt}/statement", [&app](const Request& r) { return page(app, r); });
  app.router.add("GET", "/r/{receipt}/statement.txt", [&app](const Request& r) { return as_text(app, r); });
  app.router.add("GET", "/r/{receipt}/statement.json", [&app](const Request& r) { return as_json(app, r); });
}

}  // namespace comity::http
