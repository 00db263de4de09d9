// Signed in as a reader: written under the account's name, which is nobody else's, by page, API and widget; whom one
// does not want to see.
#include "http/hand_over.h"
#include "http/messages.h"
#include "http/readers_testing.h"

using namespace comity;
using namespace comity::http;

TEST_CASE("signed in, one writes under the account's name, whatever is typed, from the page and by the API") {
  ReaderRoom room;
  const std::string cookies = room.reader("Anna", annas);
  REQUIRE(room.write("", "Good morning.", cookies).status == 303);
  REQUIRE(room.write("Boris", "Good evening.", cookies).status == 303);
  const discussion::Comment comment = room.last_comment();
  CHECK(comment.name == "Anna");
  const auto author = room.store->author(room.site.id, comment.author).value();
  CHECK(author.kind == policy::AuthorKind::account);
  CHECK(author.published == 2);
  Request call = room.request("POST", "/api/v1/sites/herald/stories/bridge/comments",
                              {{"cookie", cookies}, {"sec-fetch-site", "same-origin"}}, R"({"text": "Good night."})");
  std::erase_if(call.headers, [](const auto& header) { return header.first == "content-type"; });
  call.headers.emplace_back("content-type", "application/json");
  const Response posted = room.app->answer(call);
  CHECK(posted.status == 201);
  CHECK_FALSE(posted.body.find("guest_key") != std::string::npos);
  CHECK(room.last_comment().author == comment.author);
  // What is one's own is shown to the account, and to nobody else.
  Request mine = room.request("GET", "/api/v1/sites/herald/stories/bridge/mine",
                              {{"cookie", cookies}, {"sec-fetch-site", "same-origin"}});
  CHECK(has(room.app->answer(mine), "\"number\":3"));
  // A publisher's page may write as a guest; the account's cookie is not for it.
  Request beside = room.request("GET", "/api/v1/sites/herald/stories/bridge/mine",
                                {{"cookie", cookies},
                                 {"sec-fetch-site", "same-site"},
                                 {"sec-fetch-mode", "cors"},
                                 {"origin", "https://herald.example"}});
  CHECK(room.app->answer(beside).status == 401);
}

TEST_CASE("a reader downloads what is theirs, and erases it with the account, which signs out and frees the name") {
  ReaderRoom room;
  const std::string cookies = room.reader("Anna", annas);
  REQUIRE(room.write("", "Good morning, all.", cookies).status == 303);
  const discussion::Comment comment = room.last_comment();
  CHECK(has(room.get("/reader/herald", cookies), "href=\"/data/herald\""));
  const Response file = room.get("/data/herald/download", cookies);
  CHECK(file.header("cache-control") == "no-store");
  for (const std::string& part :
       {std::string("Good morning, all."), std::string("\"name\":\"Anna\""), std::string(annas)})
    CHECK(has(file, part));
  CHECK(room.get("/data/herald/download").status == 404);             // another browser
  CHECK(room.post("/data/herald/erase", {}, cookies).status == 303);  // not without the confirmation
  CHECK(has(room.get("/reader/herald", cookies), "<bdi>Anna</bdi>"));
  const Response gone = room.post("/data/herald/erase", {{"confirm", "yes"}}, cookies);
  CHECK(gone.status == 200);
  CHECK(has(room.get("/reader/herald", cookies), "/reader/herald/join"));  // as for anybody
  const auto left = room.store->revisions(room.site.id, comment.story, comment.id).value();
  CHECK(left.front().text.find("Good morning") == std::string::npos);
  CHECK(room.reader("Anna", "anna.again@reader.example") != cookies);
}

