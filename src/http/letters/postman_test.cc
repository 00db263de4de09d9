// Letters from the deed to the carrier's hands: who gets one, when, with which words, and who does not.
#include "actions/daily_letter.h"
#include "actions/decide_appeal.h"
#include "actions/decide_comment.h"
#include "actions/erase_words.h"
#include "actions/file_appeal.h"
#include "actions/file_report.h"
#include "actions/leave_address.h"
#include "actions/manage_people.h"
#include "actions/read_own.h"
#include "actions/undo_decision.h"
#include "actions/withdraw_comment.h"
#include "http/letters/postman_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Contact;
using discussion::Wants;

TEST_CASE("an address is asked once, with a link that two days lead to the page with the button") {
  PostOffice office;
  const auto posted = office.post("What humbug!", 0, office.anna).value();
  const Contact contact = office.leave(posted);
  CHECK_FALSE(contact.confirmed);
  CHECK_FALSE(contact.only);
  CHECK(office.postman.round() == 1);
  REQUIRE(office.bag.letters.size() == 1);
  CHECK(office.bag.letters[0].to == "anna@reader.example");
  CHECK(office.bag.letters[0].from == "desk@herald.example");
  const std::string letter = office.last();
  const std::string page = letter_path(office.site, office.token());
  CHECK(stands_in(letter, "https://talk.example" + page + "?lang=en"));
  CHECK_FALSE(stands_in(letter, "List-Unsubscribe:"));
  CHECK_FALSE(stands_in(letter, "humbug"));
  CHECK(office.postman.round() == 0);
  // A look at the page confirms nothing.
  CHECK(has(office.ask("GET", page), "Yes, write to me there"));
  CHECK_FALSE(office.store->contact(office.site.id, contact.id)->confirmed);
  office.clock.at += discussion::confirmation_lasts;
  CHECK(office.ask("GET", page).status == 404);
  CHECK(office.ask("GET", letter_path(office.site, key128_from_base64url("AAAAAAAAAAAAAAAAAAAAAQ").value())).status ==
        404);
}

