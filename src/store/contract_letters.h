// Part of the contract: addresses that were left, and the letters to them.
#pragma once

#include "store/contract.h"
#include "store/desk.h"

namespace comity::store::contract {

using discussion::Contact;
using discussion::Letter;
using discussion::LetterKind;

inline Contact a_contact(const Desk& desk, std::int64_t id, std::string address = "anna@paper.example") {
  Contact contact;
  contact.site = desk.site;
  contact.id = {id};
  contact.owner = discussion::owner(desk.author);
  contact.address = std::move(address);
  contact.language = "en";
  contact.added = desk.now;
  return contact;
}

inline Letter a_letter(const Desk& desk, std::int64_t id, std::int64_t to, std::int64_t about = 1) {
  Letter letter;
  letter.site = desk.site;
  letter.id = {id};
  letter.to = {to};
  letter.language = "ru";
  letter.story = desk.story;
  letter.comment = {1};
  letter.about = about;
  letter.link = key_of(0x1000u + static_cast<std::uint64_t>(id));
  letter.queued = letter.next_try = desk.now;
  return letter;
}

TEST_CASE("an address is read back as it was left, confirmed once, and takes its owner's other ones away") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post();
  Contact first = a_contact(desk, 1), second = a_contact(desk, 2, "b@paper.example"), one = a_contact(desk, 3);
  one.only = discussion::Case{desk.story, {1}};
  desk.must(AddContact{first}, AddContact{second}, AddContact{one}, QueueLetter{a_letter(desk, 7, 1)});
  CHECK(store->contact(desk.site, {1}).value() == first);
  CHECK(store->contacts_of(desk.site, first.owner).value() == std::vector{first, second, one});
  CHECK(code_of(desk.commit(AddContact{first})) == Code::conflict);
  desk.now += Millis{500};
  desk.must(ConfirmContact{{2}});
  second.confirmed = desk.now;
  CHECK(store->contacts_of(desk.site, first.owner).value() == std::vector{second, one});  // another comment's stays
  CHECK(code_of(store->letter(desk.site, {7})) == Code::not_found);
  desk.now += Millis{500};
  desk.must(ConfirmContact{{2}});
  CHECK(store->contact(desk.site, {2}).value() == second);
  CHECK(code_of(desk.commit(ConfirmContact{{1}})) == Code::not_found);
  desk.check_sound();
}

TEST_CASE("an address is somebody's who is there, is for a comment that is there, and is one") {
  const auto store = fresh_store();
  Desk desk(*store);
  Contact contact = a_contact(desk, 1);
  contact.owner = discussion::owner(AuthorId{99});
  CHECK(code_of(desk.commit(AddContact{contact})) == Code::not_found);
  contact.owner = discussion::owner(PersonId{99});
  CHECK(code_of(desk.commit(AddContact{contact})) == Code::not_found);
  contact = a_contact(desk, 1);
  contact.only = discussion::Case{desk.story, {5}};
  CHECK(code_of(desk.commit(AddContact{contact})) == Code::not_found);
  CHECK(code_of(desk.commit(AddContact{a_contact(desk, 1, "anna")})) == Code::invalid);
  CHECK(code_of(desk.commit(AddContact{a_contact(desk, 1, "a@b.example\r\nBcc: x@y.example")})) == Code::invalid);
  CHECK(code_of(desk.commit(AddContact{a_contact(desk, 0)})) == Code::invalid);
  contact = a_contact(desk, 1);
  contact.wants.daily = true;
  CHECK(code_of(desk.commit(AddContact{contact})) == Code::invalid);
  for (std::int64_t id = 1; id <= static_cast<std::int64_t>(discussion::most_contacts); ++id)
    desk.must(AddContact{a_contact(desk, id)});
  CHECK(code_of(desk.commit(AddContact{a_contact(desk, 99)})) == Code::conflict);
  desk.check_sound();
}

