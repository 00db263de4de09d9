// The console's list of reports: its pages, and taking "leave it" back.
#include "http/report_testing.h"

using namespace comity;
using namespace comity::http;
using Desk = ReportDesk;

TEST_CASE("\"leave it\" is taken back by the button, and the report waits again") {
  Desk desk;
  const std::string receipt = desk.report();
  const std::string max = desk.signed_in("max");
  const Response kept = desk.post(desk.place(), desk.decision(max, "keep"), max);
  CHECK(has(desk.get(std::string(kept.header("location")), max), "data-key=\"undo\""));
  const auto answer = desk.store->reports(desk.site.id, {}, 9)->front().answer;
  const Pairs undo = {{"csrf", desk.csrf(max)}, {"decision", std::to_string(answer.value)}};
  CHECK(desk.post("/console/herald/undo", undo, max).status == 303);
  CHECK(has(desk.get(receipt), "Nobody has decided yet."));
  CHECK(has(desk.get("/console/herald/reported", max), "1 report"));
}

TEST_CASE("more reported comments than one page holds are on the next ones") {
  Desk desk;
  const std::string max = desk.signed_in("max");
  for (int n = 0; n < 51; ++n) {
    desk.clock.at += std::chrono::minutes(11);
    const auto posted = desk.Paper::post("Thought number " + std::to_string(n) + " about the bridge.").value();
    store::FileReport file;
    file.report.id = {n + 1};
    file.report.story = posted.story.id;
    file.report.comment = posted.comment.id;
    file.report.clause = "manners";
    file.report.filed = desk.clock.now();
    REQUIRE(desk.store->commit({desk.world.random.key128(), desk.site.id, desk.clock.now(), {file}}));
  }
  const Response first = desk.get("/console/herald/reported", max);
  CHECK(has(first, "51 reported comments wait"));
  CHECK(has(first, "href=\"/console/herald/reported?from=50\""));
  CHECK(lacks(first, "number 50 about"));
  const Response rest = desk.get("/console/herald/reported?from=50", max);
  CHECK(has(rest, "number 50 about"));
  CHECK(lacks(rest, "number 49 about"));
  CHECK(has(rest, ">Those before<"));
  // "Next one" goes from the last of a page to the first of the next, and from the very last to the first.
  const auto place = [&](std::size_t n) {
    const auto item = desk.store->reported(desk.site.id, n, 1)->front();
    return "/console/herald/reported/" + short_id(item.comment.story) + "/" + std::to_string(item.comment.id.value);
  };
  CHECK(desk.get(place(49) + "/pass", max).header("location").starts_with(place(50)));
  CHECK(desk.get(place(50) + "/pass", max).header("location").starts_with(place(0)));
}
