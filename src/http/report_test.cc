// Reports, as readers send them without script and by the API, as the desk decides them, and as those who reported read
// what became of it.
#include <set>

#include "actions/edit_comment.h"
#include "actions/read_own.h"
#include "actions/read_report.h"
#include "http/messages.h"
#include "http/report_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::State;
using Desk = ReportDesk;

TEST_CASE("every published comment leads to a form that lists the rules, in three languages") {
  Desk desk;
  for (const std::string page : {"/s/herald/bridge", "/s/herald/bridge/1", "/s/herald/bridge/fragment"})
    CHECK(has(desk.get(page), "href=\"" + desk.story + "/report\""));
  for (const std::string lang : {"en", "ru", "ar"}) {
    const Response form = desk.get(desk.story + "/report?lang=" + lang);
    CHECK(form.status == 200);
    CHECK(form.header("cache-control") == "no-store");
    CHECK(has(form, "value=\"manners\""));
    CHECK(has(form, "No humbug."));
    CHECK(has(form, escaped(message(lang, "report.help")).markup));
    CHECK(has(form, "href=\"" + desk.story + "/notice?lang=" + lang + "\""));
    CHECK(has(desk.get(desk.story + "/notice?lang=" + lang), escaped(message(lang, "report.notice.faith")).markup));
  }
  CHECK(desk.get("/s/herald/bridge/7/report").status == 404);
  CHECK(desk.get("/s/herald/nowhere/1/report").status == 404);
}

TEST_CASE("a report is taken without account or script, and its receipt and code tell what becomes of it") {
  Desk desk;
  const std::string receipt = desk.report();
  const Response page = desk.get(receipt);
  CHECK(page.header("referrer-policy") == "no-referrer");
  CHECK(page.header("cache-control") == "no-store");
  CHECK(has(page, "Nobody has decided yet."));
  CHECK(has(page, "It is &lt;rude&gt;."));
  const auto report = desk.store->reports(desk.site.id, {}, 9)->front();
  CHECK(has(page, report.case_code));
  CHECK(desk.post("/case", {{"site", "herald"}, {"code", report.case_code}}).header("location") == receipt);
  CHECK(desk.now().state == State::published);
  CHECK(desk.get("/report/" + to_base64url(Key128{})).status == 404);
}

TEST_CASE("what is wrong with a form is said, and nothing typed is lost") {
  Desk desk;
  const Response ruleless = desk.post(desk.story + "/report", {{"words", "I <typed> this."}});
  CHECK(ruleless.status == 422);
  CHECK(has(ruleless, "Choose a rule first."));
  CHECK(has(ruleless, "I &lt;typed&gt; this."));
  const Response faithless = desk.post(
      desk.story + "/notice", {{"words", "Stolen."}, {"name", "Ada\"><b>"}, {"address", "ada@reader.example"}});
  CHECK(faithless.status == 422);
  CHECK(has(faithless, "Ada&quot;&gt;&lt;b&gt;"));
  CHECK(has(faithless, "in good faith"));
  CHECK(
      desk.post(desk.story + "/notice", {{"words", "x"}, {"name", "A"}, {"address", "a b"}, {"faith", "yes"}}).status ==
      422);
  CHECK(desk.post(desk.story + "/notice", {{"words", "x"}, {"child", "yes"}, {"faith", "yes"}}).status == 303);
  CHECK(desk.store->reports(desk.site.id, {}, 9)->size() == 1);
}

TEST_CASE("a foreign page cannot report in its reader's name, and one place cannot report without end") {
  Desk desk;
  Request foreign = desk.request("POST", desk.story + "/report", {{"sec-fetch-site", "cross-site"}}, "clause=manners");
  CHECK(desk.app->answer(foreign).status == 403);
  int taken = 0;
  for (int i = 0; i < 30; ++i)
    if (desk.post(desk.story + "/report", {{"clause", "manners"}}).status == 303) ++taken;
  CHECK(taken == 10);
  const Response late = desk.post(desk.story + "/report", {{"clause", "manners"}, {"words", "Still typed."}});
  CHECK(late.status == 429);
  CHECK(late.header("retry-after") != "");
  CHECK(has(late, "Still typed."));
  CHECK(desk.now().state == State::published);
}

