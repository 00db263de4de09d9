#include "interchange/wxr_reader.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

using namespace comity;
using namespace comity::interchange;

namespace {

struct Collected : WxrSink {
  std::vector<WxrComment> comments;
  std::vector<WxrItem> items;
  Done comment(const WxrComment& c) override {
    comments.push_back(c);
    return {};
  }
  Done item(const WxrItem& i) override {
    items.push_back(i);
    return {};
  }
  std::string ids() const {
    std::string out;
    for (const WxrComment& c : comments) out += c.id + " ";
    return out;
  }
};

struct Read {
  Collected sink;
  WxrSummary summary;
  std::string refused;  // why; '' when it was read
};

Read read(std::string_view file, std::size_t piece = 64 * 1024) {
  Read out;
  WxrReader reader(out.sink);
  for (std::size_t at = 0; at < file.size(); at += piece) {
    if (const Done done = reader.feed(file.substr(at, piece)); !done) {
      out.refused = done.error().detail;
      return out;
    }
  }
  Result<WxrSummary> summary = reader.finish();
  if (summary)
    out.summary = *std::move(summary);
  else
    out.refused = summary.error().detail;
  return out;
}

std::string comment(std::string_view id, std::string_view content = "<![CDATA[Hello.]]>") {
  std::string out = "<wp:comment><wp:comment_id>";
  out.append(id).append("</wp:comment_id><wp:comment_content>").append(content);
  return out + "</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>";
}

std::string item(std::string_view id, std::string_view inside) {
  std::string out = "<item><title>On ";
  out.append(id).append("</title><link>https://example.org/").append(id).append("</link><wp:post_id>").append(id);
  return out.append("</wp:post_id>").append(inside) + "</item>";
}

std::string rss(std::string_view inside) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss><channel><title>The Larch</title>" + std::string(inside) +
         "</channel></rss>";
}

std::string file_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("an export is read whole, whatever the pieces it comes in") {
  const std::string file = file_text("tests/imports/traps.xml");
  REQUIRE_FALSE(file.empty());
  const Read whole = read(file);
  REQUIRE(whole.refused == "");
  CHECK(whole.summary.channel.base_blog_url == "https://larch.example");
  CHECK(whole.summary.damages.empty());
  CHECK(whole.summary.items == 7);
  CHECK(whole.summary.comments == 21);
  for (std::size_t piece : {1U, 13U, 1000U}) {
    const Read pieces = read(file, piece);
    CHECK(pieces.sink.ids() == whole.sink.ids());
    CHECK(pieces.summary.unread == whole.summary.unread);
  }
}

TEST_CASE("elements are known by their local name, whatever the namespace") {
  for (const char* prefix : {"wp", "blog", "x1.0"}) {
    std::string file = rss(item("7", comment("1")));
    for (std::size_t at; (at = file.find("wp:")) != std::string::npos;) file.replace(at, 3, "\x02");
    for (std::size_t at; (at = file.find('\x02')) != std::string::npos;) file.replace(at, 1, std::string(prefix) + ":");
    const Read r = read(file);
    REQUIRE(r.sink.comments.size() == 1);
    CHECK(r.sink.comments[0].content == "Hello.");
    CHECK(r.sink.items[0].id == "7");
  }
}

TEST_CASE("RSS's own elements are told from others of the same local name") {
  const Read r = read(rss("<atom:link>https://feed.example</atom:link><link>https://larch.example</link>" +
                          item("7", "<media:title>A picture</media:title><wfw:commentRss>x</wfw:commentRss>")));
  CHECK(r.summary.channel.link == "https://larch.example");
  REQUIRE(r.sink.items.size() == 1);
  CHECK(r.sink.items[0].title == "On 7");
}

TEST_CASE("markup that was not escaped stays part of the text it stands in") {
  const Read r =
      read(rss(item("7", comment("1", "I <em>like</em> <a href='/a?b=1&amp;c'>it</a>,<br/> all <b>of <i>it</i></b>.") +
                             comment("2"))));
  REQUIRE(r.sink.comments.size() == 2);
  CHECK(r.sink.comments[0].content == "I <em>like</em> <a href=\"/a?b=1&amp;c\">it</a>,<br> all <b>of <i>it</i></b>.");
  CHECK(r.sink.comments[0].approved == "1");
  CHECK(read(rss("<item><title>A <i>b</i> c</title></item>")).sink.items[0].title == "A b c");
}

