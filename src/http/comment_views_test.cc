#include "http/comment_views.h"

#include <doctest.h>

#include "http/rendering.h"
#include "store/memory.h"

using namespace comity;
using namespace comity::http;

namespace {

constexpr int stories = 20;
constexpr int comments = 10;
const std::string thousand(1000, 'a');

Key128 key(int n) {
  Key128 k;
  k.bytes[0] = static_cast<std::uint8_t>(n);
  k.bytes[1] = static_cast<std::uint8_t>(n >> 8);
  return k;
}

// A site with stories of ten comments of 1,000 letters each.
std::unique_ptr<store::Store> archive() {
  auto store = store::make_memory_store();
  discussion::Site site;
  site.key = "herald";
  site.name = "The Herald";
  site.origins = {"https://herald.example"};
  site.languages = {"en"};
  REQUIRE(store->commit({key(60'000), SiteId{}, at_ms(1), {store::PutSite{site}}}));
  discussion::Author author;
  author.site = SiteId{1};
  author.id = AuthorId{1};
  author.first_seen = at_ms(1);
  store::Change change{key(60'001), SiteId{1}, at_ms(1), {store::AddAuthor{author}}};
  for (int s = 1; s <= stories; ++s) {
    store::AddStory story;
    story.story.site = SiteId{1};
    story.story.id = StoryId{s};
    story.story.url = "https://herald.example/" + std::to_string(s);
    story.story.created = at_ms(1);
    story.urls = {story.story.url};
    change.writes.emplace_back(story);
    for (int n = 1; n <= comments; ++n) {
      store::AddComment add;
      add.comment.site = SiteId{1};
      add.comment.story = StoryId{s};
      add.comment.name = "Anna";
      add.comment.author = AuthorId{1};
      add.comment.state = discussion::State::published;
      add.comment.receipt = key(s * 100 + n);
      add.comment.case_code = std::to_string(s) + "-" + std::to_string(n);
      add.comment.written = at_ms(1);
      add.revision.text = thousand;
      add.revision.state = discussion::State::published;
      add.revision.written = at_ms(1);
      change.writes.emplace_back(add);
    }
  }
  const auto done = store->commit(change);
  REQUIRE_MESSAGE(done, (done ? "" : done.error().detail));
  return store;
}

}  // namespace

TEST_CASE("memory is bounded: the stories and comments least recently shown are made anew") {
  const auto store = archive();
  const std::size_t bound = comments * 5 * (thousand.size() + 1000);  // some five stories
  CommentViews views(*store, bound);
  Rendering rendering(bound);
  int made = 0;
  const auto show = [&](int story) {
    const auto make = [&](const store::StoredComment& stored) -> Result<CommentView> {
      ++made;
      CommentView view;
      view.number = stored.comment.number;
      view.text = stored.revision.text;
      rendering.html(SiteId{1}, StoryId{story}, stored.comment.id, 1, view.text);
      return view;
    };
    std::vector<std::int64_t> numbers;
    for (int n = 1; n <= comments; ++n) numbers.push_back(n);
    const auto found = views.get(SiteId{1}, StoryId{story}, comments, numbers, make);
    REQUIRE(found);
    CHECK(found->size() == comments);
  };
  for (int s = 1; s <= stories; ++s) {
    show(s);
    CHECK(views.bytes() <= bound);
    CHECK(rendering.bytes() <= bound);
  }
  CHECK(views.bytes() > bound / 2);
  CHECK(rendering.bytes() > bound / 2);
  CHECK(made == stories * comments);
  show(stories);
  CHECK(made == stories * comments);
  show(1);
  CHECK(made == (stories + 1) * comments);
}