TEST_CASE("hostile words in a report run nowhere: not at the desk, not on the receipt") {
  Desk desk;
  const std::string nasty = "\"><script>alert(1)</script>\u202E javascript:x";
  const std::string receipt = desk.report({{"words", nasty}});
  const std::string max = desk.signed_in("max");
  for (const Response& page :
       {desk.get(receipt), desk.get("/console/herald/reported", max), desk.get(desk.place(), max)}) {
    CHECK(page.status == 200);
    CHECK(lacks(page, "<script>alert"));
  }
}

TEST_CASE("reports about one comment are one item of the queue; a crowd is marked and weighs no more") {
  Desk desk;
  const std::string max = desk.signed_in("max");
  CHECK(has(desk.get("/console/herald/reported", max), "No report waits."));
  desk.report({{"words", "First."}}, 1);
  CHECK(lacks(desk.get("/console/herald/reported", max), "many at once"));
  for (std::uint8_t reader = 2; reader <= 6; ++reader) desk.report({{"words", "Again."}}, reader);
  const Response list = desk.get("/console/herald/reported", max);
  CHECK(has(list, "6 reports"));
  CHECK(has(list, "many at once"));
  CHECK(has(list, "You are &lt;all&gt; asleep."));
  CHECK(body_of(list).find("<article") == body_of(list).rfind("<article"));
  CHECK(desk.now().state == State::published);
}

TEST_CASE("kept: whoever reported reads why, the author hears nothing") {
  Desk desk;
  const std::string receipt = desk.report();
  const std::string max = desk.signed_in("max");
  const Response page = desk.get(desk.place(), max);
  CHECK(has(page, "data-key=\"keep\""));
  CHECK(has(page, "data-key=\"danger\""));
  CHECK(has(page, "id=\"presence\""));
  CHECK(has(desk.get(desk.place(), desk.signed_in("olga")), "max"));  // who else has it open
  CHECK(desk.post(desk.place(), desk.decision(max, "keep", "It names nobody."), max)
            .header("location")
            .starts_with("/console/herald/reported?done="));
  CHECK(has(desk.get(receipt), "It names nobody."));
  CHECK(has(desk.get(receipt), "The comment stays."));
  CHECK(has(desk.get(receipt), "action=\"" + receipt + "/contest\""));
  const std::string own = "/r/" + to_base64url(desk.comment.receipt);
  for (const std::string& path : {own, own + "/statement", own + "/statement.json",
                                  "/api/v1" + std::string("/receipts/") + to_base64url(desk.comment.receipt)}) {
    CHECK(lacks(desk.get(path), "It names nobody."));
    CHECK(lacks(desk.get(path), "\"keep\""));
  }
  // Somebody else was first.
  CHECK(desk.post(desk.place(), desk.decision(max, "keep"), max).status == 400);
  CHECK(desk.post(desk.place(), desk.with(desk.decision(max, "remove"), "clause", "manners"), max).status == 409);
}

