// Part of the contract: readers' accounts, where they are signed in, and whom they muted.
#pragma once

#include "store/contract_letters.h"

namespace comity::store::contract {

using discussion::Account;
using discussion::ReaderSession;

inline Account an_account(const Desk& desk, std::string name = "Anna") {
  Account account;
  account.site = desk.site;
  account.author = desk.author;
  account.look = name;
  account.name = std::move(name);
  account.created = desk.now;
  return account;
}

inline ReaderSession a_session(const Desk& desk, std::uint64_t key, AuthorId account) {
  return {key_of(key), account, desk.now, desk.now, "Firefox, Linux"};
}

// The desk's author has one, open.
inline Account open_one(Desk& desk) {
  Account account = an_account(desk);
  desk.must(AddAccount{account}, OpenAccount{desk.author, key_of(71)});
  account.opened = desk.now;
  return account;
}

TEST_CASE("an account holds its name from the first moment, and is its author's from when it is opened") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  Account account = an_account(desk);
  desk.must(AddAccount{account});
  CHECK(store->account(desk.site, desk.author).value() == account);
  CHECK(store->account_by_look(desk.site, "Anna").value() == account);
  CHECK(store->author(desk.site, desk.author)->kind == policy::AuthorKind::guest);
  CHECK(code_of(desk.commit(AddReaderSession{a_session(desk, 1, desk.author)})) == Code::conflict);
  CHECK(code_of(desk.commit(SetReaderPassword{desk.author, "$argon2id$x"})) == Code::conflict);

  const Key128 before = store->author(desk.site, desk.author)->token_hash.value();
  desk.now += Millis{500};
  desk.must(OpenAccount{desk.author, key_of(71)});
  account.opened = desk.now;
  CHECK(store->account(desk.site, desk.author).value() == account);
  const auto author = store->author_by_token(desk.site, key_of(71));
  REQUIRE(author);
  CHECK(author->id == desk.author);
  CHECK(author->kind == policy::AuthorKind::account);
  CHECK(author->published == 1);  // what the guest wrote is the account's
  CHECK(code_of(store->author_by_token(desk.site, before)) == Code::not_found);
  desk.now += Millis{500};
  desk.must(OpenAccount{desk.author, key_of(72)});  // once
  CHECK(store->account(desk.site, desk.author).value() == account);
  CHECK(store->author(desk.site, desk.author)->token_hash == key_of(71));
  desk.check_sound();
}

TEST_CASE(
    "no two accounts of a site look alike, a guest's second one takes the place of the first, and only guests get "
    "one") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddAccount{an_account(desk, "Dora")}, AddAccount{an_account(desk)});
  CHECK(code_of(store->account_by_look(desk.site, "Dora")) == Code::not_found);
  Account other = an_account(desk);
  other.author = desk.add_author(502);
  CHECK(code_of(desk.commit(AddAccount{other})) == Code::conflict);
  other.look = "Boris";
  desk.must(AddAccount{other});
  other.author = {503};
  other.look = "Clara";
  CHECK(code_of(desk.commit(AddAccount{other})) == Code::not_found);
  discussion::Author imported;
  imported.id = {503};
  imported.kind = policy::AuthorKind::imported;
  imported.first_seen = desk.now;
  desk.must(AddAuthor{imported});
  CHECK(code_of(desk.commit(AddAccount{other})) == Code::not_found);
  other.look = "";
  CHECK(code_of(desk.commit(AddAccount{other})) == Code::invalid);
  CHECK(code_of(desk.commit(OpenAccount{{503}, key_of(71)})) == Code::not_found);
  desk.must(OpenAccount{desk.author, key_of(71)});
  CHECK(code_of(desk.commit(OpenAccount{{502}, key_of(71)})) == Code::conflict);
  // Another site has its own names.
  const SiteId elsewhere = desk.commit_on({}, PutSite{Desk::a_site("other")})->site;
  CHECK(code_of(store->account_by_look(elsewhere, "Anna")) == Code::not_found);
  desk.check_sound();
}

