// What is held about somebody, for themselves; tests/http/erasure.py searches the files for what was erased.
#include <doctest.h>

#include "http/guest.h"
#include "http/pages/pages.h"
#include "http/testing.h"

using namespace comity;
using namespace comity::http;

namespace {

Key128 a_key(std::uint8_t which) {
  Key128 key;
  key.bytes.fill(which);
  return key;
}

struct Reading : Paper {
  Key128 key = a_key(7);
  actions::Posted first = post("The sluice was open all night.", 0, key).value();
  actions::Posted second = post("And the gate was shut.", 0, key).value();

  HeaderList own(HeaderList headers = {}) const {
    headers.emplace_back("cookie", guest_cookie_name("herald") + "=" + to_base64url(key));
    return headers;
  }
  Response post_form(const std::string& path, const std::string& body, HeaderList headers) {
    headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    headers.emplace_back("sec-fetch-site", "same-origin");
    return ask("POST", path, body, std::move(headers));
  }
  bool is_erased(const actions::Posted& posted) {
    return store->comment(site.id, posted.story.id, posted.comment.id)->erased;
  }
};

}  // namespace

TEST_CASE("by the key of the browser everything is downloaded and erased, after a confirmation") {
  Reading paper;
  const Response page = paper.ask("GET", "/data/herald", "", paper.own());
  CHECK(page.status == 200);
  CHECK(has(page, "in this browser: 2."));
  CHECK(page.header("cache-control").find("no-store") != std::string_view::npos);
  const Response data = paper.ask("GET", "/data/herald/download", "", paper.own());
  CHECK(has(data, "The sluice was open all night."));
  CHECK(has(data, "And the gate was shut."));
  CHECK(data.header("cache-control") == "no-store");

  CHECK(paper.post_form("/data/herald/erase", "", paper.own()).status == 303);
  CHECK_FALSE(paper.is_erased(paper.first));
  const Response erased = paper.post_form("/data/herald/erase", "confirm=yes", paper.own());
  CHECK(erased.status == 200);
  CHECK(erased.header("set-cookie").starts_with("comity_guest_herald=;"));
  CHECK(paper.is_erased(paper.first));
  CHECK(paper.is_erased(paper.second));
  CHECK(has(paper.ask("GET", "/data/herald", "", paper.own()), "Nothing is held here"));
  CHECK(paper.ask("GET", "/data/herald/download", "", paper.own()).status == 404);
}

TEST_CASE("a receipt opens its own comment's data and no more") {
  Reading paper;
  const std::string path = "/r/" + to_base64url(paper.first.comment.receipt);
  const Response data = paper.ask("GET", path + "/data.json");
  CHECK(has(data, "The sluice was open all night."));
  CHECK(body_of(data).find("the gate was shut") == std::string_view::npos);
  CHECK(has(paper.ask("GET", path), path + "/erase"));
  CHECK(paper.post_form(path + "/erase", "confirm=yes", {}).status == 200);
  CHECK(paper.is_erased(paper.first));
  CHECK_FALSE(paper.is_erased(paper.second));
  CHECK(has(paper.ask("GET", path + "/erase"), "The comment is erased."));
  CHECK(paper.ask("GET", "/r/" + to_base64url(a_key(9)) + "/data.json").status == 404);
}

TEST_CASE("another site's form, no key and a revoked key erase nothing") {
  Reading paper;
  const HeaderList foreign = paper.own({{"content-type", "application/x-www-form-urlencoded"},
                                        {"origin", "https://elsewhere.example"},
                                        {"sec-fetch-site", "cross-site"}});
  CHECK(paper.ask("POST", "/data/herald/erase", "confirm=yes", foreign).status == 403);
  CHECK(paper.post_form("/data/herald/erase", "confirm=yes", {}).status == 303);
  REQUIRE(actions::revoke_guest(paper.world, paper.site, paper.first.comment.author));
  CHECK(has(paper.ask("GET", "/data/herald", "", paper.own()), "Nothing is held here"));
  CHECK(paper.post_form("/data/herald/erase", "confirm=yes", paper.own()).status == 303);
  CHECK_FALSE(paper.is_erased(paper.first));
}

TEST_CASE("the policy's page says how long words are kept, with the site's own settings") {
  Reading paper;
  CHECK(has(paper.ask("GET", "/policy/herald"), "withdrawn comment: 30 days"));
  paper.site.retention.withdrawn_days = 1;
  paper.site.retention.decided_days = 200;
  REQUIRE(actions::set_site(paper.world, paper.site));
  const Response page = paper.ask("GET", "/policy/herald");
  CHECK(has(page, "withdrawn comment: 1 day,"));
  CHECK(has(page, "200 days after the last decision"));
  CHECK(has(paper.ask("GET", "/policy/herald?lang=ru"), "200 дней"));
  CHECK(has(paper.ask("GET", "/policy/herald?lang=ar"), "يوم واحد"));
}