TEST_CASE("who reported takes their words out on the receipt, and it is decided all the same") {
  Desk desk;
  const std::string receipt = desk.notice();
  const Response data = desk.get(receipt + "/data.json");
  CHECK(has(data, "ada@reader.example"));
  CHECK(data.header("cache-control") == "no-store");
  CHECK(desk.post(receipt + "/forget", {}).status == 303);  // not without the confirmation
  CHECK(has(desk.get(receipt), "It says that I stole."));
  CHECK(desk.post(receipt + "/forget", {{"confirm", "yes"}}).status == 303);
  const auto left = desk.store->reports(desk.site.id, {}, 9)->front();
  CHECK(is_forgotten(left));
  CHECK(desk.store->contacts_of(desk.site.id, owner_of(left))->empty());
  const Response page = desk.get(receipt);
  CHECK(lacks(page, "It says that I stole."));
  CHECK(has(page, "were taken out of it."));
  const std::string max = desk.signed_in("max");
  CHECK(desk.post(desk.place(), desk.decision(max, "keep"), max).status == 303);
  CHECK(has(desk.get(receipt), "The comment stays."));
  Request foreign = desk.request("POST", receipt + "/forget", {{"sec-fetch-site", "cross-site"}}, "confirm=yes");
  CHECK(desk.app->answer(foreign).status == 403);
}

TEST_CASE("words that nobody at the desk has read are not kept in its name") {
  Desk desk;
  desk.report();
  const std::string max = desk.signed_in("max");
  const Pairs read = desk.decision(max, "keep");
  REQUIRE(actions::edit_comment(desk.world, {desk.site, desk.comment.receipt, {}, "You are all thieves.", "", 0}));
  CHECK(desk.now().live_revision == 2);
  CHECK(desk.post(desk.place(), read, max).status == 409);
  CHECK(discussion::waits(desk.store->reports(desk.site.id, {}, 9)->front()));
}

TEST_CASE("a crowd's reports make the page no longer than a hundred of them, and what was shown can be decided") {
  Desk desk;
  for (std::uint8_t reader = 1; reader <= 130; ++reader) desk.report({}, reader);
  desk.source.bytes[0] = 200;
  desk.notice();
  const std::string max = desk.signed_in("max");
  const std::string page(body_of(desk.get(desk.place(), max)));
  CHECK(page.find("Ada Wold-Unheard") != std::string::npos);  // behind all of them, and yet shown
  CHECK(page.find("31 more reports are not shown here.") != std::string::npos);
  const std::string_view field = "name=\"reports\" value=\"";
  const std::size_t begin = page.find(field) + field.size();
  const std::string seen = page.substr(begin, page.find('"', begin) - begin);
  const Pairs fields = {{"csrf", desk.csrf(max)}, {"deed", "keep"}, {"revision", "1"}, {"reports", seen}};
  CHECK(desk.post(desk.place(), fields, max).status == 303);
  CHECK(has(desk.get(desk.place(), max), "31 reports"));
  CHECK(lacks(desk.get(desk.place(), max), "not shown here"));
}

TEST_CASE("removed on a report: the author reads that a reader pointed to it, and never which") {
  Desk desk;
  const std::string receipt = desk.report({{"words", "Seen by Wilhelmina."}});
  const std::string notice = desk.notice();
  const std::string max = desk.signed_in("max");
  CHECK(has(desk.get(desk.place(), max), "Ada Wold-Unheard"));  // the desk may have to answer
  const Response preview = desk.post(
      desk.place(),
      desk.with(desk.with(desk.decision(max, "remove", "Asleep is a slight."), "clause", "manners"), "preview", "yes"),
      max);
  CHECK(has(preview, "A notice told us that it is illegal."));
  CHECK(
      desk.post(desk.place(), desk.with(desk.decision(max, "remove", "Asleep is a slight."), "clause", "manners"), max)
          .status == 303);
  CHECK(desk.now().state == State::removed);
  for (const std::string& one : {receipt, notice}) CHECK(has(desk.get(one), "A moderator took the comment down"));
  CHECK(lacks(desk.get(receipt), "Asleep is a slight."));  // that is written to the author

  const std::string own = "/r/" + to_base64url(desk.comment.receipt);
  CHECK(has(desk.get(own), "We do not name who sent it."));
  const auto reports = desk.store->reports(desk.site.id, {}, 9).value();
  std::set<std::string> secret = {"Ada Wold-Unheard", "ada@reader.example", "Wilhelmina", "It says that I stole"};
  for (const auto& one : reports) {
    secret.insert(to_base64url(one.receipt));
    secret.insert(to_base64url(one.reporter));
    secret.insert(one.case_code);
  }
  for (const std::string& path :
       {own, own + "/statement", own + "/statement.txt", own + "/statement.json", std::string("/s/herald/bridge"),
        desk.story, std::string("/policy/herald/decisions"), std::string("/policy/herald/decisions.json"),
        std::string("/metrics"), "/api/v1/receipts/" + to_base64url(desk.comment.receipt),
        std::string("/api/v1/sites/herald/stories/bridge/comments")}) {
    const Response answer = desk.get(path);
    CHECK(answer.status == 200);
    for (const std::string& word : secret) {
      INFO(path, ": ", word);
      CHECK(lacks(answer, word));
    }
  }
}