TEST_CASE(
    "an account is renamed: the name before is nobody else's until it is forgotten, and its own to take up again") {
  const auto store = fresh_store();
  Desk desk(*store);
  CHECK(code_of(desk.commit(RenameAccount{desk.author, "Eva", "Eva"})) == Code::not_found);
  desk.must(AddAccount{an_account(desk)});
  CHECK(code_of(desk.commit(RenameAccount{desk.author, "Eva", "Eva"})) == Code::conflict);  // not open
  desk.must(OpenAccount{desk.author, key_of(71)});
  Account account = store->account(desk.site, desk.author).value();
  const Time first = desk.now;
  desk.must(RenameAccount{desk.author, "Eva B", "Eva"});
  account.name = "Eva B";
  account.look = "Eva";
  account.renamed = first;
  CHECK(store->account(desk.site, desk.author).value() == account);
  CHECK(store->account_by_look(desk.site, "Eva").value() == account);
  CHECK(store->account_by_look(desk.site, "Anna").value() == account);
  CHECK(store->former_names(desk.site, desk.author).value() ==
        std::vector{discussion::FormerName{"Anna", "Anna", first}});

  Account other = an_account(desk);
  other.author = desk.add_author(502);
  CHECK(code_of(desk.commit(AddAccount{other})) == Code::conflict);
  other.look = other.name = "Boris";
  desk.must(AddAccount{other}, OpenAccount{{502}, key_of(72)});
  CHECK(code_of(desk.commit(RenameAccount{{502}, "Anna", "Anna"})) == Code::conflict);
  CHECK(code_of(desk.commit(RenameAccount{{502}, "Eva", "Eva"})) == Code::conflict);
  CHECK(code_of(desk.commit(RenameAccount{{502}, "", "Eva"})) == Code::invalid);

  desk.now += Millis{500};
  desk.must(RenameAccount{desk.author, "eva b", "Eva"});  // only spelt otherwise: no name was given up
  CHECK(store->former_names(desk.site, desk.author)->size() == 1);
  desk.must(RenameAccount{desk.author, "Anna", "Anna"});  // taken up again
  CHECK(store->former_names(desk.site, desk.author).value() ==
        std::vector{discussion::FormerName{"eva b", "Eva", desk.now}});
  desk.must(ForgetAccounts{desk.now, desk.now});
  CHECK(code_of(desk.commit(RenameAccount{{502}, "Eva", "Eva"})) == Code::conflict);
  desk.must(ForgetAccounts{desk.now, desk.now + Millis{1}});
  desk.must(RenameAccount{{502}, "Eva", "Eva"});
  CHECK(store->account_by_look(desk.site, "Eva")->author == AuthorId{502});
  CHECK(store->account_by_look(desk.site, "Boris")->author == AuthorId{502});
  desk.check_sound();
  desk.must(EraseAuthor{{502}}, FinishErasing{{502}});
  CHECK(code_of(store->account_by_look(desk.site, "Boris")) == Code::not_found);
  CHECK(store->former_names(desk.site, {502})->empty());
  desk.check_sound();
}

TEST_CASE("what a guest reported is found under the account's key from when it is opened, others' reports are not") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  const auto report = [&](std::int64_t id, const Key128& reporter) {
    FileReport file;
    file.report.id = {id};
    file.report.story = desk.story;
    file.report.comment = {1};
    file.report.clause = "manners";
    file.report.reporter = reporter;
    file.report.receipt = key_of(700 + static_cast<std::uint64_t>(id));
    file.report.case_code = "one-two-three-" + std::to_string(id);
    file.report.language = "en";
    file.report.filed = desk.now;
    desk.must(file);
  };
  report(1, key_of(81));
  report(2, key_of(82));
  report(3, key_of(81));
  desk.must(AddAccount{an_account(desk)});
  CHECK(code_of(desk.commit(OpenAccount{desk.author, key_of(71), key_of(81), Key128{}})) == Code::invalid);
  desk.must(OpenAccount{desk.author, key_of(71), key_of(81), key_of(83)});
  CHECK(store->reports_by(desk.site, key_of(81))->empty());
  CHECK(store->reports_by(desk.site, key_of(82))->size() == 1);
  REQUIRE(store->reports_by(desk.site, key_of(83))->size() == 2);
  CHECK(store->reports_by(desk.site, key_of(83))->at(0).id == discussion::ReportId{1});
  desk.check_sound();
}

TEST_CASE("an account that nobody opened is forgotten in time, with its claim to the name") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddAccount{an_account(desk)});
  desk.must(ForgetAccounts{desk.now});
  CHECK(store->account(desk.site, desk.author).has_value());
  desk.must(ForgetAccounts{desk.now + Millis{1}});
  CHECK(code_of(store->account(desk.site, desk.author)) == Code::not_found);
  CHECK(store->author(desk.site, desk.author).has_value());
  open_one(desk);
  desk.must(ForgetAccounts{desk.now + Millis{1}});
  CHECK(store->account(desk.site, desk.author).has_value());
  desk.check_sound();
}

