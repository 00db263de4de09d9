#include "discussion/story_address.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "discussion/tracking_parameters.h"

using namespace comity;
using namespace comity::discussion;

namespace {

std::string normal(std::string_view url, bool same_www = false) {
  const auto result = normal_url(url, same_www);
  return result ? *result : "invalid";
}

}  // namespace

TEST_CASE("scheme and host are compared without case, and http is https") {
  CHECK(normal("HTTP://News.Example/Bridge") == "https://news.example/Bridge");
  CHECK(normal("https://news.example/bridge") != normal("https://news.example/Bridge"));
}

TEST_CASE("a port that is the scheme's own is no port") {
  CHECK(normal("http://news.example:80/a") == "https://news.example/a");
  CHECK(normal("https://news.example:443/a") == "https://news.example/a");
  CHECK(normal("https://news.example:/a") == "https://news.example/a");
  CHECK(normal("http://localhost:8080/a") == "https://localhost:8080/a");
  CHECK(normal("http://localhost:08080/a") == "https://localhost:8080/a");
}

TEST_CASE("dot segments, fragments and trailing slashes go") {
  CHECK(normal("https://news.example/a/./b/../c") == "https://news.example/a/c");
  CHECK(normal("https://news.example/../../a") == "https://news.example/a");
  CHECK(normal("https://news.example/a/%2e%2E/b") == "https://news.example/b");
  CHECK(normal("https://news.example/a/#comments") == "https://news.example/a");
  CHECK(normal("https://news.example/a//") == "https://news.example/a");
  CHECK(normal("https://news.example/a/.") == "https://news.example/a");
  CHECK(normal("https://news.example") == "https://news.example/");
  CHECK(normal("https://news.example/?a=1") == "https://news.example/?a=1");
  CHECK(normal("https://news.example?a=1") == "https://news.example/?a=1");
}

TEST_CASE("percent-encoding has one spelling") {
  CHECK(normal("https://news.example/%7euser/%c3%a9") == "https://news.example/~user/%C3%A9");
  CHECK(normal("https://news.example/мост") == normal("https://news.example/%D0%BC%D0%BE%D1%81%D1%82"));
  CHECK(normal("https://news.example/a%2Fb") == "https://news.example/a%2Fb");  // a reserved character stays encoded
  CHECK(normal("https://news.example/100%") == "https://news.example/100%25");
  CHECK(normal("https://news.example/a\"<b>") == "https://news.example/a%22%3Cb%3E");
}

TEST_CASE("parameters that say how a reader came are dropped, others are kept and sorted") {
  CHECK(normal("https://news.example/a?utm_source=x&fbclid=y&p=7") == "https://news.example/a?p=7");
  CHECK(normal("https://news.example/a?UTM_Medium=mail") == "https://news.example/a");
  CHECK(normal("https://news.example/a?p=2&id=1") == normal("https://news.example/a?id=1&p=2"));
  CHECK(normal("https://news.example/a?x=2&x=1") == "https://news.example/a?x=2&x=1");  // equal names keep their order
  CHECK(normal("https://news.example/a?&&b&a=") == "https://news.example/a?a=&b");
  CHECK(normal("https://news.example/a?utmost=1") == "https://news.example/a?utmost=1");
  CHECK_FALSE(is_tracking_parameter("id"));
  CHECK_FALSE(is_tracking_parameter("p"));
  CHECK_FALSE(is_tracking_parameter(""));
}

TEST_CASE("www. is kept unless the site says that it is the same") {
  CHECK(normal("https://www.news.example/a") == "https://www.news.example/a");
  CHECK(normal("https://www.news.example/a", true) == "https://news.example/a");
  CHECK(normal("https://www./a", true) == "https://www/a");
}

TEST_CASE("international host names have one spelling") {
  CHECK(normal("https://новости.example/a") == "https://xn--b1amnebsh.example/a");
  CHECK(normal("https://НОВОСТИ.example/a") == normal("https://xn--b1amnebsh.example/a"));
  CHECK(normal("https://news.example./a") == "https://news.example/a");
  CHECK(normal("https://[2001:DB8::1]:8080/a") == "https://[2001:db8::1]:8080/a");
}

