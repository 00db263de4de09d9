#include "http/staff.h"

#include "actions/second_step.h"
#include "base/one_time.h"
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string totp_now(StaffRoom& room, const discussion::Person& person) {
  return totp_code(room.store->credentials(room.site.id, person.id)->totp_secret, totp_step(room.clock.now()));
}

// Turns the second step on as the page does; answers the recovery codes.
std::vector<std::string> with_second_step(StaffRoom& room, const discussion::Person& person) {
  const Key128 seed = system_random().key128();
  const std::string code = totp_code(actions::secret_of(room.world, person, seed), totp_step(room.clock.now()));
  return actions::set_second_step(room.world, person, seed, code, {}).value();
}

std::string ticket_in(const Response& response) {
  const std::size_t at = response.body.find("name=\"ticket\" value=\"") + 21;
  return response.body.substr(at, response.body.find('"', at) - at);
}

}  // namespace

TEST_CASE("whoever signs in gets a session in a __Host- cookie and goes where they wanted") {
  StaffRoom room;
  room.add("anna", {Role::moderator});
  const Response answer = room.post(
      "/sign-in",
      {{"site", "herald"}, {"name", " Anna"}, {"password", StaffRoom::password}, {"next", "/account/herald"}});
  REQUIRE(answer.status == 303);
  CHECK(answer.header("location") == "/account/herald");
  const std::string_view cookie = answer.header("set-cookie");
  CHECK(cookie.starts_with("__Host-comity_staff_herald="));
  for (const char* part : {"; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Lax"}) CHECK(has(cookie, part));
  CHECK_FALSE(has(cookie, "Domain"));
  const Response page = room.get("/account/herald", StaffRoom::cookies_of(answer));
  CHECK(page.status == 200);
  CHECK(page.header("cache-control") == "no-store");
  CHECK(has(page.body, "anna"));
}

TEST_CASE("whoever must sign in first is asked in the language of the page they wanted") {
  StaffRoom room;
  CHECK(room.get("/console/herald").header("location") == "/sign-in?site=herald&next=%2Fconsole%2Fherald");
  CHECK(room.get("/console/herald?lang=ru").header("location") ==
        "/sign-in?site=herald&next=%2Fconsole%2Fherald%3Flang%3Dru&lang=ru");
}

TEST_CASE("after signing in one goes nowhere but to the console and the account") {
  StaffRoom room;
  room.add("anna", {Role::moderator});
  for (const char* next : {"https://elsewhere.example/", "//elsewhere.example", "/s/herald", "/console/herald/../..",
                           "/console/heraldry", "/console/herald//x", "/console/herald\\x", "/account/other"}) {
    const Response answer = room.post(
        "/sign-in", {{"site", "herald"}, {"name", "anna"}, {"password", StaffRoom::password}, {"next", next}});
    CHECK(answer.header("location") == "/console/herald");
  }
}

TEST_CASE("a wrong password, a wrong name and a removed person are answered alike") {
  StaffRoom room;
  room.add("anna", {Role::administrator});
  const auto boris = room.add("boris", {Role::moderator});
  REQUIRE(actions::remove_person(room.world, room.site, boris));
  const auto words = [](Response response) {
    response.body.erase(0, response.body.find("role=\"alert\""));
    return response.body.substr(0, response.body.find("</p>"));
  };
  const Response wrong = room.sign_in("anna", "five plain words");
  CHECK(wrong.status == 403);
  CHECK(wrong.header("set-cookie").empty());
  CHECK(words(room.sign_in("nobody", StaffRoom::password)) == words(wrong));
  CHECK(words(room.sign_in("boris", StaffRoom::password)) == words(wrong));
  CHECK(words(room.sign_in("", "")) == words(wrong));
}

TEST_CASE("guessing is slowed down, alarmed and told of, and a browser that is known is not locked out by it") {
  StaffRoom room;
  room.add("anna", {Role::moderator});
  const std::string known = room.signed_in("anna");
  for (int i = 0; i < 10; ++i) {
    room.source = system_random().key128();  // from everywhere
    CHECK(room.sign_in("anna", "guess " + std::to_string(i)).status == 403);
  }
  room.source = system_random().key128();
  const Response slowed = room.sign_in("anna", StaffRoom::password);
  CHECK(slowed.status == 429);
  CHECK(slowed.header("retry-after") == "60");
  CHECK(room.log.size() == 2);  // at five and at ten
  CHECK(has(room.log[0], "5 wrong passwords, codes or passkeys for anna of herald"));
  CHECK(room.app->counters.sign_ins[1] == 10);
  // Anna herself, at her own desk:
  const Response herself = room.sign_in("anna", StaffRoom::password, known);
  CHECK(herself.status == 200);
  CHECK(has(herself.body, "10 wrong passwords, codes or passkeys were tried"));
  CHECK(has(herself.header("set-cookie"), "__Host-comity_staff_herald="));
  // And from anywhere a minute later.
  room.clock.at += std::chrono::minutes(1);
  CHECK(room.sign_in("anna", StaffRoom::password).status == 303);
}

