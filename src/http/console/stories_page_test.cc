// Stories are found, closed, opened and re-pointed on their pages; what is wrong is said, and what was typed is kept.
#include "http/pages/pages.h"
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

struct Desk : StaffRoom {
  std::string path;
  std::string eve;

  Desk() : StaffRoom(humbug_policy) {
    REQUIRE(Paper::post("Good morning."));
    path = "/console/herald/stories/" + short_id(story().id);
    add("eve", {Role::editor});
    eve = signed_in("eve");
  }
  Response save(Pairs fields) {
    fields.insert(fields.begin(), {"csrf", csrf(eve)});
    return post(path, fields, eve);
  }
  // The form as the page shows it.
  Pairs shown(std::string title, std::string url, std::string closes = "") {
    return {{"title", std::move(title)},
            {"url", std::move(url)},
            {"publisher_id", "bridge"},
            {"closes", std::move(closes)}};
  }
};

const std::string address = "https://herald.example/bridge";

}  // namespace

TEST_CASE("a discussion is closed and opened by a button") {
  Desk desk;
  CHECK(has(desk.get("/console/herald/stories", desk.eve), "Close the discussion"));
  CHECK(desk.save({{"open", "no"}}).status == 303);
  CHECK_FALSE(desk.Paper::post("Too late."));
  CHECK(has(desk.get(desk.path, desk.eve), "Open the discussion"));
  CHECK(desk.save({{"open", "yes"}}).status == 303);
  CHECK(desk.Paper::post("Not too late."));
}

TEST_CASE("a story is found by words of its title and by its address") {
  Desk desk;
  REQUIRE(desk.save(desk.shown("The old bridge, by <night>", address)).status == 303);
  for (const char* words : {"bridge+by+night", "BRIDGE", "herald.example%2Fbr"})
    CHECK(has(desk.get("/console/herald/stories?words=" + std::string(words), desk.eve), "by &lt;night&gt;"));
  CHECK(has(desk.get("/console/herald/stories?words=harvest", desk.eve), "Nothing was found."));
}

TEST_CASE("a page that has moved is re-pointed, and its old address leads there") {
  Desk desk;
  const std::string moved = "https://herald.example/2027/bridge";
  REQUIRE(desk.save(desk.shown("", moved)).status == 303);
  CHECK(desk.story().url == moved);
  for (const std::string& url : {address, moved}) {
    const Response found = desk.Paper::ask("GET", "/api/v1/sites/herald/stories?url=" + percent_encoded(url));
    CHECK(has(found, short_id(desk.story().id)));
  }
}

TEST_CASE("what cannot be is said, and what was typed is kept") {
  Desk desk;
  const Response host = desk.save(desk.shown("A new title", "https://elsewhere.example/x"));
  CHECK(host.status == 403);
  CHECK(has(host, "not one of the site"));
  CHECK(has(host, "A new title"));
  const Response date = desk.save(desk.shown("", address, "tomorrow"));
  CHECK(date.status == 400);
  CHECK(has(date, "no moment such as"));
  CHECK(has(date, "value=\"tomorrow\""));
  CHECK(desk.story().title.empty());
  CHECK(desk.save(desk.shown("", address, "2027-01-31T18:00:00Z")).status == 303);
  CHECK(desk.story().closes_at == parse_rfc3339("2027-01-31T18:00:00Z"));
}
