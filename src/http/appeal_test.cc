// Another look, as an author meets it: on the page of the receipt without script, and by the API.
#include <doctest.h>

#include "actions/block_author.h"
#include "actions/decide_appeal.h"
#include "actions/decide_comment.h"
#include "actions/manage_site.h"
#include "actions/post_comment.h"
#include "http/app.h"
#include "http/messages.h"
#include "store/memory.h"

using namespace comity;
using namespace comity::http;
using discussion::Deed;

namespace {

constexpr std::string_view strict_policy = R"(format = 1
name = "Test policy"
languages = ["en"]

[[clause]]
id = "manners"
title.en = "Manners"
text.en = "No humbug."
when = 'lexicon("house")'
action = "hold"
category = "OTHER_VIOLATION_TC"

[lexicon.house]
words = ["humbug"]

[[ladder]]
strikes = 1
within = "30d"
then = "warn"

[[ladder]]
strikes = 2
within = "30d"
then = "block"
for = "30d"
)";

class HandClock final : public Clock {
 public:
  Time now() const override { return at; }
  Time at = at_ms(1'800'000'000'000);
};

struct Paper {
  std::unique_ptr<store::Store> store = store::make_memory_store();
  actions::Policies policies{*store};
  HandClock clock;
  actions::World world{*store, policies, clock, system_random(), Hash256{}};
  std::unique_ptr<App> app = std::make_unique<App>(world, AppOptions{});
  discussion::Site site;
  Key128 guest = system_random().key128();

  Paper() {
    discussion::Site wanted;
    wanted.key = "herald";
    wanted.name = "The Herald";
    wanted.origins = {"https://herald.example"};
    wanted.languages = {"en"};
    site = actions::add_site(world, wanted, strict_policy).value();
    add_api(*app);
    add_pages(*app);
  }
  discussion::Comment refused(const std::string& text) {
    clock.at += Millis{1000};
    actions::PostComment post;
    post.site = site;
    post.story = {"bridge", "https://herald.example/bridge", "", ""};
    post.name = "Anna";
    post.text = text;
    post.guest_key = guest;
    const auto posted = actions::post_comment(world, post);
    REQUIRE(posted);
    actions::DecideComment refuse;
    refuse.site = site.id;
    refuse.story = posted->story.id;
    refuse.comment = posted->comment.id;
    refuse.deed = Deed::refuse;
    refuse.clauses = {"manners"};
    refuse.by = "m-orla";
    refuse.actor = discussion::Actor::moderator;
    REQUIRE(actions::decide_comment(world, refuse));
    return store->comment(site.id, posted->story.id, posted->comment.id).value();
  }
  Response ask(const std::string& method, const std::string& target, const std::string& body = "",
               const std::string& type = "application/x-www-form-urlencoded") {
    Request request;
    request.method = method;
    request.body = body;
    request.id = "r1";
    request.headers = {{"content-type", type},
                       {"sec-fetch-site", "same-origin"},
                       {"cookie", "comity_guest_herald=" + to_base64url(guest)}};
    REQUIRE(set_target(request, target));
    return app->answer(request);
  }
};

bool has(const Response& response, std::string_view text) {
  const bool found = response.body.find(text) != std::string::npos;
  if (!found) MESSAGE(response.body);
  return found;
}

}  // namespace

TEST_CASE("held, refused, appealed against without script, reversed by another: its number, and its own time") {
  Paper paper;
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
}

TEST_CASE("an appeal is filed by the API, for one decision of those that may be appealed against") {
  Paper paper;
  const auto refused = paper.refused("Humbug on the bridge.");
  const std::string path = "/api/v1/receipts/" + to_base64url(refused.receipt);
  const Response lost = paper.ask("POST", path + "/appeals", R"({"grounds":"No.","decision":"7"})", "application/json");
  CHECK(lost.status == 403);
  const Response filed = paper.ask("POST", path + "/appeals", R"({"grounds":"No."})", "application/json");
  CHECK(filed.status == 201);
  CHECK(has(filed, "\"grounds\":\"No.\""));
}

TEST_CASE("a blocked author is told why, until when and where to ask for another look") {
  Paper paper;
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