TEST_CASE("one source cannot try the names one after the other") {
  StaffRoom room;
  int tried = 0;
  while (tried < 100 && room.sign_in("name" + std::to_string(tried), "x").status != 429) ++tried;
  CHECK(tried == 20);
}

TEST_CASE("no password is taken where it could be read on its way") {
  StaffRoom room;
  room.add("anna", {Role::moderator});
  Request asked = room.request("GET", "/sign-in");
  asked.private_way = false;
  const Response page = room.app->answer(asked);
  CHECK(page.status == 403);
  CHECK_FALSE(has(page.body, "type=\"password\""));
  CHECK(has(page.body, "not encrypted"));
  CHECK(has(page.body, "proxy_pass http://127.0.0.1:8080;"));
  CHECK(has(page.body, "reverse_proxy 127.0.0.1:8080"));
  Request sent = room.request("POST", "/sign-in", {{"sec-fetch-site", "same-origin"}},
                              "site=herald&name=anna&password=four+plain+words");
  sent.private_way = false;
  const Response refused = room.app->answer(sent);
  CHECK(refused.status == 403);
  CHECK(refused.header("set-cookie").empty());
  // A session begun elsewhere is no session here.
  Request later = room.request("GET", "/account/herald", {{"cookie", room.signed_in("anna")}});
  later.private_way = false;
  CHECK(room.app->answer(later).status == 303);
}

TEST_CASE("nothing is done without the session's own token, wherever it comes from") {
  StaffRoom room;
  const auto anna = room.add("anna", {Role::moderator});
  const std::string cookies = room.signed_in("anna");
  const auto sessions = [&] { return room.store->sessions(room.site.id, anna.id)->size(); };
  CHECK(room.post("/sign-out/herald", {}, cookies).status == 403);
  CHECK(room.post("/sign-out/herald", {{"csrf", "x"}}, cookies).status == 403);
  room.add("boris", {Role::moderator});
  CHECK(room.post("/sign-out/herald", {{"csrf", room.csrf(room.signed_in("boris"))}}, cookies).status == 403);
  for (const auto& header : HeaderList{{"sec-fetch-site", "cross-site"}, {"origin", "https://herald.example"}}) {
    Request foreign =
        room.request("POST", "/sign-out/herald", {{"cookie", cookies}, header}, "csrf=" + room.csrf(cookies));
    CHECK(room.app->answer(foreign).status == 403);
  }
  CHECK(sessions() == 1);
  const Response out = room.post("/sign-out/herald", {{"csrf", room.csrf(cookies)}}, cookies);
  CHECK(out.status == 303);
  CHECK(has(out.header("set-cookie"), "Max-Age=0"));
  CHECK(sessions() == 0);
  CHECK(room.get("/account/herald", cookies).status == 303);
}

TEST_CASE("a foreign page cannot sign anybody in") {
  StaffRoom room;
  room.add("anna", {Role::moderator});
  Request foreign = room.request("POST", "/sign-in", {{"sec-fetch-site", "cross-site"}},
                                 "site=herald&name=anna&password=four+plain+words");
  const Response refused = room.app->answer(foreign);
  CHECK(refused.status == 403);
  CHECK(refused.header("set-cookie").empty());
}

TEST_CASE("a session ends by itself, and what a person may is asked anew each time") {
  StaffRoom room;
  room.add("olga", {Role::administrator});
  const auto anna = room.add("anna", {Role::administrator});
  const std::string cookies = room.signed_in("anna");
  CHECK(room.get("/console/herald/people", cookies).status == 200);
  REQUIRE(actions::set_roles(room.world, room.site, anna, {Role::moderator}));
  CHECK(room.get("/console/herald/people", cookies).status == 403);
  CHECK(room.get("/account/herald", cookies).status == 200);
  room.clock.at += discussion::session_idle - Millis{1};
  CHECK(room.get("/account/herald", cookies).status == 200);  // used: the idle time begins again
  room.clock.at += discussion::session_idle - Millis{1};
  CHECK(room.get("/account/herald", cookies).status == 200);
  room.clock.at += discussion::session_idle;
  CHECK(room.get("/account/herald", cookies).status == 303);
  const std::string again = room.signed_in("anna");
  REQUIRE(actions::remove_person(room.world, room.site, anna));
  CHECK(room.get("/account/herald", again).status == 303);
}

