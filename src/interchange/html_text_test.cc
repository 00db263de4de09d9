#include "interchange/html_text.h"

#include <doctest.h>

using namespace comity;
using namespace comity::interchange;

TEST_CASE("names and titles lose their tags and keep their characters") {
  CHECK(plain_text("A page &#8211; Larch") == "A page – Larch");
  CHECK(plain_text(" Ada &amp; <b>Bo</b>\n Lind ") == "Ada & Bo Lind");
  CHECK(plain_text("1 < 2 &unknown; &#xZZ; & co") == "1 < 2 &unknown; &#xZZ; & co");
  CHECK(plain_text("&#150; &eacute; &#x1F600; &#0;x") == "– é 😀  x");
  CHECK(plain_text("<br/>a<p>b") == "a b");
}

TEST_CASE("a newline is a line break and a blank line ends a paragraph") {
  CHECK(with_line_breaks("one\ntwo\r\nthree") == "one<br>\ntwo<br>\nthree");
  CHECK(with_line_breaks("one\n\n\ntwo") == "one\n<p>two");
  CHECK(with_line_breaks("<em>one\n\ntwo</em>") == "<em>one<br><br>\ntwo</em>");
}

TEST_CASE("newlines beside blocks and inside <pre> mean what they mean in HTML") {
  CHECK(with_line_breaks("<p>one</p>\n<p>two</p>\n") == "<p>one</p>\n<p>two</p>\n");
  CHECK(with_line_breaks("one<br />\ntwo") == "one<br />\ntwo");
  CHECK(with_line_breaks("<pre>a\n\nb</pre>\nc") == "<pre>a\n\nb</pre>\nc");
  CHECK(with_line_breaks("text\n<ul>\n<li>a</li>\n</ul>") == "text\n<ul>\n<li>a</li>\n</ul>");
}

TEST_CASE("markup that was escaped on its way is told from markup that somebody writes about") {
  CHECK(is_escaped_twice("&lt;p&gt;Hello&lt;/p&gt;"));
  CHECK(is_escaped_twice("one&lt;br /&gt;two"));
  CHECK(is_escaped_twice("see &lt;a href=&quot;https://larch.example&quot;&gt;here&lt;/a&gt;"));
  CHECK_FALSE(is_escaped_twice("use &lt;p&gt; for paragraphs"));
  CHECK_FALSE(is_escaped_twice("<em>use</em> &lt;p&gt;x&lt;/p&gt;"));
  CHECK_FALSE(is_escaped_twice("&lt;3 larches"));
  CHECK(unescaped_once("&lt;em&gt;A &amp;amp; B&lt;/em&gt; &eacute;") == "<em>A &amp; B</em> &eacute;");
}

TEST_CASE("dates are read as they are, and what is none is none") {
  CHECK(parse_sql_date("2014-03-01 10:00:00") == at_ms(1393668000000));
  CHECK_FALSE(parse_sql_date("0000-00-00 00:00:00"));
  CHECK_FALSE(parse_sql_date("2014-02-30 10:00:00"));
  CHECK_FALSE(parse_sql_date("yesterday"));
  CHECK_FALSE(parse_sql_date("2014-03-01"));
  CHECK_FALSE(parse_sql_date("1970-01-01 00:00:00"));
}
