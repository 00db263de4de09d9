#include "actions/story_names.h"

#include <doctest.h>

#include <thread>

#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;

namespace {

std::string mark(Server& server, StoryNames& names, std::string_view name) {
  return names.mark_for(server.world().store, server.story(), name, AuthorId{4711})->mark;
}

}  // namespace

TEST_CASE("names are read from the store once, and then what was written since") {
  Server server;
  StoryNames names;
  server.post_as("Anna", Server::key(1), "One.");
  CHECK(mark(server, names, "Anna") == "2");
  CHECK(mark(server, names, "Boris") == "");
  server.post_as("Boris", Server::key(2), "Two.");
  CHECK(mark(server, names, "Boris") == "2");
}

TEST_CASE("a refused comment's name is not in use") {
  Server server;
  StoryNames names;
  server.post_as("Boris", Server::key(2), "Balderdash.");
  CHECK(mark(server, names, "Boris") == "");
}

TEST_CASE("a story that was forgotten is read again") {
  Server server;
  StoryNames names;
  server.post_as("Anna", Server::key(1), "One.");
  CHECK(mark(server, names, "Anna") == "2");
  discussion::Story other = server.story();
  other.next_comment = 1;  // empty: nothing is read for it
  for (std::int64_t i = 1; i <= 1'100; ++i) {
    other.id = StoryId{i};
    CHECK(names.mark_for(server.world().store, other, "Anna", AuthorId{1})->mark == "");
  }
  CHECK(mark(server, names, "Anna") == "2");
}

TEST_CASE("many who ask at once are all answered") {
  Server server;
  StoryNames names;
  for (int i = 0; i < 50; ++i)
    server.post_as("Reader " + std::string(1, static_cast<char>('A' + i % 26)),
                   Server::key(static_cast<std::uint8_t>(i)), "Comment " + std::to_string(i));
  std::vector<std::thread> threads;
  std::vector<std::string> marks(8);
  for (auto& answer : marks) threads.emplace_back([&] { answer = mark(server, names, "Reader A"); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& answer : marks) CHECK(answer == marks.front());
  CHECK(marks.front() != "");
}
