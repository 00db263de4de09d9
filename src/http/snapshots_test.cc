#include "http/snapshots.h"

#include <doctest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "http/codings.h"

using namespace comity;
using namespace comity::http;

namespace {

Request request(const std::string& target, std::vector<std::pair<std::string, std::string>> headers = {}) {
  Request r;
  r.method = "GET";
  r.target = target;
  r.headers = std::move(headers);
  return r;
}

struct Fixture {
  Snapshots snapshots{1 << 20, system_clock()};
  int rendered = 0;
  std::string bytes = std::string(1000, 'a');

  Response get(const std::string& target = "/t", std::vector<std::pair<std::string, std::string>> headers = {},
               StoryId story = StoryId{1}) {
    return snapshots.answer(request(target, std::move(headers)), {SiteId{1}, story, "", "json"},
                            [&]() -> Result<Rendered> {
                              ++rendered;
                              return Rendered{bytes, "text/plain", {}, {}};
                            });
  }
  std::optional<Response> quick(const std::string& target = "/t", std::string_view encoding = "",
                                std::string_view match = "") {
    return snapshots.quick("GET", target, encoding, match);
  }
};

std::string line(const Response& response, const std::string& name) {
  const std::string& lines = *response.head_lines;
  const std::size_t at = lines.find(name + ": ");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + name.size() + 2;
  return lines.substr(begin, lines.find("\r\n", begin) - begin);
}

}  // namespace

TEST_CASE("a story is rendered once until it is touched") {
  Fixture f;
  CHECK_FALSE(f.quick());
  CHECK(*f.get().shared == f.bytes);
  f.get();
  CHECK(f.rendered == 1);
  REQUIRE(f.quick());
  CHECK(f.quick()->shared == f.get().shared);  // the same bytes, not a copy

  f.bytes = std::string(1000, 'b');
  f.snapshots.touched(SiteId{1}, StoryId{2});
  CHECK(f.quick());
  f.snapshots.touched(SiteId{1}, StoryId{1});
  CHECK_FALSE(f.quick());
  CHECK(*f.get().shared == f.bytes);
  CHECK(f.rendered == 2);

  f.snapshots.touched(SiteId{1}, std::nullopt);
  CHECK_FALSE(f.quick());
}

TEST_CASE("the discussion of a story that is not there ends with any new story of the site") {
  Fixture f;
  f.get("/t", {}, StoryId{});
  f.snapshots.touched(SiteId{2}, StoryId{5});
  CHECK(f.quick());
  f.snapshots.touched(SiteId{1}, StoryId{5});
  CHECK_FALSE(f.quick());
}

