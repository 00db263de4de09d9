#include "http/pages/receipt_ledger.h"

#include "actions/ledger_statement.h"
#include "http/messages.h"
#include "http/pages/pages.h"

namespace comity::http {
namespace {

Result<actions::LedgerStatement> proved(App& app, const actions::OwnComment& own,
                                        const discussion::Decision& decision) {
  return actions::ledger_statement(app.world, own.site, own.comment, own.revisions, decision);
}

Result<std::string> statement_json(App& app, const Request& request) {
  const auto key = key128_from_base64url(request.param("receipt").value_or(""));
  if (!key) return fail(Error::Code::not_found, "not a receipt");
  COMITY_TRY(const actions::OwnComment own, actions::by_receipt(app.world, *key));
  const auto asked = request.query_value("decision");
  const auto which = asked ? number_in(*asked) : static_cast<std::int64_t>(own.decisions.size());
  if (!which || *which < 1 || *which > static_cast<std::int64_t>(own.decisions.size())) {
    return fail(Error::Code::not_found, "no such decision");
  }
  COMITY_TRY(const auto statement, proved(app, own, own.decisions[static_cast<std::size_t>(*which - 1)]));
  return ledger::write_statement(statement.statement);
}

}  // namespace

void write_ledger_place(HtmlWriter& w, App& app, const actions::OwnComment& own, const discussion::Decision& decision,
                        const Reader& reader) {
  const std::string& lang = reader.lang;
  const auto statement = proved(app, own, decision);
  if (!statement) return;
  std::size_t which = 1;
  while (which < own.decisions.size() && own.decisions[which - 1].id != decision.id) ++which;
  Html link;
  HtmlWriter(link.markup).link(reader.link("/ledger/" + own.site.key), "", message(lang, "ledger.title"));
  w.element("h2", "cd-sub", message(lang, "ledger.place_title"));
  w.element("p", "cd-help",
            message_html(lang, "ledger.place",
                         {{"n", static_cast<std::int64_t>(statement->statement.proof.index)}, {"link", link}}));
  w.open("pre", "cd-plain").attribute("dir", "ltr").text(statement->statement.proof.checkpoint).close("pre");
  const std::string file = receipt_path(own.comment.receipt) + "/statement.ledger.json?decision=";
  w.open("p").link(file + std::to_string(which), "", message(lang, "ledger.statement")).close("p");
}

std::string ledger_text(App& app, const actions::OwnComment& own, const discussion::Decision& decision,
                        std::string_view lang) {
  const auto statement = proved(app, own, decision);
  if (!statement) return {};
  const std::string place = message(lang, "ledger.place",
                                    {{"n", static_cast<std::int64_t>(statement->statement.proof.index)},
                                     {"link", app.options.public_url + "/ledger/" + own.site.key}});
  return place + "\n\n" + statement->statement.proof.checkpoint;
}

std::string ledger_json(App& app, const actions::OwnComment& own, const discussion::Decision& decision) {
  const auto statement = proved(app, own, decision);
  return statement ? ledger::write_statement(statement->statement) : std::string();
}

void add_ledger_statement(App& app) {
  app.router.add("GET", "/r/{receipt}/statement.ledger.json", [&app](const Request& request) {
    const auto json = statement_json(app, request);
    if (!json) return problem(json.error(), request);
    Response response;
    response.body = *json;
    // The address is a secret, and what it holds is one person's.
    response.set("Content-Type", "application/json").set("Cache-Control", "no-store");
    response.set("Referrer-Policy", "no-referrer").set("X-Robots-Tag", "noindex");
    return response.set("Content-Disposition", "attachment; filename=\"statement.ledger.json\"");
  });
}

}  // namespace comity::http
