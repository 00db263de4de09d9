#include "http/passkeys.h"

#include "base/base64.h"
#include "base/json.h"
#include "http/staff_testing.h"
#include "webauthn/testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;
using webauthn::testing::SoftKey;

namespace {

bool in_line(const std::string& line, std::string_view part) { return line.find(part) != std::string::npos; }

const webauthn::RelyingParty here{"localhost", "http://localhost"};

// A room with a browser that knows passkeys.
struct KeyRoom : StaffRoom {
  discussion::Person anna = add("anna", {Role::moderator});
  std::string cookies = signed_in("anna");

  std::string handle() const { return actions::user_handle(world, anna); }
  static json::Value parsed(const Response& response) { return json::parse(response.body).value(); }
  static std::string text(const json::Value& in, std::string_view key) { return *in.find(key)->string(); }

  Response ask_to_add(std::string_view typed, std::string_view name = "my telephone") {
    return post("/account/herald/passkeys/options",
                {{"csrf", csrf(cookies)}, {"name", std::string(name)}, {"password", std::string(typed)}}, cookies);
  }
  std::string challenge_to_add() {
    return from_base64url(text(parsed(ask_to_add(StaffRoom::password)), "challenge")).value();
  }
  Response add_key(const SoftKey& key, const std::string& challenge, const std::string& as = "",
                   const webauthn::RelyingParty& party = here, const std::string& name = "my telephone") {
    const auto made = key.make(party, challenge);
    const std::string& with = as.empty() ? cookies : as;
    return post("/account/herald/passkeys",
                {{"csrf", csrf(with)},
                 {"name", name},
                 {"challenge", to_base64url(challenge)},
                 {"client_data", to_base64url(made.client_data)},
                 {"attestation", to_base64url(made.attestation)}},
                with);
  }
  void must_add(const SoftKey& key) {
    const Response added = add_key(key, challenge_to_add());
    REQUIRE((added.status == 303 || added.status == 200));
    anna = store->person(site.id, anna.id).value();
  }

  // What a sign-in page of one browser is asked with.
  struct Browser {
    std::string cookies;
    std::string ticket;  // behind the password
  };
  std::string challenge(Browser& browser) {
    const Response asked =
        post("/sign-in/passkey/options", {{"site", "herald"}, {"ticket", browser.ticket}}, browser.cookies);
    REQUIRE(asked.status == 200);
    browser.cookies = StaffRoom::cookies_of(asked);
    return from_base64url(text(parsed(asked), "challenge")).value();
  }
  Response enter(const Browser& browser, const SoftKey& key, const std::string& challenge, const std::string& whose,
                 const webauthn::RelyingParty& party = here) {
    const auto signature = key.sign(party, challenge);
    return post("/sign-in/passkey",
                {{"site", "herald"},
                 {"next", "/account/herald"},
                 {"ticket", browser.ticket},
                 {"challenge", to_base64url(challenge)},
                 {"credential", to_base64url(key.credential)},
                 {"client_data", to_base64url(signature.client_data)},
                 {"authenticator_data", to_base64url(signature.authenticator_data)},
                 {"signature", to_base64url(signature.signature)},
                 {"user_handle", to_base64url(whose)}},
                browser.cookies);
  }
  Response enter(const SoftKey& key) {
    Browser browser;
    const std::string asked = challenge(browser);
    return enter(browser, key, asked, handle());
  }
  static std::string ticket_in(const Response& response) {
    const std::size_t at = response.body.find("name=\"ticket\" value=\"") + 21;
    return response.body.substr(at, response.body.find('"', at) - at);
  }
  static bool is_in(const Response& response) {
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie" && value.starts_with("__Host-comity_staff_herald=")) return true;
    return false;
  }
};

}  // namespace