TEST_CASE("what is of the whole site is made again when its time is over or the site has changed, not at a comment") {
  struct Set : Clock {
    Time at = at_ms(1'000);
    Time now() const override { return at; }
  } clock;
  Snapshots snapshots(1 << 20, clock);
  int rendered = 0;
  const auto get = [&] {
    snapshots.answer(request("/t"), {SiteId{1}, StoryId{}, "", "numbers", true}, [&]() -> Result<Rendered> {
      ++rendered;
      return Rendered{"numbers", "text/plain", {}, clock.at + std::chrono::minutes(10)};
    });
    return rendered;
  };
  CHECK(get() == 1);
  snapshots.touched(SiteId{1}, StoryId{5}, 7);
  snapshots.touched_early(SiteId{1}, StoryId{5}, 8);
  CHECK(get() == 1);
  snapshots.touched(SiteId{1}, std::nullopt);
  CHECK(get() == 2);
  clock.at += std::chrono::minutes(10);
  CHECK(get() == 3);
}

TEST_CASE("other bytes have another ETag, and who holds the old one gets the new bytes") {
  Fixture f;
  const std::string old = line(f.get(), "ETag");
  f.bytes = std::string(1000, 'b');
  f.snapshots.touched(SiteId{1}, StoryId{1});
  const Response now = f.get("/t", {{"if-none-match", old}});
  CHECK(now.status == 200);
  CHECK(line(now, "ETag") != old);
}

TEST_CASE("each coding has its own strong ETag, and knows the one it gave") {
  Fixture f;
  const Response plain = f.get();
  const Response gzip = f.get("/t", {{"accept-encoding", "gzip"}});
  const Response brotli = f.get("/t", {{"accept-encoding", "gzip, br"}});
  CHECK(line(plain, "Content-Encoding") == "");
  CHECK(line(gzip, "Content-Encoding") == "gzip");
  CHECK(line(brotli, "Content-Encoding") == "br");
  CHECK(*gzip.shared == encoded(f.bytes, Coding::gzip));
  CHECK(*brotli.shared == encoded(f.bytes, Coding::brotli));
  const std::string etag = line(gzip, "ETag");
  CHECK(etag.front() == '"');
  CHECK(etag != line(plain, "ETag"));
  CHECK(etag != line(brotli, "ETag"));
  CHECK(line(plain, "Vary") == "Accept-Encoding");
  CHECK(line(plain, "Cache-Control") == "public, max-age=2, stale-while-revalidate=30");

  const Response same = f.get("/t", {{"accept-encoding", "gzip"}, {"if-none-match", "\"x\", " + etag}});
  CHECK(same.status == 304);
  CHECK_FALSE(same.shared);
  CHECK(line(same, "ETag") == etag);
  CHECK(line(same, "Vary") == "Accept-Encoding");
  CHECK(f.get("/t", {{"if-none-match", etag}}).status == 200);  // another coding's
  CHECK(f.quick("/t", "gzip", etag)->status == 304);
}

TEST_CASE("what is short is not coded") {
  Fixture f;
  f.bytes = "short";
  CHECK(line(f.get("/t", {{"accept-encoding", "br"}}), "Content-Encoding") == "");
}

TEST_CASE("of many readers after a change one renders and the others get the previous bytes") {
  Fixture f;
  f.get();
  f.snapshots.touched(SiteId{1}, StoryId{1});

  std::latch rendering(1);
  std::latch release(1);
  std::atomic<int> renderings{0};
  const auto slow = [&]() -> Result<Rendered> {
    ++renderings;
    rendering.count_down();
    release.wait();
    return Rendered{"new", "text/plain", {}, {}};
  };
  const SnapshotKey key{SiteId{1}, StoryId{1}, "", "json"};
  std::thread first([&] { CHECK(*f.snapshots.answer(request("/t"), key, slow).shared == "new"); });
  rendering.wait();
  for (int i = 0; i < 3; ++i) CHECK(*f.snapshots.answer(request("/t"), key, slow).shared == f.bytes);
  CHECK(f.snapshots.numbers().previous == 3);
  release.count_down();
  first.join();
  CHECK(renderings == 1);
  CHECK(*f.quick()->shared == "new");
}

TEST_CASE("readers who come first wait for the one who renders") {
  Fixture f;
  std::latch rendering(1);
  std::latch release(1);
  std::atomic<int> renderings{0};
  const SnapshotKey key{SiteId{1}, StoryId{1}, "", "json"};
  const auto slow = [&]() -> Result<Rendered> {
    ++renderings;
    rendering.count_down();
    release.wait();
    return Rendered{"new", "text/plain", {}, {}};
  };
  std::thread first([&] { f.snapshots.answer(request("/t"), key, slow); });
  rendering.wait();
  std::thread second([&] { CHECK(*f.snapshots.answer(request("/t"), key, slow).shared == "new"); });
  release.count_down();
  first.join();
  second.join();
  CHECK(renderings == 1);
}

TEST_CASE("while the store is away the previous bytes are served, but no error is kept") {
  Fixture f;
  const SnapshotKey key{SiteId{1}, StoryId{1}, "", "json"};
  const auto away = []() -> Result<Rendered> { return fail(Error::Code::unavailable, "full"); };
  CHECK(f.snapshots.answer(request("/t"), key, away).status == 503);
  f.get();
  f.snapshots.touched(SiteId{1}, StoryId{1});
  CHECK(*f.snapshots.answer(request("/t"), key, away).shared == f.bytes);
  f.bytes = "new";
  CHECK(*f.get().shared == "new");
}

TEST_CASE("an exception goes to who asked, and the next one renders") {
  Fixture f;
  const SnapshotKey key{SiteId{1}, StoryId{1}, "", "json"};
  const auto broken = []() -> Result<Rendered> { throw std::runtime_error("bug"); };
  CHECK_THROWS(f.snapshots.answer(request("/t"), key, broken));
  CHECK(*f.get().shared == f.bytes);
}

TEST_CASE("what is old from a certain time on is rendered anew then") {
  struct Set : Clock {
    Time at = at_ms(1000);
    Time now() const override { return at; }
  } clock;
  Snapshots snapshots(1 << 20, clock);
  int rendered = 0;
  const auto get = [&] {
    return snapshots.answer(request("/t"), {SiteId{1}, StoryId{1}, "", "json"}, [&]() -> Result<Rendered> {
      ++rendered;
      return Rendered{"x", "text/plain", {}, clock.at < at_ms(5000) ? std::optional(at_ms(5000)) : std::nullopt};
    });
  };
  get();
  clock.at = at_ms(4999);
  get();
  CHECK(rendered == 1);
  clock.at = at_ms(5000);
  CHECK_FALSE(snapshots.quick("GET", "/t", "", ""));
  get();
  get();
  CHECK(rendered == 2);
}

TEST_CASE("memory is bounded: the least recently read goes first") {
  Snapshots snapshots(100'000, system_clock());
  const auto get = [&](std::int64_t story) {
    return snapshots.answer(
        request("/" + std::to_string(story)), {SiteId{1}, StoryId{story}, "", "json"},
        []() -> Result<Rendered> { return Rendered{std::string(10'000, 'a'), "text/plain", {}, {}}; });
  };
  for (std::int64_t story = 1; story <= 50; ++story) {
    get(story);
    CHECK(snapshots.quick("GET", "/1", "", ""));
    CHECK(snapshots.numbers().bytes <= 100'000);
  }
  CHECK(snapshots.quick("GET", "/50", "", ""));
  CHECK_FALSE(snapshots.quick("GET", "/2", "", ""));
  snapshots.touched(SiteId{1}, StoryId{2});
}

TEST_CASE("stories that somebody invents take no room from those that are there") {
  Snapshots snapshots(100'000, system_clock());
  const auto get = [&](StoryId story, const std::string& address) {
    return snapshots.answer(
        request("/" + std::to_string(story.value) + address), {SiteId{1}, story, address, "json"},
        []() -> Result<Rendered> { return Rendered{std::string(5'000, 'a'), "text/plain", {}, {}}; });
  };
  for (std::int64_t story = 1; story <= 10; ++story) get(StoryId{story}, "");
  for (int i = 0; i < 1000; ++i) {
    get(StoryId{}, "invented-" + std::to_string(i));
    CHECK(snapshots.numbers().bytes <= 100'000 + 100'000 / 8);
  }
  for (std::int64_t story = 1; story <= 10; ++story) {
    CHECK(snapshots.quick("GET", "/" + std::to_string(story), "", ""));
  }
  CHECK(snapshots.quick("GET", "/0invented-999", "", ""));
  CHECK_FALSE(snapshots.quick("GET", "/0invented-1", "", ""));
}

TEST_CASE("of a question that has no answer nothing is kept") {
  Fixture f;
  for (int i = 0; i < 100; ++i) {
    const auto nothing = []() -> Result<Rendered> { return fail(Error::Code::invalid, "an unknown cursor"); };
    const SnapshotKey key{SiteId{1}, StoryId{1}, "", "json after=" + std::to_string(i)};
    CHECK(f.snapshots.answer(request("/?after=" + std::to_string(i)), key, nothing).status == 400);
  }
  CHECK(f.snapshots.numbers().entries == 0);
  CHECK(f.snapshots.numbers().bytes == 0);
}

TEST_CASE("a change that its author told of early is rendered once") {
  Fixture f;
  f.get();
  f.snapshots.touched_early(SiteId{1}, StoryId{1}, 7);
  CHECK_FALSE(f.quick());
  f.get();
  f.snapshots.touched(SiteId{1}, StoryId{1}, 7);  // the store's word of it
  CHECK(f.quick());
  CHECK(f.rendered == 2);

  f.snapshots.touched(SiteId{1}, StoryId{1}, 8);  // somebody else's
  CHECK_FALSE(f.quick());
  f.get();
  f.snapshots.touched_early(SiteId{1}, StoryId{1}, 8);  // the store was faster
  CHECK(f.quick());

  f.snapshots.touched_early(SiteId{1}, StoryId{1}, 10);
  f.get();
  f.snapshots.touched(SiteId{1}, StoryId{1}, 9);  // written before, told after: what was rendered has it
  CHECK(f.quick());
  f.snapshots.touched(SiteId{1}, StoryId{1}, 10);
  CHECK(f.quick());
  f.snapshots.touched(SiteId{1}, StoryId{1}, 11);
  CHECK_FALSE(f.quick());
}
