// An appeal is answered on the console's own page: by who may, who had no part in it, and nobody else.
#include "actions/file_appeal.h"
#include "discussion/appeal.h"
#include "http/pages/pages.h"
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

// A comment that max refused, and its author's appeal.
struct Desk : StaffRoom {
  discussion::Comment comment;
  discussion::Appeal appeal;
  std::string path;

  Desk() : StaffRoom(humbug_policy) {
    add("max", {Role::moderator, Role::senior});
    add("olga", {Role::senior});
    const auto posted = Paper::post("The humbug is a beetle.").value();
    clock.at += Millis{1000};
    refuse(posted, "max");
    appeal = actions::file_appeal(world, site, {posted.comment.receipt, {}, "It is about <insects>.", "en"}).value();
    comment = now();
    path = "/console/herald/appeals/" + short_id(comment.story) + "/" + std::to_string(comment.id.value);
    clock.at += Millis{1000};
  }
  discussion::Comment now() { return store->comment(site.id, appeal.story, appeal.comment).value(); }
  Response answer(const std::string& cookies, std::string_view outcome, std::string_view reasons) {
    return post(path,
                {{"csrf", csrf(cookies)},
                 {"appeal", std::to_string(appeal.id.value)},
                 {"outcome", std::string(outcome)},
                 {"reasons", std::string(reasons)}},
                cookies);
  }
};

}  // namespace

TEST_CASE("a second person answers an appeal on its page: the comment comes back at its own time") {
  Desk desk;
  const std::string olga = desk.signed_in("olga");
  const Response list = desk.get("/console/herald/appeals", olga);
  CHECK(has(list, "href=\"" + desk.path + "\""));
  CHECK(has(list, "It is about &lt;insects&gt;."));
  CHECK(has(list, "class=\"bar\""));  // the console's frame
  CHECK(has(list, "href=\"/account/herald\""));
  const Response page = desk.get(desk.path, olga);
  CHECK(has(page, "The <mark>humbug</mark> is a beetle."));
  CHECK(has(page, "value=\"partly\""));
  const Response blank = desk.answer(olga, "reversed", " ");
  CHECK(blank.status == 400);
  CHECK(has(blank, "value=\"reversed\" required checked"));
  const Response undecided = desk.answer(olga, "", "Because.");
  CHECK(undecided.status == 422);
  CHECK(has(undecided, ">Because.</textarea>"));
  CHECK(desk.now().state == discussion::State::refused);
  CHECK(desk.answer(olga, "reversed", "A beetle has that name.").header("location") == desk.path);
  CHECK(desk.now().state == discussion::State::published);
  CHECK(desk.now().number == 1);
  CHECK(desk.now().written == desk.comment.written);
  const Response answered = desk.get(desk.path, olga);
  CHECK(has(answered, "A beetle has that name."));
  CHECK(answered.body.find("name=\"outcome\"") == std::string::npos);
  CHECK(desk.answer(olga, "upheld", "Again.").status == 409);
  CHECK(desk.get("/console/herald/appeals", olga).body.find("article") == std::string::npos);
}

TEST_CASE("whoever refused a comment reads its appeal and does not answer it, senior or not") {
  Desk desk;
  const std::string max = desk.signed_in("max");
  const Response page = desk.get(desk.path, max);
  CHECK(has(page, "You had a part in the first decision"));
  CHECK(page.body.find("name=\"outcome\"") == std::string::npos);
  const Response refused = desk.answer(max, "upheld", "I was right.");
  CHECK(refused.status == 403);
  CHECK(has(refused, "You had a part in the first decision"));
  CHECK(desk.now().state == discussion::State::refused);
}

TEST_CASE("a reviewer from outside sees the one case, without names and without the desk's pages, and answers it") {
  Desk desk;
  desk.add("piet", {Role::reviewer}, discussion::Case{desk.appeal.story, desk.appeal.comment});
  const std::string piet = desk.signed_in("piet");
  const Response page = desk.get(desk.path, piet);
  CHECK(has(page, "name=\"outcome\""));
  for (const char* hidden : {">max<", "/console/herald/queue", "/console/herald/people", "/console/herald/blur"})
    CHECK_MESSAGE(page.body.find(hidden) == std::string::npos, hidden);
  CHECK(desk.get("/console/herald/appeals", piet).status == 403);
  CHECK(desk.answer(piet, "upheld", "It stays.").status == 303);
  CHECK(desk.now().state == discussion::State::refused);
}

TEST_CASE("the console's frame leads to the people for administrators and for nobody else") {
  StaffRoom room;
  room.add("anna", {Role::administrator});
  room.add("max", {Role::moderator});
  CHECK(has(room.get("/console/herald/queue", room.signed_in("anna")), "href=\"/console/herald/people\""));
  const Response page = room.get("/console/herald/queue", room.signed_in("max"));
  CHECK(page.body.find("/console/herald/people") == std::string::npos);
  CHECK(has(page, "href=\"/console/herald/appeals\""));
}
