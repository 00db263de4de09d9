// Part of the contract: passkeys of the people who work for a site.
#pragma once

#include "store/contract_people.h"

namespace comity::store::contract {

inline discussion::Passkey a_passkey(const Desk& desk, std::int64_t person, std::string credential,
                                     std::int64_t count = 0) {
  discussion::Passkey passkey;
  passkey.person = {person};
  passkey.credential = std::move(credential);
  passkey.public_key = std::string("\xa5\0k", 3);
  passkey.count = count;
  passkey.name = "my telephone";
  passkey.created = desk.now;
  return passkey;
}

TEST_CASE("a passkey is one person's, found by its credential, listed in the order they came") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, AddPerson{a_person(2, "boris")});
  const std::string zeros("\0\0a", 3);
  const discussion::Passkey first = a_passkey(desk, 1, zeros, 7);
  desk.must(AddPasskey{first});
  desk.now += Millis{5};
  const discussion::Passkey second = a_passkey(desk, 1, std::string(discussion::max_credential_bytes, '\xff'));
  desk.must(AddPasskey{second});
  CHECK(store->passkeys(desk.site, {1}).value() == std::vector{first, second});
  CHECK(store->passkey(desk.site, zeros).value() == first);
  CHECK(store->person(desk.site, {1})->passkeys == 2);
  CHECK(store->person(desk.site, {1})->has_second_step());
  CHECK_FALSE(store->person(desk.site, {2})->has_second_step());
  CHECK(code_of(store->passkey(desk.site, "\0")) == Code::not_found);
  CHECK(code_of(store->passkey(SiteId{99}, zeros)) == Code::not_found);
  CHECK(code_of(desk.commit(AddPasskey{a_passkey(desk, 2, zeros)})) == Code::conflict);
  CHECK(code_of(desk.commit(AddPasskey{a_passkey(desk, 3, "c")})) == Code::not_found);
  CHECK(code_of(desk.commit(AddPasskey{a_passkey(desk, 2, "")})) == Code::invalid);
  CHECK(code_of(desk.commit(AddPasskey{a_passkey(desk, 2, std::string(1024, 'c'))})) == Code::invalid);
  CHECK(code_of(desk.commit(AddPasskey{a_passkey(desk, 2, "c", discussion::max_passkey_count + 1)})) == Code::invalid);
  desk.must(RenamePasskey{{1}, zeros, "key on the ring"});
  CHECK(store->passkey(desk.site, zeros)->name == "key on the ring");
  CHECK(code_of(desk.commit(RenamePasskey{{1}, zeros, ""})) == Code::invalid);
  CHECK(code_of(desk.commit(RenamePasskey{{2}, zeros, "mine"})) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("a person has ten passkeys at most") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, AddPerson{a_person(2, "boris")});
  for (std::size_t i = 0; i < discussion::most_passkeys; ++i)
    desk.must(AddPasskey{a_passkey(desk, 1, "c" + std::to_string(i))});
  CHECK(code_of(desk.commit(AddPasskey{a_passkey(desk, 1, "one more")})) == Code::conflict);
  desk.must(AddPasskey{a_passkey(desk, 2, "another's")});
  desk.check_sound();
}

TEST_CASE("a passkey's count goes up, or is none for ever; one that does not go on is noted") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, AddPasskey{a_passkey(desk, 1, "c", 7)},
            AddPasskey{a_passkey(desk, 1, "d")});
  desk.now += Millis{10};
  CHECK(code_of(desk.commit(UsePasskey{{1}, "c", 7})) == Code::conflict);
  CHECK(code_of(desk.commit(UsePasskey{{1}, "c", 0})) == Code::conflict);
  desk.must(UsePasskey{{1}, "c", 8});
  CHECK(code_of(desk.commit(UsePasskey{{1}, "c", 8})) == Code::conflict);
  CHECK(store->passkey(desk.site, "c")->count == 8);
  CHECK(store->passkey(desk.site, "c")->used == desk.now);
  desk.must(UsePasskey{{1}, "c", discussion::max_passkey_count});
  desk.must(UsePasskey{{1}, "d", 0});
  desk.must(UsePasskey{{1}, "d", 0});
  desk.must(UsePasskey{{1}, "d", 1});
  CHECK(code_of(desk.commit(UsePasskey{{1}, "d", 0})) == Code::conflict);
  CHECK_FALSE(store->passkey(desk.site, "d")->doubted);
  desk.must(DoubtPasskey{{1}, "d"});
  CHECK(store->passkey(desk.site, "d")->doubted == desk.now);
  CHECK(code_of(desk.commit(UsePasskey{{2}, "c", 9})) == Code::not_found);
  CHECK(code_of(desk.commit(UsePasskey{{1}, "e", 9})) == Code::not_found);
  CHECK(code_of(desk.commit(DoubtPasskey{{1}, "e"})) == Code::not_found);
}

