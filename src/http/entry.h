// What trying to sign in costs, for staff and readers alike: rates, the gate, counters.
#pragma once

#include <functional>
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
// Takes from the rates, runs `check`, and gives back what was taken unless it says `forbidden`: then `wrong` is run.
template <class Who>
tl::expected<Who, NotLetIn> weighed(App& app, const Request& request, const Trying& trying,
                                    const std::function<Result<Who>()>& check, const std::function<void()>& wrong) {
  const std::int64_t wait = app.rates.take_sign_in(request.source, trying.account, trying.known, app.world.clock.now());
  if (wait > 0) {
    count(app, SignIn::too_many);
    return tl::unexpected(NotLetIn{429, "sign_in.too_many", wait});
  }
  auto who = check();
  const bool is_wrong = !who && who.error().code == Error::Code::forbidden;
  if (!is_wrong) app.rates.give_back_sign_in(request.source, trying.account, trying.known, app.world.clock.now());
  if (who) return *std::move(who);
  count(app, is_wrong ? SignIn::wrong : SignIn::busy);
  if (!is_wrong) return tl::unexpected(NotLetIn{503, "sign_in.busy", 5});
  wrong();
  return tl::unexpected(NotLetIn{403, "sign_in.wrong", 0});
}

}  // namespace comity::http
