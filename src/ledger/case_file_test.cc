#include "ledger/case_file.h"

#include <doctest.h>

#include "base/crypto.h"
#include "base/json.h"

using namespace comity;
using namespace comity::ledger;
using Code = Error::Code;

namespace {

const SigningKey key(sha256("the key of a test"));
const std::string origin = "herald.example/herald/ledger/1";
const NoteKey note_key{origin, key.public_key()};
const std::string source = "format = 1";

// A hold in a log of its own, and what is told of it.
struct Case {
  std::string deed = "hold", words = "humbug", text = "What humbug!", policy = source;
  std::string reports = "[]";

  std::string json() const {
    Statement statement;
    Leaf leaf;
    leaf.kind = "hold";
    leaf.clauses = {"manners"};
    leaf.policy = sha256(source);
    leaf.actor = "engine";
    leaf.day = "2026-11-22";
    const std::array<std::string, fields> values = {"~01", "", "42", "What humbug!", "humbug", ""};
    for (std::size_t i = 0; i < fields; ++i) {
      const Opening opening{{{static_cast<std::uint8_t>(i + 1)}}, values[i]};
      leaf.sealed[i] = commitment(static_cast<Field>(i), opening);
      statement.opened[static_cast<Field>(i)] = opening;
    }
    statement.leaf = write_leaf(leaf);
    statement.proof.checkpoint = sign_checkpoint({origin, 1, leaf_hash(statement.leaf)}, key);
    std::string out;
    json::Writer w(out);
    w.object().member("format", "comity-case/1").key("texts").array().object().member("revision", 1);
    w.member("text", text).end().end().key("policies").array().object();
    w.member("id", "sha256:" + to_hex(sha256(source))).member("source", policy).end().end();
    w.key("decisions").array().object().member("deed", deed).member("actor", "engine").member("revision", 1);
    w.key("clauses").array().object().member("id", "manners").end().end();
    w.key("words").array().value(words).end().member("reason", "");
    w.member("policy", "sha256:" + to_hex(sha256(source))).member("decided", "2026-11-22T12:00:00Z");
    w.key("statement").raw(write_statement(statement)).end().end().key("reports").raw(reports).end();
    return out;
  }
  std::string file() const { return write_case("<!doctype html><p>A case.</p>", json(), "\n", origin, key); }
};

Code fault(const std::string& file) {
  const auto checked = check_case(file, {note_key});
  REQUIRE_FALSE(checked.has_value());
  return checked.error().code;
}

}  // namespace

TEST_CASE("a case holds when file, policy, texts and decisions are what was signed and logged") {
  const auto report = check_case(Case{}.file(), {note_key});
  if (!report) FAIL(report.error().detail);
  CHECK(report->signer == origin);
  CHECK(report->decisions.size() == 1);
  CHECK(report->decisions[0].leaf.kind == "hold");
  CHECK(report->texts == 1);
  CHECK(report->policies == 1);
}

TEST_CASE("a case in which any letter was changed is found") {
  const std::string file = Case{}.file();
  for (std::size_t at = 0; at < file.size(); at += 7) {
    std::string changed = file;
    changed[at] = changed[at] == 'x' ? 'y' : 'x';
    CHECK_FALSE(check_case(changed, {note_key}));
  }
  CHECK(fault(file.substr(0, file.size() - 1)) == Code::invalid);
  CHECK(fault("") == Code::invalid);
  const NoteKey other{origin, SigningKey(sha256("another")).public_key()};
  CHECK(check_case(file, {other}).error().code == Code::forbidden);
  CHECK(check_case(file, {other, note_key}).has_value());
}

TEST_CASE("what is told of reports agrees with the decisions that answered them") {
  const auto with = [](const std::string& reports) {
    Case one;
    one.reports = "[" + reports + "]";
    return one.file();
  };
  const std::string filed = R"({"kind":"rule","clause":"manners","filed":"2026-11-22T11:00:00.500Z","outcome":)";
  CHECK(check_case(with(filed + R"("waiting"})"), {note_key})->reports == 1);
  CHECK(check_case(with(filed + R"("acted","decision":0,"answered":"2026-11-22T12:00:00Z"})"), {note_key}));
  for (const std::string told : {
           R"("waiting","decision":0,"answered":"2026-11-22T12:00:00Z"})",    // decided, and told as waiting
           R"("acted"})",                                                     // told as decided, by nothing
           R"("no_action","decision":0,"answered":"2026-11-22T12:00:00Z"})",  // what was done is told as nothing
           R"("acted","decision":1,"answered":"2026-11-22T12:00:00Z"})",      // by a decision that is not there
           R"("acted","decision":-1,"answered":"2026-11-22T12:00:00Z"})",
           R"("acted","decision":0,"answered":"2026-11-22T10:00:00Z"})",  // before it was filed
       })
    CHECK(fault(with(filed + told)) == Code::conflict);
}

TEST_CASE("a publisher who signs another tale than the one that was logged is found") {
  CHECK(fault(Case{.deed = "refuse"}.file()) == Code::conflict);
  CHECK(fault(Case{.words = "hum"}.file()) == Code::conflict);
  CHECK(fault(Case{.text = "What a bridge!"}.file()) == Code::conflict);
  CHECK(fault(Case{.policy = "format = 2"}.file()) == Code::conflict);
}
