// Part of the contract: the people who work for a site.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

using discussion::Person;
using discussion::Role;

inline constexpr const char* some_hash = "$argon2id$v=19$m=8,t=1,p=1$salt$hash";

inline Person a_person(std::int64_t id, std::string name, std::vector<Role> roles = {Role::moderator}) {
  Person person;
  person.id = {id};
  person.name = std::move(name);
  person.roles = std::move(roles);
  person.created = at_ms(1'600'000'000'000 + id);
  return person;
}

inline AddSession a_session(const Desk& desk, std::uint64_t key, std::int64_t person) {
  return {{key_of(key), {person}, desk.now, desk.now, "Firefox, Linux"}};
}

TEST_CASE("a person is added with a name of their own, and the name is never given twice") {
  const auto store = fresh_store();
  Desk desk(*store);
  Person anna = a_person(7, "anna", {Role::moderator, Role::senior});
  anna.desk = "night desk";
  desk.must(AddPerson{anna});
  anna.site = desk.site;
  CHECK(store->person(desk.site, {7}).value() == anna);
  CHECK(store->person_by_name(desk.site, "anna").value() == anna);
  CHECK(store->credentials(desk.site, {7}).value() == discussion::Credentials{});
  CHECK(code_of(desk.commit(AddPerson{a_person(7, "boris")})) == Code::conflict);
  CHECK(code_of(desk.commit(AddPerson{a_person(8, "anna")})) == Code::conflict);
  CHECK(code_of(desk.commit(AddPerson{a_person(8, "")})) == Code::invalid);
  CHECK(code_of(desk.commit(AddPerson{a_person(0, "boris")})) == Code::invalid);
  CHECK(code_of(desk.commit(AddPerson{a_person(8, "boris", {})})) == Code::invalid);
  CHECK(code_of(desk.commit(AddPerson{a_person(8, "boris", {Role::editor, Role::moderator})})) == Code::invalid);
  desk.must(RemovePerson{{7}});
  CHECK(code_of(desk.commit(AddPerson{a_person(8, "anna")})) == Code::conflict);
  CHECK(store->person(desk.site, {7})->removed == desk.now);
  CHECK(code_of(desk.commit(SetPerson{{7}, "day desk", {}, {}})) == Code::not_found);
  CHECK(code_of(store->person(desk.site, {8})) == Code::not_found);
  CHECK(code_of(store->person(SiteId{99}, {7})) == Code::not_found);
  CHECK(store->people(desk.site)->size() == 1);
  desk.check_sound();
}

TEST_CASE("a reviewer has one case that is there, and is nothing else") {
  const auto store = fresh_store();
  Desk desk(*store);
  const CommentId comment = desk.post(State::held).comment;
  Person rita = a_person(3, "rita", {Role::reviewer});
  CHECK(code_of(desk.commit(AddPerson{rita})) == Code::invalid);
  rita.only = discussion::Case{desk.story, {99}};
  CHECK(code_of(desk.commit(AddPerson{rita})) == Code::not_found);
  rita.only = discussion::Case{desk.story, comment};
  rita.roles = {Role::reviewer, Role::moderator};
  CHECK(code_of(desk.commit(AddPerson{rita})) == Code::invalid);
  rita.roles = {Role::reviewer};
  desk.must(AddPerson{rita});
  CHECK(store->person(desk.site, {3})->only == rita.only);
  CHECK(code_of(desk.commit(SetPerson{{3}, {}, std::vector{Role::reviewer}, discussion::Case{desk.story, {99}}})) ==
        Code::not_found);
  desk.must(SetPerson{{3}, "guest", std::vector{Role::moderator, Role::editor}, {}});
  const Person now = store->person(desk.site, {3}).value();
  CHECK(now.desk == "guest");
  CHECK(now.roles == std::vector{Role::moderator, Role::editor});
  CHECK_FALSE(now.only);
  desk.check_sound();
}