TEST_CASE("recovery codes come with the first passkey and go with the last, unless an app is there") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, SetPassword{{1}, some_hash, {}, {}});
  desk.must(a_session(desk, 41, 1), a_session(desk, 42, 1));
  CHECK(code_of(desk.commit(AddPasskey{a_passkey(desk, 1, "c"), {key_of(1), key_of(1)}, {}})) == Code::invalid);
  desk.must(AddPasskey{a_passkey(desk, 1, "c"), {key_of(2), key_of(1)}, key_of(42)});
  CHECK(store->sessions(desk.site, {1})->size() == 1);
  CHECK(store->credentials(desk.site, {1})->recovery == std::vector{key_of(1), key_of(2)});
  desk.must(TakeRecoveryCode{{1}, key_of(1)});
  desk.must(AddPasskey{a_passkey(desk, 1, "d"), {}, {}});
  CHECK(store->person(desk.site, {1})->recovery_left == 1);
  desk.must(RemovePasskey{{1}, "c"});
  CHECK(store->person(desk.site, {1})->recovery_left == 1);
  CHECK(code_of(desk.commit(RemovePasskey{{1}, "c"})) == Code::not_found);
  desk.must(RemovePasskey{{1}, "d"});
  CHECK(store->person(desk.site, {1})->recovery_left == 0);
  CHECK(store->person(desk.site, {1})->passkeys == 0);
  desk.must(SetTotp{{1}, std::string(20, 's'), 1, {key_of(3)}, {}}, AddPasskey{a_passkey(desk, 1, "c"), {}, {}});
  desk.must(RemovePasskey{{1}, {}});
  CHECK(store->person(desk.site, {1})->recovery_left == 1);
  desk.check_sound();
}

TEST_CASE("the last way in is not removed by hand, and all passkeys go at once when an operator says so") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, AddPasskey{a_passkey(desk, 1, "c")}, AddPasskey{a_passkey(desk, 1, "d")});
  desk.must(RemovePasskey{{1}, "c"});
  CHECK(code_of(desk.commit(RemovePasskey{{1}, "d"})) == Code::conflict);
  CHECK(store->person(desk.site, {1})->passkeys == 1);
  desk.must(RemovePasskey{{1}, {}});
  CHECK(store->person(desk.site, {1})->passkeys == 0);
  desk.must(AddPasskey{a_passkey(desk, 1, "d")}, SetPassword{{1}, some_hash, {}, {}}, RemovePasskey{{1}, "d"});
  CHECK(code_of(desk.commit(RemovePasskey{{2}, {}})) == Code::not_found);
}

TEST_CASE("passkeys go with the person, a session keeps how it was begun, and another site knows nothing of either") {
  const auto store = fresh_store();
  Desk desk(*store);
  const SiteId other = desk.commit_on({}, PutSite{Desk::a_site("gazette")})->site;
  REQUIRE(desk.commit_on(other, AddPerson{a_person(1, "anna")}, AddPasskey{a_passkey(desk, 1, "c", 3)}));
  desk.must(AddPerson{a_person(1, "anna")}, AddPasskey{a_passkey(desk, 1, "c", 5), {key_of(6)}, {}});
  AddSession begun = a_session(desk, 81, 1);
  begun.session.way = discussion::Way::passkey;
  desk.must(begun);
  CHECK(store->session(desk.site, key_of(81))->way == discussion::Way::passkey);
  CHECK(store->sessions(desk.site, {1})->front() == begun.session);
  desk.must(RemovePerson{{1}});
  CHECK(store->passkeys(desk.site, {1})->empty());
  CHECK(store->person(desk.site, {1})->passkeys == 0);
  CHECK(store->person(desk.site, {1})->recovery_left == 0);
  CHECK(code_of(store->passkey(desk.site, "c")) == Code::not_found);
  CHECK(code_of(desk.commit(AddPasskey{a_passkey(desk, 1, "d")})) == Code::not_found);
  CHECK(code_of(desk.commit(RemovePasskey{{1}, {}})) == Code::not_found);
  CHECK(store->passkey(other, "c")->count == 3);
  desk.check_sound();
}

}  // namespace comity::store::contract
