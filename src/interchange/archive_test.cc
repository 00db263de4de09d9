#include "interchange/archive.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

using namespace comity;
using namespace comity::interchange;

namespace {

// "3<1@20": comment 3 answers 1 and was written at 20.
struct Line {
  int id, parent, at;
  std::uint32_t story = 1;
};

std::string arranged(const std::vector<Line>& lines) {
  Archive archive(memory_spools());
  std::set<std::uint32_t> stories;
  for (const Line& line : lines) {
    stories.insert(line.story);
    ArchivedComment c;
    c.story = line.story;
    c.source_id = canonical_id(std::to_string(line.id));
    c.parent_id = canonical_id(std::to_string(line.parent));
    c.written = at_ms(line.at);
    REQUIRE(archive.add(c));
  }
  for (const std::uint32_t story : stories) {
    ArchivedStory s;
    s.ordinal = story;
    REQUIRE(archive.add(s));
  }
  REQUIRE(archive.arrange());
  std::string out;
  while (true) {
    const auto story = archive.next_story();
    REQUIRE(story);
    if (!*story) break;
    REQUIRE(archive.for_each([&](const ArchivedComment& c, const ArchivedPlace& place) -> Done {
      constexpr const char* words[] = {"", "<", " orphan of ", " from another story: ", " in a cycle with "};
      out += std::to_string(place.order + 1) + ":" + c.source_id;
      if (place.parent != ParentKind::none) out += words[static_cast<int>(place.parent)] + c.parent_id;
      out += "; ";
      return {};
    }));
    out += "| ";
  }
  return out;
}

}  // namespace

TEST_CASE("comments go by date, then source id, whatever order the file has") {
  CHECK(arranged({{12, 0, 30}, {9, 0, 20}, {10, 0, 20}, {3, 0, 40}}) == "1:9; 2:10; 3:12; 4:3; | ");
}

TEST_CASE("stories come one after the other though their comments are mixed") {
  CHECK(arranged({{1, 0, 30, 2}, {2, 0, 20, 1}, {3, 1, 40, 2}}) == "1:2; | 1:1; 2:3<1; | ");
}

TEST_CASE("a parent comes before its answer even when it is dated later") {
  CHECK(arranged({{1, 3, 10}, {2, 0, 20}, {3, 0, 30}}) == "3:3; 1:1<3; 2:2; | ");
}

TEST_CASE("a parent that is not there, and one of another story, are told apart") {
  CHECK(arranged({{1, 77, 10}, {2, 5, 20}, {5, 0, 30, 2}}) == "1:1 orphan of 77; 2:2 from another story: 5; | 1:5; | ");
}

TEST_CASE("everything on a cycle is a root, what hangs on it stays an answer") {
  CHECK(arranged({{1, 2, 10}, {2, 1, 20}, {3, 2, 30}, {4, 4, 40}}) ==
        "2:2 in a cycle with 1; 1:1 in a cycle with 2; 3:3<2; 4:4 in a cycle with 4; | ");
}

TEST_CASE("of two comments with one id the first in the file counts") {
  CHECK(arranged({{1, 0, 30}, {1, 0, 10}, {2, 1, 40}}) == "2:1; 3:2<1; | ");
}

TEST_CASE("an id that two stories use means another comment in each") {
  CHECK(arranged({{1, 0, 10}, {1, 0, 20, 2}, {2, 1, 30}, {3, 1, 40, 2}, {4, 1, 50, 3}}) ==
        "1:1; 2:2<1; | 1:1@item 2; 2:3<1@item 2; | 1:4 from another story: 1; | ");
}

TEST_CASE("ids are compared as numbers where they are numbers") {
  CHECK(canonical_id(" 007\n") == "7");
  CHECK(canonical_id("0") == "");
  CHECK(canonical_id("  ") == "");
  CHECK(canonical_id("a-1") == "a-1");
  CHECK(canonical_id(std::string(500, '9')).size() == 39);
}

TEST_CASE("a sorter that spools gives what sorting in memory gives") {
  CHECK(rc::check([](std::vector<int> numbers) {
    const SpoolMaker spools = memory_spools();
    RecordSorter<int> sorter(spools, 3 * sizeof(int));
    for (const int n : numbers) RC_ASSERT(sorter.add(n).has_value());
    auto sorted = sorter.sorted();
    RC_ASSERT(sorted.has_value());
    std::sort(numbers.begin(), numbers.end());
    RC_ASSERT(sorted->size() == numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) RC_ASSERT(*sorted->at(i) == numbers[i]);
  }));
}

TEST_CASE("every comment is visited once, after its parent, and never by a cycle or a stranger") {
  CHECK(rc::check([](const std::vector<std::pair<int, int>>& links) {
    Archive archive(memory_spools());
    std::map<std::string, std::uint32_t> story_of;
    int id = 0;
    for (const auto& [parent, date] : links) {
      ArchivedComment c;
      c.story = static_cast<std::uint32_t>(1 + (id & 1));
      c.source_id = std::to_string(++id);
      c.parent_id = canonical_id(std::to_string(std::abs(parent % 20)));
      c.written = at_ms(date % 10);
      story_of[c.source_id] = c.story;
      RC_ASSERT(archive.add(c).has_value());
    }
    for (std::uint32_t ordinal : {1U, 2U}) {
      ArchivedStory s;
      s.ordinal = ordinal;
      RC_ASSERT(archive.add(s).has_value());
    }
    RC_ASSERT(archive.arrange().has_value());
    std::set<std::string> seen;
    while (const auto story = *archive.next_story()) {
      RC_ASSERT(archive
                    .for_each([&](const ArchivedComment& c, const ArchivedPlace& place) -> Done {
                      RC_ASSERT(seen.insert(c.source_id).second);
                      const auto parent = story_of.find(c.parent_id);
                      switch (place.parent) {
                        case ParentKind::none:
                          RC_ASSERT(c.parent_id.empty());
                          break;
                        case ParentKind::here:
                          RC_ASSERT(seen.contains(c.parent_id) && parent->second == c.story);
                          break;
                        case ParentKind::orphan:
                          RC_ASSERT(parent == story_of.end());
                          break;
                        case ParentKind::other_story:
                          RC_ASSERT(parent != story_of.end() && parent->second != c.story);
                          break;
                        case ParentKind::cycle:
                          RC_ASSERT(parent != story_of.end() && parent->second == c.story);
                          break;
                      }
                      return {};
                    })
                    .has_value());
    }
    RC_ASSERT(seen.size() == links.size());
  }));
}