TEST_CASE("a passkey is made with the password, and signs in by itself") {
  KeyRoom room;
  const std::string there = room.signed_in("anna");
  const Response page = room.get("/account/herald/passkeys", room.cookies);
  CHECK(has(page, "data-passkey=\"create\""));
  CHECK(page.header("content-security-policy").find("require-trusted-types-for 'script'; trusted-types 'none'") !=
        std::string_view::npos);
  CHECK(room.ask_to_add("wrong words here").status == 422);
  CHECK(room.ask_to_add(StaffRoom::password, "").status == 422);
  const json::Value asked = KeyRoom::parsed(room.ask_to_add(StaffRoom::password));
  CHECK(KeyRoom::text(*asked.find("rp"), "id") == "localhost");
  CHECK(KeyRoom::text(*asked.find("user"), "id") == to_base64url(room.handle()));
  CHECK(KeyRoom::text(asked, "attestation") == "none");

  SoftKey key("a telephone's");
  const Response made = room.add_key(key, room.challenge_to_add());
  CHECK(made.status == 200);
  CHECK(has(made, "Your recovery codes"));
  CHECK(room.get("/account/herald", there).status == 303);  // a new second step ends the other sessions
  const Response list = room.get("/account/herald/passkeys", room.cookies);
  CHECK(has(list, "my telephone"));
  CHECK(has(list, "never"));
  CHECK(has(room.get("/account/herald", room.cookies), "Signing in asks for a passkey. 10 recovery codes are left."));

  const Response in = room.enter(key);
  REQUIRE(KeyRoom::is_in(in));
  CHECK(has(in, "1 wrong password, code or passkey was tried"));  // above
  CHECK(room.enter(key).header("location") == "/account/herald");
  const std::string by_key = StaffRoom::cookies_of(in);
  CHECK(has(room.get("/account/herald", by_key), "<td data-heading=\"Signed in by\">passkey</td>"));
  CHECK(room.store->passkey(room.site.id, key.credential)->used == room.clock.at);
  CHECK(room.app->counters.sign_ins[0] == 4);
}

TEST_CASE("behind the password a passkey's touch is enough, or a recovery code; the password alone is not") {
  KeyRoom room;
  SoftKey key("a security key's", false);
  const Response made = room.add_key(key, room.challenge_to_add());
  const std::size_t at = made.body.find("<pre dir=\"ltr\">") + 15;
  const std::string recovery = made.body.substr(at, 14);
  CHECK(room.enter(key).status == 403);  // alone it is not enough: it asked for nothing
  CHECK(in_line(room.log.back(), "7.2 step 17"));
  const Response first = room.sign_in("anna", StaffRoom::password);
  CHECK(first.status == 200);
  CHECK_FALSE(KeyRoom::is_in(first));
  CHECK(has(first, "data-passkey=\"get\""));
  CHECK(has(first, "One of your recovery codes, when no passkey is at hand."));
  KeyRoom::Browser browser{"", KeyRoom::ticket_in(first)};
  const Response asked = room.post("/sign-in/passkey/options", {{"site", "herald"}, {"ticket", browser.ticket}});
  CHECK(has(asked, "\"allowCredentials\":[{\"type\":\"public-key\",\"id\":\"" + to_base64url(key.credential) + "\"}]"));
  const std::string challenge = room.challenge(browser);
  const Response in = room.enter(browser, key, challenge, "");
  CHECK(in.status == 200);  // told of the failure above
  CHECK(KeyRoom::is_in(in));
  CHECK(has(room.get("/account/herald", StaffRoom::cookies_of(in)), "password and passkey"));
  const Response by_code =
      room.post("/sign-in/code", {{"site", "herald"}, {"ticket", browser.ticket}, {"code", recovery}});
  CHECK(KeyRoom::is_in(by_code));
  CHECK(has(room.get("/account/herald", StaffRoom::cookies_of(by_code)), "password and recovery code"));
  room.clock.at += std::chrono::minutes(5);
  CHECK(room.post("/sign-in/passkey/options", {{"site", "herald"}, {"ticket", browser.ticket}}).status == 403);
  CHECK(room.enter(browser, key, challenge, "").status == 403);
}

