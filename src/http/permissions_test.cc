// Every route with every role, with none, and from a foreign page.
#include "http/permissions.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "actions/post_comment.h"
#include "http/staff_testing.h"

using namespace comity;
using namespace comity::http;
using discussion::Role;

namespace {

struct Line {
  std::string method, pattern, permission;
  auto operator<=>(const Line&) const = default;
};

// The table of routes: a new one is entered there, whoever may reach it.
std::vector<Line> table_of_routes() {
  std::ifstream in("docs/operate/routes.txt");
  REQUIRE_MESSAGE(in, "docs/operate/routes.txt is missing");
  std::vector<Line> lines;
  for (std::string text; std::getline(in, text);) {
    if (text.empty() || text.front() == '#') continue;
    std::istringstream words(text);
    Line line;
    words >> line.method >> line.pattern >> line.permission;
    lines.push_back(line);
  }
  return lines;
}

std::string filled_in(const std::string& pattern) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t end = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
    if (end == std::string::npos) {
      out += pattern[at++];
      continue;
    }
    const std::string name = pattern.substr(at + 1, end - at - 1);
    out += name == "site" ? "herald" : name == "story" ? "~00000001" : "1";
    at = end + 1;
  }
  return out;
}

enum class Met { let_through, sign_in_page, refused };
Met met(const Response& response) {
  if (response.status == 303 && response.header("location").starts_with("/sign-in")) return Met::sign_in_page;
  if (response.status == 403) return Met::refused;
  return Met::let_through;
}

}  // namespace

TEST_CASE("the table of permissions is whole: each row in its place, nobody above or below what is said") {
  for (std::size_t i = 0; i < permission_table().size(); ++i)
    CHECK(static_cast<std::size_t>(permission_table()[i].permission) == i);
  discussion::Person nobody;
  CHECK(may(nobody, Permission::public_));
  CHECK_FALSE(may(nobody, Permission::own_account));
  discussion::Person reviewer;
  reviewer.roles = {Role::reviewer};
  reviewer.only = discussion::Case{{5}, {2}};
  CHECK(may_see(reviewer, {5}, {2}));
  CHECK_FALSE(may_see(reviewer, {5}, {3}));
  CHECK_FALSE(may_see(reviewer, {6}, {2}));
  reviewer.removed = at_ms(1);
  CHECK_FALSE(may_see(reviewer, {5}, {2}));
  discussion::Person moderator;
  moderator.roles = {Role::moderator};
  CHECK(may_see(moderator, {6}, {2}));
}

TEST_CASE("every route is in the table, with its permission") {
  StaffRoom room;
  std::vector<Line> there;
  for (const auto& [method, pattern] : room.app->router.routes()) {
    const auto staff =
        std::find_if(room.app->staff_routes.begin(), room.app->staff_routes.end(),
                     [&](const StaffRoute& route) { return route.method == method && route.pattern == pattern; });
    const bool guarded = staff != room.app->staff_routes.end();
    there.push_back({method, pattern, std::string(guarded ? name(staff->permission) : "public")});
  }
  std::vector<Line> told = table_of_routes();
  std::sort(there.begin(), there.end());
  std::sort(told.begin(), told.end());
  for (const Line& line : there)
    CHECK_MESSAGE(std::binary_search(told.begin(), told.end(), line),
                  "enter it in docs/operate/routes.txt: ", line.method, " ", line.pattern, " ", line.permission);
  for (const Line& line : told)
    CHECK_MESSAGE(std::binary_search(there.begin(), there.end(), line), "there is no such route: ", line.method, " ",
                  line.pattern, " ", line.permission);
}

TEST_CASE("every route lets in whom the table says, and nobody else") {
  StaffRoom room;
  struct Visitor {
    discussion::Person person;
    std::string cookies, csrf;
  };
  std::vector<Visitor> visitors(1);  // nobody
  for (const Role role : {Role::moderator, Role::senior, Role::editor, Role::administrator}) {
    Visitor visitor;
    visitor.person = room.add(std::string(discussion::name(role)), {role});
    visitor.cookies = room.signed_in(visitor.person.name);
    visitor.csrf = room.csrf(visitor.cookies);
    visitors.push_back(std::move(visitor));
  }
  {
    // A reviewer needs a comment to review.
    actions::PostComment post;
    post.site = room.site;
    post.story = {"bridge", "https://herald.example/bridge", "", ""};
    post.name = "Reader";
    post.text = "Good morning.";
    const auto posted = actions::post_comment(room.world, post).value();
    Visitor visitor;
    visitor.person = room.add("reviewer", {Role::reviewer}, discussion::Case{posted.story.id, posted.comment.id});
    visitor.cookies = room.signed_in("reviewer");
    visitor.csrf = room.csrf(visitor.cookies);
    visitors.push_back(std::move(visitor));
  }
  for (const StaffRoute& route : room.app->staff_routes) {
    const std::string path = filled_in(std::string(route.pattern));
    const bool reads = route.method == "GET";
    for (const Visitor& visitor : visitors) {
      const bool signed_in = !visitor.cookies.empty();
      const bool allowed = signed_in && may(visitor.person, route.permission) &&
                           (route.permission != Permission::own_case || !visitor.person.only);
      INFO(route.method, " ", path, " as ", signed_in ? visitor.person.name : "nobody");
      const auto ask = [&](const char* site, const std::string& csrf) {
        Request asked = room.request(std::string(route.method), path,
                                     {{"cookie", visitor.cookies}, {"sec-fetch-site", site}}, "csrf=" + csrf);
        return room.app->answer(asked);
      };
      if (reads) {
        const Response answer = ask("same-origin", "");
        CHECK(met(answer) == (!signed_in ? Met::sign_in_page : allowed ? Met::let_through : Met::refused));
        CHECK(answer.header("cache-control").find("no-store") != std::string_view::npos);
        continue;
      }
      // First what must change nothing: it would end the session that the rest is asked with.
      CHECK(met(ask("same-origin", "")) == Met::refused);
      CHECK(met(ask("cross-site", visitor.csrf)) == Met::refused);
      if (!allowed) CHECK(met(ask("same-origin", visitor.csrf)) == Met::refused);
      if (allowed && route.pattern != "/sign-out/{site}")
        CHECK(met(ask("same-origin", visitor.csrf)) == Met::let_through);
    }
  }
}
