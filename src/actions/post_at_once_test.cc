// Posts that meet in the same instant.
#include <doctest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "actions/post_comment.h"
#include "actions/testing.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using Outcome = Posted::Outcome;

TEST_CASE("posts at once to one story all get through, with consecutive numbers") {
  Server server;
  std::vector<std::thread> threads;
  std::vector<Result<Posted>> answers(16, fail(Error::Code::invalid, "not run"));
  for (std::size_t i = 0; i < answers.size(); ++i) {
    threads.emplace_back([&, i] {
      PostComment request = server.asks("Comment " + std::to_string(i));
      request.guest_key = Server::key(static_cast<std::uint8_t>(10 + i));
      request.name = "Guest " + std::string(1, static_cast<char>('A' + i));
      answers[i] = post_comment(server.world(), request);
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::int64_t> numbers;
  for (const auto& answer : answers) {
    REQUIRE_MESSAGE(answer, answer.error().detail);
    numbers.insert(answer->comment.number);
  }
  CHECK(numbers.size() == 16);
  CHECK(*numbers.begin() == 1);
  CHECK(*numbers.rbegin() == 16);
  CHECK(server.sound());
}

TEST_CASE("one idempotent request sent many times at once is one comment") {
  Server server;
  std::vector<std::thread> threads;
  std::vector<Result<Posted>> answers(12, fail(Error::Code::invalid, "not run"));
  for (auto& answer : answers) {
    threads.emplace_back([&] {
      PostComment request = server.asks("Who pays?");
      request.idempotency_key = "0123456789abcdef-once";
      answer = post_comment(server.world(), request);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& answer : answers) {
    REQUIRE_MESSAGE(answer, answer.error().detail);
    CHECK(answer->comment.number == 1);
    CHECK(answer->comment.receipt == answers[0]->comment.receipt);
  }
  CHECK(server.story().published == 1);
}

TEST_CASE("a button pressed many times at once is one comment") {
  Server server;
  PostComment first = server.asks("I was here before.");
  first.guest_key = Server::key(77);
  REQUIRE(post_comment(server.world(), first));
  for (int round = 0; round < 10; ++round) {
    std::vector<std::thread> threads;
    std::vector<Result<Posted>> answers(8, fail(Error::Code::invalid, "not run"));
    for (auto& answer : answers) {
      threads.emplace_back([&server, &answer, round] {
        PostComment request = server.asks("Who pays for pier " + std::to_string(round) + "?");
        request.guest_key = Server::key(77);
        answer = post_comment(server.world(), request);
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const auto& answer : answers) {
      REQUIRE_MESSAGE(answer, answer.error().detail);
      CHECK(answer->comment.number == round + 2);
    }
    CHECK(server.story().published == round + 2);
  }
  CHECK(server.sound());
}

TEST_CASE("new guests who choose one name in the same instant are told apart") {
  Server server;
  server.post("The first.");
  constexpr int guests = 6;
  for (int round = 0; round < 20; ++round) {
    const std::string name = "Bert" + std::string(1 + static_cast<std::size_t>(round), 'a');
    std::vector<std::string> marks(guests);
    std::vector<std::thread> threads;
    for (int i = 0; i < guests; ++i) {
      threads.emplace_back([&, i] {
        PostComment request = server.asks("Word " + std::to_string(i) + " of " + name + ".");
        request.guest_key = {};
        request.name = name;
        const auto posted = post_comment(server.world(), request);
        marks[static_cast<std::size_t>(i)] = posted ? posted->comment.name_mark : posted.error().detail;
      });
    }
    for (std::thread& thread : threads) thread.join();
    std::sort(marks.begin(), marks.end());
    std::string all;
    for (const std::string& mark : marks) all += "[" + mark + "]";
    CHECK(all == "[][2][3][4][5][6]");
  }
  CHECK(server.sound());
}
