// Every hostile body, title, name and link of tests/hostile/, rendered and read back by an HTML parser.
#include <doctest.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/json.h"
#include "text/fold.h"
#include "text/markup.h"
#include "text/name.h"
#include "text/safe_html_test.h"

namespace comity::text {
namespace {

struct Hostile {
  std::string kind, text;
};

const std::vector<Hostile>& corpus() {
  static const std::vector<Hostile> rows = [] {
    std::vector<Hostile> read;
    std::ifstream in("tests/hostile/bodies.jsonl");
    for (std::string line; std::getline(in, line);) {
      const auto value = json::parse(line);
      if (!value) continue;
      const json::Value* kind = value->find("kind");
      const json::Value* text = value->find("text");
      if (kind != nullptr && text != nullptr && kind->string() != nullptr && text->string() != nullptr)
        read.push_back({*kind->string(), *text->string()});
    }
    return read;
  }();
  return rows;
}

void looks_safe(const std::string& source) {
  const auto text = checked(source);
  if (!text) return;
  const std::string html = to_html(*text);
  INFO("source: ", source);
  INFO("html: ", html);
  CHECK(trouble_in(html) == "");
}

}  // namespace

TEST_CASE("the corpus is there, and large") { CHECK(corpus().size() >= 300); }

TEST_CASE("nothing hostile leaves the allow-list") {
  for (const Hostile& h : corpus()) looks_safe(h.text);
}

TEST_CASE("nothing hostile leaves the allow-list inside other Markdown") {
  for (const Hostile& h : corpus()) {
    for (const auto& [before, after] :
         {std::pair("> ", ""), std::pair("- ", "\n- x"), std::pair("*", "*"), std::pair("[", "](https://example.org)"),
          std::pair("[a](", ")"), std::pair("[a](<", ">)"), std::pair("`", "`"), std::pair("~~", "~~"),
          std::pair("https://example.org/", " x"), std::pair("<", ">"), std::pair("# ", "")})
      looks_safe(before + h.text + after);
  }
}

TEST_CASE("hostile HTML from elsewhere becomes Markdown that is safe") {
  for (const Hostile& h : corpus()) {
    looks_safe(html_to_markdown(h.text));
    looks_safe(html_to_markdown("<p>" + h.text + "</p>"));
    looks_safe(html_to_markdown("<a href=\"" + h.text + "\">x</a>"));
    looks_safe(html_to_markdown("<a href='" + h.text + "'><b>" + h.text + "</b></a>"));
  }
}

TEST_CASE("a hostile link that is put out goes to the web or a mailbox") {
  for (const Hostile& h : corpus()) {
    if (h.kind != "link") continue;
    const auto text = checked("[x](" + h.text + ")");
    if (!text) continue;
    const std::string html = to_html(*text);
    INFO(html);
    const std::size_t href = html.find("href=\"");
    if (href == std::string::npos) continue;
    const std::string_view target = std::string_view(html).substr(href + 6);
    const bool allowed =
        target.starts_with("https://") || target.starts_with("http://") || target.starts_with("mailto:");
    CHECK(allowed);
  }
}

TEST_CASE("a name that is allowed shows what it is") {
  for (const Hostile& h : corpus()) {
    const auto name = checked_name(h.text);
    if (!name) continue;
    INFO(*name);
    CHECK(name->find('\n') == std::string::npos);
    CHECK(graphemes(*name) <= 60);
    CHECK(!name_skeleton(*name).empty());
    for (const char* steers :
         {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u200B", "\uFEFF"})
      CHECK(name->find(steers) == std::string::npos);
  }
}

TEST_CASE("every fold of hostile text maps to whole characters of it") {
  for (const Hostile& h : corpus()) {
    const auto text = checked(h.text);
    if (!text) continue;
    const Folded f = fold(*text);
    REQUIRE(f.origin.size() == f.utf8.size() + 1);
    CHECK(is_well_formed(f.utf8));
    for (std::uint32_t i = 0; i < f.utf8.size(); ++i) {
      const Span s = f.original({i, i + 1});
      CHECK(s.end > s.begin);
      CHECK(is_well_formed(text->utf8().substr(s.begin, s.end - s.begin)));
    }
  }
}

}  // namespace comity::text