TEST_CASE("after an error reading goes on at the next comment of the same item") {
  const std::string bad = comment("2", "broken & <b>");
  const std::string file = rss(item("7", comment("1") + bad + comment("3")) + item("8", comment("4")));
  const Read r = read(file);
  CHECK(r.sink.ids() == "1 3 4 ");
  REQUIRE(r.sink.items.size() == 2);
  CHECK(r.sink.items[0].id == "7");
  CHECK(r.sink.items[0].comments == 2);
  CHECK(r.sink.comments[1].item == 1);
  REQUIRE(r.summary.damages.size() == 1);
  const WxrDamage& damage = r.summary.damages[0];
  CHECK(damage.lost_comment);
  CHECK(damage.broken.begin == file.find(bad));
  CHECK(damage.broken.end == file.find("& <b>") + 1);
  CHECK(damage.skipped == ByteRange{damage.broken.end, file.find(comment("3"))});
}

TEST_CASE("after an error outside comments reading goes on at the next item or comment") {
  SUBCASE("text behind the end of a CDATA section") {
    const std::string file = rss(item("7", "<x:y><![CDATA[a ]]> b ]]></x:y>" + comment("1")) + item("8", comment("2")));
    const Read r = read(file);
    CHECK(r.sink.ids() == "1 2 ");
    CHECK(r.sink.items[0].link == "https://example.org/7");
    REQUIRE(r.summary.damages.size() == 1);
    CHECK_FALSE(r.summary.damages[0].lost_comment);
  }
  SUBCASE("an item without comments") {
    const Read r = read(rss(item("7", "<b>") + item("8", comment("2"))));
    CHECK(r.sink.ids() == "2 ");
    REQUIRE(r.sink.items.size() == 2);
    CHECK(r.sink.items[1].id == "8");
    CHECK_FALSE(r.sink.items[0].whole);
    CHECK(r.sink.items[1].whole);
  }
}

TEST_CASE("every error of a file is reported, and reading always gets on") {
  std::string inside;
  for (int i = 0; i < 50; ++i) inside += comment(std::to_string(i), i % 2 ? "&nonsense;" : "good");
  for (std::size_t piece : {1U, 50U, 65536U}) {
    const Read r = read(rss(item("7", inside)), piece);
    CHECK(r.sink.comments.size() == 25);
    CHECK(r.summary.damages.size() == 25);
  }
}

TEST_CASE("a file cut off in the middle gives what was whole") {
  const std::string file = rss(item("7", comment("1") + comment("2")));
  const std::string half = file.substr(0, file.find("</wp:comment_content>", file.find(">2<")));
  const Read r = read(half);
  CHECK(r.sink.ids() == "1 ");
  REQUIRE(r.summary.damages.size() == 1);
  CHECK(r.summary.damages[0].skipped.end == half.size());
  CHECK(r.sink.items.size() == 1);
}

TEST_CASE("a DOCTYPE is refused, and with it every entity") {
  const std::string bomb =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss>&b;</rss>";
  const Read r = read(bomb);
  CHECK(r.refused.find("has a DOCTYPE") != std::string::npos);
  CHECK(r.sink.comments.empty());
}

TEST_CASE("a DOCTYPE that stands behind an error defines nothing") {
  const Read r = read("junk <!DOCTYPE rss [<!ENTITY a \"b\">]>" + rss(item("7", comment("1", "&a;") + comment("2"))));
  CHECK(r.sink.ids() == "2 ");
}

TEST_CASE("another kind of document is refused by the name of its first element") {
  CHECK(read("<disqus><thread/></disqus>").refused.find("<disqus>") != std::string::npos);
  CHECK(read("<html><body>").refused.find("<html>") != std::string::npos);
}

TEST_CASE("what is no XML at all gives nothing but one damage") {
  const Read r = read("{\"kind\":\"site\"}");
  CHECK(r.refused == "");
  CHECK(r.sink.comments.empty());
  REQUIRE(r.summary.damages.size() == 1);
  CHECK(r.summary.damages[0].skipped == ByteRange{0, 15});
  CHECK(read("").summary.damages.size() == 1);
}

TEST_CASE("ranges lie in the file though its characters take more bytes here than there") {
  std::string file = "\xFF\xFE";
  for (const char c : std::string("<rss><channel>&<item>")) file.append({c, '\0'});
  for (int i = 0; i < 500; ++i) file.append("\x2D\x4E");  // U+4E2D: two bytes there, three here
  const Read r = read(file);
  REQUIRE(r.summary.damages.size() == 2);
  CHECK(r.summary.damages[0].skipped.end == 2 + 2 * 15);
  CHECK(r.summary.damages[1].skipped.end == file.size());
}

