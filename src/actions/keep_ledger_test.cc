#include "actions/keep_ledger.h"

#include <doctest.h>

#include "actions/ledger_statement.h"
#include "actions/testing.h"
#include "ledger/check_log.h"

namespace comity::actions::testing {

namespace {

using discussion::Deed;
using ledger::Field;

// A server that signs.
struct Signing : Server {
  Signing() { world().ledger_key = std::make_shared<const SigningKey>(sha256("the key of a test")); }

  store::Store& store() { return world().store; }
  LedgerKept keep() {
    const auto kept = keep_ledger(world(), site);
    if (!kept) FAIL(kept.error().detail);
    return *kept;
  }
  store::LedgerHead head() { return newest_ledger(store(), site.id).value(); }
  ledger::NoteKey key() { return *ledger_note_key(world(), head()); }
  Result<LedgerStatement> statement(const discussion::Comment& comment, std::size_t which = 0) {
    const auto revisions = store().revisions(site.id, comment.story, comment.id).value();
    const auto decisions = store().decisions(site.id, comment.story, comment.id).value();
    return ledger_statement(world(), site, now(comment), revisions, decisions.at(which));
  }
};

}  // namespace

TEST_CASE("what is decided is signed when the clock asks, once") {
  Signing server;
  CHECK_FALSE(server.keep().is_signed);
  CHECK(sign_ledger(server.world(), server.site).error().code == Error::Code::not_found);
  REQUIRE(server.post("What humbug!"));
  CHECK(server.keep().is_signed);
  CHECK_FALSE(server.keep().is_signed);
  const auto log = ledger_files(server.store(), server.site.id, 1);
  const std::string first = log("checkpoint").value();
  REQUIRE(server.post("What a lot of balderdash!"));
  CHECK(log("checkpoint").value() == first);  // until it is signed nobody is told
  CHECK_FALSE(log("tile/0/000.p/2"));
  CHECK(server.keep().is_signed);
  const auto report = ledger::check_log(log, server.key(), {first});
  REQUIRE(report.has_value());
  CHECK(report->decisions == 2);
  CHECK(ledger::check_consistency(log, server.key(), first, log("checkpoint").value()));
}

TEST_CASE("an author's statement proves the decision, the words and the text; without salts it opens nothing") {
  Signing server;
  const auto posted = server.post("What humbug!").value();
  const auto statement = server.statement(posted.comment);
  REQUIRE(statement.has_value());
  const auto checked = ledger::check_statement(statement->statement, server.key());
  REQUIRE(checked.has_value());
  CHECK(checked->leaf.kind == "hold");
  const auto& opened = statement->statement.opened;
  CHECK(opened.size() == ledger::fields);
  CHECK(opened.at(Field::text).value == "What humbug!");
  CHECK(opened.at(Field::words).value == "humbug");
  CHECK(opened.at(Field::number).value.empty());

  // The number that it got later is no obstacle.
  REQUIRE(server.decide(posted.comment, Deed::publish));
  CHECK(server.statement(posted.comment, 0)->statement.opened.at(Field::number).value.empty());
  CHECK(server.statement(posted.comment, 1)->statement.opened.at(Field::number).value == "1");

  const store::Change drop{server.world().random.key128(),
                           server.site.id,
                           server.clock.now(),
                           {store::DropSalts{posted.comment.story, posted.comment.id}}};
  REQUIRE(server.store().commit(drop));
  const auto erased = server.statement(posted.comment);
  REQUIRE(erased.has_value());
  CHECK(erased->statement.opened.empty());
  CHECK(ledger::check_statement(erased->statement, server.key()));
  CHECK(server.sound());
}

TEST_CASE("a statement reads the same when it was written out and read again") {
  Signing server;
  const auto statement = server.statement(server.post("What humbug!")->comment)->statement;
  CHECK(ledger::read_statement(ledger::write_statement(statement)).value() == statement);
}

TEST_CASE("no entry of the ledger holds a person's words, name or address in clear") {
  Signing server;
  REQUIRE(server.post_as("Marjolein", Server::key(7), "Humbug, said the zanzibarine mayor."));
  const auto held = server.post("What humbug about the quagga!")->comment;
  REQUIRE(server.decide(held, Deed::refuse, {"manners"}));
  const auto author = server.now(held).author;
  const auto entries = server.store().ledger_entries(server.site.id, 1, 0, 100).value();
  CHECK(entries.size() == 3);
  for (const std::string& entry : entries) {
    for (const std::string& secret :
         {std::string("Marjolein"), std::string("Anna"), std::string("umbug"), std::string("quagga"),
          std::string("zanzibarine"), std::string("desk"), std::to_string(author.value), held.case_code}) {
      CHECK(entry.find(secret) == std::string::npos);
    }
  }
}

TEST_CASE("a key that was lost begins another log, which cites the last checkpoint of the old") {
  Signing server;
  const auto old = server.post("What humbug!")->comment;
  server.keep();
  const auto before =
      ledger::open_checkpoint(ledger_files(server.store(), server.site.id, 1)("checkpoint").value(), server.key());
  REQUIRE(before.has_value());
  const auto unsigned_yet = server.post("What a lot of balderdash!")->comment;
  server.world().ledger_key = std::make_shared<const SigningKey>(sha256("another key"));
  const LedgerKept kept = server.keep();
  CHECK(kept.begun);
  CHECK(kept.earlier == 1);
  CHECK(server.head().log == 2);
  CHECK(server.head().name.ends_with("herald/ledger/2"));
  const auto report = ledger::check_log(ledger_files(server.store(), server.site.id, 2), server.key());
  REQUIRE(report.has_value());
  CHECK(report->continues == *before);
  CHECK(report->before_ledger == 1);
  // Both logs answer for what is in them, each under its own key.
  const auto first = server.statement(old).value();
  CHECK(first.key.name.ends_with("/1"));
  CHECK(ledger::check_statement(first.statement, first.key));
  CHECK(ledger::check_statement(server.statement(unsigned_yet)->statement, server.key()));
  CHECK(server.sound());
}

}  // namespace comity::actions::testing
