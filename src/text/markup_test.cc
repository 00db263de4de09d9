#include "text/markup.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "text/generators_test.h"
#include "text/safe_html_test.h"

namespace comity::text {
namespace {

std::string html(std::string_view s) { return to_html(*checked(s)); }

// What is left of HTML without its tags and blanks: the words a reader reads.
std::string words(std::string_view s) {
  std::string out;
  bool in_tag = false;
  for (const char c : s) {
    if (c == '<') in_tag = true;
    if (!in_tag && c != ' ' && c != '\n' && c != '\t') out += c;
    if (c == '>') in_tag = false;
  }
  return out;
}

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

TEST_CASE("a character reference far out of range is no character") {
  CHECK(is_well_formed(html_to_markdown("a &#x" + std::string(40, 'A') + "69; b")));
  CHECK(is_well_formed(html_to_markdown("<a href=\"https://example.org/&#x" + std::string(40, 'A') + "69;\">b</a>")));
}

TEST_CASE("whatever is typed, the page stays whole") {
  CHECK(rc::check([] {
    const std::string source = *any_markdown();
    const auto text = checked(source);
    RC_ASSERT(text.has_value());
    RC_ASSERT(SafeHtml::trouble(to_html(*text)) == "");
  }));
}

TEST_CASE("a comment that leaves as HTML comes back as a comment that looks the same") {
  CHECK(rc::check([] {
    const CheckedText text = *checked(*any_markdown());
    const std::string once = to_html(text);
    const auto back = checked(html_to_markdown(once));
    RC_ASSERT(back.has_value());
    const std::string twice = to_html(*back);
    RC_ASSERT(words(twice) == words(once));
    const auto again = checked(html_to_markdown(twice));
    RC_ASSERT(to_html(*again) == twice);
  }));
}

}  // namespace comity::text