TEST_CASE("a challenge serves once, in the browser and for the sign-in it was given out for, for five minutes") {
  KeyRoom room;
  const SoftKey key("a telephone's");
  room.must_add(key);
  KeyRoom::Browser browser, other;
  const std::string challenge = room.challenge(browser);
  room.challenge(other);
  CHECK(has(room.enter(other, key, challenge, room.handle()), "took more than five minutes"));
  CHECK(has(room.enter({}, key, challenge, room.handle()), "took more than five minutes"));
  // One that was given out for the second step, or to add a passkey, is none for signing in by it alone.
  KeyRoom::Browser second{browser.cookies, KeyRoom::ticket_in(room.sign_in("anna", StaffRoom::password))};
  const std::string for_second = room.challenge(second);
  CHECK_FALSE(KeyRoom::is_in(room.enter(browser, key, for_second, room.handle())));
  CHECK_FALSE(KeyRoom::is_in(room.enter(browser, key, room.challenge_to_add(), room.handle())));
  CHECK(room.store->person(room.site.id, room.anna.id)->failures == 0);  // nobody guessed anything
  CHECK(KeyRoom::is_in(room.enter(browser, key, challenge, room.handle())));
  CHECK_FALSE(KeyRoom::is_in(room.enter(browser, key, challenge, room.handle())));
  CHECK(in_line(room.log.back(), "the challenge was used already"));
  const std::string late = room.challenge(browser);
  room.clock.at += actions::Challenges::lasts;
  CHECK_FALSE(KeyRoom::is_in(room.enter(browser, key, late, room.handle())));
}

TEST_CASE("a passkey is made once, in the session that typed the password, and for nobody else") {
  KeyRoom room;
  room.add("boris", {Role::moderator});
  const std::string boris = room.signed_in("boris");
  const SoftKey key("a telephone's");
  const std::string challenge = room.challenge_to_add();
  CHECK(room.add_key(key, challenge, boris).status == 422);
  CHECK(room.add_key(key, challenge, room.signed_in("anna")).status == 422);
  CHECK(room.add_key(key, challenge, "", {"localhost", "https://localhost"}).status == 422);
  CHECK(in_line(room.log.back(), "7.1 step 9"));
  CHECK(room.add_key(key, challenge, "", {"herald.example", "http://localhost"}).status == 422);
  CHECK(in_line(room.log.back(), "7.1 step 13"));
  CHECK(room.add_key(key, challenge, "", here, " ").status == 422);
  CHECK(room.store->passkeys(room.site.id, room.anna.id)->empty());
  CHECK(room.add_key(key, challenge).status == 200);
  CHECK(room.add_key(SoftKey("another's"), challenge).status == 422);  // the challenge was used
  CHECK(room.add_key(key, room.challenge_to_add()).status == 409);     // 7.1 step 22
  const SoftKey late("too late");
  const std::string old = room.challenge_to_add();
  room.clock.at += actions::Challenges::lasts;
  CHECK(room.add_key(late, old).status == 422);
  for (int i = 1; i < 10; ++i) room.must_add(SoftKey("key " + std::to_string(i)));
  CHECK(room.store->passkeys(room.site.id, room.anna.id)->size() == 10);
  CHECK(has(room.get("/account/herald/passkeys", room.cookies), "You have 10 passkeys"));
  const Response eleventh = room.add_key(SoftKey("key 11"), room.challenge_to_add());
  CHECK(eleventh.status == 409);
  CHECK(has(eleventh, "more cannot be kept"));
}

