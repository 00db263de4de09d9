// Several stores on one file, as several processes have them; copies of a file in use; and what is forgotten.
#include <doctest.h>

#include <atomic>
#include <condition_variable>
#include <thread>

#include "store/desk.h"
#include "store/sqlite/database.h"
#include "store/sqlite/scratch.h"
#include "store/sqlite/sqlite_store.h"

namespace comity::store::sqlite {

namespace {

using contract::Code;

std::unique_ptr<Store> must_open(const std::filesystem::path& file) {
  Options options;
  options.file = file;
  auto store = open(options);
  if (!store) FAIL(store.error().detail);
  return *std::move(store);
}

// What a listener was told.
class Heard {
 public:
  explicit Heard(Store& store) {
    store.on_touched([this](const StoryTouched& touched) {
      const std::lock_guard lock(mutex_);
      all_.push_back(touched);
      more_.notify_all();
    });
  }
  std::vector<StoryTouched> wait_for(std::size_t many) {
    std::unique_lock lock(mutex_);
    more_.wait_for(lock, std::chrono::seconds(20), [&] { return all_.size() >= many; });
    return all_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<StoryTouched> all_;
};

}  // namespace

TEST_CASE("what another process writes is heard of, in order, each thing once") {
  const Scratch scratch;
  const auto server = must_open(scratch.file());
  Heard heard(*server);
  Desk desk(*server);  // a site, a story
  const auto importer = must_open(scratch.file());
  std::int64_t last = 0;
  for (int i = 0; i < 4; ++i) {
    last = importer->commit(desk.change(desk.site, desk.a_comment()))->log_position;
    if (i % 2 == 1) last = desk.post().log_position;
  }
  last = importer->commit(desk.change(desk.site, desk.a_comment()))->log_position;
  const auto all = heard.wait_for(9);
  REQUIRE(all.size() == 9);
  CHECK(all.back().log_position == last);
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1].log_position < all[i].log_position);
  CHECK(server->by_number(desk.site, desk.story, 7).has_value());
  CHECK(importer->outline(desk.site, desk.story)->size() == 7);
}

TEST_CASE("a process that writes without pause leaves others their turn") {
  const Scratch scratch;
  const auto server = must_open(scratch.file());
  Desk desk(*server);
  const StoryId other = desk.add_story(7);
  const auto importer = must_open(scratch.file());
  std::atomic<bool> enough = false;
  std::atomic<int> imported = 0;
  std::thread import([&] {
    for (std::uint64_t n = 1; !enough; ++n) {
      Change change;
      change.id = key_of(n << 40);
      change.site = desk.site;
      change.at = desk.now;
      for (int i = 0; i < 50; ++i) {
        AddComment add;
        add.comment.story = other;
        add.comment.state = discussion::State::published;
        add.revision.state = discussion::State::published;
        change.writes.emplace_back(add);
      }
      if (importer->commit(change)) imported += 50;
    }
  });
  int posted = 0;
  for (int i = 0; i < 20; ++i)
    if (desk.commit(desk.a_comment())) ++posted;
  enough = true;
  import.join();
  CHECK(posted == 20);
  CHECK(imported > 0);
  CHECK(server->story(desk.site, other)->published == imported);
  desk.check_sound();
}

TEST_CASE("the same change from many at once is applied once") {
  const Scratch scratch;
  const auto store = must_open(scratch.file());
  const auto beside = must_open(scratch.file());
  Desk desk(*store);
  const Change change = desk.change(desk.site, desk.a_comment());
  std::vector<std::thread> crowd;
  std::atomic<int> first = 0;
  std::atomic<int> again = 0;
  for (int i = 0; i < 16; ++i)
    crowd.emplace_back([&, i] {
      const auto outcome = (i % 2 == 0 ? store : beside)->commit(change);
      if (!outcome || outcome->number != 1) return;
      ++(outcome->again ? again : first);
    });
  for (std::thread& one : crowd) one.join();
  CHECK(first == 1);
  CHECK(again == 15);
  CHECK(desk.the_story().published == 1);
}

TEST_CASE("two processes may make the same new database at once") {
  const Scratch scratch;
  std::vector<std::thread> crowd;
  std::atomic<int> opened = 0;
  std::mutex mutex;
  std::string trouble;
  for (int i = 0; i < 6; ++i)
    crowd.emplace_back([&] {
      Options options;
      options.file = scratch.file();
      const auto store = open(options);
      if (store) {
        ++opened;
      } else {
        const std::lock_guard lock(mutex);
        trouble = store.error().detail;
      }
    });
  for (std::thread& one : crowd) one.join();
  CHECK_MESSAGE(opened == 6, trouble);
  CHECK(must_open(scratch.file())->integrity()->empty());
}

TEST_CASE("a copy is of one moment, sound, and made while others write") {
  const Scratch scratch;
  const auto store = must_open(scratch.file());
  Desk desk(*store);
  for (int i = 0; i < 30; ++i) desk.post();
  std::atomic<bool> enough = false;
  std::thread writer([&] {
    while (!enough) desk.post();
  });
  const Done done = sqlite::copy(scratch.file(), scratch.file("copy.db"));
  enough = true;
  writer.join();
  if (!done) FAIL(done.error().detail);
  const auto copied = must_open(scratch.file("copy.db"));
  CHECK(copied->integrity()->empty());
  const auto story = copied->story(desk.site, desk.story).value();
  CHECK(story.published >= 30);
  CHECK(story.published <= desk.the_story().published);
  CHECK(copied->site("paper").value() == store->site("paper").value());

  CHECK(sqlite::copy(scratch.file(), scratch.file("copy.db")).error().code == Code::conflict);
  CHECK(sqlite::copy(scratch.file("none.db"), scratch.file("other.db")).error().code == Code::not_found);
  CHECK(sqlite::copy(scratch.file(), scratch.folder() / "no" / "copy.db").error().code == Code::unavailable);
}

TEST_CASE("changes are forgotten after 48 hours, and the log goes on") {
  const Scratch scratch;
  const auto store = must_open(scratch.file());
  Desk desk(*store);
  const Change early = desk.change(desk.site, desk.a_comment());
  const Outcome first = store->commit(early).value();
  const auto remembered = [&] {
    Options options;
    options.file = scratch.file();
    Connection connection(options, Connection::Use::read, false);
    return connection.integer("SELECT count(*) FROM applied_change");
  };
  const auto before = remembered();
  desk.now += std::chrono::hours(48);
  desk.post();
  CHECK(store->commit(early)->again);
  CHECK(remembered() == before + 1);
  desk.now += Millis{1};
  const Outcome last = desk.post();
  CHECK(remembered() == 2);
  CHECK(last.log_position == first.log_position + 2);
  desk.now += std::chrono::hours(480);
  CHECK(desk.post().log_position == last.log_position + 1);
  desk.check_sound();
}

}  // namespace comity::store::sqlite
