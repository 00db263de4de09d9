// What trying to sign in costs, for staff and readers alike: rates, the gate, counters.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "http/app.h"

namespace comity::http {

enum class SignIn : std::uint8_t { done, wrong, too_many, busy, not_private };  // in the order of Counters::sign_ins
void count(App& app, SignIn what);

// Why nobody was let in: a sentence of the catalogue and a status.
struct NotLetIn {
  int status = 403;
  std::string key;
  std::int64_t retry_after_s = 0;
};

struct Trying {
  Key128 account;      // any key that stands for what is tried
  bool known = false;  // by a browser that has signed in to it before
};
// Takes from the rates. Nothing: go ahead; else how long to wait, counted.
std::optional<NotLetIn> take_try(App& app, const Request& request, const Trying& trying);
// What was tried is right, or could not be tried: gives back what was taken.
void give_back_try(App& app, const Request& request, const Trying& trying);
// Nobody was let in, counted.
NotLetIn not_let_in(App& app, bool is_wrong);

// Takes from the rates, runs `check`, and gives back what was taken unless it says `forbidden`: then `wrong` is run.
template <class Who>
tl::expected<Who, NotLetIn> weighed(App& app, const Request& request, const Trying& trying,
                                    const std::function<Result<Who>()>& check, const std::function<void()>& wrong) {
  if (auto no = take_try(app, request, trying)) return tl::unexpected(*std::move(no));
  auto who = check();
  const bool is_wrong = !who && who.error().code == Error::Code::forbidden;
  if (!is_wrong) give_back_try(app, request, trying);
  if (who) return *std::move(who);
  if (is_wrong) wrong();
  return tl::unexpected(not_let_in(app, is_wrong));
}

}  // namespace comity::http
