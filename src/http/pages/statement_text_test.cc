#include "http/pages/statement_text.h"

#include <doctest.h>

#include <algorithm>
#include <regex>

#include "base/json.h"
#include "http/messages.h"

using namespace comity;
using namespace comity::http;
using discussion::Actor;
using discussion::Deed;
using discussion::Detected;
using discussion::Source;
using discussion::State;
using discussion::Statement;

namespace {

const auto policy_in_force = policy::compile(policy::shipped_policy()).policy;
const Time noon = *parse_rfc3339("2026-11-22T12:00:00Z");
const auto by_id = [](const Hash256&) { return policy_in_force; };

// A restriction, and which of the catalogue's sentences must tell each field of Art. 17(3).
struct Row {
  const char* name;
  State state;
  Deed deed;
  Actor actor;
  Detected detected;
  Source source;
  const char *what, *scope, *found, *automation, *redress;
};
const Row table[] = {
    {"held by the program", State::held, Deed::hold, Actor::engine, Detected::engine, Source::own, "notice.held.what",
     "statement.scope.held", "statement.source.own", "notice.held.who", "statement.redress.held"},
    {"refused by the program", State::refused, Deed::refuse, Actor::engine, Detected::engine, Source::own,
     "notice.refused_program.what", "statement.scope.comment", "statement.source.own", "notice.refused_program.who",
     "statement.redress.look"},
    {"refused after a hold", State::refused, Deed::refuse, Actor::moderator, Detected::engine, Source::own,
     "notice.refused.what", "notice.refused.scope", "notice.refused.first_program", "notice.refused.who",
     "statement.redress.look"},
    {"returned", State::returned, Deed::return_, Actor::moderator, Detected::engine, Source::own,
     "notice.returned.what", "statement.scope.returned", "notice.refused.first_program", "notice.refused.who",
     "statement.redress.returned"},
    {"removed by our own reading", State::removed, Deed::remove, Actor::moderator, Detected::person, Source::own,
     "notice.removed.what", "notice.refused.scope", "statement.found.person", "notice.removed.who",
     "statement.redress.look"},
    {"removed upon a report", State::removed, Deed::remove, Actor::operator_, Detected::report, Source::report,
     "notice.removed.what", "notice.refused.scope", "statement.source.report", "notice.removed.who",
     "statement.redress.look"},
    {"removed upon a notice", State::removed, Deed::remove, Actor::moderator, Detected::report, Source::notice,
     "notice.removed.what", "notice.refused.scope", "statement.source.notice", "notice.removed.who",
     "statement.redress.look"},
    {"removed upon an order", State::removed, Deed::remove, Actor::moderator, Detected::report, Source::order,
     "notice.removed.what", "notice.refused.scope", "statement.source.order", "notice.removed.who",
     "statement.redress.look"},
    {"comments wait for a person", State::published, Deed::premoderate, Actor::moderator, Detected::person, Source::own,
     "statement.premoderated", "statement.premoderated", "statement.found.person", "statement.decided",
     "statement.redress.look"},
    {"blocked", State::published, Deed::block, Actor::moderator, Detected::person, Source::own, "statement.blocked",
     "statement.blocked", "statement.found.person", "statement.decided", "statement.redress.look"},
    {"replies closed", State::published, Deed::close_replies, Actor::moderator, Detected::person, Source::own,
     "statement.replies_closed", "statement.scope.comment", "statement.found.person", "statement.decided",
     "statement.redress.court"},
};

struct Told {
  discussion::Comment comment;
  std::vector<discussion::Revision> revisions;
  std::vector<discussion::Decision> decisions;

