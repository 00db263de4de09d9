// Random sequences of changes, good and bad, against the memory model: every outcome and every read alike.
#include <doctest.h>
#include <rapidcheck.h>

#include "store/desk.h"
#include "store/memory.h"
#include "store/same_reads.h"
#include "store/sqlite/scratch.h"
#include "store/sqlite/sqlite_store.h"
#include "store/sqlite/testing/dice.h"

namespace comity::store::sqlite {

namespace {

// What must hold in any state. The gaps that numbers given from outside leave are the importer's business; the dice
// sign no checkpoint.
bool is_of_the_dice(const std::string& finding) {
  return finding.find("number") != std::string::npos || finding.find("no revision is live") != std::string::npos ||
         finding.find("is of other entries") != std::string::npos;
}

}  // namespace

TEST_CASE("random changes have the same outcome, and leave the same behind, as in the memory model") {
  int applied = 0;
  const bool same = rc::check([&] {
    const Scratch scratch;
    Options options;
    options.file = scratch.file();
    options.synchronous = Synchronous::off;
    const auto real = open(options).value();
    const auto model = make_memory_store();
    Dice dice(*rc::gen::arbitrary<std::uint32_t>());
    Change begin = dice.change();
    begin.site = {};
    begin.writes = {PutSite{Desk::a_site("paper-a")}};
    for (std::int64_t id = 1; id <= 2; ++id) {
      discussion::Story story;
      story.id = {id};
      begin.writes.emplace_back(AddStory{story, {}});
      discussion::Author author;
      author.id = {id};
      begin.writes.emplace_back(AddAuthor{author});
    }
    RC_ASSERT(alike(real->commit(begin), model->commit(begin)));
    const int length = *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(1, 240));
    for (int i = 0; i < length; ++i) {
      const Change change = dice.change();
      const auto expected = model->commit(change);
      const auto got = real->commit(change);
      if (expected) ++applied;
      if (!alike(expected, got))
        RC_FAIL("outcome: model " + (expected ? "done" : expected.error().detail) + ", SQLite " +
                (got ? "done" : got.error().detail));
      // What the store keeps in memory stays what the file says.
      const StoryId story{1 + i % 2};
      RC_ASSERT(alike(model->story({1}, story), real->story({1}, story)));
      RC_ASSERT(alike(model->recent({1}, story, {1}, dice.now), real->recent({1}, story, {1}, dice.now)));
      if (i % 4 != 0) continue;
      for (const std::string name : {"a", "b", "c", "d"}) {
        RC_ASSERT(alike(model->story_by_publisher_id({1}, name), real->story_by_publisher_id({1}, name)));
        const std::string url = "http://paper.example/" + name;
        RC_ASSERT(alike(model->story_by_url({1}, url), real->story_by_url({1}, url)));
        RC_ASSERT(alike(model->site("paper-" + name), real->site("paper-" + name)));
      }
    }
    check_same_reads(*model, *real, dice.now);
    const auto findings = real->integrity().value();
    for (const std::string& finding : findings)
      if (!is_of_the_dice(finding)) RC_FAIL(finding);
  });
  CHECK(same);
  CHECK(applied > 1000);  // the dice must not fall on refusals alone
}

}  // namespace comity::store::sqlite