TEST_CASE("\"no action\" is contested once on the receipt, and another person takes the comment down") {
  Desk desk;
  const std::string receipt = desk.report();
  const std::string max = desk.signed_in("max"), olga = desk.signed_in("olga");
  CHECK(desk.post(receipt + "/contest", {{"grounds", "Look again."}}).status == 403);  // nothing to contest yet
  REQUIRE(desk.post(desk.place(), desk.decision(max, "keep"), max).status == 303);
  CHECK(desk.post(receipt + "/contest", {{"grounds", " "}}).status == 400);
  CHECK(desk.post(receipt + "/contest", {{"grounds", "Look <again>."}}).status == 303);
  CHECK(desk.post(receipt + "/contest", {{"grounds", "And again."}}).status == 409);
  CHECK(has(desk.get(receipt), "Someone who had no part in the decision will look again"));
  const std::string place =
      "/console/herald/appeals/" + short_id(desk.comment.story) + "/" + std::to_string(desk.comment.id.value);
  const Response page = desk.get(place, olga);
  CHECK(has(page, "Look &lt;again&gt;."));
  CHECK(has(page, "We were wrong: the comment is removed"));
  const auto contest = desk.store->open_appeals(desk.site.id, 0, 9)->front();
  const auto answer = [&](const std::string& cookies, std::string clause) {
    return desk.post(place,
                     {{"csrf", desk.csrf(cookies)},
                      {"appeal", std::to_string(contest.id.value)},
                      {"outcome", "reversed"},
                      {"reasons", "It is a slight."},
                      {"clause", std::move(clause)}},
                     cookies);
  };
  CHECK(answer(max, "manners").status == 403);  // a moderator answers no appeals
  CHECK(answer(olga, "no-such-rule").status == 400);
  CHECK(answer(olga, "manners").status == 303);
  CHECK(desk.now().state == State::removed);
  CHECK(has(desk.get(receipt), "You were right."));
  CHECK(has(desk.get(receipt), "It is a slight."));
  CHECK(has(desk.get("/r/" + to_base64url(desk.comment.receipt)), "A reader’s report pointed us to it."));
}

