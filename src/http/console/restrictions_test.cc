// A block is given on the page of the last straw, with its four factors, and lifted there with a reason.
#include <algorithm>

#include "actions/testing_ladder.h"
#include "http/console/console.h"
#include "http/pages/pages.h"
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Deed;
using discussion::Role;

namespace {

const std::string with_ladder = std::string(humbug_policy) + std::string(actions::testing::short_ladder);

struct Desk : StaffRoom {
  Key128 guest = system_random().key128();
  std::string first, straw;  // paths of the two comments

  Desk() : StaffRoom(with_ladder) {
    add("max", {Role::moderator});
    add("olga", {Role::senior});
    first = refused("The humbug is a beetle.");
    straw = refused("The humbug is no beetle.");
  }
  std::string refused(std::string_view text) {
    clock.at += Millis{3'600'000};
    const auto posted = Paper::post(text, 0, guest).value();
    refuse(posted, "max");
    return "/console/herald" + comment_place(posted.story.id, posted.comment.id);
  }
  Response block(const std::string& cookies, const Pairs& more = {}) {
    Pairs fields = {{"csrf", csrf(cookies)}, {"gravity", "two insults"}, {"intention", "to <drive> others away"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return post(straw + "/block", fields, cookies);
  }
};

}  // namespace

TEST_CASE("the block that the ladder asks for is decided beside the last straw, and lifted with a reason") {
  Desk desk;
  const std::string max = desk.signed_in("max");
  CHECK(has(desk.get(desk.first, max), "href=\"" + desk.straw));
  const Response page = desk.get(desk.straw, max);
  CHECK(has(page, "2 comments were refused or removed in the last 30 days, of 2 written"));
  CHECK(has(page, "Block until"));
  CHECK(body_of(page).find("for_good") == std::string_view::npos);  // a senior's

  CHECK(desk.post(desk.straw + "/block", {{"csrf", desk.csrf(max)}, {"gravity", "two insults"}}, max).status == 400);
  CHECK(desk.block(max, {{"for_good", "yes"}}).status == 403);
  CHECK(desk.block(max).status == 303);
  CHECK(desk.block(max).status == 403);  // it was taken
  const auto refused = desk.Paper::post("Good morning.", 0, desk.guest);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Error::Code::forbidden);

  const Response blocked = desk.get(desk.straw + "?deed=block", max);
  CHECK(has(blocked, "The author reads why, until when"));
  CHECK(has(blocked, "to &lt;drive&gt; others away"));
  const std::size_t at = body_of(blocked).find("name=\"block\" value=\"") + 20;
  const std::string id(body_of(blocked).substr(at, body_of(blocked).find('"', at) - at));
  const auto lift = [&](const char* reason) {
    return desk.post(desk.straw + "/lift", {{"csrf", desk.csrf(max)}, {"block", id}, {"reason", reason}}, max).status;
  };
  CHECK(lift("") == 400);
  CHECK(lift("They wrote to us.") == 303);
  CHECK(lift("They wrote to us.") == 409);
  CHECK(desk.Paper::post("Good morning.", 0, desk.guest));
  CHECK(has(desk.get(desk.straw, max), "lifted on"));
}

TEST_CASE("only a senior blocks for good, and lifts such a block") {
  Desk desk;
  const std::string olga = desk.signed_in("olga");
  CHECK(has(desk.get(desk.straw, olga), "name=\"for_good\""));
  CHECK(desk.block(olga, {{"for_good", "yes"}}).status == 303);
  const Response page = desk.get(desk.straw, olga);
  CHECK(has(page, "for good"));
  const std::size_t at = body_of(page).find("name=\"block\" value=\"") + 20;
  const std::string id(body_of(page).substr(at, body_of(page).find('"', at) - at));
  const auto lift = [&](const std::string& cookies) {
    const Pairs fields = {{"csrf", desk.csrf(cookies)}, {"block", id}, {"reason", "They wrote to us."}};
    return desk.post(desk.straw + "/lift", fields, cookies).status;
  };
  CHECK(lift(desk.signed_in("max")) == 403);
  CHECK(lift(olga) == 303);
}

TEST_CASE("a new name from where somebody who is blocked wrote is a hint for moderators, and nothing else") {
  Desk desk;
  const std::string max = desk.signed_in("max");
  REQUIRE(desk.block(max).status == 303);
  Key128 place;
  place.bytes[0] = 7;
  const auto write_from_there = [&](std::optional<Key128> guest, std::string_view text) {
    HeaderList headers = {{"content-type", "application/json"}};
    if (guest) headers.emplace_back("authorization", "Bearer " + to_base64url(*guest));
    Request request = desk.request("POST", "/api/v1/sites/herald/stories/bridge/comments", headers,
                                   R"({"name":"Ada","text":")" + std::string(text) + "\"}");
    request.headers.erase(
        std::remove_if(request.headers.begin(), request.headers.end(),
                       [](const auto& header) { return header.second.find("urlencoded") != std::string::npos; }),
        request.headers.end());
    request.source = place;
    return desk.app->answer(request);
  };
  CHECK(write_from_there(desk.guest, "Let me in.").status == 403);
  REQUIRE(write_from_there(std::nullopt, "A fine day.").status == 201);
  const auto ada = desk.store->by_number(desk.site.id, desk.story().id, 1)->comment;
  const std::string path = "/console/herald" + comment_place(ada.story, ada.id);
  CHECK(has(desk.get(path, max), "Somebody who is blocked wrote from the same connection"));
  CHECK(ada.state == discussion::State::published);
  desk.clock.at += std::chrono::hours(25);
  CHECK(body_of(desk.get(path, desk.signed_in("max"))).find("Somebody who is blocked") == std::string_view::npos);
}
