// Whatever was wrong with a form, nothing that was typed is lost, and the page opens at what is wrong.
#include "actions/record_order.h"
#include "actions/testing_ladder.h"
#include "http/console/console.h"
#include "http/pages/pages.h"
#include "http/report_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

const std::string with_ladder = std::string(humbug_policy) + std::string(actions::testing::short_ladder);
const std::string typed = "Typed <here> & \"there\"";
const std::string shown = "Typed &lt;here&gt; &amp; &quot;there&quot;";

// What a person hears first is why it was not done.
bool opens_at_error(const Response& response) {
  return response.status >= 400 && has(response,
                                       "class=\"notice wrong\" role=\"alert\" id=\"wrong\" tabindex=\"-1\" "
                                       "autofocus");
}

struct Desk : StaffRoom {
  Key128 guest = system_random().key128();
  std::string max, straw;  // cookies; path of the comment for which the ladder asks for a block

  Desk() : StaffRoom(with_ladder) {
    add("max", {Role::moderator});
    add("olga", {Role::senior});
    add("ada", {Role::administrator});
    max = signed_in("max");
    for (const char* text : {"The humbug is a beetle.", "The humbug is no beetle."}) {
      clock.at += Millis{60'000};
      const auto posted = Paper::post(text, 0, guest).value();
      refuse(posted, "max");
      straw = "/console/herald" + comment_place(posted.story.id, posted.comment.id);
    }
  }
  Response send(const std::string& path, Pairs fields) {
    fields.insert(fields.begin(), {"csrf", csrf(max)});
    return post(path, fields, max);
  }
  std::string held() {
    const auto posted = Paper::post("Another humbug.").value();
    return "/console/herald" + comment_place(posted.story.id, posted.comment.id);
  }
};

}  // namespace

TEST_CASE("a block that was not given comes back with every word, ticked as it was") {
  Desk desk;
  const Response wrong = desk.send(desk.straw + "/block", {{"gravity", ""}, {"intention", typed}, {"reason", typed}});
  CHECK(opens_at_error(wrong));
  CHECK(has(wrong, "name=\"intention\""));
  CHECK(has(wrong, ">\n" + shown + "</textarea>"));
  CHECK(has(wrong, "is no beetle."));  // what it is about
  CHECK(has(wrong, "href=\"" + desk.straw + "\""));
  CHECK(has(wrong, "Block until"));

  desk.max = desk.signed_in("olga");
  const Response senior =
      desk.send(desk.straw + "/block", {{"gravity", typed}, {"intention", ""}, {"for_good", "yes"}});
  CHECK(opens_at_error(senior));
  CHECK(has(senior, "name=\"for_good\" value=\"yes\" checked"));
  CHECK(has(senior, shown));

  REQUIRE(desk.send(desk.straw + "/block", {{"gravity", "two insults"}, {"intention", "spite"}}).status == 303);
  const Response late = desk.send(desk.straw + "/block", {{"gravity", typed}, {"intention", "spite"}});
  CHECK(opens_at_error(late));
  CHECK(has(late, shown));
}

TEST_CASE("the reason for lifting a block comes back") {
  Desk desk;
  REQUIRE(desk.send(desk.straw + "/block", {{"gravity", "two insults"}, {"intention", "spite"}}).status == 303);
  const std::string page(body_of(desk.get(desk.straw, desk.max)));
  const std::size_t at = page.find("name=\"block\" value=\"") + 20;
  const std::string id = page.substr(at, page.find('"', at) - at);
  const std::string endless(4'100, 'x');
  const Response wrong = desk.send(desk.straw + "/lift", {{"block", id}, {"reason", endless}});
  CHECK(opens_at_error(wrong));
  CHECK(body_of(wrong).find(endless) != std::string_view::npos);
  CHECK(has(wrong, "name=\"block\" value=\"" + id + "\""));
  REQUIRE(desk.send(desk.straw + "/lift", {{"block", id}, {"reason", "They wrote to us."}}).status == 303);
  const Response late = desk.send(desk.straw + "/lift", {{"block", id}, {"reason", typed}});
  CHECK(late.status == 409);
  CHECK(opens_at_error(late));
  CHECK(has(late, shown));
}

TEST_CASE("what was seen of a danger to life comes back when it was noted already") {
  Desk desk;
  const auto comment = desk.Paper::post("I come to the mill at nine.").value().comment;
  REQUIRE(actions::note_danger(desk.world, {desk.site.id, comment.story, comment.id, "", "olga"}));
  const Response late =
      desk.send("/console/herald/danger",
                {{"story", short_id(comment.story)}, {"comment", std::to_string(comment.id.value)}, {"words", typed}});
  CHECK(late.status == 409);
  CHECK(opens_at_error(late));
  CHECK(has(late, shown));
  CHECK(has(late, "name=\"comment\" value=\"" + std::to_string(comment.id.value) + "\""));
  CHECK(has(late, "href=\"/console/herald" + comment_place(comment.story, comment.id) + "\""));
}

TEST_CASE("a decision that cannot be sent comes back with its rules and its sentence") {
  Desk desk;
  const std::string path = desk.held();
  const std::string endless = typed + std::string(2'100, 'x');
  const Response wrong =
      desk.send(path, {{"revision", "1"}, {"deed", "refuse"}, {"clause", "manners"}, {"reason", endless}});
  CHECK(opens_at_error(wrong));
  CHECK(has(wrong, shown + "xxx"));
  CHECK(has(wrong, "value=\"refuse\" data-key=\"refuse\" required checked"));
  CHECK(has(wrong, "value=\"manners\" checked"));
  const Response none = desk.send(path, {{"revision", "1"}, {"reason", typed}});
  CHECK(opens_at_error(none));
  CHECK(has(none, shown));
}

TEST_CASE("a decision about reports comes back too") {
  ReportDesk desk;
  desk.report();
  const std::string max = desk.signed_in("max");
  Pairs fields = desk.decision(max, "keep");
  std::erase_if(fields, [](const auto& field) { return field.first == "reason"; });
  fields.emplace_back("reason", typed + std::string(2'100, 'x'));
  const Response wrong = desk.post(desk.place(), fields, max);
  CHECK(opens_at_error(wrong));
  CHECK(has(wrong, shown + "xxx"));
}

TEST_CASE("an order and the site's settings come back as they were typed") {
  Desk desk;
  desk.max = desk.signed_in("olga");
  const Response order =
      desk.send("/console/herald/orders", {{"ordered", "act"}, {"authority", typed}, {"what", typed}});
  CHECK(opens_at_error(order));
  CHECK(has(order, "value=\"" + shown + "\""));
  desk.max = desk.signed_in("ada");
  const Response settings =
      desk.send("/console/herald/settings", {{"name", typed}, {"was-name", ""}, {"daily-hour", "six"}});
  CHECK(opens_at_error(settings));
  CHECK(has(settings, "value=\"" + shown + "\""));
  CHECK(has(settings, "value=\"six\""));
  CHECK(has(settings, "daily-hour is 0 to 23"));
}