TEST_CASE("one's own sessions are listed and ended, and nobody else's") {
  StaffRoom room;
  const auto anna = room.add("anna", {Role::moderator});
  const auto boris = room.add("boris", {Role::moderator});
  const std::string here = room.signed_in("anna"), there = room.signed_in("anna"), his = room.signed_in("boris");
  const auto key_of = [&](const discussion::Person& person, std::size_t i) {
    return to_base64url(room.store->sessions(room.site.id, person.id)->at(i).key);
  };
  CHECK(has(room.get("/account/herald", here).body, "this one"));
  room.post("/account/herald/sessions", {{"csrf", room.csrf(here)}, {"session", key_of(boris, 0)}}, here);
  CHECK(room.get("/account/herald", his).status == 200);
  room.signed_in("anna");
  CHECK(room.store->sessions(room.site.id, anna.id)->size() == 3);
  room.post("/account/herald/sessions", {{"csrf", room.csrf(here)}, {"session", "others"}}, here);
  CHECK(room.store->sessions(room.site.id, anna.id)->size() == 1);
  CHECK(room.get("/account/herald", here).status == 200);
  CHECK(room.get("/account/herald", there).status == 303);
}

TEST_CASE("a changed password ends the other sessions and needs the one before") {
  StaffRoom room;
  room.add("anna", {Role::moderator});
  const std::string here = room.signed_in("anna"), there = room.signed_in("anna");
  const auto change = [&](const char* now, const char* next, const char* again) {
    return room.post("/account/herald/password",
                     {{"csrf", room.csrf(here)}, {"password", now}, {"new", next}, {"again", again}}, here);
  };
  CHECK(change("wrong words here", "six other plain words", "six other plain words").status == 422);
  CHECK(change(StaffRoom::password, "six other plain words", "six other words").status == 422);
  CHECK(change(StaffRoom::password, "short", "short").status == 422);
  CHECK(room.get("/account/herald", there).status == 200);
  CHECK(change(StaffRoom::password, "six other plain words", "six other plain words").status == 303);
  CHECK(room.get("/account/herald", here).status == 200);
  CHECK(room.get("/account/herald", there).status == 303);
  CHECK(room.sign_in("anna", StaffRoom::password).status == 403);
  CHECK(room.sign_in("anna", "six other plain words").status != 403);
}

TEST_CASE("with a second step the password alone opens nothing, and no code serves twice") {
  StaffRoom room;
  const auto anna = room.add("anna", {Role::moderator});
  const auto recovery = with_second_step(room, anna);
  REQUIRE(recovery.size() == actions::recovery_codes);
  const Response first = room.sign_in("anna", StaffRoom::password);
  CHECK(first.status == 200);
  CHECK(first.header("set-cookie").empty());
  const std::string ticket = ticket_in(first);
  const auto enter = [&](const std::string& with, const std::string& code) {
    return room.post("/sign-in/code", {{"site", "herald"}, {"ticket", with}, {"code", code}});
  };
  CHECK(enter(ticket, totp_now(room, anna)).status == 403);  // the one it was turned on with
  room.clock.at += std::chrono::seconds(30);
  CHECK(enter(ticket, "000000").status == 403);
  CHECK(enter(ticket + "x", totp_now(room, anna)).status == 403);
  CHECK(enter("1.2.3", totp_now(room, anna)).status == 403);
  const Response in = enter(ticket, totp_now(room, anna));
  CHECK(has(in.header("set-cookie"), "__Host-comity_staff_herald="));
  CHECK(enter(ticket, totp_now(room, anna)).status == 403);

  std::string shouted = recovery[3];
  for (char& c : shouted) c = c == '-' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  CHECK(has(enter(ticket, shouted).header("set-cookie"), "__Host-comity_staff_herald="));
  CHECK(enter(ticket, recovery[3]).status == 403);
  CHECK(room.store->person(room.site.id, anna.id)->recovery_left == 9);

  room.clock.at += std::chrono::minutes(5);
  const Response late = enter(ticket, recovery[4]);
  CHECK(late.status == 403);
  CHECK(has(late.body, "more than five minutes"));
}

