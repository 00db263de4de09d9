// Readers' accounts as browsers meet them: made, opened by a letter, signed in to, ended.
#include "http/letters/postman.h"
#include "http/readers_testing.h"

using namespace comity;
using namespace comity::http;

TEST_CASE("without the setting there are no accounts: no page, no link in the form, no way in") {
  ReaderRoom room;
  REQUIRE(room.write("Anna", "Good morning.").status == 303);
  CHECK(has(room.get("/s/herald/bridge"), "/reader/herald"));
  const std::string cookies = room.reader("Boris", annas);
  room.let_readers(false);
  CHECK_FALSE(body_of(room.get("/s/herald/bridge?lang=ru")).find("/reader/herald") != std::string_view::npos);
  for (const char* path : {"/reader/herald", "/reader/herald/mutes", "/reader/herald/mute/bridge/1"})
    CHECK(room.get(path, cookies).status == 404);
  CHECK(room.post("/reader/herald/join", {{"name", "Clara"}, {"address", annas}}).status == 404);
  // Whoever was signed in writes as a guest.
  REQUIRE(room.write("Dora", "Good evening.", cookies).status == 303);
  CHECK(room.last_comment().name == "Dora");
  CHECK(room.store->author(room.site.id, room.last_comment().author)->kind == policy::AuthorKind::guest);
}

TEST_CASE("an account is made by a letter: a look at the link opens nothing, the button does, and once") {
  ReaderRoom room;
  CHECK(has(room.join("Anna B.", annas), annas));
  REQUIRE(room.letters() == 1);
  const std::string link = room.link();
  const Response page = room.get(link);
  CHECK(has(page, "Anna B."));
  CHECK(page.header("referrer-policy") == "no-referrer");
  CHECK(ReaderRoom::cookies_of(page).empty());
  CHECK(room.store->contacts_at(room.site.id, annas)->empty());
  const Response in = room.post(link, {});
  CHECK(in.status == 303);
  bool host = false;
  for (const auto& [name, value] : in.headers) {
    if (name != "Set-Cookie" || value.find("comity_reader_herald=") == std::string::npos) continue;
    host = value.starts_with("__Host-") && value.find("; Secure") != std::string::npos &&
           value.find("HttpOnly") != std::string::npos && value.find("SameSite=Lax") != std::string::npos;
  }
  CHECK(host);
  CHECK(has(room.get("/reader/herald", ReaderRoom::cookies_of(in)), "Anna B."));
  CHECK(room.store->contacts_at(room.site.id, annas)->size() == 1);
  CHECK(room.post(link, {}).status == 404);
  CHECK(room.get(link).status == 404);
  CHECK(has(room.get("/reader/herald"), "Make an account"));
}

TEST_CASE("a link leads nowhere after an hour, from a foreign page, or over a way that can be read") {
  ReaderRoom room;
  room.join("Anna", annas);
  const std::string link = room.link();
  Request foreign = room.request("POST", link, {{"sec-fetch-site", "cross-site"}, {"origin", "https://evil.example"}});
  CHECK(room.app->answer(foreign).status == 403);
  Request plain = room.request("POST", link, {{"sec-fetch-site", "same-origin"}});
  plain.private_way = false;
  CHECK(room.app->answer(plain).status == 403);
  room.clock.at += discussion::sign_in_link_lasts;
  CHECK(room.get(link).status == 404);
  CHECK(room.post(link, {}).status == 404);
}

TEST_CASE("the desk's names and the paper's are no reader's, nor is one with a link or a control character") {
  ReaderRoom room;
  room.add("clara", {discussion::Role::moderator});
  discussion::Person person = room.store->person_by_name(room.site.id, "clara").value();
  REQUIRE(actions::commit_staff(room.world, room.site.id, store::SetPerson{person.id, "Night desk"}));
  for (const char* name : {"Night desk", "NIGHT DESK", "Moderator", "The Herald", "see https://x.example", "humbug", "",
                           "\u202Eanna", "   "}) {
    INFO(name);
    const int status = room.join(name, annas).status;
    CHECK((status == 409 || status == 422));
  }
  CHECK(room.letters() == 0);
  CHECK(room.join("clara", annas).status == 200);  // a name to sign in with is nobody's business
}