TEST_CASE("what a guest reported is in the download of the account they became, and forgotten with it at once") {
  ReaderRoom room;
  REQUIRE(room.write("Boris", "The other side lies.").status == 303);
  const discussion::Comment about = room.last_comment();
  const Response posted = room.write("Clara", "Good morning.");
  const std::string guest = ReaderRoom::cookies_of(posted);
  const std::string form = "/s/herald/bridge/" + std::to_string(about.number) + "/report";
  REQUIRE(room.post(form, {{"clause", "manners"}, {"words", "It calls us liars."}}, guest).status == 303);
  const std::string cookies = room.reader("Anna", annas, guest);
  REQUIRE(room.post(form, {{"clause", "manners"}, {"words", "And it goes on."}}, cookies).status == 303);
  const Response file = room.get("/data/herald/download", cookies);
  CHECK(has(file, "It calls us liars."));
  CHECK(has(file, "And it goes on."));
  CHECK(room.post("/data/herald/erase", {{"confirm", "yes"}}, cookies).status == 200);
  const auto reports = room.store->reports(room.site.id, {}, 9).value();
  REQUIRE(reports.size() == 2);
  for (const discussion::Report& report : reports) CHECK(is_forgotten(report));
}

TEST_CASE("an account is renamed once a week; what is written keeps its name, and nobody else gets it") {
  ReaderRoom room;
  const std::string cookies = room.reader("Anna", annas);
  REQUIRE(room.write("", "Good morning, all.", cookies).status == 303);
  const discussion::Comment early = room.last_comment();
  CHECK(has(room.get("/reader/herald", cookies), "action=\"/reader/herald/name\""));
  for (const std::string lang : {"en", "ru", "ar"})
    CHECK(has(room.get("/reader/herald?lang=" + lang, cookies), escaped(message(lang, "reader.name.text")).markup));
  CHECK(room.post("/reader/herald/name", {{"name", "Eva"}}, cookies).status == 403);  // without the token
  CHECK(room.change("name", {{"name", " "}}, cookies).status == 422);
  CHECK(room.change("name", {{"name", "Moderator"}}, cookies).status == 422);
  const Response hostile = room.change("name", {{"name", "<b>https://spam.example</b>"}}, cookies);
  CHECK(hostile.status == 422);
  CHECK(has(hostile, "&lt;b&gt;"));  // what was typed is there still
  CHECK(room.change("name", {{"name", "Eva"}}, cookies).status == 303);
  CHECK(has(room.get("/reader/herald", cookies), "<bdi>Eva</bdi>"));
  REQUIRE(room.write("", "Good evening, all.", cookies).status == 303);
  CHECK(room.last_comment().name == "Eva");
  CHECK(room.store->comment(room.site.id, early.story, early.id)->name == "Anna");
  CHECK(has(room.get("/s/herald/bridge"), "Anna"));

  // Once a week.
  CHECK(has(room.get("/reader/herald", cookies), "You changed it lately."));
  CHECK(room.change("name", {{"name", "Clara"}}, cookies).status == 409);
  // Neither name is anybody else's: not a guest's, not an account's.
  CHECK(room.write("Anna", "It is me.").status == 403);
  CHECK(room.write("Eva", "It is me.").status == 403);
  CHECK(room.join("Anna", "other@reader.example").status == 409);
  const std::string boris = room.reader("Boris", "boris@reader.example");
  CHECK(room.change("name", {{"name", "Anna"}}, boris).status == 409);
  CHECK(has(room.get("/data/herald/download", cookies), "\"former_names\":[{\"name\":\"Anna\""));
  room.clock.at += std::chrono::days(7);
  CHECK(room.change("name", {{"name", "Anna"}}, cookies).status == 303);
  REQUIRE(room.write("", "Good night, all.", cookies).status == 303);
  CHECK(room.last_comment().name == "Anna");
}

