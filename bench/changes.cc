// How fast changes become durable, without HTTP and without a verdict; and the bar for that: one bare row a change.
//
//   bench_changes FOLDER STORIES SECONDS  ->  {"rows_per_s": .., "changes_per_s": .., "ratio": ..}
//
// Both sides commit in groups of 64 with synchronous=FULL on the same disk, one after the other in one run.

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "base/crypto.h"
#include "store/sqlite/sqlite_store.h"

namespace {

using namespace comity;
using Steady = std::chrono::steady_clock;

constexpr int group = 64;
const std::string text(200, 'a');

double seconds_since(Steady::time_point begin) { return std::chrono::duration<double>(Steady::now() - begin).count(); }

void must(int code, sqlite3* db) {
  if (code == SQLITE_OK || code == SQLITE_DONE) return;
  std::cerr << sqlite3_errmsg(db) << '\n';
  std::exit(3);
}

double bare_rows(const std::filesystem::path& file, double seconds) {
  sqlite3* db = nullptr;
  must(sqlite3_open(file.c_str(), &db), db);
  must(sqlite3_exec(db,
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE row (id INTEGER PRIMARY KEY, text "
                    "TEXT) STRICT",
                    nullptr, nullptr, nullptr),
       db);
  sqlite3_stmt* insert = nullptr;
  must(sqlite3_prepare_v2(db, "INSERT INTO row (text) VALUES (?)", -1, &insert, nullptr), db);
  std::size_t rows = 0;
  const auto begin = Steady::now();
  while (seconds_since(begin) < seconds) {
    must(sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), db);
    for (int i = 0; i < group; ++i, ++rows) {
      sqlite3_bind_text(insert, 1, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
      must(sqlite3_step(insert), db);
      sqlite3_reset(insert);
    }
    must(sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr), db);
  }
  const double rate = static_cast<double>(rows) / seconds_since(begin);
  sqlite3_finalize(insert);
  sqlite3_close(db);
  return rate;
}

store::Change post(SiteId site, StoryId story, AuthorId author, std::int64_t n) {
  discussion::Comment comment;
  comment.site = site;
  comment.story = story;
  comment.author = author;
  comment.name = "Reader";
  comment.state = discussion::State::published;
  comment.live_revision = 1;
  comment.receipt = system_random().key128();
  comment.case_code = "bench-" + std::to_string(n) + "-" + std::to_string(author.value);
  comment.written = system_clock().now();
  discussion::Revision revision;
  revision.text = text;
  revision.state = discussion::State::published;
  revision.written = comment.written;
  return {system_random().key128(), site, comment.written, {store::AddComment{comment, revision}}};
}

double changes(const std::filesystem::path& file, int stories, double seconds) {
  store::sqlite::Options options;
  options.file = file;
  auto opened = store::sqlite::open(options);
  if (!opened) {
    std::cerr << opened.error().detail << '\n';
    std::exit(3);
  }
  store::Store& store = **opened;
  const auto commit = [&](const store::Change& change) {
    auto outcome = store.commit(change);
    if (!outcome) {
      std::cerr << outcome.error().detail << '\n';
      std::exit(3);
    }
    return *outcome;
  };
  const Time now = system_clock().now();
  discussion::Site site;
  site.key = "bench";
  site.name = "Bench";
  site.origins = {"https://bench.example"};
  site.languages = {"en"};
  site.created = now;
  const SiteId id = commit({system_random().key128(), {}, now, {store::PutSite{site}}}).site;
  store::Change setup{system_random().key128(), id, now, {}};
  for (int i = 1; i <= stories; ++i) {
    discussion::Story story;
    story.site = id;
    story.id = StoryId{i};
    story.publisher_id = "story-" + std::to_string(i);
    story.created = now;
    setup.writes.emplace_back(store::AddStory{story, {}});
  }
  for (int i = 1; i <= group; ++i) {
    discussion::Author author;
    author.site = id;
    author.id = AuthorId{i};
    author.first_seen = now;
    setup.writes.emplace_back(store::AddAuthor{author});
  }
  commit(setup);

  std::atomic<std::int64_t> count{0};
  const auto begin = Steady::now();
  std::vector<std::thread> posters;
  for (int t = 1; t <= group; ++t) {
    posters.emplace_back([&, t] {
      for (std::int64_t n = 0; seconds_since(begin) < seconds; ++n) {
        commit(post(id, StoryId{1 + (n * group + t) % stories}, AuthorId{t}, n));
        ++count;
      }
    });
  }
  for (std::thread& poster : posters) poster.join();
  return static_cast<double>(count) / seconds_since(begin);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "bench_changes FOLDER STORIES SECONDS\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const int stories = std::stoi(argv[2]);
  const double seconds = std::stod(argv[3]);
  const double rows = bare_rows(folder / "rows.db", seconds);
  const double rate = changes(folder / "changes.db", stories, seconds);
  std::cout << "{\"rows_per_s\":" << rows << ",\"changes_per_s\":" << rate << ",\"ratio\":" << rate / rows << "}\n";
}