TEST_CASE("no page tells whether an address has an account") {
  ReaderRoom room;
  room.reader("Anna", annas);
  const std::size_t before = room.letters();
  const auto answer = [&](const std::string& address) {
    std::string page(body_of(room.post("/reader/herald/link", {{"address", address}})));
    for (std::size_t at; (at = page.find(address)) != std::string::npos;) page.replace(at, address.size(), "ADDRESS");
    return page;
  };
  CHECK(answer(annas) == answer("nobody@reader.example"));
  CHECK(room.letters() == before + 1);
  const auto wrong = [&](const std::string& address) {
    const Response response =
        room.post("/reader/herald/sign-in", {{"address", address}, {"password", "not the right words"}});
    std::string page(body_of(response));
    for (std::size_t at; (at = page.find(address)) != std::string::npos;) page.replace(at, address.size(), "ADDRESS");
    return std::to_string(response.status) + page;
  };
  CHECK(wrong(annas) == wrong("nobody@reader.example"));
  // A new account for an address that has one: the same page, and a letter that lets its reader in.
  const std::string made(body_of(room.join("Boris", annas)));
  CHECK(made.find("on its way") != std::string::npos);
  CHECK(room.letters() == before + 2);
  const Response in = room.post(room.link(), {});
  CHECK(has(room.get("/reader/herald", ReaderRoom::cookies_of(in)), "Anna"));
  CHECK(room.write("Boris", "Good morning.").status == 403);  // as if it had none: the name is held for a while
  CHECK(room.join("Boris", annas).status == 200);
  CHECK(room.join("Boris", "clara@reader.example").status == 409);
}

TEST_CASE("whose letter did not come asks again under the same name, and nobody else gets it meanwhile") {
  ReaderRoom room;
  CHECK(room.join("Anna", annas).status == 200);
  CHECK(room.join("Anna", "other@reader.example").status == 409);
  CHECK(room.join("Anna", annas).status == 200);
  CHECK(room.letters() == 2);
  CHECK(room.post(room.link(), {}).status == 303);
}

TEST_CASE("an address belongs to the first account that opens with it") {
  ReaderRoom room;
  room.join("Anna", annas);
  const std::string first = room.link();
  room.join("Boris", annas);
  const std::string second = room.link();
  REQUIRE(first != second);
  CHECK(room.post(first, {}).status == 303);
  CHECK(room.post(second, {}).status == 404);
  CHECK(room.store->contacts_at(room.site.id, annas)->size() == 1);
}

TEST_CASE("a password is set soon after signing in, ends the other sessions, and signs in from then on") {
  ReaderRoom room;
  const std::string cookies = room.reader("Anna", annas);
  room.post("/reader/herald/link", {{"address", annas}});
  room.clock.at += std::chrono::minutes(1);
  const std::string elsewhere = ReaderRoom::cookies_of(room.post(room.link(), {}));
  CHECK(room.change("password", {{"new", "short"}, {"again", "short"}}, cookies).status == 422);
  CHECK(room.change("password", {{"new", ""}, {"again", ""}}, cookies).status == 422);
  CHECK(room.change("password", {{"new", words}, {"again", "other words here"}}, cookies).status == 422);
  CHECK(room.post("/reader/herald/password", {{"new", words}, {"again", words}}, cookies).status == 403);  // no token
  CHECK(room.change("password", {{"new", words}, {"again", words}}, cookies).status == 303);
  CHECK(has(room.get("/reader/herald", cookies), "You have a password"));
  CHECK(has(room.get("/reader/herald", elsewhere), "Make an account"));
  CHECK(room.post("/reader/herald/sign-in", {{"address", annas}, {"password", "wrong"}}).status == 403);
  const Response in =
      room.post("/reader/herald/sign-in",
                {{"address", " ANNA@reader.example"}, {"password", words}, {"next", "/reader/herald/mutes"}});
  const Response plain =
      room.post("/reader/herald/sign-in", {{"address", annas}, {"password", words}, {"next", "https://evil.example/"}});
  CHECK(plain.header("location") == "/reader/herald");
  CHECK((in.status == 303 || in.status == 403));
  room.clock.at += discussion::fresh_for;
  CHECK(has(room.change("password", {{"new", "other words now"}, {"again", "other words now"}}, cookies),
            "quarter of an hour"));
  const std::string again =
      ReaderRoom::cookies_of(room.post("/reader/herald/sign-in", {{"address", annas}, {"password", words}}));
  CHECK(room.change("password", {{"deed", "none"}}, again).status == 303);
  CHECK(room.post("/reader/herald/sign-in", {{"address", annas}, {"password", words}}).status == 403);
}

TEST_CASE("guessing is slowed for the address that is guessed at, and its reader's own browser goes on") {
  ReaderRoom room;
  const std::string cookies = room.reader("Anna", annas);
  REQUIRE(room.change("password", {{"new", words}, {"again", words}}, cookies).status == 303);
  int status = 0;
  for (int i = 0; i < 30 && status != 429; ++i)
    status = room.post("/reader/herald/sign-in", {{"address", annas}, {"password", "guess"}}).status;
  CHECK(status == 429);
  room.source = key128_from_base64url("AAAAAAAAAAAAAAAAAAAAAQ").value();  // another network
  CHECK(room.post("/reader/herald/sign-in", {{"address", annas}, {"password", words}}).status == 429);
  CHECK(room.post("/reader/herald/sign-in", {{"address", annas}, {"password", words}}, cookies).status == 303);
  // Letters are counted, too: nobody fills a stranger's box.
  status = 0;
  for (int i = 0; i < 30 && status != 429; ++i)
    status = room.post("/reader/herald/link", {{"address", "stranger@reader.example"}}).status;
  CHECK(status == 429);
}

