#include "text/links.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "text/address.h"
#include "text/generators_test.h"

namespace comity::text {
namespace {

// The addresses as written, with blanks between.
std::string found(std::string_view s) {
  std::string out;
  for (const Link& link : links_in(s)) {
    if (!out.empty()) out += ' ';
    out += s.substr(link.span.begin, link.span.end - link.span.begin);
  }
  return out;
}

std::string hosts(std::string_view s) {
  std::string out;
  for (const std::string& host : link_hosts(*checked(s))) out += (out.empty() ? "" : " ") + host;
  return out;
}

}  // namespace

TEST_CASE("an address is found even when glued to what stands around it") {
  CHECK(found("https://example.org") == "https://example.org");
  CHECK(found("See https://example.org/a.") == "https://example.org/a");
  CHECK(found("(https://example.org/a)") == "https://example.org/a");
  CHECK(found("[https://example.org/a]") == "https://example.org/a");
  CHECK(found("{https://example.org/a}") == "https://example.org/a");
  CHECK(found("\"https://example.org/a\", he said") == "https://example.org/a");
  CHECK(found("«https://example.org/a»") == "https://example.org/a");
  CHECK(found("„https://example.org/a“") == "https://example.org/a");
  CHECK(found("end.https://example.org/a.Next") == "https://example.org/a.Next");
  CHECK(found("end.https://example.org/a... Next") == "https://example.org/a");
  CHECK(found("**https://example.org/a**") == "https://example.org/a");
  CHECK(found("словоhttps://example.org/путь, дальше") == "https://example.org/путь");
  CHECK(found("见https://example.org/a。再见") == "https://example.org/a");
  CHECK(found("www.example.org/x?y=1!") == "www.example.org/x?y=1");
  CHECK(found("(www.example.org)") == "www.example.org");
  CHECK(found("https://example.org/a&quot;") == "https://example.org/a");
  CHECK(found("https://example.org,https://example.net") == "https://example.org https://example.net");
}

TEST_CASE("a bracket that was opened inside the address belongs to it") {
  CHECK(found("https://example.org/a_(b)") == "https://example.org/a_(b)");
  CHECK(found("(https://example.org/a_(b))") == "https://example.org/a_(b)");
  CHECK(found("https://example.org/a_(b).") == "https://example.org/a_(b)");
  CHECK(found("https://example.org/a(see below") == "https://example.org/a");
  CHECK(found("https://example.org/?q[]=1") == "https://example.org/?q[]=1");
}

TEST_CASE("what is no address is left alone") {
  CHECK(found("http://") == "");
  CHECK(found("https://nodots/") == "");
  CHECK(found("https://-a.example") == "");
  CHECK(found("https://a..example") == "");
  CHECK(found("www.") == "");
  CHECK(found("awww.example.org") == "");
  CHECK(found("javascript:alert(1)") == "");
  CHECK(found("https://bank.example@evil.example/") == "");
  CHECK(found("https://1.2.3/") == "");
}

TEST_CASE("hosts are lower-case ASCII") {
  CHECK(links_in("https://Example.ORG:8080/A")[0].host == "example.org");
  CHECK(links_in("https://пример.example/")[0].host == "xn--e1afmkfd.example");
  CHECK(links_in("www.example.org")[0].url == "https://www.example.org");
  CHECK(links_in("http://[2001:DB8::1]/x")[0].host == "[2001:db8::1]");
  CHECK(links_in("http://localhost:8080/x")[0].host == "localhost");
}

TEST_CASE("the hosts of a comment are those a reader could follow") {
  CHECK(hosts("https://b.example [x](https://a.example/y) https://b.example/2") == "a.example b.example");
  CHECK(hosts("[x](javascript:alert(1)) `https://code.example`") == "");
  CHECK(hosts("[x][1]\n\n[1]: https://a.example") == "a.example");
  CHECK(hosts("![x](https://a.example/i.png) <https://b.example>") == "a.example b.example");
  CHECK(hosts("[mail](mailto:a@a.example)") == "");
}

TEST_CASE("an href is ASCII and holds nothing that could end it") {
  CHECK(web_address("https://example.org/ä b\"<>")->href == "https://example.org/%C3%A4%20b%22%3C%3E");
  CHECK(web_address("https://example.org/%2F%zz")->href == "https://example.org/%2F%25zz");
  CHECK(web_address("HTTPS://EXAMPLE.org")->href == "https://example.org");
  CHECK(link_address("mailto:A.b+c@Example.org")->href == "mailto:A.b+c@example.org");
  CHECK(!link_address("mailto:a@example.org?bcc=b@example.org"));
  CHECK(!link_address("ftp://example.org"));
  CHECK(!link_address("//example.org"));
}

TEST_CASE("addresses lie in order in the text, and each is one by itself") {
  CHECK(rc::check([] {
    const std::string s = *any_markdown();
    std::uint32_t last = 0;
    for (const Link& link : links_in(s)) {
      RC_ASSERT(link.span.begin >= last);
      RC_ASSERT(link.span.end > link.span.begin);
      RC_ASSERT(link.span.end <= s.size());
      const auto alone = links_in(s.substr(link.span.begin, link.span.end - link.span.begin));
      RC_ASSERT(alone.size() == 1U);
      RC_ASSERT(alone[0].url == link.url);
      last = link.span.end;
    }
  }));
}

}  // namespace comity::text
