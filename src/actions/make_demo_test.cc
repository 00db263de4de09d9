#include "actions/make_demo.h"

#include <doctest.h>

#include <map>
#include <set>

#include "actions/decide_comment.h"
#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using discussion::State;

namespace {

struct Paper {
  std::unique_ptr<store::Store> store = store::make_memory_store();
  Policies policies{*store};
  testing::HandClock clock;
  testing::CountedRandom random;
  World world{*store, policies, clock, random, {}};

  std::map<State, int> states(const Demo& demo) {
    std::map<State, int> counts;
    for (const discussion::Story& story : demo.stories) {
      const auto comments = *store->comments(demo.site.id, story.id, {}, 1000);
      for (const auto& comment : comments) ++counts[comment.state];
    }
    return counts;
  }
};

}  // namespace

TEST_CASE("the demonstration shows everything that can become of a comment") {
  Paper paper;
  const auto demo = make_demo(paper.world);
  REQUIRE_MESSAGE(demo, demo.error().detail);
  CHECK(demo->site.key == "herald");
  CHECK(demo->stories.size() >= 5);
  CHECK(demo->comments_added >= 60);
  auto states = paper.states(*demo);
  CHECK(states[State::published] >= 55);
  CHECK(states[State::held] == 1);
  CHECK(states[State::refused] == 1);
  CHECK(states[State::removed] == 2);
  CHECK(states[State::withdrawn] == 1);

  std::set<std::string> languages, marks;
  int edited = 0, replies = 0, closed = 0;
  for (const discussion::Story& story : demo->stories) {
    languages.insert(story.language);
    closed += story.open ? 0 : 1;
    const auto comments = *paper.store->comments(demo->site.id, story.id, {}, 1000);
    for (const auto& comment : comments) {
      marks.insert(comment.name_mark);
      edited += comment.live_revision > 1 ? 1 : 0;
      replies += comment.reply_to ? 1 : 0;
    }
  }
  CHECK(languages == std::set<std::string>{"ar", "en", "ru"});
  CHECK(marks == std::set<std::string>{"", "2"});
  CHECK(edited == 3);  // two edits and a correction
  CHECK(replies >= 25);
  CHECK(closed == 1);
  CHECK(paper.store->integrity()->empty());
}

TEST_CASE("made again, it adds nothing and undoes nothing that was decided since") {
  Paper paper;
  const auto first = make_demo(paper.world);
  REQUIRE(first);
  const auto& story = first->stories.front();
  std::map<StoryId, std::int64_t> positions;
  const auto comments = *paper.store->comments(first->site.id, first->stories.back().id, {}, 1000);
  for (const auto& comment : comments) {
    DecideComment request{comment.site, comment.story, comment.id, discussion::Deed::restore, {}, {}, {}, "operator"};
    if (comment.state == State::removed) REQUIRE(decide_comment(paper.world, request));
  }
  StorySettings open;
  open.open = true;
  REQUIRE(set_story(paper.world, first->site, story.id, open));
  for (const auto& s : first->stories) positions[s.id] = paper.store->story(first->site.id, s.id)->position;
  const auto states = paper.states(*first);

  const auto second = make_demo(paper.world);
  REQUIRE_MESSAGE(second, second.error().detail);
  CHECK(second->comments_added == 0);
  for (const auto& s : second->stories) CHECK(s.position == positions[s.id]);
  CHECK(paper.states(*second) == states);
  CHECK(paper.store->sites()->size() == 1);
}

TEST_CASE("a comment that was withdrawn from the demonstration is not written again") {
  Paper paper;
  const auto first = make_demo(paper.world);
  REQUIRE(first);
  const auto comments = *paper.store->comments(first->site.id, first->stories.back().id, {}, 1000);
  REQUIRE(withdraw_comment(paper.world, first->site, comments.back().receipt));
  CHECK(make_demo(paper.world)->comments_added == 0);
}