TEST_CASE("the second step is turned on with the password and a code of the key on the page") {
  StaffRoom room;
  const auto anna = room.add("anna", {Role::moderator});
  const std::string here = room.signed_in("anna"), there = room.signed_in("anna");
  const Response page = room.get("/account/herald/second-step", here);
  const std::size_t at = page.body.find("name=\"seed\" value=\"") + 19;
  const std::string seed = page.body.substr(at, 22);
  const std::string secret = actions::secret_of(room.world, anna, key128_from_base64url(seed).value());
  CHECK(has(page.body, "otpauth://totp/The%20Herald:anna?secret=" + to_base32(secret)));
  const auto turn_on = [&](const char* password, const std::string& code) {
    return room.post("/account/herald/second-step",
                     {{"csrf", room.csrf(here)}, {"seed", seed}, {"password", password}, {"code", code}}, here);
  };
  const std::string code = totp_code(secret, totp_step(room.clock.now()));
  CHECK(turn_on("wrong words here", code).status == 422);
  CHECK(turn_on(StaffRoom::password, "000000").status == 422);
  CHECK_FALSE(room.store->person(room.site.id, anna.id)->has_totp);
  const Response on = turn_on(StaffRoom::password, code);
  CHECK(on.status == 200);
  CHECK(has(on.body, "recovery codes"));
  CHECK(room.store->person(room.site.id, anna.id)->has_totp);
  CHECK(room.get("/account/herald", here).status == 200);
  CHECK(room.get("/account/herald", there).status == 303);
}

TEST_CASE("an invitation sets a password once and signs in") {
  StaffRoom room;
  room.add("olga", {Role::administrator});
  const std::string cookies = room.signed_in("olga");
  const Response added = room.post("/console/herald/people",
                                   {{"csrf", room.csrf(cookies)}, {"name", "Boris"}, {"role", "moderator"}}, cookies);
  CHECK(added.status == 200);
  const std::size_t at = added.body.find("/invitation/herald/");
  REQUIRE(at != std::string::npos);
  const std::string path = added.body.substr(at, 41);
  CHECK(room.get(path).status == 200);
  CHECK(room.get(path).header("referrer-policy") == "no-referrer");
  CHECK(room.post(path, {{"new", "short"}, {"again", "short"}}).status == 422);
  const Response in = room.post(path, {{"new", StaffRoom::password}, {"again", StaffRoom::password}});
  CHECK(in.status == 303);
  CHECK(room.get("/account/herald", StaffRoom::cookies_of(in)).status == 200);
  CHECK(room.post(path, {{"new", "six other plain words"}, {"again", "six other plain words"}}).status == 404);
  CHECK(room.get(path).status == 404);
  const auto boris = room.store->person_by_name(room.site.id, "boris").value();
  const auto token = actions::invite(room.world, boris).value();
  room.clock.at += discussion::invitation_lasts;
  CHECK(room.get(actions::invitation_path(room.site, token)).status == 404);
}

TEST_CASE("whoever could not be added stands in the form again, a reviewer with the case") {
  StaffRoom room;
  room.add("olga", {Role::administrator});
  const std::string cookies = room.signed_in("olga");
  const std::string of_case = "~0000002a/5";
  Pairs fields = {{"csrf", room.csrf(cookies)}, {"name", "olga"}, {"desk", "Night <desk>"}, {"role", "reviewer"}};
  fields.emplace_back("case", of_case);
  const Response taken = room.post("/console/herald/people", fields, cookies);
  CHECK(taken.status == 422);
  for (const std::string& kept : {std::string("value=\"olga\""), std::string("value=\"Night &lt;desk&gt;\""),
                                  "name=\"case\" value=\"" + of_case + "\""})
    CHECK(has(taken, kept));
  const Response unfit =
      room.post("/account/herald/address", {{"csrf", room.csrf(cookies)}, {"address", "olga@desk"}}, cookies);
  CHECK(unfit.status == 422);
  CHECK(has(unfit, "value=\"olga@desk\""));
}

TEST_CASE("the last administrator who can sign in stays one") {
  StaffRoom room;
  const auto olga = room.add("olga", {Role::administrator});
  REQUIRE(actions::add_person(room.world, room.site, {"boris", "", {Role::administrator}, {}}));  // no password yet
  CHECK(actions::set_roles(room.world, room.site, olga, {Role::editor}).error().code == Error::Code::forbidden);
  CHECK(actions::remove_person(room.world, room.site, olga).error().code == Error::Code::forbidden);
  room.add("anna", {Role::administrator});
  CHECK(actions::remove_person(room.world, room.site, olga));
}

TEST_CASE("two names that look alike are not two people") {
  StaffRoom room;
  room.add("anna", {Role::moderator});
  const auto again = actions::add_person(room.world, room.site, {"аnnа", "", {Role::moderator}, {}});  // Cyrillic
  REQUIRE_FALSE(again);
  CHECK(again.error().code == Error::Code::conflict);
}