TEST_CASE("an invitation sets a password once, in its time, and a later one takes its place") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, AddPerson{a_person(2, "boris")});
  desk.must(Invite{{1}, key_of(11), desk.now + Millis{1000}});
  desk.must(Invite{{1}, key_of(12), desk.now + Millis{1000}});
  CHECK(code_of(store->person_by_invitation(desk.site, key_of(11))) == Code::not_found);
  CHECK(store->person_by_invitation(desk.site, key_of(12))->name == "anna");
  CHECK(store->person(desk.site, {1})->invited_until == desk.now + Millis{1000});
  CHECK(code_of(desk.commit(Invite{{2}, key_of(12), desk.now})) == Code::conflict);
  CHECK(code_of(desk.commit(SetPassword{{1}, some_hash, key_of(11), {}})) == Code::conflict);
  CHECK(code_of(desk.commit(SetPassword{{2}, some_hash, key_of(12), {}})) == Code::conflict);
  CHECK(code_of(desk.commit(SetPassword{{1}, "plain words", key_of(12), {}})) == Code::invalid);
  desk.must(SetPassword{{1}, some_hash, key_of(12), {}});
  CHECK(store->person(desk.site, {1})->has_password);
  CHECK_FALSE(store->person(desk.site, {1})->invited_until);
  CHECK(code_of(desk.commit(SetPassword{{1}, some_hash, key_of(12), {}})) == Code::conflict);
  desk.must(Invite{{2}, key_of(13), desk.now + Millis{1000}});
  desk.now += Millis{1000};
  CHECK(code_of(desk.commit(SetPassword{{2}, some_hash, key_of(13), {}})) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("a new password ends every session but the one it was set in") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, AddPerson{a_person(2, "boris")});
  desk.must(a_session(desk, 21, 1), a_session(desk, 22, 1), a_session(desk, 23, 2));
  CHECK(code_of(desk.commit(a_session(desk, 21, 2))) == Code::conflict);
  CHECK(code_of(desk.commit(a_session(desk, 24, 9))) == Code::not_found);
  desk.must(SetPassword{{1}, some_hash, {}, key_of(22)});
  CHECK(code_of(store->session(desk.site, key_of(21))) == Code::not_found);
  CHECK(store->session(desk.site, key_of(22))->person == PersonId{1});
  CHECK(store->sessions(desk.site, {2})->size() == 1);
  CHECK(store->credentials(desk.site, {1})->password == some_hash);
  desk.check_sound();
}

TEST_CASE("sessions are used, listed, ended one by one and all together") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, AddPerson{a_person(2, "boris")});
  desk.must(a_session(desk, 31, 1));
  desk.now += Millis{5000};
  desk.must(a_session(desk, 32, 1), a_session(desk, 33, 1), TouchSession{key_of(31)}, TouchSession{key_of(99)});
  const auto all = store->sessions(desk.site, {1}).value();
  REQUIRE(all.size() == 3);
  CHECK(all[2].key == key_of(31));
  CHECK(all[2].seen == desk.now);
  CHECK(all[2].begun == desk.now - Millis{5000});
  desk.must(EndSessions{{2}, key_of(31), {}});  // somebody else's
  CHECK(store->sessions(desk.site, {1})->size() == 3);
  desk.must(EndSessions{{1}, key_of(31), {}});
  desk.must(EndSessions{{1}, key_of(31), {}});
  CHECK(store->sessions(desk.site, {1})->size() == 2);
  desk.must(EndSessions{{1}, {}, key_of(33)});
  CHECK(store->sessions(desk.site, {1})->size() == 1);
  desk.must(EndSessions{{1}, {}, {}});
  CHECK(store->sessions(desk.site, {1})->empty());
  desk.check_sound();
}

TEST_CASE("sessions that are over are forgotten, and a person has twenty at most") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, AddPerson{a_person(2, "boris")});
  desk.must(a_session(desk, 100, 2));
  for (std::uint64_t n = 1; n <= 25; ++n) {
    desk.now += Millis{1};
    desk.must(a_session(desk, 200 + n, 1));
  }
  CHECK(store->sessions(desk.site, {1})->size() == discussion::most_sessions);
  CHECK(code_of(store->session(desk.site, key_of(205))) == Code::not_found);
  CHECK(store->session(desk.site, key_of(206)).has_value());
  CHECK(store->session(desk.site, key_of(100)).has_value());
  desk.now += discussion::session_idle;
  desk.must(a_session(desk, 300, 1));
  CHECK(store->sessions(desk.site, {1})->size() == 1);
  CHECK(store->sessions(desk.site, {2})->empty());
}

