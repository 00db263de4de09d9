#include "http/entry.h"

namespace comity::http {

void count(App& app, SignIn what) { ++app.counters.sign_ins[static_cast<std::size_t>(what)]; }

std::optional<NotLetIn> take_try(App& app, const Request& request, const Trying& trying) {
  const std::int64_t wait = app.rates.take_sign_in(request.source, trying.account, trying.known, app.world.clock.now());
  if (wait == 0) return std::nullopt;
  count(app, SignIn::too_many);
  return NotLetIn{429, "sign_in.too_many", wait};
}

void give_back_try(App& app, const Request& request, const Trying& trying) {
  app.rates.give_back_sign_in(request.source, trying.account, trying.known, app.world.clock.now());
}

NotLetIn not_let_in(App& app, bool is_wrong) {
  count(app, is_wrong ? SignIn::wrong : SignIn::busy);
  return is_wrong ? NotLetIn{403, "sign_in.wrong", 0} : NotLetIn{503, "sign_in.busy", 5};
}

}  // namespace comity::http