TEST_CASE("a passkey that is wrong, another's or nobody's is refused, counted, slowed down and told of") {
  KeyRoom room;
  const SoftKey key("a telephone's");
  room.must_add(key);
  KeyRoom::Browser browser;
  const auto step = [&](const Response& response) {
    CHECK(response.status == 403);
    CHECK_FALSE(KeyRoom::is_in(response));
    CHECK(has(response, "This passkey opens nothing here."));
    const std::string& line = room.log.back();
    const std::size_t at = line.find("section ");
    return at == std::string::npos ? line : line.substr(at + 8, line.find(':', at) - at - 8);
  };
  CHECK(step(room.enter(browser, key, room.challenge(browser), std::string(16, 'b'))) == "7.2 step 6");
  CHECK(step(room.enter(browser, key, room.challenge(browser), "")) == "7.2 step 6");
  CHECK(step(room.enter(browser, key, room.challenge(browser), room.handle(),
                        {"herald.example", "http://localhost"})) == "7.2 step 15");
  CHECK(step(room.enter(browser, key, room.challenge(browser), room.handle(), {"localhost", "http://localhost:81"})) ==
        "7.2 step 13");
  CHECK(room.store->person(room.site.id, room.anna.id)->failures == 4);
  SoftKey thief("a thief's");
  thief.credential = key.credential;
  CHECK(step(room.enter(browser, thief, room.challenge(browser), room.handle())).find("5 wrong passwords, codes or") !=
        std::string::npos);  // the alarm
  CHECK(in_line(room.log[room.log.size() - 2], "7.2 step 20"));
  // Nobody's: nothing is said of anybody, and it costs a try.
  const std::size_t lines = room.log.size();
  CHECK(room.enter(SoftKey("nobody's")).status == 403);
  CHECK(room.log.size() == lines);
  const Response told = room.enter(key);
  CHECK(has(told, "5 wrong passwords, codes or passkeys were tried"));
  CHECK(KeyRoom::is_in(told));
  CHECK(room.app->counters.sign_ins[1] == 6);
  int tried = 0;
  while (tried < 100 && room.enter(thief).status != 429) ++tried;
  CHECK(tried < 20);
}

TEST_CASE("a passkey that counts back is refused, logged, told and marked") {
  KeyRoom room;
  SoftKey key("a telephone's");
  key.count = 7;
  room.must_add(key);
  key.count = 9;
  CHECK(KeyRoom::is_in(room.enter(key)));
  for (const std::uint32_t count : {9U, 8U, 0U}) {
    key.count = count;
    const Response refused = room.enter(key);
    CHECK(refused.status == 403);
    CHECK(has(refused, "there may be a copy of it"));
    CHECK(in_line(room.log.back(),
                  "a passkey of anna of herald was refused, WebAuthn section 7.2 step 21: the count went "
                  "from 9 to " +
                      std::to_string(count)));
  }
  CHECK(has(room.get("/account/herald/passkeys", room.cookies), "there may be a copy"));
  CHECK(room.store->person(room.site.id, room.anna.id)->failures == 3);
  key.count = 10;
  CHECK(has(room.enter(key), "3 wrong passwords, codes or passkeys were tried"));
}

TEST_CASE("passkeys are renamed and removed by their owner alone, and removing asks for the password") {
  KeyRoom room;
  const SoftKey key("a telephone's");
  room.must_add(key);
  room.add("boris", {Role::moderator});
  const std::string boris = room.signed_in("boris");
  const auto change = [&](const char* deed, const std::string& as, Pairs fields) {
    fields.insert(fields.end(), {{"csrf", room.csrf(as)}, {"passkey", to_base64url(key.credential)}});
    return room.post(std::string("/account/herald/passkeys/") + deed, fields, as).status;
  };
  CHECK(change("rename", boris, {{"new_name", "mine now"}}) == 404);
  CHECK(change("rename", room.cookies, {{"new_name", ""}}) == 422);
  CHECK(change("rename", room.cookies, {{"new_name", "key <ring>"}}) == 303);
  CHECK(has(room.get("/account/herald/passkeys", room.cookies), "key &lt;ring&gt;"));
  CHECK(change("remove", boris, {{"now", StaffRoom::password}}) == 404);
  CHECK(change("remove", room.cookies, {{"now", "wrong words here"}}) == 422);
  CHECK(room.store->passkeys(room.site.id, room.anna.id)->size() == 1);
  CHECK(change("remove", room.cookies, {{"now", StaffRoom::password}}) == 303);
  CHECK(room.enter(key).status == 403);
  CHECK(KeyRoom::is_in(room.sign_in("anna", StaffRoom::password)));  // no second step any more, and no codes
  CHECK(room.store->person(room.site.id, room.anna.id)->recovery_left == 0);
}