TEST_CASE("what is no page of the web is refused") {
  for (const std::string_view bad :
       {"", "news.example/a", "//news.example/a", "ftp://news.example/a", "javascript:alert(1)", "https://",
        "https:///a", "https://news.example:99999999/a", "https://news.example:8x/a", "https://news example/a",
        "https://a..b/", "https://news.example/a b", "https://news.example/\n", "https://ne%77s.example/",
        "https://a/\xff", "https://[::1/"}) {
    CAPTURE(bad);
    CHECK(normal(bad) == "invalid");
  }
  CHECK(normal("https://news.example/" + std::string(3000, 'a')) == "invalid");
  CHECK(normal("https://news.example/" + std::string(1500, '"')) == "invalid");  // too long once encoded
}

TEST_CASE("user names in an address cannot pass for its host") {
  CHECK(host_of("https://news.example@evil.example/") == "evil.example");
  CHECK(host_of("https://evil.example\\@news.example/") == "evil.example");
  CHECK(normal("https://reader:secret@news.example/a") == "https://news.example/a");
}

TEST_CASE("a normal form is its own normal form") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& choices) {
    constexpr std::string_view pieces[] = {"/", "//", "a", "B", ".",     "..",   "?",  "&",    "=",   "#", "%7e", "%2F",
                                           "%", "é",  "+", ";", "utm_x", "id=1", "\"", "/../", "/./", ":", "@"};
    std::string url = "HTTPS://News.Example";
    if (!choices.empty()) url += "/";
    for (const std::uint8_t c : choices) url += pieces[c % std::size(pieces)];
    const auto once = normal_url(url, false);
    if (!once) RC_DISCARD("too long");
    const auto twice = normal_url(*once, false);
    RC_ASSERT(twice.has_value());
    RC_ASSERT(*twice == *once);
    RC_ASSERT(once->starts_with("https://news.example/"));
    RC_ASSERT(once->find('#') == std::string::npos);
  }));
}

TEST_CASE("a page belongs to a site by its host and port, whatever the scheme") {
  const std::vector<std::string> origins = {"https://news.example", "http://localhost:8080"};
  CHECK(belongs_to("http://news.example/a", origins, false));
  CHECK(belongs_to("https://localhost:8080/", origins, false));
  CHECK_FALSE(belongs_to("https://localhost:9090/", origins, false));
  CHECK_FALSE(belongs_to("https://www.news.example/a", origins, false));
  CHECK(belongs_to("https://www.news.example/a", origins, true));
  CHECK_FALSE(belongs_to("https://news.example.evil.example/", origins, true));
  CHECK_FALSE(belongs_to("https://evilnews.example/", origins, true));
  CHECK_FALSE(belongs_to("nonsense", origins, true));
}

TEST_CASE("an origin is written as browsers send it") {
  CHECK(checked_origin("HTTPS://News.Example/") == "https://news.example");
  CHECK(checked_origin("http://localhost:8080") == "http://localhost:8080");
  CHECK(checked_origin("https://news.example:443") == "https://news.example");
  CHECK(checked_origin("http://news.example:443") == "http://news.example:443");
  for (const std::string_view bad :
       {"news.example", "https://news.example/a", "https://u@news.example", "*", "", "null"}) {
    CAPTURE(bad);
    CHECK_FALSE(checked_origin(bad));
  }
}

TEST_CASE("a publisher's id is short, printable and not one of ours") {
  CHECK(checked_publisher_id("article/2026/11-мост") == "article/2026/11-мост");
  CHECK(checked_publisher_id(std::string(200, 'a')));
  for (const std::string& bad : {std::string(), std::string("~abc"), std::string(201, 'a'), std::string("a\nb"),
                                 std::string(" a"), std::string("a "), std::string("\xff"), std::string(1, '\0')}) {
    CHECK_FALSE(checked_publisher_id(bad));
  }
}
