#include "cmd/case_page.h"

#include <map>
#include <set>

#include "actions/keep_ledger.h"
#include "base/json.h"
#include "discussion/report.h"
#include "discussion/story_address.h"
#include "http/html.h"
#include "http/messages.h"
#include "http/pages/clauses.h"
#include "ledger/case_file.h"

namespace comity::cmd {
namespace {

using http::message;

constexpr std::string_view style =
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.55 Georgia,\"Noto Serif\",serif;color:#1a1a1a;"
    "background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-top:1px solid #bbb;"
    "padding-top:1rem}dt{color:#555}dd{margin:0 0 .5rem}pre,blockquote{white-space:pre-wrap;overflow-wrap:anywhere;"
    "background:#f3f3f0;padding:.7rem .9rem;margin:.5rem 0}pre{font-size:.8rem;direction:ltr;text-align:left}";

struct Case {
  const actions::OwnComment& own;
  std::string made;
  std::vector<std::optional<actions::LedgerStatement>> statements;  // of each decision
  std::map<Hash256, store::PolicyDocument> policies;                // that a decision names
  std::map<Hash256, std::shared_ptr<const policy::Compiled>> compiled;
  std::vector<discussion::Report> reports{};  // as they were filed

  // The place among the decisions of the one that answered; none: it waits.
  std::optional<std::size_t> answer_to(const discussion::Report& report) const {
    for (std::size_t i = 0; i < own.decisions.size(); ++i)
      if (own.decisions[i].id == report.answer) return i;
    return std::nullopt;
  }
  discussion::ReportOutcome outcome_of(const discussion::Report& report) const {
    return discussion::outcome_of(report, own.comment.state, own.decisions);
  }
  std::string_view text_of(const discussion::Decision& decision) const {
    for (const discussion::Revision& revision : own.revisions)
      if (revision.revision == decision.revision) return revision.text;
    return {};
  }
  std::string words_of(const discussion::Decision& decision) const {
    return sealed_values(decision, {0, {}, text_of(decision)})[static_cast<std::size_t>(ledger::Field::words)];
  }
  const policy::Compiled* policy_of(const discussion::Decision& decision) const {
    const auto found = compiled.find(decision.policy);
    return found == compiled.end() ? nullptr : found->second.get();
  }
};

std::string hash_name(const Hash256& hash) { return hash == Hash256{} ? "" : "sha256:" + to_hex(hash); }

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::string title_of_clause(const policy::Compiled* policy, const std::string& id, std::string_view lang) {
  if (policy == nullptr) return {};
  for (const policy::Clause& clause : policy->clauses)
    if (clause.id == id) return std::string(http::prose_in(clause.title, lang, *policy).text);
  return {};
}

void write_decision_json(json::Writer& w, const Case& of, std::size_t i, std::string_view lang) {
  const discussion::Decision& d = of.own.decisions[i];
  w.object().member("revision", d.revision).member("deed", name(d.deed)).member("actor", name(d.actor));
  w.member("source", name(d.source)).member("detected", name(d.detected)).key("clauses").array();
  for (const std::string& id : d.clauses)
    w.object().member("id", id).member("title", title_of_clause(of.policy_of(d), id, lang)).end();
  w.end().key("words").array();
  for (const std::string& word : lines(of.words_of(d))) w.value(word);
  w.end().member("reason", d.reason);
  if (!d.freedom.empty()) w.member("freedom", d.freedom);
  w.member("policy", hash_name(d.policy)).member("engine", hash_name(d.engine));
  for (std::size_t earlier = 0; earlier < i; ++earlier)
    if (d.corrects == of.own.decisions[earlier].id) w.member("corrects", earlier);
  if (d.until) w.member("until", rfc3339(*d.until));
  w.member("decided", rfc3339(d.decided));
  if (of.statements[i]) w.key("statement").raw(ledger::write_statement(of.statements[i]->statement));
  w.end();
}

std::string json_of(const Case& of, std::string_view lang) {
  const discussion::Comment& c = of.own.comment;
  std::string out;
  json::Writer w(out);
  w.object().member("format", "comity-case/1").member("made", of.made);
  w.key("site").object().member("key", of.own.site.key).member("name", of.own.site.name).end();
  w.key("story").object().member("id", short_id(of.own.story.id)).member("title", of.own.story.title);
  w.member("url", of.own.story.url).end();
  w.key("comment").object().member("state", name(c.state)).member("name", c.name).member("written", rfc3339(c.written));
  if (c.number != 0) w.member("number", c.number);
  if (c.published_at) w.member("published", rfc3339(*c.published_at));
  if (of.own.reply_to_number != 0) w.member("reply_to", of.own.reply_to_number);
  w.end().key("texts").array();
  for (const discussion::Revision& r : of.own.revisions) {
    w.object().member("revision", r.revision).member("written", rfc3339(r.written)).member("state", name(r.state));
    w.member("text", r.text).end();
  }
  w.end().key("policies").array();
  for (const auto& [id, document] : of.policies)
    w.object().member("id", hash_name(id)).member("source", document.source).end();
  w.end().key("decisions").array();
  for (std::size_t i = 0; i < of.own.decisions.size(); ++i) write_decision_json(w, of, i, lang);
  w.end().key("reports").array();
  for (const discussion::Report& report : of.reports) {
    w.object().member("kind", name(report.kind)).member("revision", report.revision);
    if (!report.clause.empty()) w.member("clause", report.clause);
    w.member("filed", rfc3339(report.filed)).member("outcome", name(of.outcome_of(report)));
    if (const auto answer = of.answer_to(report)) {
      w.member("decision", *answer)
          .member("answered", rfc3339(report.answered.value_or(of.own.decisions[*answer].decided)));
    }
    w.end();
  }
  w.end().key("keys").array();
  std::set<std::string> keys;
  for (const auto& statement : of.statements)
    if (statement && keys.insert(statement->key.vkey()).second) w.value(statement->key.vkey());
  w.end().end();
  return out;
}

void fact(http::HtmlWriter& w, std::string_view term, std::string_view value) {
  if (value.empty()) return;
  w.element("dt", "", term).open("dd").attribute("dir", "auto").text(value).close("dd");
}

void write_decision(http::HtmlWriter& w, const Case& of, std::size_t i, std::string_view lang) {
  const discussion::Decision& d = of.own.decisions[i];
  const std::string deed(name(d.deed));
  w.element("h2", "", message(lang, "case_file.decision", {{"n", static_cast<std::int64_t>(i + 1)}, {"deed", deed}}));
  w.open("dl").raw("");
  fact(w, message(lang, "case_file.decided"), http::date_time(lang, d.decided));
  fact(w, message(lang, "case_file.by"),
       message(lang, d.actor == discussion::Actor::engine ? "case_file.by_program" : "case_file.by_person"));
  for (const std::string& id : d.clauses) {
    const std::string title = title_of_clause(of.policy_of(d), id, lang);
    fact(w, message(lang, "case_file.rule"), title.empty() ? id : title + " (" + id + ")");
  }
  fact(w, message(lang, "case_file.text"), std::to_string(d.revision));
  for (const std::string& word : lines(of.words_of(d))) fact(w, message(lang, "case_file.words"), word);
  fact(w, message(lang, "case_file.reason"), d.reason);
  fact(w, message(lang, "case_file.policy"), hash_name(d.policy));
  if (of.statements[i]) {
    const ledger::Proof& proof = of.statements[i]->statement.proof;
    fact(w, message(lang, "case_file.entry"), std::to_string(proof.index));
    w.close("dl").open("pre").text(proof.checkpoint).close("pre");
    return;
  }
  fact(w, message(lang, "case_file.entry"), message(lang, "case_file.not_proved"));
  w.close("dl");
}

std::string head_of(const Case& of, std::string_view lang) {
  const discussion::Comment& c = of.own.comment;
  std::string out = "<!doctype html>\n";
  http::HtmlWriter w(out);
  w.open("html").attribute("lang", lang).attribute("dir", http::direction(lang)).open("head");
  w.raw("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
  w.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
  w.element("title", "", message(lang, "case_file.title") + ": " + of.own.site.name);
  w.open("style").raw(style).close("style").close("head").open("body");
  w.element("h1", "", message(lang, "case_file.title")).open("dl").raw("");
  fact(w, message(lang, "case_file.site"), of.own.site.name);
  fact(w, message(lang, "case_file.story"), of.own.story.title.empty() ? of.own.story.url : of.own.story.title);
  if (c.number != 0) fact(w, message(lang, "case_file.number"), std::to_string(c.number));
  fact(w, message(lang, "case_file.name"), c.name);
  fact(w, message(lang, "case_file.state"), message(lang, "receipt.state." + std::string(name(c.state))));
  fact(w, message(lang, "case_file.written"), http::date_time(lang, c.written));
  w.close("dl");
  for (const discussion::Revision& r : of.own.revisions) {
    w.element("h2", "",
              message(lang, "case_file.text_n", {{"n", r.revision}, {"at", http::date_time(lang, r.written)}}));
    w.open("blockquote").attribute("dir", "auto");
    w.text(r.text.empty() ? message(lang, "receipt.text_erased") : r.text).close("blockquote");
  }
  for (std::size_t i = 0; i < of.own.decisions.size(); ++i) write_decision(w, of, i, lang);
  if (!of.reports.empty()) w.element("h2", "", message(lang, "case_file.reports"));
  for (const discussion::Report& report : of.reports) {
    w.open("dl").raw("");
    fact(w, message(lang, "case_file.report_filed"), http::date_time(lang, report.filed));
    fact(w, message(lang, "case_file.rule"),
         report.clause.empty() ? message(lang, "report.receipt.notice") : report.clause);
    fact(w, message(lang, "case_file.report_outcome"), std::string(name(of.outcome_of(report))));
    w.close("dl");
  }
  for (const auto& [id, document] : of.policies) {
    w.element("h2", "", message(lang, "case_file.policy_document", {{"id", hash_name(id)}}));
    w.open("details").element("summary", "", message(lang, "case_file.show")).open("pre").text(document.source);
    w.close("pre").close("details");
  }
  w.element("p", "", message(lang, "case_file.check"));
  return out;
}

}  // namespace

Result<CaseFile> case_file(actions::World& world, const actions::OwnComment& own, const std::string& lang) {
  if (!world.ledger_key) return fail(Error::Code::unavailable, "there is no ledger.key to sign with");
  Case of{own, rfc3339(world.clock.now()), {}, {}, {}};
  COMITY_TRY(of.reports, world.store.reports_about(own.site.id, own.story.id, own.comment.id));
  CaseFile out;
  for (const discussion::Decision& decision : own.decisions) {
    auto statement = actions::ledger_statement(world, own.site, own.comment, own.revisions, decision);
    if (!statement && statement.error().code != Error::Code::not_found) return fail(std::move(statement).error());
    if (!statement) ++out.not_proved;
    of.statements.push_back(statement ? std::optional(*std::move(statement)) : std::nullopt);
    if (decision.policy == Hash256{} || of.policies.contains(decision.policy)) continue;
    auto document = world.store.policy(own.site.id, decision.policy);
    if (!document) continue;  // an imported decision under a policy that did not come along
    of.policies.emplace(decision.policy, *std::move(document));
    if (auto compiled = world.policies.by_id(own.site.id, decision.policy))
      of.compiled.emplace(decision.policy, *std::move(compiled));
  }
  std::string signer = discussion::log_name(own.site, 1);
  if (const auto head = actions::newest_ledger(world.store, own.site.id)) signer = head->name;
  out.bytes = ledger::write_case(head_of(of, lang), json_of(of, lang), "</body></html>", signer, *world.ledger_key);
  return out;
}

}  // namespace comity::cmd