TEST_CASE("a removed person's passkey opens nothing, nor does one of another site's person") {
  KeyRoom room;
  const SoftKey key("a telephone's");
  room.must_add(key);
  discussion::Site gazette = room.site;
  gazette.key = "gazette";
  REQUIRE(actions::add_site(room.world, gazette, humbug_policy));
  KeyRoom::Browser browser;
  const std::string challenge = room.challenge(browser);
  const auto signature = key.sign(here, challenge);
  const Response elsewhere = room.post("/sign-in/passkey",
                                       {{"site", "gazette"},
                                        {"challenge", to_base64url(challenge)},
                                        {"credential", to_base64url(key.credential)},
                                        {"client_data", to_base64url(signature.client_data)},
                                        {"authenticator_data", to_base64url(signature.authenticator_data)},
                                        {"signature", to_base64url(signature.signature)},
                                        {"user_handle", to_base64url(room.handle())}},
                                       browser.cookies);
  CHECK(elsewhere.status == 403);
  REQUIRE(actions::remove_person(room.world, room.site, room.anna));
  CHECK(room.enter(browser, key, room.challenge(browser), room.handle()).status == 403);
}

TEST_CASE("a foreign page can neither ask for a challenge nor answer one") {
  KeyRoom room;
  for (const char* path : {"/sign-in/passkey", "/sign-in/passkey/options"}) {
    Request foreign = room.request("POST", path, {{"sec-fetch-site", "cross-site"}}, "site=herald");
    CHECK(room.app->answer(foreign).status == 403);
    Request open = room.request("POST", path, {{"sec-fetch-site", "same-origin"}}, "site=herald");
    open.private_way = false;
    CHECK(room.app->answer(open).status == 403);
  }
}

TEST_CASE("passkeys belong to one name over https, or to localhost; anywhere else the page says why there are none") {
  struct Case {
    const char *url, *host;
    bool secure;
    const char *id, *why;
  };
  for (const Case& c :
       {Case{"https://talk.example.org", "talk.example.org", true, "talk.example.org", ""},
        Case{"https://talk.example.org:8443", "Talk.example.org", true, "talk.example.org", ""},
        Case{"", "localhost:8080", false, "localhost", ""},
        Case{"http://localhost:8080", "localhost:8080", false, "localhost", ""},
        Case{"", "127.0.0.1:8080", false, "", "open it as localhost"},
        Case{"", "[::1]:8080", false, "", "open it as localhost"},
        Case{"", "talk.example.org", true, "", "--public-url"},
        Case{"http://talk.example.org", "talk.example.org", false, "", "this server is http://talk"},
        Case{"https://192.0.2.7", "192.0.2.7", true, "", "by a number (192.0.2.7)"},
        Case{"https://talk.example.org", "localhost:8080", false, "", "belong to https://talk.example.org"},
        Case{"https://talk.example.org", "www.example.org", true, "", "reached as www.example.org"}}) {
    INFO(c.url, " reached as ", c.host);
    Paper paper;
    AppOptions options;
    options.public_url = c.url;
    const App app(paper.world, options);
    Request request;
    request.headers = {{"host", c.host}};
    request.secure = c.secure;
    const PasskeyHost host = passkey_host(app, request);
    CHECK((host.party ? host.party->id : "") == c.id);
    const std::string why = why_no_passkeys(app, request, host, "en");
    CHECK(why.empty() == host.party.has_value());
    CHECK(why.find(c.why) != std::string::npos);
  }
}

TEST_CASE("where there are no passkeys nobody is offered one, and the code serves as ever") {
  KeyRoom room;
  room.must_add(SoftKey("a telephone's"));
  Request asked = room.request("GET", "/account/herald/passkeys", {{"cookie", room.cookies}});
  for (auto& [name, value] : asked.headers)
    if (name == "host") value = "127.0.0.1:8080";
  const Response page = room.app->answer(asked);
  CHECK(page.status == 200);
  CHECK(has(page, "open it as localhost"));
  CHECK(page.body.find("data-passkey=") == std::string::npos);
  CHECK(has(page, "my telephone"));
}
