#include "text/markup.h"

#include <doctest.h>
#include <rapidcheck.h>

namespace comity::text {
namespace {

std::string html(std::string_view s) { return to_html(*checked(s)); }

constexpr std::string_view rel = " rel=\"ugc nofollow noopener\">";

std::string a(std::string_view href, std::string_view text) {
  return "<a href=\"" + std::string(href) + "\"" + std::string(rel) + std::string(text) + "</a>";
}

}  // namespace

TEST_CASE("the small Markdown that people use in comments") {
  CHECK(html("one\ntwo") == "<p>one<br>two</p>");
  CHECK(html("one\n\ntwo") == "<p>one</p><p>two</p>");
  CHECK(html("*a* **b** ~~c~~ `d`") == "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>");
  CHECK(html("> said\n\nreply") == "<blockquote><p>said</p></blockquote><p>reply</p>");
  CHECK(html("- a\n- b") == "<ul><li>a</li><li>b</li></ul>");
  CHECK(html("3. a\n4. b") == "<ol start=\"3\"><li>a</li><li>b</li></ol>");
  CHECK(html("```\nx < y\n```") == "<pre><code>x &lt; y\n</code></pre>");
  CHECK(html("[a](https://example.org/x)") == "<p>" + a("https://example.org/x", "a") + "</p>");
  CHECK(html("see https://example.org.") == "<p>see " + a("https://example.org", "https://example.org") + ".</p>");
}

TEST_CASE("raw HTML is shown as text") {
  CHECK(html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
  CHECK(html("a <b onclick=x>b</b>") == "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>");
}

TEST_CASE("HTML of other systems becomes Markdown that renders alike") {
  CHECK(html_to_markdown("one\ntwo\n\nthree") == "one\ntwo\n\nthree");
  CHECK(html_to_markdown("<p>one\ntwo</p><p>three</p>") == "one two\n\nthree");
  CHECK(html_to_markdown("a <em>b</em> <strong>c</strong> &amp; *d*") == "a *b* **c** & \\*d\\*");
  CHECK(html_to_markdown("<a href=\"https://example.org/\">x</a>") == "[x](<https://example.org/>)");
  CHECK(html_to_markdown("<blockquote>said</blockquote>reply") == "> said\n\nreply");
  CHECK(html_to_markdown("<ul><li>a</li><li>b</li></ul>") == "- a\n- b");
}

}  // namespace comity::text