TEST_CASE("sizes are bounded: content is cut, tags and nesting end in an error") {
  SUBCASE("a comment of two megabytes") {
    const Read r = read(rss(item("7", comment("1", std::string(2 * 1024 * 1024, 'a')) + comment("2"))));
    REQUIRE(r.sink.comments.size() == 2);
    CHECK(r.sink.comments[0].content.size() == max_wxr_content_bytes);
    CHECK(r.sink.comments[0].content_cut);
    CHECK_FALSE(r.sink.comments[1].content_cut);
  }
  SUBCASE("an XML comment of one megabyte") {
    const Read r = read(rss("<!--" + std::string(1024 * 1024, 'a') + "-->" + item("7", comment("1"))));
    CHECK(r.summary.damages.size() == 1);
    CHECK(r.sink.ids() == "1 ");
  }
  SUBCASE("a thousand open elements") {
    std::string deep;
    for (int i = 0; i < 1000; ++i) deep += "<b>";
    const Read r = read(rss(item("7", deep) + item("8", comment("1"))));
    CHECK(r.summary.damages.size() == 1);
    CHECK(r.sink.ids() == "1 ");
  }
  SUBCASE("a hundred thousand names") {
    std::string names;
    for (int i = 0; i < 100'000; ++i) names += "<n" + std::to_string(i) + "/>";
    CHECK(read(rss(names)).refused.find("20,000 different names") != std::string::npos);
  }
}

TEST_CASE("an error of the sink ends the reading") {
  struct Full : Collected {
    Done comment(const WxrComment&) override { return fail(Error::Code::unavailable, "disk full"); }
  } sink;
  WxrReader reader(sink);
  const Done done = reader.feed(rss(item("7", comment("1") + comment("2"))) + std::string(2000, ' '));
  REQUIRE_FALSE(done);
  CHECK(done.error().code == Error::Code::unavailable);
}

TEST_CASE("damaged files are read without end or crash, and alike in any pieces") {
  const std::string good = file_text("tests/imports/traps.xml");
  CHECK(rc::check([&] {
    std::string file = good;
    const auto cuts = *rc::gen::inRange(1, 6);
    for (int i = 0; i < cuts; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, file.size() - 1);
      file.replace(at, *rc::gen::inRange<std::size_t>(0, 40),
                   *rc::gen::element<std::string>("<", "]]>", "&x;", "<item", "\x01", ""));
    }
    const Read whole = read(file);
    const Read pieces = read(file, *rc::gen::inRange<std::size_t>(1, 2000));
    RC_ASSERT(whole.sink.ids() == pieces.sink.ids());
    RC_ASSERT(whole.refused == pieces.refused);
    RC_ASSERT(whole.summary.damages.size() == pieces.summary.damages.size());
    for (const WxrDamage& damage : whole.summary.damages) {
      RC_ASSERT(damage.broken.begin <= damage.broken.end);
      RC_ASSERT(damage.broken.end <= damage.skipped.end);
      RC_ASSERT(damage.skipped.end <= file.size());
    }
  }));
}

TEST_CASE("exports of real sites give the right counts") {
  const char* shared = std::getenv("COMITY_SHARED");
  if (shared == nullptr || !std::filesystem::is_directory(std::filesystem::path(shared) / "data/imports")) {
    MESSAGE("skipped: COMITY_SHARED names no folder of sample exports");
    return;
  }
  struct Expected {
    std::int64_t items, comments, damages;
  };
  const std::map<std::string, Expected> expected = {
      {"wxr-bitcoin-france.xml", {307, 235, 0}},
      {"wxr-theme-unit-test.xml", {186, 33, 0}},
      {"wxr-isso-threaded.xml", {3, 8, 0}},
      {"wxr-importer-comprehensive.xml", {2, 1, 0}},
      {"wxr-importer-crazy-cdata.xml", {1, 0, 1}},
      {"wxr-importer-malformed.xml", {0, 0, 1}},
      {"wxr-importer-missing-version-tag.xml", {0, 0, 0}},
      {"wxr-importer-post-content-blank-lines.xml", {1, 0, 0}},
      {"wxr-importer-slashes.xml", {1, 1, 0}},
      {"wxr-importer-small-export.xml", {11, 1, 0}},
      {"wxr-importer-term-formats.xml", {0, 0, 0}},
      {"wxr-importer-test-serialized-comment-meta.xml", {1, 1, 0}},
      {"wxr-importer-valid-1.0.xml", {6, 1, 0}},
      {"wxr-importer-wxr-simple.xml", {1, 0, 0}},
  };
  for (const auto& [name, counts] : expected) {
    CAPTURE(name);
    const Read r = read(file_text(std::filesystem::path(shared) / "data/imports" / name));
    CHECK(r.refused == "");
    CHECK(r.summary.items == counts.items);
    CHECK(r.summary.comments == counts.comments);
    CHECK(static_cast<std::int64_t>(r.summary.damages.size()) == counts.damages);
  }
}
