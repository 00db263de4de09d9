// A new rule that catches too much: what the desk is told, and who releases it.
#include "http/console/stopped_rules.h"

#include "actions/brake.h"
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;
using discussion::State;

namespace {

std::string refuses(std::string_view word) {
  std::string source(humbug_policy);
  const auto put = [&](std::string_view piece, std::string_view by) {
    source.replace(source.find(piece), piece.size(), by);
  };
  put("action = \"hold\"", "action = \"refuse\"");
  put("[\"humbug\"]", "[\"" + std::string(word) + "\"]");
  return source;
}

struct Town : StaffRoom {
  int said = 0;

  State says(const std::string& text) {
    clock.at += Millis{1000};
    const auto posted = Paper::post(text + ", number " + std::to_string(++said));
    REQUIRE(posted);
    return posted->comment.state;
  }
  Response with(const std::string& cookies, const Pairs& fields) {
    Pairs all = {{"csrf", csrf(cookies)}};
    all.insert(all.end(), fields.begin(), fields.end());
    return StaffRoom::post("/console/herald/policy", all, cookies);
  }
};

}  // namespace

TEST_CASE(
    "a new rule that touches more than its share holds, the desk is told on its pages, and an editor releases it") {
  Town town;
  town.add("eve", {Role::editor});
  town.add("mia", {Role::moderator});
  const std::string eve = town.signed_in("eve");
  const std::string mia = town.signed_in("mia");
  town.with(eve, {{"source", refuses("bridge")}, {"do", "try"}});
  REQUIRE(town.with(eve, {{"source", refuses("bridge")}, {"do", "publish"}}).status == 303);
  town.site = town.store->site(town.site.id).value();
  CHECK(town.says("The bridge is shut") == State::refused);
  CHECK(body_of(town.get("/console/herald/queue", mia)).find("The brake:") == std::string_view::npos);
  for (int i = 1; i < actions::brake_least_judged; ++i) town.says(i % 10 == 0 ? "The bridge is wet" : "A fine morning");

  CHECK(town.says("The bridge is open again") == State::held);
  const Response queue = town.get("/console/herald/queue", mia);
  CHECK(has(queue, "The brake: since "));
  CHECK(has(queue, "rule 1, Manners does nothing stricter"));
  CHECK(has(queue, "it touched 10 comments of 100"));
  CHECK(has(queue, "Whoever edits the policy releases the rule"));
  CHECK(has(queue, "is open again"));
  CHECK(body_of(queue).find("value=\"release\"") == std::string_view::npos);
  CHECK(has(town.get("/console/herald/queue?lang=ru", mia), "затронуло 10 комментариев из 100"));
  CHECK(has(town.get("/console/herald/queue?lang=ar", mia), "10 تعليقات من 100"));
  for (const char* page : {"/console/herald/queue", "/console/herald/policy"})
    CHECK(has(town.get(page, eve), "value=\"release\""));

  // Who may not edit the policy releases nothing, and what is not stopped is not released.
  CHECK(town.with(mia, {{"do", "release"}, {"clause", "manners"}}).status == 403);
  CHECK(town.with(eve, {{"do", "release"}, {"clause", "spam"}}).status == 404);
  CHECK(town.says("The bridge holds") == State::held);

  const Response released = town.with(eve, {{"do", "release"}, {"clause", "manners"}});
  CHECK(released.status == 303);
  CHECK(has(town.get(released.header("location"), eve), "Released:"));
  town.clock.at += Millis{1000};
  CHECK(town.says("The bridge, at last") == State::refused);
  CHECK(body_of(town.get("/console/herald/queue", mia)).find("The brake:") == std::string_view::npos);
  const auto brakes = town.store->brakes(town.site.id).value();
  REQUIRE(brakes.size() == 1);
  CHECK(brakes[0].released_by == "eve");
}
