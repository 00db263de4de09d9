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

TEST_CASE("addresses are links even when glued to brackets, braces and full stops") {
  const std::string link = a("https://example.org/a_b*c", "https://example.org/a_b*c");
  CHECK(html("(https://example.org/a_b*c)") == "<p>(" + link + ")</p>");
  CHECK(html("{https://example.org/a_b*c}.") == "<p>{" + link + "}.</p>");
  CHECK(html("**https://example.org/a_b*c**") == "<p><strong>" + link + "</strong></p>");
  CHECK(html("<https://example.org/a_b*c>") == "<p>" + link + "</p>");
  CHECK(html("www.example.org") == "<p>" + a("https://www.example.org", "www.example.org") + "</p>");
  CHECK(html("`https://example.org`") == "<p><code>https://example.org</code></p>");
  CHECK(html("https://пример.example/я") ==
        "<p>" + a("https://xn--e1afmkfd.example/%D1%8F", "https://пример.example/я") + "</p>");
}

TEST_CASE("a link inside a link's words is only words, and an image is a link") {
  CHECK(html("[see https://a.example](https://b.example)") ==
        "<p>" + a("https://b.example", "see https://a.example") + "</p>");
  CHECK(html("![a cat](https://a.example/c.png)") == "<p>" + a("https://a.example/c.png", "a cat") + "</p>");
  CHECK(html("<a@a.example>") == "<p>" + a("mailto:a@a.example", "a@a.example") + "</p>");
}

TEST_CASE("a link to anything but the web and a mailbox is only its words") {
  for (const char* target : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript&colon;alert(1)",
                             "&#106;avascript:x", "java&Tab;script:x", "data:text/html,x", "vbscript:x", "/relative",
                             "//a.example", "#x", "https://bank.example@evil.example", "https://nodots"})
    CHECK(html("[words](" + std::string(target) + ")") == "<p>words</p>");
}

TEST_CASE("what is struck out, and what is not") {
  CHECK(html("~~a *b* c~~") == "<p><del>a <em>b</em> c</del></p>");
  CHECK(html("\\~~a~~") == "<p>~~a~~</p>");
  CHECK(html("`\\~~`") == "<p><code>\\~~</code></p>");
  CHECK(html("a ~~ b ~~ c") == "<p>a ~~ b ~~ c</p>");
  CHECK(html("*a ~~b* c~~") == "<p><em>a ~~b</em> c~~</p>");
}

TEST_CASE("nesting ends at sixteen, and no word is lost") {
  std::string source, levels;
  for (int i = 0; i < 200; ++i) source += "> ";
  const std::string deep = html(source + "word");
  std::size_t quotes = 0;
  for (std::size_t at = deep.find("<blockquote>"); at != std::string::npos; at = deep.find("<blockquote>", at + 1))
    ++quotes;
  CHECK(quotes == 16);
  CHECK(words(deep) == "word");
}

TEST_CASE("no text is expanded beyond measure by links that share an address") {
  std::string source = "[x]: https://example.org/" + std::string(1'900, 'a') + "\n\n";
  for (int i = 0; i < 2'000; ++i) source += "[x] ";
  CHECK(html(source).size() < 600'000);
}

TEST_CASE("quotations are the lines of block quotes, markers and all") {
  const CheckedText text = *checked("before\n\n> one\n> > two\nlazy\n\nafter\n\n- > item\n");
  const auto spans = quotations(text);
  REQUIRE(spans.size() == 2);
  CHECK(text.utf8().substr(spans[0].begin, spans[0].end - spans[0].begin) == "> one\n> > two\nlazy");
  CHECK(text.utf8().substr(spans[1].begin, spans[1].end - spans[1].begin) == "> item");
  CHECK(quotations(*checked("a > b")).empty());
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

TEST_CASE("a WordPress comment keeps the lines it was typed in") {
  CHECK(html_to_markdown("one<br />\r\ntwo\r\n\r\nthree") == "one\ntwo\n\nthree");
  CHECK(html_to_markdown("<blockquote>a\nb</blockquote>\nc") == "> a\n> b\n\nc");
  CHECK(html_to_markdown("<ol start=\"3\"><li>a</li><li>b <em>c</em></li></ol>") == "3. a\n4. b *c*");
  CHECK(html_to_markdown("<ul><li>a<ul><li>b</li></ul></li></ul>") == "- a\n  - b");
  CHECK(html_to_markdown("<pre>x\n  y</pre>") == "```\nx\n  y\n```");
  CHECK(html_to_markdown("<code>a`b</code>") == "``a`b``");
  CHECK(html_to_markdown("<del>gone</del> <s>too</s>") == "~~gone~~ ~~too~~");
  CHECK(html_to_markdown("<img class=\"wp-smiley\" src=\"https://a.example/s.png\" alt=\":)\"> <q>said</q>") ==
        ":) “said”");
}

TEST_CASE("HTML's words stay words in Markdown") {
  CHECK(html_to_markdown("1986. A great year") == "1986\\. A great year");
  CHECK(html_to_markdown("# no heading") == "\\# no heading");
  CHECK(html_to_markdown("- no list") == "\\- no list");
  CHECK(html_to_markdown("&gt; no quote") == "\\> no quote");
  CHECK(html_to_markdown("snake_case and _this_ &amp;amp; that") == "snake_case and \\_this\\_ \\&amp; that");
  CHECK(html_to_markdown("<script>alert(1)</script>x<style>y</style>") == "x");
  CHECK(html_to_markdown("<a href=\"javascript:alert(1)\">x</a>") == "x");
  CHECK(html_to_markdown("<a href=\"https://example.org/a_b\">https://example.org/a_b</a>") ==
        "https://example.org/a_b");
}

TEST_CASE("HTML nested without end is read to its words") {
  std::string source;
  for (int i = 0; i < 20'000; ++i) source += "<b id=" + std::to_string(i) + "><div>";
  CHECK(html_to_markdown(source + "word").find("word") != std::string::npos);
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
    RC_ASSERT(trouble_in(to_html(*text)) == "");
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
