#include "http/router.h"

#include <doctest.h>

using namespace comity;
using namespace comity::http;

namespace {

struct Fixture {
  Router router;
  std::string seen;

  Fixture() {
    for (const char* pattern : {"/", "/s/{site}/{story}", "/s/{site}/feed", "/s/{site}/{story}/{number}"}) {
      router.add("GET", pattern, [this, pattern](const Request& request) {
        seen = pattern;
        for (const auto& [name, value] : request.params) seen += " " + name + "=" + value;
        return html_response(200, "");
      });
    }
    router.add("POST", "/s/{site}/{story}", [this](const Request&) {
      seen = "posted";
      return see_other("/");
    });
  }

  Response ask(const std::string& method, const std::string& target) {
    Request request;
    request.method = method;
    seen.clear();
    REQUIRE(set_target(request, target));
    return router.route(request);
  }
};

}  // namespace

TEST_CASE("a path reaches its handler with its parameters decoded") {
  Fixture f;
  CHECK(f.ask("GET", "/s/herald/a%2Fb%20c").status == 200);
  CHECK(f.seen == "/s/{site}/{story} site=herald story=a/b c");
  CHECK(f.ask("POST", "/s/herald/x").status == 303);
  CHECK(f.seen == "posted");
  CHECK(f.ask("GET", "/").status == 200);
  CHECK(f.seen == "/");
}

TEST_CASE("a literal wins over a parameter, and HEAD goes where GET goes") {
  Fixture f;
  CHECK(f.ask("HEAD", "/s/herald/feed").status == 200);
  CHECK(f.seen == "/s/{site}/feed site=herald");
}

TEST_CASE("an unknown path is 404, a known one with another method 405 with Allow") {
  Fixture f;
  CHECK(f.ask("GET", "/nowhere").status == 404);
  CHECK(f.ask("GET", "/s//x").status == 404);
  const Response response = f.ask("DELETE", "/s/herald/x");
  CHECK(response.status == 405);
  CHECK(response.header("allow") == "GET, HEAD, POST");
}