TEST_CASE("the API takes reports and notices, and answers with what became of them") {
  Desk desk;
  const std::string base = "/api/v1/sites/herald/stories/bridge/comments/1/reports";
  const auto send = [&](const std::string& path, const std::string& body, HeaderList headers = {}) {
    headers.emplace_back("content-type", "application/json");
    headers.emplace_back("sec-fetch-site", "same-origin");
    return desk.ask("POST", path, body, headers);
  };
  const Response filed =
      send(base, R"({"kind":"rule","clause":"manners","words":"Rude."})", {{"idempotency-key", "k"}});
  CHECK(filed.status == 201);
  CHECK(has(filed, "\"outcome\":\"waiting\""));
  CHECK(body_of(send(base, R"({"kind":"rule","clause":"manners","words":"Rude."})", {{"idempotency-key", "k"}})) ==
        body_of(filed));
  CHECK(desk.store->reports(desk.site.id, {}, 9)->size() == 1);
  const std::string own = "/api/v1/reports/" + to_base64url(desk.store->reports(desk.site.id, {}, 9)->front().receipt);
  CHECK(has(desk.ask("GET", own), "\"clause\":\"manners\""));
  const std::string code = desk.store->reports(desk.site.id, {}, 9)->front().case_code;
  CHECK(body_of(desk.ask("GET", "/api/v1/sites/herald/cases/" + code)) == body_of(desk.ask("GET", own)));
  CHECK(send(base, R"({"kind":"rule"})").status == 400);
  CHECK(send(base, R"({"kind":"notice","words":"Stolen.","name":"Ada","address":"ada@reader.example"})").status == 400);
  CHECK(
      send(base, R"({"kind":"notice","words":"Stolen.","name":"Ada","address":"ada@reader.example","good_faith":true})")
          .status == 201);
  CHECK(send(base, R"({"kind":"rule","clause":"manners","more":1})").status == 400);
  CHECK(send(base, R"({"kind":"rule","clause":"manners","good_faith":"yes"})").status == 400);
  CHECK(
      send("/api/v1/sites/herald/stories/bridge/comments/9/reports", R"({"kind":"rule","clause":"manners"})").status ==
      404);
  CHECK(send(own + "/contest", R"({"grounds":"No."})").status == 403);
  CHECK(desk.ask("GET", "/api/v1/reports/AAAAAAAAAAAAAAAAAAAAAA").status == 404);
}

TEST_CASE("an authority's order is recorded by a senior or administrator; one that may not be told is not told") {
  for (const bool secret : {false, true}) {
    Desk desk;
    const std::string max = desk.signed_in("max"), olga = desk.signed_in("olga");
    CHECK(desk.get("/console/herald/orders", max).status == 403);
    const Response form = desk.get("/console/herald/orders?story=" + short_id(desk.comment.story) +
                                       "&comment=" + std::to_string(desk.comment.id.value),
                                   olga);
    CHECK(has(form, "name=\"take_down\""));
    Pairs fields = {{"csrf", desk.csrf(olga)},
                    {"story", short_id(desk.comment.story)},
                    {"comment", std::to_string(desk.comment.id.value)},
                    {"ordered", "act"},
                    {"authority", "District <court>"},
                    {"take_down", "yes"}};
    fields.emplace_back("received", "2027-01-04");
    const Response groundless = desk.post("/console/herald/orders", fields, olga);
    CHECK(groundless.status == 400);
    CHECK(has(groundless, "value=\"2027-01-04\""));
    fields.emplace_back("ground", "Civil code, section 12");
    if (secret) fields.emplace_back("secret_ground", "Procedure code, section 3");
    CHECK(desk.post("/console/herald/orders", fields, olga).status == 303);
    CHECK(rfc3339(desk.store->orders(desk.site.id)->front().received).starts_with("2027-01-04"));
    CHECK(desk.now().state == State::removed);
    CHECK(has(desk.get("/console/herald/orders", olga), "District &lt;court&gt;"));
    const std::string own = "/r/" + to_base64url(desk.comment.receipt);
    for (const std::string& path : {own, own + "/statement", own + "/statement.txt"}) {
      const Response told = desk.get(path);
      if (secret) {
        CHECK(has(told, "The law does not allow us to say why."));
        for (const char* word : {"District", "authority ordered", "Civil code", "Procedure code"})
          CHECK(lacks(told, word));
      } else {
        CHECK(has(told, "An authority ordered it."));
        CHECK(has(told, "Civil code, section 12"));
      }
    }
    CHECK(has(desk.get(own + "/statement.json"), secret ? "\"undisclosed\"" : "\"order\""));
  }
}