TEST_CASE("no code of the second step and no recovery code serves twice") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, a_session(desk, 41, 1), a_session(desk, 42, 1));
  CHECK(code_of(desk.commit(SetTotp{{1}, "short", 1, {}, {}})) == Code::invalid);
  const std::string secret(20, 's');
  CHECK(code_of(desk.commit(SetTotp{{1}, secret, 1, {key_of(1), key_of(1)}, {}})) == Code::invalid);
  desk.must(SetTotp{{1}, secret, 1000, {key_of(52), key_of(51)}, key_of(42)});
  CHECK(store->sessions(desk.site, {1})->size() == 1);
  CHECK(store->person(desk.site, {1})->has_totp);
  CHECK(store->person(desk.site, {1})->recovery_left == 2);
  CHECK(store->credentials(desk.site, {1})->recovery == std::vector{key_of(51), key_of(52)});
  CHECK(code_of(desk.commit(TakeTotpStep{{1}, 1000})) == Code::conflict);
  desk.must(TakeTotpStep{{1}, 1001});
  CHECK(code_of(desk.commit(TakeTotpStep{{1}, 1001})) == Code::conflict);
  CHECK(code_of(desk.commit(TakeTotpStep{{1}, 999})) == Code::conflict);
  desk.must(TakeRecoveryCode{{1}, key_of(52)});
  CHECK(code_of(desk.commit(TakeRecoveryCode{{1}, key_of(52)})) == Code::conflict);
  CHECK(store->person(desk.site, {1})->recovery_left == 1);
  desk.must(SetTotp{{1}, "", 0, {}, {}});
  CHECK_FALSE(store->person(desk.site, {1})->has_totp);
  CHECK(store->person(desk.site, {1})->recovery_left == 0);
  desk.check_sound();
}

TEST_CASE("what went wrong at sign-in is counted until the next sign-in") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")});
  desk.must(NoteFailure{{1}});
  desk.now += Millis{7};
  desk.must(NoteFailure{{1}});
  CHECK(store->person(desk.site, {1})->failures == 2);
  CHECK(store->person(desk.site, {1})->last_failure == desk.now);
  CHECK(code_of(desk.commit(NoteFailure{{2}})) == Code::not_found);
  desk.must(a_session(desk, 61, 1));
  CHECK(store->person(desk.site, {1})->failures == 0);
  CHECK_FALSE(store->person(desk.site, {1})->last_failure);
}

TEST_CASE("whoever is removed has no session, no password, no second step and no invitation") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddPerson{a_person(1, "anna")}, Invite{{1}, key_of(71), desk.now + Millis{1000}});
  desk.must(SetPassword{{1}, some_hash, {}, {}}, SetTotp{{1}, std::string(20, 's'), 5, {key_of(72)}, {}});
  desk.must(a_session(desk, 73, 1), Invite{{1}, key_of(74), desk.now + Millis{1000}});
  desk.must(RemovePerson{{1}});
  const Person anna = store->person(desk.site, {1}).value();
  CHECK(anna.removed == desk.now);
  CHECK_FALSE(anna.has_password);
  CHECK_FALSE(anna.has_totp);
  CHECK_FALSE(anna.invited_until);
  CHECK(anna.recovery_left == 0);
  CHECK(store->credentials(desk.site, {1}).value() == discussion::Credentials{});
  CHECK(code_of(store->session(desk.site, key_of(73))) == Code::not_found);
  CHECK(code_of(store->person_by_invitation(desk.site, key_of(74))) == Code::not_found);
  CHECK(code_of(desk.commit(a_session(desk, 75, 1))) == Code::not_found);
  CHECK(code_of(desk.commit(RemovePerson{{1}})) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("one site's people are nobody at another") {
  const auto store = fresh_store();
  Desk desk(*store);
  const SiteId other = desk.commit_on({}, PutSite{Desk::a_site("gazette")})->site;
  desk.must(AddPerson{a_person(1, "anna")}, a_session(desk, 81, 1));
  CHECK(store->people(other)->empty());
  CHECK(code_of(store->person_by_name(other, "anna")) == Code::not_found);
  CHECK(code_of(store->session(other, key_of(81))) == Code::not_found);
  REQUIRE(desk.commit_on(other, AddPerson{a_person(1, "anna", {Role::administrator})}));
  CHECK(store->person(other, {1})->roles == std::vector{Role::administrator});
  CHECK(store->person(desk.site, {1})->roles == std::vector{Role::moderator});
}

}  // namespace comity::store::contract