  Statement statement() const {
    const discussion::CommentRecord about{comment, revisions, decisions};
    return discussion::decides_state(decisions.back().deed) ? discussion::standing_statement(about, by_id)
                                                            : discussion::statement_of(about, decisions.back(), by_id);
  }
};

Told told(const Row& row) {
  Told out;
  out.comment.state = row.state;
  out.comment.number = row.state == State::published || row.state == State::removed ? 7 : 0;
  out.comment.live_revision = out.comment.number != 0 ? 1 : 0;
  discussion::Revision revision;
  revision.text = "What the damn road is for.";
  revision.state = row.state == State::held || row.state == State::refused ? row.state : State::published;
  out.revisions = {revision};
  discussion::Decision d;
  d.id = {4711};
  d.deed = row.deed;
  d.actor = row.actor;
  d.actor_name = "mara.k";
  d.clauses = {"profanity"};
  d.findings = {{"profanity", policy::Action::hold, {{"lexicon", "profanity", "damn", {{9, 13}}}}}};
  d.policy = policy_in_force->id;
  d.decided = noon;
  d.detected = row.detected;
  d.source = row.source;
  if (row.deed == Deed::block || row.deed == Deed::premoderate) d.until = noon + std::chrono::days(7);
  out.decisions = {d};
  return out;
}

std::string plain(const Statement& statement, std::string_view lang) {
  return plain_statement(statement_text(statement, lang));
}
std::string html(const Statement& statement, std::string_view lang) {
  std::string out;
  HtmlWriter w(out);
  write_statement(w, statement_text(statement, lang));
  return out;
}

bool has(std::string_view page, std::string_view piece) { return page.find(piece) != std::string_view::npos; }

std::string said(std::string_view lang, const char* key) {
  return message(lang, key,
                 {{"number", "7"},
                  {"date", date_time(lang, noon)},
                  {"until", date_time(lang, noon + std::chrono::days(7))},
                  {"contest", date_only(lang, *parse_rfc3339("2027-05-22T12:00:00Z"))}});
}

// What stands in no quotation: neither the author's words nor the moderator's.
std::string unquoted(std::string text) {
  for (std::size_t begin; (begin = text.find("\u2068")) != std::string::npos;) {
    text.erase(begin, text.find("\u2069", begin) + 3 - begin);
  }
  return text;
}

}  // namespace

TEST_CASE("every restriction tells each field of Art. 17(3) in every language, as text and as a page") {
  for (const Row& row : table) {
    const Told about = told(row);
    const Statement statement = about.statement();
    CHECK_MESSAGE(statement.restricts, row.name);
    for (const std::string& lang : interface_languages()) {
      const std::string text = plain(statement, lang);
      CAPTURE(row.name);
      CAPTURE(lang);
      CAPTURE(text);
      CHECK(has(text, said(lang, row.what)));        // (a) what was done,
      CHECK(has(text, said(lang, row.scope)));       //     where, and for how long
      CHECK(has(text, said(lang, row.found)));       // (b) own initiative or somebody's notice,
      CHECK(has(text, "\u2068damn\u2069"));          //     and the words it rests on
      CHECK(has(text, said(lang, row.automation)));  // (c) by whom it was decided
      const policy::Clause& rule = *policy_in_force->find("profanity");
      const auto sentence = policy::in_language(rule.text, lang, "en");
      CHECK(has(text, sentence));                          // (e) the rule,
      CHECK(has(text, said(lang, "statement.contract")));  //     and that it is a rule and no law
      CHECK(has(text, said(lang, row.redress)));           // (f)
      CHECK(has(html(statement, lang), "<mark><bdi>damn</bdi></mark>"));
      for (const std::string& page : {text, html(statement, lang)}) {
        for (const char* leak : {"mara.k", "statement.", "notice.", "{", "}"}) CHECK_FALSE(has(page, leak));
      }
    }
  }
}

TEST_CASE("what rests on the law names no rule, and the law that is named stands as the reason") {
  Told about = told(table[7]);
  about.decisions[0].clauses.clear();
  about.decisions[0].findings.clear();
  about.decisions[0].reason = "Court of Larchford, case 12/26.";
  const Statement statement = about.statement();
  CHECK(statement.by_law);
  for (const std::string& lang : interface_languages()) {
    const std::string text = plain(statement, lang);
    CHECK(has(text, said(lang, "statement.law")));  // (d)
    CHECK(has(text, "Court of Larchford, case 12/26."));
    CHECK_FALSE(has(text, said(lang, "statement.contract")));
  }
}

TEST_CASE("no notice has a long number, a label of the model, a word of blame, or the words outside quotation marks") {
  const std::regex long_number("[0-9]+[.,][0-9]{2,}");
  for (const Row& row : table) {
    for (const std::string& lang : interface_languages()) {
      const std::string text = unquoted(plain(told(row).statement(), lang));
      CAPTURE(text);
      CHECK_FALSE(std::regex_search(text, long_number));
      for (const char* word : {"damn", "toxic", "TOXICITY", "INSULT", "hateful", "score"}) CHECK_FALSE(has(text, word));
    }
  }
}

