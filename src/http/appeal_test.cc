// Another look, as an author meets it: on the page of the receipt without script, and by the API.
#include "actions/block_author.h"
#include "actions/decide_appeal.h"
#include "actions/testing_ladder.h"
#include "http/messages.h"
#include "http/testing.h"

using namespace comity;
using namespace comity::http;

namespace {

const std::string with_ladder = std::string(humbug_policy) + std::string(actions::testing::short_ladder);

// One guest, always the same, and their browser.
struct Anna : Paper {
  Key128 guest = system_random().key128();

  Anna() : Paper(with_ladder) {}

  discussion::Comment refused(const std::string& text) {
    clock.at += Millis{1000};
    const auto posted = post(text, 0, guest);
    REQUIRE(posted);
    refuse(*posted, "m-orla");
    return store->comment(site.id, posted->story.id, posted->comment.id).value();
  }
  Response ask(const std::string& method, const std::string& target, const std::string& body = "",
               const std::string& type = "application/x-www-form-urlencoded") {
    return Paper::ask(method, target, body,
                      {{"content-type", type},
                       {"sec-fetch-site", "same-origin"},
                       {"cookie", "comity_guest_herald=" + to_base64url(guest)}});
  }
};

}  // namespace

TEST_CASE("held, refused, appealed against without script, reversed by another: its number, and its own time") {
  Anna paper;
  const auto refused = paper.refused("Humbug on the bridge.");
  const std::string path = "/r/" + to_base64url(refused.receipt);
  CHECK(has(paper.ask("GET", path), "action=\"" + path + "/appeal\""));
  CHECK(paper.ask("POST", path + "/appeal", "grounds=+").status == 400);
  CHECK(paper.ask("POST", path + "/appeal", "grounds=It+was+about+a+council.").status == 303);
  CHECK(has(paper.ask("GET", path), "Someone who had no part in the first decision"));
  for (const std::string lang : {"en", "ru", "ar"}) {
    const Time due = paper.clock.now() + std::chrono::days(14);
    const std::string said = message(lang, "appeal.received.other", {{"date", date_only(lang, due)}});
    CHECK(has(paper.ask("GET", path + "?lang=" + lang), escaped(said).markup));
  }
  const auto open = paper.store->open_appeals(paper.site.id, 0, 9).value();
  REQUIRE(open.size() == 1);
  const std::string form = "decision=" + std::to_string(open[0].decision.value) + "&grounds=Again.";
  CHECK(paper.ask("POST", path + "/appeal", form).status == 409);
  CHECK(paper.ask("GET", "/console/herald/appeals").status == 403);  // nobody is signed in

  actions::DecideAppeal answer;
  answer.site = paper.site.id;
  answer.appeal = open[0].id;
  answer.outcome = discussion::AppealOutcome::reversed;
  answer.reasons = "It names nobody.";
  answer.by = "m-piet";
  REQUIRE(actions::decide_appeal(paper.world, answer));
  const Response page = paper.ask("GET", path);
  CHECK(has(page, "You were right."));
  CHECK(has(page, "It names nobody."));
  CHECK(page.body.find("m-orla") == std::string::npos);
  CHECK(page.body.find("m-piet") == std::string::npos);
  const auto back = paper.store->comment(paper.site.id, refused.story, refused.id).value();
  CHECK(back.number == 1);
  CHECK(back.written == refused.written);
  CHECK(has(paper.ask("GET", "/api/v1/receipts/" + to_base64url(refused.receipt)), "\"outcome\":\"reversed\""));
  CHECK(has(paper.ask("GET", "/api/v1/sites/herald/stories/bridge/comments"), "Humbug on the bridge."));
}

TEST_CASE("an appeal is filed by the API, for one decision of those that may be appealed against") {
  Anna paper;
  const auto refused = paper.refused("Humbug on the bridge.");
  const std::string path = "/api/v1/receipts/" + to_base64url(refused.receipt);
  const Response lost = paper.ask("POST", path + "/appeals", R"({"grounds":"No.","decision":"7"})", "application/json");
  CHECK(lost.status == 403);
  const Response filed = paper.ask("POST", path + "/appeals", R"({"grounds":"No."})", "application/json");
  CHECK(filed.status == 201);
  CHECK(has(filed, "\"grounds\":\"No.\""));
}

TEST_CASE("a blocked author is told why, until when and where to ask for another look") {
  Anna paper;
  paper.refused("Humbug one.");
  const auto straw = paper.refused("Humbug two.");
  REQUIRE(actions::block_author(
      paper.world, {paper.site.id, straw.story, straw.id, false, "two insults", "to drive others away", "", "m-piet"}));
  const std::string body = R"({"name":"Anna","text":"Good morning.","url":"https://herald.example/bridge"})";
  const Response api = paper.ask("POST", "/api/v1/sites/herald/stories/bridge/comments", body, "application/json");
  CHECK(api.status == 403);
  CHECK(has(api, "\"blocked\""));
  CHECK(has(api, "/r/" + to_base64url(straw.receipt)));
  CHECK(has(api, "2027-02-14T"));
  const Response page =
      paper.ask("POST", "/s/herald/bridge", "name=Anna&text=Good+morning.&url=https://herald.example/bridge");
  CHECK(page.status == 403);
  CHECK(has(page, "two insults"));
  CHECK(has(page, "/r/" + to_base64url(straw.receipt) + "#appeal"));
  CHECK(has(paper.ask("GET", "/r/" + to_base64url(straw.receipt)), "to drive others away"));
}
