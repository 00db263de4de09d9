// Where the policy asks for two people, the console shows the first's proposal and lets a second one agree.
#include "http/console/proposal.h"

#include "http/pages/pages.h"
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

std::string for_two() {
  std::string policy(humbug_policy);
  const std::string id = "id = \"manners\"\n";
  policy.insert(policy.find(id) + id.size(), "two_people = [\"refuse\", \"remove\"]\n");
  return policy;
}

struct Desk : StaffRoom {
  std::string max, olga, path;
  actions::Posted held;

  Desk() : StaffRoom(for_two()) {
    add("maximilian", {Role::moderator});
    add("olga", {Role::moderator});
    max = signed_in("maximilian");
    olga = signed_in("olga");
    held = Paper::post("The humbug is a beetle.").value();
    path = "/console/herald" + comment_place(held.story.id, held.comment.id);
  }
  Response refuse(const std::string& cookies) {
    return post(path,
                {{"csrf", csrf(cookies)},
                 {"revision", "1"},
                 {"deed", "refuse"},
                 {"clause", "manners"},
                 {"reason", "It is <rude>."}},
                cookies);
  }
  Response act(const std::string& cookies, std::string deed, std::string made = "") {
    if (made.empty()) made = std::to_string(to_ms(store->proposals(site.id)->front().made));
    return post(path + "/proposal", {{"csrf", csrf(cookies)}, {"do", std::move(deed)}, {"made", std::move(made)}},
                cookies);
  }
  discussion::State state() { return store->comment(site.id, held.story.id, held.comment.id)->state; }
};

}  // namespace

TEST_CASE("a proposal stands in the queue and on the comment's page, and a second person's agreement decides") {
  Desk desk;
  const Response sent = desk.refuse(desk.max);
  REQUIRE(sent.status == 303);
  CHECK(sent.header("Location").find("deed=proposed") != std::string_view::npos);
  CHECK(desk.state() == discussion::State::held);
  CHECK(has(desk.get("/console/herald/queue", desk.olga), "1 decision waits for a second person"));
  const Response own = desk.get(desk.path, desk.max);
  CHECK(has(own, "somebody else must agree"));
  CHECK(body_of(own).find("value=\"agree\"") == std::string_view::npos);
  const Response page = desk.get(desk.path, desk.olga);
  CHECK(has(page, "<bdi>maximilian</bdi> proposes: Refuse"));
  CHECK(has(page, "It is &lt;rude&gt;."));
  CHECK(body_of(page).find("name=\"deed\"") == std::string_view::npos);  // one thing at a time
  CHECK(desk.act(desk.max, "agree").status == 403);
  CHECK(desk.act(desk.olga, "agree").status == 303);
  CHECK(desk.state() == discussion::State::refused);
  CHECK(has(desk.get(desk.path, desk.max), "<bdi>olga</bdi>, proposed by <bdi>maximilian</bdi>"));
  CHECK(body_of(desk.get("/console/herald/queue", desk.olga)).find("second person") == std::string_view::npos);
}

TEST_CASE("a proposal is turned down or taken back, and what changed meanwhile is told") {
  Desk desk;
  REQUIRE(desk.refuse(desk.max).status == 303);
  const std::string made = std::to_string(to_ms(desk.store->proposals(desk.site.id)->front().made));
  CHECK(desk.act(desk.olga, "drop").status == 303);
  CHECK(has(desk.get(desk.path, desk.olga), "name=\"deed\""));
  CHECK(desk.act(desk.olga, "agree", made).status == 409);
  desk.clock.at += Millis{1'000};
  REQUIRE(desk.refuse(desk.max).status == 303);
  CHECK(desk.act(desk.olga, "agree", made).status == 409);  // another one waits now
  CHECK(desk.state() == discussion::State::held);
  CHECK(desk.act(desk.max, "drop").status == 303);
}

TEST_CASE("no page for readers tells of a proposal") {
  Desk desk;
  REQUIRE(desk.refuse(desk.max).status == 303);
  for (const std::string& path : {std::string("/s/herald/bridge"), "/r/" + to_base64url(desk.held.comment.receipt),
                                  std::string("/policy/herald")}) {
    const Response page = desk.get(path);
    CHECK(body_of(page).find("maximilian") == std::string_view::npos);
    CHECK(body_of(page).find("rude") == std::string_view::npos);
  }
  CHECK(has(desk.get("/policy/herald"),
            "Two people must agree to refuse a comment or to remove a comment under this rule."));
}
