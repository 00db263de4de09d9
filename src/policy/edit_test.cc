#include "policy/edit.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "policy/policy.h"

namespace comity::policy {
namespace {

const std::string small = R"(# A remark.
name = "Test"   # another
languages = ["en", "ru"]

[[clause]]
id = "manners"
title.en = 'Mind "them"'
text.en = """
First.

Second.
"""
when = 'lexicon("house")'
action = "hold"

  [[clause.example]]
  text = "what humbug"
  expect = "hold"

  [[clause.example]]
  text = "a fine day"
  expect = "allow"

# The words.
[lexicon.house]
words = ["humbug", "bosh"]  # old ones
except = [
  "Humbug Creek",
  # remarked upon
  "bosh oven"  # a make
]

[[ladder]]
strikes = 3
within = "30d"
then = "warn"
)";

DocumentEditor edited(std::string bytes = small) {
  auto editor = DocumentEditor::of(std::move(bytes));
  REQUIRE(editor);
  return *std::move(editor);
}

// The small document with one piece of it exchanged.
std::string with(std::string_view piece, std::string_view by) {
  std::string bytes = small;
  const std::size_t at = bytes.find(piece);
  REQUIRE(at != std::string::npos);
  return bytes.replace(at, piece.size(), by);
}

std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    lines.push_back(bytes.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// How many lines differ between the first and the last that do, in the older one.
std::size_t touched(const std::string& before, const std::string& after) {
  auto a = lines_of(before), b = lines_of(after);
  while (!a.empty() && !b.empty() && a.back() == b.back()) a.pop_back(), b.pop_back();
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  return std::max(a.size(), b.size()) - same;
}

// Every place with a text in it that is no key of another kind.
void collect(const TomlItem& item, EditPath& path, std::vector<EditPath>& found) {
  if (item.kind == TomlItem::Kind::text) found.push_back(path);
  for (const TomlItem::Entry& entry : item.entries) {
    path.push_back(entry.key);
    collect(entry.value, path, found);
    path.pop_back();
  }
  for (std::size_t i = 0; i < item.items.size(); ++i) {
    path.push_back(std::to_string(i));
    collect(item.items[i], path, found);
    path.pop_back();
  }
}

}  // namespace

TEST_CASE("a text is exchanged where it stands, in the quotation marks it had where they will do") {
  auto editor = edited();
  REQUIRE(editor.set_text({"clause", "0", "title", "en"}, "Mind \"yours\""));
  CHECK(editor.bytes() == with("'Mind \"them\"'", "'Mind \"yours\"'"));
  REQUIRE(editor.set_text({"clause", "0", "title", "en"}, "Mind \"them\""));
  CHECK(editor.bytes() == small);
  REQUIRE(editor.set_text({"clause", "0", "title", "en"}, "Don't \"shout\""));
  CHECK(editor.bytes() == with("'Mind \"them\"'", R"("Don't \"shout\"")"));

  auto prose = edited();
  REQUIRE(prose.set_text({"clause", "0", "text", "en"}, "First.\n\nThird \\ \"last\".\n"));
  CHECK(prose.bytes() == with("Second.\n", "Third \\\\ \"last\".\n"));
  REQUIRE(prose.set_text({"name"}, "Test, too"));
  CHECK(prose.find({"name"})->text == "Test, too");
  CHECK(prose.bytes().find("\"Test, too\"   # another") != std::string::npos);
}

TEST_CASE("a language that was missing comes behind its siblings, and so does a key") {
  auto editor = edited();
  REQUIRE(editor.set_text({"clause", "0", "title", "ru"}, "Вежливость"));
  CHECK(editor.bytes() == with("them\"'\n", "them\"'\ntitle.ru = \"Вежливость\"\n"));
  auto then = edited();
  REQUIRE(then.set_text({"ladder", "0", "for"}, "14d"));
  CHECK(then.bytes() == small + "for = \"14d\"\n");
  REQUIRE(then.remove({"ladder", "0", "for"}));
  CHECK(then.bytes() == small);
  CHECK_FALSE(then.set_text({"clause", "7", "title", "en"}, "x"));
}

TEST_CASE("words come and go, and those that stay keep their bytes") {
  auto editor = edited();
  REQUIRE(editor.set_texts({"lexicon", "house", "words"}, {"humbug", "bosh", "tosh"}));
  CHECK(editor.bytes() == with("\"bosh\"]", "\"bosh\", \"tosh\"]"));
  REQUIRE(editor.set_texts({"lexicon", "house", "words"}, {"bosh", "tosh"}));
  CHECK(editor.bytes() == with("[\"humbug\", \"bosh\"]", "[\"bosh\", \"tosh\"]"));
  REQUIRE(editor.set_texts({"lexicon", "house", "words"}, {}));
  CHECK(editor.bytes() == with("[\"humbug\", \"bosh\"]", "[]"));
  REQUIRE(editor.set_texts({"lexicon", "house", "words"}, {"humbug", "bosh"}));
  CHECK(editor.bytes() == small);

  auto exceptions = edited();
  REQUIRE(exceptions.set_texts({"lexicon", "house", "except"}, {"Humbug Creek", "bosh oven", "Tosh Hill"}));
  CHECK(exceptions.bytes() == with("\"bosh oven\"  # a make\n", "\"bosh oven\",  # a make\n  \"Tosh Hill\"\n"));
  REQUIRE(exceptions.set_texts({"lexicon", "house", "except"}, {"Humbug Creek", "bosh oven"}));
  CHECK(exceptions.bytes() == with("\"bosh oven\"  # a make\n", "\"bosh oven\",  # a make\n"));
}

TEST_CASE("an example and a step of the ladder are written like those before, and taken out whole") {
  auto editor = edited();
  REQUIRE(editor.add_table({"clause", "0", "example"}, {{"text", quoted_text("oh, bosh")}, {"expect", "\"hold\""}}));
  const std::string added = "\n  [[clause.example]]\n  text = \"oh, bosh\"\n  expect = \"hold\"\n";
  CHECK(editor.bytes() == with("  expect = \"allow\"\n", "  expect = \"allow\"\n" + added));
  REQUIRE(editor.remove({"clause", "0", "example", "2"}));
  CHECK(editor.bytes() == small);
  REQUIRE(editor.remove({"clause", "0", "example", "0"}));
  CHECK(editor.find({"clause", "0", "example"})->items.size() == 1);
  CHECK(editor.bytes() == with("  [[clause.example]]\n  text = \"what humbug\"\n  expect = \"hold\"\n\n", ""));
  REQUIRE(editor.add_table({"ladder"},
                           {{"strikes", "5"}, {"within", "\"30d\""}, {"then", "\"premoderate\""}, {"for", "\"14d\""}}));
  CHECK(editor.find({"ladder", "1", "strikes"})->integer == 5);
}

TEST_CASE("what would be no TOML is not written") {
  auto editor = edited();
  CHECK_FALSE(editor.set_bare({"ladder", "0", "strikes"}, "three of them"));
  CHECK(editor.bytes() == small);
  CHECK_FALSE(DocumentEditor::of("name = \"open"));
  REQUIRE(editor.set_bare({"ladder", "0", "strikes"}, "4"));
  CHECK(editor.bytes() == with("strikes = 3", "strikes = 4"));
}

TEST_CASE("in every policy that ships one change of a text touches its own lines, and changing it back none") {
  for (const std::string_view name : shipped_policies()) {
    CAPTURE(name);
    const std::string shipped(shipped_policy(name));
    const auto whole = edited(shipped);
    std::vector<EditPath> places;
    EditPath path;
    collect(whole.tree(), path, places);
    REQUIRE(places.size() > 100);
    CHECK(rc::check([&] {
      auto editor = *DocumentEditor::of(shipped);
      const EditPath& place = places[*rc::gen::inRange<std::size_t>(0, places.size())];
      const std::string old = editor.find(place)->text;
      const std::string more = *rc::gen::element<std::string>(" more", " \"q\"", " 'q'", " \\ x", "\tт", " # no remark",
                                                              "\n\nA paragraph.\n");
      RC_ASSERT(editor.set_text(place, old + more));
      const bool is_there = editor.find(place)->text == old + more;
      RC_ASSERT(is_there);
      const auto line_count = static_cast<std::size_t>(std::count(old.begin(), old.end(), '\n') +
                                                       std::count(more.begin(), more.end(), '\n'));
      RC_ASSERT(touched(shipped, editor.bytes()) <= line_count + 2);
      RC_ASSERT(editor.set_text(place, old));
      if (more.find('\n') == std::string::npos && more.find('\'') == std::string::npos &&
          more.find('\t') == std::string::npos) {
        const bool same = editor.bytes() == shipped;
        RC_ASSERT(same);
      }
    }));
  }
}

}  // namespace comity::policy