TEST_CASE("nobody else takes an account's name, nor one that looks like it") {
  ReaderRoom room;
  const std::string cookies = room.reader("Anna", annas);
  for (const char* name : {"Anna", "ANNA", "Аnna" /* Cyrillic */, "A n n a", "Ann\u0430"}) {
    const Response refused = room.write(name, "Good morning.");
    CHECK(refused.status == 403);
    CHECK(has(refused, "Choose another one"));
    CHECK(room.join(name, "boris@reader.example").status == 409);
  }
  Request call =
      room.request("POST", "/api/v1/sites/herald/stories/bridge/comments", {{"sec-fetch-site", "same-origin"}},
                   R"({"name": "Anna", "text": "Hello.", "url": "https://herald.example/bridge"})");
  std::erase_if(call.headers, [](const auto& header) { return header.first == "content-type"; });
  call.headers.emplace_back("content-type", "application/json");
  CHECK(has(room.app->answer(call), "name_taken"));
  CHECK(room.write("Boris", "Good morning.").status == 303);
  CHECK(room.write("", "Good morning.", cookies).status == 303);
}

TEST_CASE("a hostile name is words on every page, and \"forget me\" signs out, too") {
  ReaderRoom room;
  const std::string name = "<img src=x onerror=alert(1)>\"'&amp;";
  room.join(name, annas);
  CHECK_FALSE(body_of(room.get(room.link())).find("<img") != std::string_view::npos);
  CHECK(has(room.get(room.link()), "&lt;img src=x"));
  const std::string cookies = ReaderRoom::cookies_of(room.post(room.link(), {}));
  REQUIRE(room.write("", "Good morning.", cookies).status == 303);
  REQUIRE(room.write("<script>alert(2)</script>", "Good evening.").status == 303);
  CHECK(room.change("mute/bridge/2", {}, cookies).status == 303);
  for (const char* path :
       {"/reader/herald", "/reader/herald/mutes", "/reader/herald/mute/bridge/2", "/s/herald/bridge"}) {
    const std::string page(body_of(room.get(path, cookies)));
    CHECK(page.find("<img src=x") == std::string::npos);
    CHECK(page.find("<script>alert") == std::string::npos);
    CHECK(page.find("&lt;") != std::string::npos);
  }
  CHECK(room.post("/forget/herald", {}, cookies).status == 200);
  CHECK(has(room.get("/reader/herald", cookies), "Make an account"));
}

TEST_CASE("what the same browser wrote as a guest comes along when it is asked for, with its record") {
  ReaderRoom room;
  const Response posted = room.write("Clara", "Good morning.");
  REQUIRE(posted.status == 303);
  const std::string guest = ReaderRoom::cookies_of(posted);
  const AuthorId author = room.last_comment().author;
  CHECK(has(room.get("/reader/herald", guest), "Take along"));
  const std::string cookies = room.reader("Anna", annas, guest);
  CHECK(room.store->author(room.site.id, author)->kind == policy::AuthorKind::account);
  REQUIRE(room.write("", "Good evening.", cookies + "; " + guest).status == 303);
  CHECK(room.last_comment().author == author);
  CHECK(room.last_comment().name == "Anna");
  // Signed out, the old key opens nothing any more: what is written now is somebody else's.
  REQUIRE(room.write("Clara", "Good night.", guest).status == 303);
  CHECK(room.last_comment().author != author);
  // Not asked for: it stays a guest's.
  const std::string other = ReaderRoom::cookies_of(room.write("Dora", "I agree."));
  const AuthorId dora = room.last_comment().author;
  room.clock.at += std::chrono::minutes(1);
  room.post("/reader/herald/join", {{"name", "Eve"}, {"address", "eve@reader.example"}}, other);
  REQUIRE(room.post(room.link(), {}, other).status == 303);
  CHECK(room.store->author(room.site.id, dora)->kind == policy::AuthorKind::guest);
}

TEST_CASE("a muted reader's comments are known to the muter alone; the pages stay the same for everybody") {
  ReaderRoom room;
  REQUIRE(room.write("Boris", "Good morning.").status == 303);
  const std::string boris = ReaderRoom::cookies_of(room.write("Boris B.", "Good evening."));
  const std::string cookies = room.reader("Anna", annas);
  REQUIRE(room.write("", "I agree.", cookies).status == 303);
  CHECK(has(room.get("/s/herald/bridge/2"), "/reader/herald/mute/bridge/2"));
  CHECK(has(room.get("/s/herald/bridge/2/report"), "/reader/herald/mute/bridge/2"));
  CHECK(room.get("/reader/herald/mute/bridge/2").header("location") ==
        "/reader/herald?next=%2Freader%2Fherald%2Fmute%2Fbridge%2F2");
  CHECK(has(room.get("/reader/herald/mute/bridge/2", cookies), "Boris B."));
  const std::string before(body_of(room.get("/s/herald/bridge")));
  CHECK(room.post("/reader/herald/mute/bridge/2", {}, cookies).status == 403);  // no token
  CHECK(room.change("mute/bridge/2", {}, cookies).status == 303);
  CHECK(room.change("mute/bridge/2", {}, cookies).status == 303);
  CHECK(room.change("mute/bridge/3", {}, cookies).status == 409);  // her own
  CHECK(room.change("mute/bridge/9", {}, cookies).status == 404);
  CHECK(has(room.get("/reader/herald/mutes", cookies), "Boris B."));
  const auto mine = [&](const std::string& who) {
    Request asked = room.request("GET", "/api/v1/sites/herald/stories/bridge/mine",
                                 {{"cookie", who}, {"sec-fetch-site", "same-origin"}});
    return std::string(body_of(room.app->answer(asked)));
  };
  CHECK(mine(cookies).find("\"muted\":[2]") != std::string::npos);
  CHECK(mine(boris).find("\"muted\":[]") != std::string::npos);
  CHECK(std::string(body_of(room.get("/s/herald/bridge", cookies))) == before);
  const AuthorId muted = room.store->muted_by(room.site.id, room.last_comment().author)->front().author;
  CHECK(room.change("unmute", {{"muted", std::to_string(muted.value)}}, cookies).status == 303);
  CHECK(mine(cookies).find("\"muted\":[]") != std::string::npos);
}

TEST_CASE("on a publisher's page the widget is signed in by a code that works once and for two minutes") {
  ReaderRoom room;
  const std::string cookies = room.reader("Anna", annas);
  const auto code_on = [&](const std::string& back) {
    const std::string page(body_of(room.get("/reader/herald?back=" + percent_encoded(back), cookies)));
    const std::size_t at = page.find(back + "#comity-in=");
    return at == std::string::npos ? std::string() : page.substr(at + back.size() + 11, 22);
  };
  // Only to the publisher's own pages.
  for (const char* foreign : {"https://evil.example/", "https://herald.example.evil.example/", "javascript:alert(1)",
                              "//herald.example/", "https://herald.example@evil.example/"})
    CHECK(code_on(foreign).empty());
  const auto call = [&](const std::string& path, const std::string& body, HeaderList headers) {
    headers.emplace_back("origin", "https://herald.example");
    Request asked = room.request("POST", path, headers, body);
    std::erase_if(asked.headers, [](const auto& header) { return header.first == "content-type"; });
    asked.headers.emplace_back("content-type", "application/json");
    return room.app->answer(asked);
  };
  const auto enter = [&](const std::string& code) {
    return call("/api/v1/sites/herald/session", R"({"code": ")" + code + "\"}", {});
  };
  const std::string page = "https://herald.example/bridge";
  const std::string code = code_on(page);
  REQUIRE(code.size() == 22);
  const Response entered = enter(code);
  CHECK(entered.status == 201);
  CHECK(has(entered, "\"account\":\"Anna\""));
  CHECK(entered.header("access-control-allow-origin") == "https://herald.example");
  CHECK(entered.header("cache-control") == "no-store");
  CHECK(enter(code).status == 404);
  const std::string late = code_on(page);
  room.clock.at += HandOvers::lasts;
  CHECK(enter(late).status == 404);
  CHECK(enter("AAAAAAAAAAAAAAAAAAAAAA").status == 404);

  const std::size_t at = entered.body.find("\"r.");
  REQUIRE(at != std::string::npos);
  const std::string bearer = "Bearer " + entered.body.substr(at + 1, 24);
  const Response posted =
      call("/api/v1/sites/herald/stories/bridge/comments",
           R"({"text": "Good night.", "url": "https://herald.example/bridge"})", {{"authorization", bearer}});
  CHECK(posted.status == 201);
  CHECK(room.last_comment().name == "Anna");
  // It is one of the account's sessions, and ends with them.
  CHECK(room.change("sessions", {{"session", "others"}}, cookies).status == 303);
  const Response over = call("/api/v1/sites/herald/stories/bridge/comments", R"({"text": "Good night once more."})",
                             {{"authorization", bearer}});
  CHECK(over.status == 400);  // a guest has no name yet
}