TEST_CASE("a person's decision is told with the statement's words, the way back and the case code, and no name") {
  PostOffice office;
  const auto posted = office.a_comment_to_hear_of();
  office.refuse(posted, "mara.kestrel");
  office.postman.round();
  CHECK(office.bag.letters.empty());  // it could still be taken back
  office.send_all();
  REQUIRE(office.bag.letters.size() == 1);
  const std::string letter = office.last();
  CHECK(stands_in(letter, "Your comment was not published."));
  CHECK(stands_in(letter, "humbug"));
  CHECK(stands_in(letter, "https://talk.example/r/" + to_base64url(posted.comment.receipt)));
  CHECK(stands_in(letter, posted.comment.case_code));
  CHECK(stands_in(letter, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
  CHECK_FALSE(stands_in(letter, "kestrel"));
  CHECK_FALSE(stands_in(letter, "mara"));
}

TEST_CASE("what was taken back within a minute, withdrawn, or is not wanted, is in no letter") {
  PostOffice office;
  const auto posted = office.a_comment_to_hear_of();
  office.refuse(posted, "mara");
  const auto decisions = office.store->decisions(office.site.id, posted.story.id, posted.comment.id).value();
  REQUIRE(actions::undo_decision(office.world,
                                 {office.site.id, decisions.back().id, "mara", discussion::Actor::moderator}));
  office.send_all();
  CHECK(office.bag.letters.empty());

  office.refuse(posted, "mara");
  const auto contacts = actions::addresses_for(office.world, posted.comment).value();
  REQUIRE(contacts.size() == 1);
  actions::OpenedLetter opened;
  opened.site = office.site;
  opened.contact = contacts[0];
  REQUIRE(actions::set_wants(office.world, opened, {false, true, false}));
  office.send_all();
  CHECK(office.bag.letters.empty());
}

TEST_CASE("a reply is told to whom it answers, and never to its own author") {
  PostOffice office;
  const auto parent = office.a_comment_to_hear_of("Who pays for the bridge?");
  REQUIRE(office.post("I do.", 1, office.anna));
  office.send_all();
  CHECK(office.bag.letters.empty());
  REQUIRE(office.post("<b>Nobody</b> does.", 1));
  office.send_all();
  REQUIRE(office.bag.letters.size() == 1);
  const std::string letter = office.last();
  CHECK(stands_in(letter, "replied to your comment number 1"));
  CHECK(stands_in(letter, "> <b>Nobody</b> does."));
  CHECK(stands_in(letter, "&lt;b&gt;Nobody&lt;/b&gt; does."));
  CHECK(stands_in(letter, "https://talk.example/s/herald/bridge/3"));
  // A held one is told once it is published.
  const auto held = office.post("Humbug, all of it.", 1).value();
  office.send_all();
  CHECK(office.bag.letters.size() == 1);
  actions::DecideComment publish;
  publish.site = office.site.id;
  publish.story = held.story.id;
  publish.comment = held.comment.id;
  publish.deed = discussion::Deed::publish;
  publish.by = "mara";
  publish.actor = discussion::Actor::moderator;
  REQUIRE(actions::decide_comment(office.world, publish));
  office.send_all();
  REQUIRE(office.bag.letters.size() == 2);
  CHECK(stands_in(office.last(), "Humbug, all of it."));
}

TEST_CASE("a reply that is gone before the letter goes is in no letter") {
  PostOffice office;
  office.a_comment_to_hear_of("Who pays for the bridge?");
  const auto reply = office.post("Nobody does.", 1).value();
  REQUIRE(actions::withdraw_comment(office.world, office.site, reply.comment.receipt));
  office.send_all();
  CHECK(office.bag.letters.empty());
}

TEST_CASE("what became of an appeal is told with the reasons, in the reader's language") {
  PostOffice office;
  const auto posted = office.post("What humbug!", 0, office.anna).value();
  office.leave(posted, "anna@reader.example", {true, false, false}, {}, "ru");
  office.postman.round();
  CHECK(stands_in(office.last(), "Content-Language: ru"));
  office.confirm();
  office.refuse(posted, "mara");
  office.send_all();
  CHECK(stands_in(office.last(), "Ваш комментарий не опубликован"));
  office.bag.letters.clear();
  const auto own = actions::by_receipt(office.world, posted.comment.receipt).value();
  const auto appeal = actions::file_appeal(
      office.world, office.site, {posted.comment.receipt, own.appealable.front().id, "I named nobody.", "ru"});
  REQUIRE(appeal);
  actions::DecideAppeal decide;
  decide.site = office.site.id;
  decide.appeal = appeal->id;
  decide.outcome = discussion::AppealOutcome::reversed;
  decide.by = "boris.kestrel";
  decide.actor = discussion::Actor::moderator;
  decide.reasons = "It is about a council.";
  REQUIRE(actions::decide_appeal(office.world, decide));
  office.send_all();
  REQUIRE(office.bag.letters.size() == 1);  // and no second one about the decision that answers it
  CHECK(stands_in(office.last(), "It is about a council."));
  CHECK_FALSE(stands_in(office.last(), "kestrel"));
}

TEST_CASE("who has a receipt but not the guest's key hears of that comment alone") {
  PostOffice office;
  const auto first = office.post("What humbug!", 0, office.anna).value();
  const auto second = office.post("More humbug!", 0, office.anna).value();
  const Contact contact =
      office.leave(first, "other@reader.example", {true, true, false}, office.world.random.key128());
  CHECK(contact.only == discussion::Case{first.story.id, first.comment.id});
  office.postman.round();
  office.confirm();
  office.bag.letters.clear();
  office.refuse(second, "mara");
  office.send_all();
  CHECK(office.bag.letters.empty());
  CHECK(actions::addresses_for(office.world, second.comment)->empty());
  office.refuse(first, "mara");
  office.send_all();
  CHECK(office.bag.letters.size() == 1);
}

TEST_CASE("a letter that was not taken is tried again, later each time, and in the end given up") {
  PostOffice office;
  office.refuse(office.a_comment_to_hear_of(), "mara");
  office.clock.at += std::chrono::minutes(1);
  office.bag.trouble = Error{Error::Code::unavailable, "no answer"};
  std::size_t tries = 0;
  for (int minute = 0; minute < 6 * 24 * 60; ++minute) {
    tries += office.postman.round();
    office.clock.at += std::chrono::minutes(1);
    if (minute == 10) CHECK(tries == 3);
  }
  CHECK(tries == 9);
  CHECK(office.store->waiting_letters(office.site.id) == 0);
  CHECK(office.log.size() == 9);
  CHECK(stands_in(office.log.back(), "given up: no answer"));
  for (const std::string& line : office.log) CHECK_FALSE(stands_in(line, "reader.example"));
  std::string metrics;
  office.postman.write_metrics(metrics);
  CHECK(stands_in(metrics, "comity_letters_failed_total 9\n"));
  CHECK(stands_in(metrics, "comity_letters_given_up_total 1\n"));
  CHECK(stands_in(metrics, "comity_letters_waiting{site=\"herald\"} 0\n"));
}

TEST_CASE("a letter that is refused for good is not tried again") {
  PostOffice office;
  office.leave(office.post("What humbug!", 0, office.anna).value());
  office.bag.trouble = Error{Error::Code::invalid, "550"};
  CHECK(office.postman.round() == 1);
  office.clock.at += std::chrono::days(1);
  CHECK(office.postman.round() == 0);
}

TEST_CASE("a letter that breaks our program is tried later, and holds up no other") {
  PostOffice office;
  office.leave(office.post("What humbug!", 0, office.anna).value());
  const Key128 berta = office.world.random.key128();
  office.leave(office.post("Such humbug!", 0, berta).value(), "berta@reader.example", {}, berta);
  office.bag.broken = true;
  CHECK(office.postman.round() == 2);
  CHECK(office.bag.letters.size() == 1);
  REQUIRE(office.log.size() == 1);
  CHECK(stands_in(office.log.front(), "a bug"));
  CHECK(office.postman.round() == 0);
  office.clock.at += std::chrono::hours(1);
  CHECK(office.postman.round() == 1);
  CHECK(office.bag.letters.size() == 2);
}

TEST_CASE("nobody is flooded: three questions a day to one address, twenty letters a day in all") {
  PostOffice office;
  for (int i = 0; i < 5; ++i)
    office.leave(office.post("What humbug, " + std::to_string(i) + "!", 0, office.anna).value(),
                 "victim@reader.example", {true, true, false}, office.world.random.key128());
  for (int i = 0; i < 5; ++i) {
    const Key128 other = office.world.random.key128();
    office.leave(office.post("Such humbug, " + std::to_string(i) + "!", 0, other).value(), "victim@reader.example",
                 {true, true, false}, other);
  }
  office.postman.round();
  CHECK(office.bag.letters.size() == 3);
  office.send_all();
  CHECK(office.bag.letters.size() == 3);

  PostOffice busy;
  busy.a_comment_to_hear_of("Who pays for the bridge?");
  for (int i = 0; i < 30; ++i) REQUIRE(busy.post("Answer " + std::to_string(i), 1));
  busy.send_all();
  CHECK(busy.bag.letters.size() == 19);  // the question was one
  busy.clock.at += std::chrono::hours(25);
  busy.postman.round();
  CHECK(busy.bag.letters.size() == 30);

  // Replies that nobody can be told of in time do not wait for ever.
  PostOffice crowd;
  crowd.a_comment_to_hear_of("Who pays for the bridge?");
  for (int i = 0; i < 70; ++i) REQUIRE(crowd.post("Answer " + std::to_string(i), 1));
  for (int hours = 0; hours < 50; ++hours) {
    crowd.clock.at += std::chrono::hours(1);
    while (crowd.postman.round() > 0) continue;
  }
  CHECK(crowd.bag.letters.size() < 70);
  CHECK(crowd.store->waiting_letters(crowd.site.id).value() == 0);
}

TEST_CASE("nobody has more questions sent to a stranger by erasing themselves between") {
  PostOffice office;
  const auto ask_and_erase = [&](int which) {
    const Key128 key = office.world.random.key128();
    const auto posted = office.post("What humbug, " + std::to_string(which) + "!", 0, key).value();
    office.leave(posted, "victim@reader.example", {true, true, false}, key);
    office.postman.round();
    REQUIRE(actions::erase_author(office.world, office.site.id, posted.comment.author, 99));
    CHECK(office.store->letters_to(office.site.id, "victim@reader.example", Time{}).value() == 0);
  };
  for (int i = 0; i < 5; ++i) ask_and_erase(i);
  CHECK(office.bag.letters.size() == 3);
  office.clock.at += std::chrono::hours(25);
  ask_and_erase(5);
  CHECK(office.bag.letters.size() == 4);
}

TEST_CASE("what went to an address is remembered for a day, for its own site") {
  PostOffice office;
  LettersLately lately(office.world.random);
  const SiteId here{1}, there{2};
  const Time noon = at_ms(1'800'000'000'000);
  lately.note(here, "a@reader.example", noon);
  lately.note(here, "a@reader.example", noon + std::chrono::hours(5));
  CHECK(lately.count(here, "a@reader.example", noon + std::chrono::hours(24)) == 2);
  CHECK(lately.count(here, "b@reader.example", noon) == 0);
  CHECK(lately.count(there, "a@reader.example", noon) == 0);
  CHECK(lately.count(here, "a@reader.example", noon + std::chrono::hours(25)) == 1);
  CHECK(lately.count(here, "a@reader.example", noon + std::chrono::hours(30)) == 0);
}

TEST_CASE("one click ends it, from anywhere and without cookies; a look at the page ends nothing") {
  PostOffice office;
  const auto posted = office.a_comment_to_hear_of();
  office.refuse(posted, "mara");
  office.send_all();
  const std::string stop = letter_path(office.site, office.token()) + "/stop";
  CHECK(stands_in(office.last(), "<https://talk.example" + stop + ">"));
  CHECK(has(office.ask("GET", stop), "Stop all letters"));
  CHECK(actions::addresses_for(office.world, posted.comment)->size() == 1);
  const HeaderList form = {{"content-type", "application/x-www-form-urlencoded"}};
  CHECK(office.ask("POST", stop, "List-Unsubscribe=One-Click", form).status == 200);
  CHECK(actions::addresses_for(office.world, posted.comment)->empty());
  CHECK(office.ask("POST", stop, "List-Unsubscribe=One-Click", form).status == 200);
  CHECK(office.ask("GET", stop).status == 404);
}

TEST_CASE("what is wanted is changed by the letter's page, from our own pages only") {
  PostOffice office;
  const auto posted = office.post("What humbug!", 0, office.anna).value();
  const Contact contact = office.leave(posted);
  office.postman.round();
  const std::string page = letter_path(office.site, office.token());
  HeaderList form = {{"content-type", "application/x-www-form-urlencoded"}, {"sec-fetch-site", "cross-site"}};
  CHECK(office.ask("POST", page, "deed=confirm", form).status == 403);
  form.back().second = "same-origin";
  CHECK(has(office.ask("POST", page, "deed=confirm", form), "the address is confirmed"));
  CHECK(office.store->contact(office.site.id, contact.id)->confirmed);
  CHECK(has(office.ask("POST", page, "deed=change&replies=yes", form), "Saved."));
  CHECK(office.store->contact(office.site.id, contact.id)->wants == Wants{false, true, false});
  CHECK(office.ask("POST", page, "deed=other", form).status == 400);
  // The staff's letter is nobody else's, whatever a form holds.
  CHECK(has(office.ask("POST", page, "deed=change&replies=yes&daily=yes", form), "Saved."));
  const actions::LeaveAddress again{posted.comment.receipt, office.anna, contact.address, {true, true, true}, "en"};
  CHECK(actions::leave_address(office.world, again)->wants == Wants{true, true, false});
  CHECK(office.store->daily_contacts(office.site.id)->empty());
}

TEST_CASE("the receipt's page offers it, keeps what could not be taken, and shows an address only in part") {
  PostOffice office;
  const auto posted = office.post("What humbug!", 0, office.anna).value();
  const std::string page = "/r/" + to_base64url(posted.comment.receipt);
  CHECK(has(office.ask("GET", page), "Hear of it by e-mail"));
  const HeaderList form = {{"content-type", "application/x-www-form-urlencoded"}, {"sec-fetch-site", "same-origin"}};
  const Response again = office.ask("POST", page + "/address", "address=anna%40nowhere&decisions=yes", form);
  CHECK(again.status == 400);
  CHECK(has(again, "value=\"anna@nowhere\""));
  CHECK(office.ask("POST", page + "/address", "address=anna%40reader.example&decisions=yes", form).status == 303);
  const Response asked = office.ask("GET", page);
  CHECK(has(asked, "a…@reader.example"));
  CHECK_FALSE(body_of(asked).find("anna@reader.example") != std::string_view::npos);
  const HeaderList foreign = {{"content-type", "application/x-www-form-urlencoded"}, {"sec-fetch-site", "cross-site"}};
  CHECK(office.ask("POST", page + "/address", "address=anna%40reader.example", foreign).status == 403);
}

namespace {

// A moderator who has confirmed an address for the daily letter.
discussion::Person a_daily_reader(PostOffice& office) {
  const auto person =
      actions::add_person(office.world, office.site, {"mara", "", {discussion::Role::moderator}, {}}).value();
  REQUIRE(actions::leave_staff_address(office.world, office.site, {person.id, "mara@herald.example", "en"}));
  office.postman.round();
  office.confirm();
  office.bag.letters.clear();
  return person;
}

void at_hour(PostOffice& office, int hour) {
  const auto day = std::chrono::floor<std::chrono::days>(office.clock.at) + std::chrono::days(1);
  office.clock.at = std::chrono::time_point_cast<Millis>(day) + std::chrono::hours(hour);
}

}  // namespace

TEST_CASE("the staff's daily letter goes out once a day at the site's hour, with counts and deadlines and no words") {
  PostOffice office;
  a_daily_reader(office);
  const auto refused = office.post("What humbug!", 0, office.anna).value();
  REQUIRE(office.post("Such humbug!"));
  office.refuse(refused, "boris");
  const auto own = actions::by_receipt(office.world, refused.comment.receipt).value();
  REQUIRE(actions::file_appeal(office.world, office.site,
                               {refused.comment.receipt, own.appealable.front().id, "I named nobody.", "en"}));
  at_hour(office, 5);
  CHECK(office.postman.round() == 0);
  at_hour(office, 6);
  office.postman.round();
  REQUIRE(office.bag.letters.size() == 1);
  CHECK(office.bag.letters[0].to == "mara@herald.example");
  const std::string letter = office.last();
  CHECK(stands_in(letter, "1 comment waits for a person."));
  CHECK(stands_in(letter, "The oldest waits since"));
  CHECK(stands_in(letter, "1 request for another look is open. None is late."));
  CHECK(stands_in(letter, "to be answered by"));
  CHECK(stands_in(letter, "https://talk.example/console/herald/queue?lang=en"));
  for (const char* words : {"humbug", "I named nobody", "Anna", "boris"}) CHECK_FALSE(stands_in(letter, words));
  office.send_all();
  CHECK(office.bag.letters.size() == 1);
  Postman restarted(*office.app, office.bag, {"desk@herald.example", "https://talk.example"});
  restarted.round();
  CHECK(office.bag.letters.size() == 1);
  office.clock.at += std::chrono::days(20);
  office.postman.round();
  REQUIRE(office.bag.letters.size() == 2);
  CHECK(stands_in(office.last(), "1 is late."));
  CHECK(stands_in(office.last(), "late: was to be answered by"));
}

TEST_CASE("where nothing waits, or somebody works here no more, no daily letter goes out") {
  PostOffice office;
  const auto person = a_daily_reader(office);
  at_hour(office, 7);
  office.postman.round();
  CHECK(office.bag.letters.empty());
  REQUIRE(office.post("What humbug!"));
  const auto other =
      actions::add_person(office.world, office.site, {"boss", "", {discussion::Role::administrator}, {}});
  REQUIRE(other);
  REQUIRE(actions::remove_person(office.world, office.site, person));
  CHECK(office.store->contacts_of(office.site.id, discussion::owner(person.id))->empty());
  at_hour(office, 7);
  office.postman.round();
  CHECK(office.bag.letters.empty());
}

TEST_CASE("the policy's page says within how many days an appeal is answered, and how it went") {
  PostOffice office;
  CHECK(has(office.ask("GET", "/policy/herald"), "A person answers within 14 days."));
  const auto refused = office.post("What humbug!", 0, office.anna).value();
  office.refuse(refused, "mara");
  const auto own = actions::by_receipt(office.world, refused.comment.receipt).value();
  const auto appeal = actions::file_appeal(
      office.world, office.site, {refused.comment.receipt, own.appealable.front().id, "I named nobody.", "en"});
  REQUIRE(appeal);
  office.clock.at += std::chrono::hours(60);
  actions::DecideAppeal decide;
  decide.site = office.site.id;
  decide.appeal = appeal->id;
  decide.by = "boris";
  decide.reasons = "It stays.";
  REQUIRE(actions::decide_appeal(office.world, decide));
  office.clock.at += std::chrono::hours(1);
  CHECK(has(office.ask("GET", "/policy/herald"),
            "1 request was answered in the last twelve months, half of them within 3 days."));
}