TEST_CASE("what is wanted can be changed, and an address that goes takes its letters with it") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddContact{a_contact(desk, 1)}, ConfirmContact{{1}}, QueueLetter{a_letter(desk, 7, 1)});
  desk.must(SetContact{{1}, discussion::Wants{false, true, false}, "ar"});
  CHECK(store->contact(desk.site, {1})->wants == discussion::Wants{false, true, false});
  CHECK(store->contact(desk.site, {1})->language == "ar");
  CHECK(code_of(desk.commit(SetContact{{1}, discussion::Wants{true, true, true}})) == Code::invalid);
  CHECK_FALSE(store->contact(desk.site, {1})->wants.daily);
  desk.must(RemoveContact{{1}}, RemoveContact{{1}});
  CHECK(code_of(store->contact(desk.site, {1})) == Code::not_found);
  CHECK(store->letters(desk.site, {}, 10)->empty());
  CHECK(code_of(desk.commit(SetContact{{1}, {}, "en"})) == Code::not_found);
  desk.must(QueueLetter{a_letter(desk, 8, 1)});  // to nobody any more
  CHECK(store->letters(desk.site, {}, 10)->empty());
}

TEST_CASE("a letter about a comment of the same change names its place") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddContact{a_contact(desk, 1)});
  Letter letter = a_letter(desk, 7, 1);
  letter.comment = {};
  CHECK(code_of(desk.commit(QueueLetter{letter})) == Code::invalid);
  desk.post();
  desk.must(desk.a_comment(), QueueLetter{letter});
  CHECK(store->letter(desk.site, {7})->comment == CommentId{2});
  desk.check_sound();
}

TEST_CASE("a letter waits, is tried, put off and sent or given up; the same one is never queued twice") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddContact{a_contact(desk, 1)}, QueueLetter{a_letter(desk, 7, 1)}, QueueLetter{a_letter(desk, 8, 1, 2)});
  Letter letter = a_letter(desk, 7, 1);
  CHECK(store->letter(desk.site, {7}).value() == letter);
  CHECK(store->letter_by_link(desk.site, letter.link).value() == letter);
  CHECK(code_of(store->letter_by_link(desk.site, key_of(9))) == Code::not_found);
  desk.must(QueueLetter{a_letter(desk, 9, 1)});  // of the same kind about the same
  CHECK(store->letters(desk.site, {}, 10)->size() == 2);
  CHECK(code_of(desk.commit(QueueLetter{a_letter(desk, 7, 1, 3)})) == Code::conflict);  // its id
  CHECK(store->due_letters(desk.site, desk.now - Millis{1}, 10)->empty());
  CHECK(store->due_letters(desk.site, desk.now, 10)->size() == 2);
  CHECK(store->letters_to(desk.site, "anna@paper.example", desk.now) == 0);

  const Time later = desk.now + Millis{60'000};
  desk.must(TryLetter{{7}, later});
  letter.tried = 1;
  letter.last_try = desk.now;
  letter.next_try = later;
  CHECK(store->letter(desk.site, {7}).value() == letter);
  CHECK(store->letters_to(desk.site, "anna@paper.example", desk.now) == 1);
  CHECK(store->letters_to(desk.site, "anna@paper.example", later) == 0);
  desk.must(PostponeLetter{{8}, later - Millis{1}});
  const auto due = store->due_letters(desk.site, later, 10).value();
  REQUIRE(due.size() == 2);
  CHECK(due[0].id.value == 8);
  CHECK(due[0].tried == 0);

  CHECK(store->waiting_letters(desk.site) == 2);
  desk.must(LetterSent{{7}}, GiveUpLetter{{8}});
  CHECK(store->waiting_letters(desk.site) == 0);
  CHECK(store->due_letters(desk.site, later, 10)->empty());
  CHECK(store->letter(desk.site, {7})->sent == desk.now);
  CHECK(store->letter(desk.site, {8})->given_up == desk.now);
  CHECK(code_of(desk.commit(LetterSent{{8}})) == Code::conflict);
  CHECK(code_of(desk.commit(TryLetter{{7}, later})) == Code::conflict);
  CHECK(code_of(desk.commit(PostponeLetter{{99}, later})) == Code::not_found);
  desk.must(QueueLetter{a_letter(desk, 10, 1)}, QueueLetter{a_letter(desk, 11, 1, 2)});
  CHECK(code_of(store->letter(desk.site, {10})) == Code::not_found);  // it was sent
  CHECK(code_of(store->letter(desk.site, {8})) == Code::not_found);   // it was given up: there is something to tell now
  CHECK(store->letter(desk.site, {11}).has_value());
  desk.check_sound();
}

