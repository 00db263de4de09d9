#include "actions/password_gate.h"

#include <doctest.h>

#include <future>
#include <thread>
#include <vector>

using namespace comity;
using actions::PasswordGate;

TEST_CASE("a password is its own hash's and nobody else's") {
  PasswordGate gate({2, 6, cheap_password});
  const auto hash = gate.hash("four plain words");
  REQUIRE(hash);
  CHECK(hash->starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
  CHECK(*gate.hash("four plain words") != *hash);
  CHECK(gate.check(*hash, "four plain words").value());
  CHECK_FALSE(gate.check(*hash, "four plain word").value());
  CHECK_FALSE(gate.check("", "four plain words").value());
  CHECK_FALSE(gate.check("no hash at all", "x").value());
}

TEST_CASE("the cost that ships is 64 MiB and two passes") {
  PasswordGate gate;
  CHECK(gate.hash("x")->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
}

TEST_CASE("two are let in at once, six wait, and the ninth is told to come back") {
  PasswordGate gate({2, 6, cheap_password});
  std::promise<void> open;
  const std::shared_future<void> opened = open.get_future().share();
  std::promise<void> first_in, second_in;
  std::vector<std::thread> threads;
  threads.emplace_back([&] { CHECK(gate.pass([&] { first_in.set_value(), opened.wait(); })); });
  threads.emplace_back([&] { CHECK(gate.pass([&] { second_in.set_value(), opened.wait(); })); });
  first_in.get_future().wait();
  second_in.get_future().wait();
  for (int i = 0; i < 6; ++i) threads.emplace_back([&] { CHECK(gate.pass([] {})); });
  while (gate.waiting() < 6) std::this_thread::yield();
  const Done ninth = gate.pass([] {});
  REQUIRE_FALSE(ninth);
  CHECK(ninth.error().code == Error::Code::unavailable);
  open.set_value();
  for (std::thread& thread : threads) thread.join();
  CHECK(gate.waiting() == 0);
  CHECK(gate.pass([] {}));
}
