// What is noted of a danger to life, and who may open what its author erased.
#include "actions/erase_words.h"
#include "actions/record_order.h"
#include "http/messages.h"
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

struct Desk : StaffRoom {
  discussion::Comment comment;
  discussion::Danger danger;

  Desk() : StaffRoom(humbug_policy) {
    add("max", {Role::moderator});
    add("olga", {Role::senior});
    add("ada", {Role::administrator});
    comment = Paper::post("I come to the mill at nine.").value().comment;
    danger = actions::note_danger(world, {site.id, comment.story, comment.id, "It names a mill.", "max"}).value();
  }
  std::string place() const { return "/console/herald/danger/" + std::to_string(danger.id.value); }
  bool is_open() { return !store->danger(site.id, danger.id)->ended; }
  Response end(const std::string& cookies) { return post(place(), {{"csrf", csrf(cookies)}}, cookies); }
};

bool lacks(const Response& response, std::string_view text) {
  return body_of(response).find(text) == std::string_view::npos;
}

}  // namespace

TEST_CASE("the navigation leads to what is noted, and the desk reads the notification") {
  Desk desk;
  const std::string max = desk.signed_in("max");
  CHECK(has(desk.get("/console/herald/queue", max), "href=\"/console/herald/danger\""));
  CHECK(has(desk.get("/console/herald/danger", max), desk.place()));
  CHECK(has(desk.get(desk.place(), max), "I come to the mill at nine."));
  CHECK(has(desk.get(desk.place() + "/file", max), "It names a mill."));
}

TEST_CASE("what its author erased is opened and let go by a senior alone, and the author is told") {
  Desk desk;
  const std::string max = desk.signed_in("max"), olga = desk.signed_in("olga"), ada = desk.signed_in("ada");
  const std::string own = "/r/" + to_base64url(desk.comment.receipt) + "/erase";
  const std::string told = message("en", "erase.sealed", {{"n", 1}});
  CHECK(has(desk.get(own), "a sealed copy is kept for the authorities alone"));
  const Response erased = desk.post(own, {{"confirm", "yes"}});
  CHECK(erased.status == 200);
  CHECK(has(erased, escaped(told).markup));
  CHECK(has(desk.get(own), escaped(told).markup));

  for (const std::string& cookies : {max, ada}) {
    for (const std::string& page : {desk.place(), desk.place() + "/file", std::string("/console/herald/danger")}) {
      const Response shown = desk.get(page, cookies);
      CHECK(lacks(shown, "the mill at nine"));
      CHECK(lacks(shown, "It names a mill."));
    }
    CHECK(desk.get(desk.place() + "/file", cookies).status == 403);
    CHECK(desk.end(cookies).status == 403);
  }
  CHECK(has(desk.get("/console/herald/danger", max), "sealed"));
  CHECK(desk.is_open());
  for (const std::string& page : {desk.place(), desk.place() + "/file"}) {
    CHECK(has(desk.get(page, olga), "I come to the mill at nine."));
    CHECK(has(desk.get(page, olga), "It names a mill."));
  }
  CHECK(desk.end(olga).status == 303);
  CHECK_FALSE(desk.is_open());
  CHECK(lacks(desk.get(desk.place(), olga), "the mill at nine"));
  CHECK(lacks(desk.get(own), told));
}
