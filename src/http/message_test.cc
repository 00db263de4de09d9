#include "http/message.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "base/json.h"
#include "http/forms.h"

using namespace comity;
using namespace comity::http;

namespace {

std::string parsed(const std::string& target) {
  Request request;
  const Done done = set_target(request, target);
  if (!done) return "invalid";
  std::string out;
  for (const std::string& segment : request.segments) out += "[" + segment + "]";
  for (const auto& [name, value] : request.query) out += " " + name + "=" + value;
  return out;
}

}  // namespace

TEST_CASE("a target is split and its escapes undone") {
  CHECK(parsed("/") == "");
  CHECK(parsed("/a/b%20c/?x=1+2&y=%26&&z") == "[a][b c] x=1 2 y=& z=");
  CHECK(parsed("/a+b") == "[a+b]");
  CHECK(parsed("/a//b") == "[a][][b]");
  CHECK(parsed("http://talk.example/a?b=c") == "[a] b=c");
  CHECK(parsed("https://talk.example") == "");
}

TEST_CASE("a target that is not well formed is refused") {
  for (const char* bad :
       {"", "*", "ftp://x/", "x", "/%", "/%4", "/%zz", "/%00", "/%ff", "/?a=%fe", "/?%00=1", "/a#b"}) {
    CAPTURE(bad);
    CHECK(parsed(bad) == "invalid");
  }
  std::string many = "/?";
  for (int i = 0; i < 129; ++i) many += "a=1&";
  CHECK(parsed(many) == "invalid");
}

TEST_CASE("what was encoded for a path comes back as it was") {
  CHECK(rc::check([](const std::string& text) {
    const auto back = percent_decoded(percent_encoded(text), false);
    RC_ASSERT(back == text);
  }));
}

TEST_CASE("a cookie is found among others, also when the header was split") {
  Request request;
  request.headers = {{"cookie", "a=1; comity_guest_herald=abc; b=2"}, {"cookie", "c=3"}};
  CHECK(request.cookie("comity_guest_herald") == "abc");
  CHECK(request.cookie("c") == "3");
  CHECK_FALSE(request.cookie("guest_herald"));
}

TEST_CASE("a form is read as browsers send it, and only as its own content type") {
  Request request;
  request.headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}};
  request.body = "name=Anna+M.&text=a%0D%0Ab&empty=";
  const auto form = parse_form(request);
  REQUIRE(form);
  CHECK(form->value("name") == "Anna M.");
  CHECK(form->value("text") == "a\r\nb");
  CHECK(form->has("empty"));
  CHECK_FALSE(form->has("missing"));
  request.headers = {{"content-type", "text/plain"}};
  CHECK_FALSE(parse_form(request));
}

TEST_CASE("a problem carries the fields of RFC 9457 and the request's id") {
  Request request;
  request.id = "r1";
  const Response response = problem(Error{Error::Code::unavailable, "disk /var/x is full"}, request);
  CHECK(response.status == 503);
  CHECK(response.header("retry-after") == "5");
  CHECK(response.header("content-type") == "application/problem+json");
  const auto value = json::parse(response.body);
  REQUIRE(value);
  CHECK(*value->find("status")->integer() == 503);
  CHECK(*value->find("title")->string() == "Service Unavailable");
  CHECK(*value->find("code")->string() == "unavailable");
  CHECK(*value->find("instance")->string() == "urn:comity:request:r1");
  CHECK(response.body.find("/var/x") == std::string::npos);
}

TEST_CASE("setting a header replaces it whatever its case") {
  Response response;
  response.add("cache-control", "a").add("X", "1").set("Cache-Control", "b");
  CHECK(response.header("CACHE-control") == "b");
  CHECK(response.headers.size() == 2);
}