TEST_CASE("a new password ends an account's sessions but the one it was set in; they are listed and ended one by one") {
  const auto store = fresh_store();
  Desk desk(*store);
  open_one(desk);
  CHECK(store->account_password(desk.site, desk.author) == "");
  const ReaderSession first = a_session(desk, 1, desk.author);
  desk.must(AddReaderSession{first});
  desk.now += Millis{1000};
  ReaderSession second = a_session(desk, 2, desk.author);
  desk.must(AddReaderSession{second});
  CHECK(store->reader_session(desk.site, first.key).value() == first);
  CHECK(store->reader_sessions(desk.site, desk.author).value() == std::vector{second, first});
  CHECK(code_of(desk.commit(AddReaderSession{second})) == Code::conflict);
  desk.now += Millis{1000};
  desk.must(TouchReaderSession{second.key}, TouchReaderSession{key_of(99)});
  second.seen = desk.now;
  desk.must(SetReaderPassword{desk.author, "$argon2id$x", second.key});
  CHECK(store->reader_sessions(desk.site, desk.author).value() == std::vector{second});
  CHECK(store->account(desk.site, desk.author)->has_password);
  CHECK(store->account_password(desk.site, desk.author) == "$argon2id$x");
  CHECK(code_of(desk.commit(SetReaderPassword{desk.author, "in clear"})) == Code::invalid);
  desk.must(EndReaderSessions{{502}, second.key});  // somebody else's
  CHECK(store->reader_session(desk.site, second.key).has_value());
  desk.must(AddReaderSession{first}, EndReaderSessions{desk.author, {}, first.key});
  CHECK(store->reader_sessions(desk.site, desk.author).value() == std::vector{first});
  desk.must(EndReaderSessions{desk.author, first.key}, EndReaderSessions{desk.author, first.key});
  CHECK(store->reader_sessions(desk.site, desk.author)->empty());
  desk.must(SetReaderPassword{desk.author, ""});
  CHECK_FALSE(store->account(desk.site, desk.author)->has_password);
  desk.check_sound();
}

TEST_CASE("sessions that are over are forgotten with the next one, and of too many the one unused for longest") {
  const auto store = fresh_store();
  Desk desk(*store);
  open_one(desk);
  desk.must(AddReaderSession{a_session(desk, 1, desk.author)});
  desk.now += discussion::reader_session_idle;
  desk.must(AddReaderSession{a_session(desk, 2, desk.author)});
  CHECK(store->reader_sessions(desk.site, desk.author)->size() == 1);
  for (std::uint64_t key = 3; key < 3 + discussion::most_reader_sessions; ++key) {
    desk.now += Millis{1};
    desk.must(AddReaderSession{a_session(desk, key, desk.author)});
  }
  const auto left = store->reader_sessions(desk.site, desk.author).value();
  CHECK(left.size() == discussion::most_reader_sessions);
  CHECK(code_of(store->reader_session(desk.site, key_of(2))) == Code::not_found);
}

