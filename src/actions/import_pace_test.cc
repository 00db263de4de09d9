// Steps are kept short by what the last one took. Times here are made up: no clock runs.
#include "actions/import_pace.h"

#include <doctest.h>
#include <rapidcheck.h>

using namespace comity::actions;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr nanoseconds promised = 50ms;

// A disk that takes so long for a commit and so long for each comment.
struct Disk {
  nanoseconds commit;
  nanoseconds comment;

  nanoseconds step(ImportPace& pace) const {
    const std::size_t comments = pace.comments();
    const nanoseconds took = commit + comment * static_cast<std::int64_t>(comments);
    pace.took(took, comments);
    return took;
  }
};

}  // namespace

TEST_CASE("a step that took too long is followed by one of half its size") {
  ImportPace pace;
  for (int i = 0; i < 30; ++i) pace.took(1ms, pace.comments());
  const std::size_t before = pace.comments();
  CHECK(before == 512);
  pace.took(41ms, before);
  CHECK(pace.comments() == before / 2);
  pace.took(300ms, pace.comments());
  CHECK(pace.comments() == before / 4);
}

TEST_CASE("steps grow while they are full and quick, and no further than 512 comments") {
  ImportPace pace;
  const std::size_t begin = pace.comments();
  pace.took(1ms, begin - 1);  // the story ended: it says nothing about a full step
  CHECK(pace.comments() == begin);
  pace.took(30ms, begin);  // long enough
  CHECK(pace.comments() == begin);
  for (int i = 0; i < 100; ++i) pace.took(1us, pace.comments());
  CHECK(pace.comments() == 512);
}

TEST_CASE("the slowest disk is written to comment by comment") {
  ImportPace pace;
  for (int i = 0; i < 20; ++i) pace.took(10s, pace.comments());
  CHECK(pace.comments() == 1);
}

TEST_CASE("on any disk that can, steps come to last less than what is promised, and stay so") {
  CHECK(rc::check([] {
    const Disk disk{nanoseconds(1000 * *rc::gen::inRange(10, 15'000)),
                    nanoseconds(1000 * *rc::gen::inRange(1, 20'000))};
    ImportPace pace;
    for (int i = 0; i < 40; ++i) disk.step(pace);
    for (int i = 0; i < 40; ++i) RC_ASSERT(disk.step(pace) < promised);
  }));
}

TEST_CASE("a disk that becomes ten times slower is known for it within a few steps") {
  CHECK(rc::check([] {
    Disk disk{1ms, nanoseconds(1000 * *rc::gen::inRange(5, 300))};
    ImportPace pace;
    for (int i = 0; i < 40; ++i) disk.step(pace);
    disk.comment *= 10;
    for (int i = 0; i < 4; ++i) disk.step(pace);
    for (int i = 0; i < 40; ++i) RC_ASSERT(disk.step(pace) < promised);
  }));
}
