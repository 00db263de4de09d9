// What stands on a comment is shown before it is removed, and stays, is closed to replies, or is decided one by one.
#include "http/console/below.h"

#include "http/pages/pages.h"
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

struct Desk : StaffRoom {
  std::string max;
  actions::Posted top, answer, quoting;

  Desk() : StaffRoom(humbug_policy) {
    add("max", {Role::moderator});
    max = signed_in("max");
    top = said("The old bridge was sold to a circus.");
    answer = said("To which <circus>?", top.comment.number);
    quoting = said("> The old bridge was sold to a circus.\n\nIs that so?");
  }
  actions::Posted said(std::string_view text, std::int64_t reply_to = 0) {
    clock.at += Millis{60'000};
    return Paper::post(text, reply_to).value();
  }
  static std::string path(const actions::Posted& posted) {
    return "/console/herald" + comment_place(posted.story.id, posted.comment.id);
  }
  Response decide(const actions::Posted& about, Pairs more) {
    Pairs fields = {{"csrf", csrf(max)}, {"revision", "1"}, {"clause", "manners"}};
    fields.insert(fields.end(), more.begin(), more.end());
    return post(path(about), fields, max);
  }
  discussion::State state(const actions::Posted& of) {
    return store->comment(site.id, of.story.id, of.comment.id)->state;
  }
  Response reply(std::int64_t to) {
    return ask("POST", "/api/v1/sites/herald/stories/bridge/comments",
               R"({"name":"Ben","text":"I ask, too.","reply_to":)" + std::to_string(to) + "}",
               {{"content-type", "application/json"}});
  }
  std::string page_of(std::int64_t number) {
    return std::string(body_of(get("/s/herald/bridge/" + std::to_string(number))));
  }
};

bool holds(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

}  // namespace

TEST_CASE("the branch and every quotation are shown beside a comment, and a removal says what becomes of them") {
  Desk desk;
  const Response page = desk.get(Desk::path(desk.top), desk.max);
  CHECK(has(page, "1 answer below"));
  CHECK(has(page, "To which &lt;circus&gt;?"));
  CHECK(has(page, "Quoted by 1 other comment"));
  CHECK(has(page, "&gt; The old bridge was sold to a circus."));
  CHECK(has(page, "name=\"below\" value=\"keep\" checked"));
  const std::string alone(body_of(desk.get(Desk::path(desk.answer), desk.max)));
  CHECK_FALSE(holds(alone, "name=\"below\""));

  CHECK(desk.decide(desk.top, {{"deed", "remove"}}).status == 303);
  CHECK(desk.state(desk.answer) == discussion::State::published);
  CHECK(desk.reply(desk.answer.comment.number).status == 201);  // kept, and open
}

TEST_CASE("a removal that closes the branch is told where one would reply, and undone with it") {
  Desk desk;
  const Response done = desk.decide(desk.top, {{"deed", "remove"}, {"below", "close"}});
  REQUIRE(done.status == 303);
  CHECK(desk.state(desk.top) == discussion::State::removed);
  CHECK(desk.state(desk.answer) == discussion::State::published);
  const Response refused = desk.reply(desk.answer.comment.number);
  CHECK(refused.status == 403);
  CHECK(has(refused, "\"code\":\"reply_closed\""));
  const std::string there = desk.page_of(desk.answer.comment.number);
  CHECK(holds(there, "Replies here are closed."));
  CHECK_FALSE(holds(there, "name=\"reply_to\""));
  CHECK(holds(desk.page_of(desk.quoting.comment.number), "name=\"reply_to\""));  // elsewhere one replies
  CHECK(has(desk.ask("GET", "/api/v1/sites/herald/stories/bridge/comments?numbers=2"), "\"closed\":true"));

  const std::string location(done.header("Location"));
  const std::string id =
      location.substr(location.find("done=") + 5, location.find("&deed") - location.find("done=") - 5);
  CHECK(desk.post("/console/herald/undo", {{"csrf", desk.csrf(desk.max)}, {"decision", id}}, desk.max).status == 303);
  CHECK(desk.state(desk.top) == discussion::State::published);
  CHECK(desk.reply(desk.answer.comment.number).status == 201);
}

TEST_CASE("a comment is closed to replies and stays, and one may open it again") {
  Desk desk;
  CHECK(has(desk.get(Desk::path(desk.top), desk.max), "value=\"close_replies\""));
  CHECK(desk.post(Desk::path(desk.top), {{"csrf", desk.csrf(desk.max)}, {"revision", "1"}, {"deed", "close_replies"}},
                  desk.max)
            .status == 400);  // under which rule?
  CHECK(desk.decide(desk.top, {{"deed", "close_replies"}}).status == 303);
  CHECK(desk.state(desk.top) == discussion::State::published);
  CHECK(desk.reply(desk.top.comment.number).status == 403);
  const Response page = desk.get(Desk::path(desk.top), desk.max);
  CHECK_FALSE(holds(body_of(page), "value=\"close_replies\""));
  CHECK(has(page, "Replies are closed here."));
  CHECK(desk.decide(desk.top, {{"deed", "close_replies"}}).status == 409);
  const std::size_t at = body_of(page).find("name=\"decision\" value=\"") + 23;
  const std::string id(body_of(page).substr(at, body_of(page).find('"', at) - at));
  CHECK(desk.post("/console/herald/undo", {{"csrf", desk.csrf(desk.max)}, {"decision", id}}, desk.max).status == 303);
  CHECK(desk.reply(desk.top.comment.number).status == 201);
}

TEST_CASE("decided one by one, answers and quotations are chosen on the next page and removed in one step") {
  Desk desk;
  const Response done = desk.decide(desk.top, {{"deed", "remove"}, {"below", "each"}});
  REQUIRE(done.status == 303);
  CHECK(holds(done.header("Location"), "/below?"));
  const Response list = desk.get(Desk::path(desk.top) + "/below", desk.max);
  CHECK(has(list, "To which &lt;circus&gt;?"));
  const auto chosen = [](const actions::Posted& posted) {
    return short_id(posted.story.id) + "." + std::to_string(posted.comment.id.value);
  };
  CHECK(has(list, "value=\"" + chosen(desk.answer) + "\""));
  CHECK(has(list, "value=\"" + chosen(desk.quoting) + "\""));
  Pairs fields = {{"csrf", desk.csrf(desk.max)}, {"comment", chosen(desk.answer)}, {"comment", chosen(desk.quoting)}};
  CHECK(has(desk.post("/console/herald/many", fields, desk.max), "value=\"remove\""));
  fields.insert(fields.end(), {{"confirm", "2"}, {"deed", "remove"}, {"clause", "manners"}});
  CHECK(desk.post("/console/herald/many", fields, desk.max).status == 303);
  CHECK(desk.state(desk.answer) == discussion::State::removed);
  CHECK(desk.state(desk.quoting) == discussion::State::removed);
}