TEST_CASE("who is muted is known by a comment of theirs, and all their comments of a story are found") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  const AuthorId reader = desk.add_author(502);
  Account account = an_account(desk);
  account.author = reader;
  const auto mute = [&] { return desk.commit(Mute{reader, desk.story, {1}}); };
  CHECK(code_of(mute()) == Code::not_found);
  desk.must(AddAccount{account});
  CHECK(code_of(mute()) == Code::conflict);
  desk.must(OpenAccount{reader, key_of(71)});
  CHECK(mute().has_value());
  CHECK(mute().has_value());  // again
  CHECK(code_of(desk.commit(Mute{reader, desk.story, {9}})) == Code::not_found);
  CHECK(store->muted_by(desk.site, reader).value() ==
        std::vector{discussion::Muted{desk.author, desk.story, {1}, desk.now}});
  desk.post(discussion::State::held);
  desk.post();
  AddComment own = desk.a_comment();
  own.comment.author = reader;
  desk.must(own);
  CHECK(code_of(desk.commit(Mute{reader, desk.story, {4}})) == Code::conflict);  // oneself
  CHECK(store->muted_in(desk.site, desk.story, reader).value() == std::vector<std::int64_t>{1, 2});
  CHECK(store->muted_in(desk.site, desk.story, desk.author)->empty());
  CHECK(store->muted_in(desk.site, desk.add_story(1002), reader)->empty());
  desk.must(Unmute{reader, desk.author}, Unmute{reader, desk.author});
  CHECK(store->muted_in(desk.site, desk.story, reader)->empty());
  CHECK(code_of(desk.commit(Unmute{desk.author, reader})) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("of two hundred people who are muted there is room for no more, until one is heard again") {
  const auto store = fresh_store();
  Desk desk(*store);
  const AuthorId reader = desk.add_author(502);
  Account account = an_account(desk);
  account.author = reader;
  desk.must(AddAccount{account}, OpenAccount{reader, key_of(71)});
  AuthorId first{};
  for (std::size_t n = 1; n <= discussion::most_muted + 1; ++n) {
    AddComment by_another = desk.a_comment();
    by_another.comment.author = desk.add_author(1'000 + n);
    if (n == 1) first = by_another.comment.author;
    desk.must(by_another);
    const auto muted = desk.commit(Mute{reader, desk.story, {static_cast<std::int64_t>(n)}});
    CHECK(muted.has_value() == (n <= discussion::most_muted));
  }
  const Mute once_more{reader, desk.story, {static_cast<std::int64_t>(discussion::most_muted) + 1}};
  CHECK(code_of(desk.commit(once_more)) == Code::conflict);
  desk.must(Unmute{reader, first});
  CHECK(desk.commit(once_more).has_value());
}

TEST_CASE("an erased account leaves nothing: not its name, its password, its sessions, nor who muted whom") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  const AuthorId reader = desk.add_author(502), third = desk.add_author(503);
  const auto opened = [&](AuthorId author, std::string name, std::uint64_t key) {
    Account account = an_account(desk, std::move(name));
    account.author = author;
    desk.must(AddAccount{account}, OpenAccount{author, key_of(key)});
  };
  opened(desk.author, "Anna", 71);
  opened(reader, "Boris", 72);
  opened(third, "Clara", 73);
  AddComment answer = desk.a_comment();
  answer.comment.author = reader;
  desk.must(answer, Mute{reader, desk.story, {1}});
  desk.must(Mute{desk.author, desk.story, {2}}, Mute{third, desk.story, {1}});
  desk.must(SetReaderPassword{desk.author, "$argon2id$x"}, AddReaderSession{a_session(desk, 1, desk.author)});
  desk.must(EraseAuthor{desk.author});
  CHECK(code_of(store->account(desk.site, desk.author)) == Code::not_found);
  CHECK(code_of(store->account_by_look(desk.site, "Anna")) == Code::not_found);
  CHECK(code_of(store->account_password(desk.site, desk.author)) == Code::not_found);
  CHECK(store->reader_sessions(desk.site, desk.author)->empty());
  CHECK(store->muted_by(desk.site, desk.author)->empty());
  CHECK(store->muted_by(desk.site, reader)->empty());
  CHECK(store->muted_by(desk.site, third)->empty());
  CHECK(code_of(desk.commit(AddAccount{an_account(desk)})) == Code::not_found);
  CHECK(code_of(store->author_by_token(desk.site, key_of(71))) == Code::not_found);
}

TEST_CASE("an address is one account's: a second one cannot confirm it") {
  const auto store = fresh_store();
  Desk desk(*store);
  open_one(desk);
  Account other = an_account(desk, "Boris");
  other.author = desk.add_author(502);
  discussion::Contact first = a_contact(desk, 1), second = a_contact(desk, 2);
  second.owner = discussion::owner(other.author);
  desk.must(AddAccount{other}, AddContact{first}, AddContact{second}, ConfirmContact{{1}});
  CHECK(code_of(desk.commit(OpenAccount{other.author, key_of(72)}, ConfirmContact{{2}})) == Code::conflict);
  CHECK_FALSE(store->account(desk.site, other.author)->opened);  // all or nothing
  desk.must(ConfirmContact{{2}});                                // a guest may: it opens nothing
  CHECK(store->contacts_at(desk.site, first.address)->size() == 1);
}

TEST_CASE("a link that serves once serves once") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddContact{a_contact(desk, 1)}, QueueLetter{a_letter(desk, 7, 1)});
  desk.must(UseLetter{{7}});
  CHECK(code_of(store->letter(desk.site, {7})) == Code::not_found);
  CHECK(code_of(desk.commit(UseLetter{{7}})) == Code::not_found);
  desk.check_sound();
}

}  // namespace comity::store::contract
