// The site's settings are changed on a page of the console, with the command line's checks.
#include "http/pages/pages.h"
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

struct Desk : StaffRoom {
  std::string adam;
  Desk() : StaffRoom(humbug_policy) {
    add("adam", {Role::administrator});
    add("eve", {Role::editor});
    adam = signed_in("adam");
  }
  Response save(Pairs fields) {
    fields.insert(fields.begin(), {"csrf", csrf(adam)});
    return post("/console/herald/settings", fields, adam);
  }
  discussion::Site now() { return store->site("herald").value(); }
};

}  // namespace

TEST_CASE("an administrator changes the site's settings, and nobody else") {
  Desk desk;
  const Response page = desk.get("/console/herald/settings", desk.adam);
  CHECK(page.status == 200);
  CHECK(has(page, "name=\"edit-minutes\" value=\"15\""));
  CHECK(has(page, "<option value=\"other\" selected>"));
  CHECK(desk.get("/console/herald/settings", desk.signed_in("eve")).status == 403);
  CHECK(desk.save({{"edit-minutes", "30"},
                   {"was-edit-minutes", "15"},
                   {"second-look", "outside"},
                   {"was-second-look", "other"},
                   {"languages", "en, ar"},
                   {"was-languages", "en"}})
            .status == 303);
  CHECK(desk.now().edit_window_ms == 30 * 60'000);
  CHECK(desk.now().second_look == discussion::SecondLook::outside);
  CHECK(desk.now().languages == std::vector<std::string>{"en", "ar"});
  CHECK(desk.now().name == "The Herald");
}

TEST_CASE("what is wrong is said, what was typed is kept, and nothing is written") {
  Desk desk;
  const Response page = desk.save(
      {{"appeal-days", "0"}, {"was-appeal-days", "14"}, {"name", "The <New> Herald"}, {"was-name", "The Herald"}});
  CHECK(page.status == 400);
  CHECK(has(page, "appeal-days is 1 to 365"));
  CHECK(has(page, "value=\"The &lt;New&gt; Herald\""));
  CHECK(desk.now().name == "The Herald");
  CHECK(has(desk.save({{"name", ""}, {"was-name", "The Herald"}}), "a site has a name"));
  CHECK(has(desk.save({{"origin", "gopher://herald.example"}, {"was-origin", "https://herald.example"}}), "gopher"));
}

TEST_CASE("what somebody else changed meanwhile stays") {
  Desk desk;
  discussion::Site site = desk.now();
  site.appeal_days = 7;
  REQUIRE(actions::set_site(desk.world, site));
  CHECK(desk.save({{"appeal-days", "14"}, {"was-appeal-days", "14"}, {"name", "Herald"}, {"was-name", "The Herald"}})
            .status == 303);
  CHECK(desk.now().appeal_days == 7);
  CHECK(desk.now().name == "Herald");
}