TEST_CASE("danger to life: one button keeps what is held, writes the notification and leaves a line in the log") {
  Desk desk;
  const std::string max = desk.signed_in("max");
  const Pairs fields = {{"csrf", desk.csrf(max)},
                        {"story", short_id(desk.comment.story)},
                        {"comment", std::to_string(desk.comment.id.value)},
                        {"words", "A place <and> a day."}};
  const Response noted = desk.post("/console/herald/danger", fields, max);
  REQUIRE(noted.status == 303);
  CHECK(desk.store->is_kept_for_danger(desk.site.id, desk.comment.story, desk.comment.id).value());
  REQUIRE_FALSE(desk.log.empty());
  CHECK(desk.log.back().find("danger to life: site herald") != std::string::npos);
  CHECK(desk.log.back().find("max") == std::string::npos);
  std::string place(noted.header("location"));
  place = place.substr(0, place.find('?'));
  CHECK(has(desk.get(place, max), "A place &lt;and&gt; a day."));
  const Response file = desk.get(place + "/file", max);
  CHECK(file.header("content-disposition").starts_with("attachment"));
  CHECK(has(file, "Article 18"));
  CHECK(has(file, "You are <all> asleep."));
  CHECK(has(file, "A place <and> a day."));
  CHECK(desk.post("/console/herald/danger", fields, max).status == 409);
  CHECK(has(desk.get(desk.place(), max), "what is stored is kept"));
  CHECK(desk.post(place, {{"csrf", desk.csrf(max)}}, max).status == 303);
  CHECK_FALSE(desk.store->is_kept_for_danger(desk.site.id, desk.comment.story, desk.comment.id).value());
}

TEST_CASE("what was reported and what became of it is counted for everybody: page, data and table") {
  Desk desk;
  desk.report();
  const std::string max = desk.signed_in("max");
  REQUIRE(desk.post(desk.place(), desk.with(desk.decision(max, "remove"), "clause", "manners"), max).status == 303);
  const Response page = desk.get("/policy/herald/decisions");
  CHECK(has(page, "What readers reported"));
  CHECK(has(page, "href=\"/policy/herald/decisions.csv\""));
  CHECK(has(desk.get("/policy/herald/decisions.json"),
            "\"kind\":\"rule\",\"clause\":\"manners\",\"filed\":1,\"acted\":1"));
  const Response table = desk.get("/policy/herald/decisions.csv");
  CHECK(has(table, "part,month,what,scope,language,indicator,value\r\n"));
  CHECK(has(table, "reports,2027-01,manners,,,acted,1\r\n"));
  CHECK(has(table, "decisions,2027-01,manners,remove,"));
  // Nobody makes us count the archive again by writing and asking.
  CHECK(desk.get("/policy/herald").status == 200);
  REQUIRE(desk.post("/s/herald/bridge", {{"name", "Berta"}, {"text", "Another one."}}).status == 303);
  CHECK(desk.app->quick(desk.request("GET", "/policy/herald")));
  CHECK(desk.app->quick(desk.request("GET", "/policy/herald/decisions.csv")));
  desk.clock.at += std::chrono::minutes(10);
  CHECK_FALSE(desk.app->quick(desk.request("GET", "/policy/herald/decisions.csv")));
}

TEST_CASE("the policy's page says how readers and authorities reach the publisher") {
  CHECK(lacks(Desk().get("/policy/herald"), "How to reach us"));
  Desk desk;
  discussion::Site site = desk.store->site(desk.site.id).value();
  site.contact_readers = "readers@herald.example";
  site.contact_authorities = "https://herald.example/<authorities>";
  site.contact_languages = {"en", "de"};
  REQUIRE(actions::set_site(desk.world, site));
  const Response page = desk.get("/policy/herald");
  CHECK(has(page, "href=\"mailto:readers@herald.example\""));
  CHECK(has(page, "https://herald.example/&lt;authorities&gt;"));
  CHECK(has(page, "English"));
  site.contact_readers = "two\nlines";
  CHECK(actions::set_site(desk.world, site).error().code == Error::Code::invalid);
}