TEST_CASE("sessions are listed and ended, one, the others, and this one") {
  ReaderRoom room;
  const std::string first = room.reader("Anna", annas);
  const auto sign_in = [&] {
    room.post("/reader/herald/link", {{"address", annas}});
    room.clock.at += std::chrono::minutes(1);
    return ReaderRoom::cookies_of(room.post(room.link(), {}));
  };
  const std::string second = sign_in(), third = sign_in();
  const AuthorId account{room.store->contacts_at(room.site.id, annas)->front().owner.id};
  const auto sessions = [&] { return room.store->reader_sessions(room.site.id, account)->size(); };
  REQUIRE(sessions() == 3);
  CHECK(has(room.get("/reader/herald", first), "this one"));
  const Key128 one = room.store->reader_sessions(room.site.id, account)->front().key;
  CHECK(room.change("sessions", {{"session", to_base64url(one)}}, first).status == 303);
  CHECK(sessions() == 2);
  CHECK(room.change("sessions", {{"session", "others"}}, first).status == 303);
  CHECK(sessions() == 1);
  CHECK(room.get("/reader/herald/mutes", second).status == 303);  // to the page for signing in
  const Response out = room.change("sign-out", {}, first);
  CHECK(out.status == 303);
  CHECK(sessions() == 0);
  CHECK(has(room.get("/reader/herald", first), "Make an account"));
  room.clock.at += discussion::reader_session_idle;
  CHECK(has(room.get("/reader/herald", third), "Make an account"));
}

TEST_CASE("an address is changed by a letter to the new one") {
  ReaderRoom room;
  const std::string cookies = room.reader("Anna", annas);
  CHECK(room.change("address", {{"address", "no address"}}, cookies).status == 422);
  room.clock.at += std::chrono::minutes(1);
  CHECK(room.change("address", {{"address", "new@reader.example"}}, cookies).status == 303);
  CHECK(has(room.get("/reader/herald", cookies), "new@reader.example"));
  CHECK(room.store->contacts_at(room.site.id, "new@reader.example")->empty());
  const auto letters = room.store->letters(room.site.id, {}, 10).value();
  const auto asked = std::find_if(letters.begin(), letters.end(),
                                  [](const auto& one) { return one.kind == discussion::LetterKind::confirm; });
  REQUIRE(asked != letters.end());
  const std::string path = letter_path(room.site, actions::link_token(room.world, room.site.id, asked->id));
  CHECK(room.post(path, {{"deed", "confirm"}}).status == 200);
  CHECK(room.store->contacts_at(room.site.id, "new@reader.example")->size() == 1);
  CHECK(room.store->contacts_at(room.site.id, annas)->empty());
}

TEST_CASE("the letter of a link holds the link and no name, and is not sent when the link is over") {
  struct Bag final : Carrier {
    std::vector<Parcel> letters;
    Done carry(const Parcel& parcel) override {
      letters.push_back(parcel);
      return {};
    }
    void forget_others(const std::function<Result<bool>(discussion::LetterId)>&) override {}
  } bag;
  ReaderRoom room;
  Postman postman(*room.app, bag, {"desk@herald.example", "https://talk.example"});
  room.join("Anna Bell", annas);
  postman.round();
  REQUIRE(bag.letters.size() == 1);
  CHECK(bag.letters[0].to == annas);
  const std::string token = room.link();
  std::string letter = bag.letters[0].message;
  for (std::size_t at; (at = letter.find("=\r\n")) != std::string::npos;) letter.erase(at, 3);
  CHECK(letter.find("https://talk.example" + token) != std::string::npos);
  CHECK(letter.find("Anna Bell") == std::string::npos);
  CHECK(letter.find("List-Unsubscribe") == std::string::npos);
  room.post("/reader/herald/link", {{"address", annas}});
  room.join("Boris", "boris@reader.example");
  room.clock.at += discussion::sign_in_link_lasts;
  postman.round();
  CHECK(bag.letters.size() == 1);
}

TEST_CASE("an account that nobody opened is forgotten after two days, and its name is free") {
  ReaderRoom room;
  room.join("Anna", annas);
  struct Nobody final : Carrier {
    Done carry(const Parcel&) override { return {}; }
    void forget_others(const std::function<Result<bool>(discussion::LetterId)>&) override {}
  } nobody;
  Postman postman(*room.app, nobody, {"desk@herald.example", "https://talk.example"});
  postman.round();
  CHECK(room.write("Anna", "Good morning.").status == 403);
  room.clock.at += discussion::unopened_lasts + std::chrono::hours(2);
  postman.round();
  CHECK(room.write("Anna", "Good morning.").status == 303);
}