TEST_CASE("a letter that was tried is recalled when words it may hold are erased, until it is tried again") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.post(), desk.post();
  Letter other = a_letter(desk, 9, 1, 3);
  other.comment = {2};
  Letter told = a_letter(desk, 7, 1);
  told.kind = other.kind = LetterKind::decision;
  desk.must(AddContact{a_contact(desk, 1)}, QueueLetter{told}, QueueLetter{a_letter(desk, 8, 1, 2)},
            QueueLetter{other});
  Letter asks = a_letter(desk, 10, 1, 4);  // whose the address is: it holds no words
  asks.kind = LetterKind::confirm;
  desk.must(QueueLetter{asks}, TryLetter{{10}, desk.now});
  const auto is_recalled = [&](std::int64_t id) { return store->letter(desk.site, {id})->recalled; };
  desk.must(TryLetter{{7}, desk.now}, TryLetter{{9}, desk.now}, LetterSent{{9}});
  desk.must(Erase{desk.story, {1}});
  CHECK(is_recalled(7));
  CHECK_FALSE(is_recalled(8));  // nothing of it was written yet
  CHECK_FALSE(is_recalled(10));
  CHECK_FALSE(is_recalled(9));
  desk.must(TryLetter{{7}, desk.now});
  CHECK_FALSE(is_recalled(7));
  desk.must(LetterSent{{7}});
  const std::string text = store->revisions(desk.site, desk.story, {2})->front().text;
  desk.must(EraseQuotes{desk.story, {2}, 1, sha256(text), {{0, 1}}});
  CHECK(is_recalled(9));
  desk.check_sound();
}

TEST_CASE("letters that were dealt with and addresses that nobody confirmed are forgotten in time") {
  const auto store = fresh_store();
  Desk desk(*store);
  desk.must(AddContact{a_contact(desk, 1)}, ConfirmContact{{1}}, QueueLetter{a_letter(desk, 7, 1)},
            QueueLetter{a_letter(desk, 8, 1, 2)}, AddContact{a_contact(desk, 2)}, QueueLetter{a_letter(desk, 9, 2)});
  desk.must(LetterSent{{7}});
  desk.must(TidyLetters{desk.now, desk.now});  // not before its time
  CHECK(store->letters(desk.site, {}, 10)->size() == 3);
  desk.must(TidyLetters{desk.now + Millis{1}, desk.now + Millis{1}});
  const auto left = store->letters(desk.site, {}, 10).value();
  REQUIRE(left.size() == 1);
  CHECK(left[0].id.value == 8);  // it still waits
  CHECK(code_of(store->contact(desk.site, {2})) == Code::not_found);
  CHECK(store->contact(desk.site, {1}).has_value());
}

TEST_CASE("who signs in or reads the daily letter is found by the address; a guest is not") {
  const auto store = fresh_store();
  Desk desk(*store);
  discussion::Author account;
  account.id = {601};
  account.kind = policy::AuthorKind::account;
  account.first_seen = desk.now;
  discussion::Person person;
  person.id = {4};
  person.name = "boris";
  person.roles = {discussion::Role::moderator};
  Contact guests = a_contact(desk, 1), accounts = a_contact(desk, 2), staffs = a_contact(desk, 3);
  accounts.owner = discussion::owner(account.id);
  staffs.owner = discussion::owner(person.id);
  staffs.wants = {false, false, true};
  desk.must(AddAuthor{account}, AddPerson{person}, AddContact{guests}, AddContact{accounts}, AddContact{staffs});
  CHECK(store->contacts_at(desk.site, "anna@paper.example")->empty());
  CHECK(store->daily_contacts(desk.site)->empty());
  desk.must(ConfirmContact{{1}}, ConfirmContact{{2}}, ConfirmContact{{3}});
  accounts.confirmed = staffs.confirmed = desk.now;
  CHECK(store->contacts_at(desk.site, "anna@paper.example").value() == std::vector{accounts, staffs});
  CHECK(store->contacts_at(desk.site, "b@paper.example")->empty());
  CHECK(store->daily_contacts(desk.site).value() == std::vector{staffs});
  desk.check_sound();
}

TEST_CASE("a site says whether readers have accounts, and when the daily letter goes out") {
  const auto store = fresh_store();
  Desk desk(*store);
  discussion::Site site = store->site(desk.site).value();
  CHECK_FALSE(site.reader_accounts);
  CHECK(site.daily_hour == 6);
  site.reader_accounts = true;
  site.daily_hour = 23;
  desk.must(PutSite{site});
  CHECK(store->site(desk.site)->reader_accounts);
  CHECK(store->site(desk.site)->daily_hour == 23);
  site.daily_hour = 24;
  CHECK(code_of(desk.commit(PutSite{site})) == Code::invalid);
}

}  // namespace comity::store::contract