TEST_CASE("the sentences are short: under twelve words on average in every notice and language") {
  for (const Row& row : table) {
    for (const std::string& lang : interface_languages()) {
      int words = 0;
      int sentences = 0;
      for (const StatementPart& part : statement_text(told(row).statement(), lang)) {
        for (const Said& s : part.said) {
          if (!s.css_class.empty()) continue;  // rules and quoted words are not ours to shorten
          for (std::size_t i = 0; i < s.plain.size(); ++i) {
            const bool end = i + 1 == s.plain.size() || s.plain[i + 1] == ' ';
            if (s.plain[i] == ' ' || i + 1 == s.plain.size()) ++words;
            const bool question = i > 0 && s.plain.compare(i - 1, 2, "؟") == 0;
            if (end && (s.plain[i] == '.' || s.plain[i] == '?' || question)) ++sentences;
          }
        }
      }
      CAPTURE(row.name);
      CAPTURE(lang);
      CHECK(sentences > 0);
      CHECK(words < 12 * sentences);
    }
  }
}

TEST_CASE("a restriction that ends says when, and a decision that was reversed is neither contested nor a strike") {
  Told about = told(table[4]);
  CHECK(about.statement().strike);
  CHECK(has(plain(about.statement(), "en"), "It counts as one strike."));
  about.decisions[0].until = noon + std::chrono::days(7);
  CHECK(has(plain(about.statement(), "en"), "ends by itself on 29 November 2026"));
  discussion::Decision restored = about.decisions[0];
  restored.id = {4712};
  restored.deed = Deed::restore;
  restored.corrects = {4711};
  about.decisions.push_back(restored);
  about.comment.state = State::published;
  CHECK(about.statement().notice == discussion::Notice::restored);
  const discussion::CommentRecord whole{about.comment, about.revisions, about.decisions};
  const Statement before = discussion::statement_of(whole, about.decisions[0], by_id);
  CHECK_FALSE(before.strike);
  CHECK_FALSE(before.contest_until);
}

TEST_CASE("what was decided about the author is told beside what stands for the comment, the newest first") {
  Told about = told(table[4]);
  for (const Deed deed : {Deed::warn, Deed::keep, Deed::block}) {
    about.decisions.push_back(about.decisions[0]);
    about.decisions.back().id = {about.decisions.back().id.value + static_cast<std::int64_t>(about.decisions.size())};
    about.decisions.back().deed = deed;
  }
  const discussion::CommentRecord whole{about.comment, about.revisions, about.decisions};
  CHECK(discussion::standing_statement(whole, by_id).notice == discussion::Notice::removed);
  const auto others = discussion::other_statements(whole, by_id);
  REQUIRE(others.size() == 2);
  CHECK(others[0].notice == discussion::Notice::blocked);
  CHECK(others[1].notice == discussion::Notice::warned);
}

TEST_CASE("the fields as JSON say the same, and nobody's name") {
  for (const Row& row : table) {
    std::string out;
    json::Writer w(out);
    write_statement(w, told(row).statement(), "en");
    const auto value = json::parse(out);
    REQUIRE(value);
    const json::Value* decision = value->find("decision");
    REQUIRE(decision->object() != nullptr);
    CHECK(*decision->find("by")->string() == (row.actor == Actor::engine ? "program" : "moderator"));
    CHECK(*decision->find("detected")->string() == discussion::name(row.detected));
    CHECK(*decision->find("source")->string() == discussion::name(row.source));
    CHECK(*(*value->find("grounds")->array())[0].find("clause")->string() == "profanity");
    CHECK(value->find("text")->array()->size() == 4);
    CHECK_FALSE(has(out, "mara.k"));
  }
}

TEST_CASE("hostile words stay words in the page of a statement") {
  Told about = told(table[4]);
  about.revisions[0].text = "<script>alert(1)</script>\" onload=x";
  about.decisions[0].findings[0].findings[0].spans = {{0, 35}};
  about.decisions[0].reason = "<img src=x onerror=alert(1)>";
  const std::string page = html(about.statement(), "en");
  CHECK_FALSE(has(page, "<script"));
  CHECK_FALSE(has(page, "<img"));
  CHECK(has(page, "&lt;script"));
}
