#include "actions/sign_in.h"

namespace comity::actions {

using discussion::Person;

Key128 session_key(const World& world, SiteId site, const Key128& token) {
  std::string bytes = "staff session\n" + std::to_string(site.value) + "\n";
  bytes.append(reinterpret_cast<const char*>(token.bytes.data()), token.bytes.size());
  return keyed_hash(world.secret, bytes);
}

Result<Person> check_password(World& world, PasswordGate& gate, const discussion::Site& site, std::string_view name,
                              std::string_view password) {
  std::optional<Person> person;
  std::string hash;
  if (const auto checked = discussion::checked_sign_in_name(name)) {
    auto found = world.store.person_by_name(site.id, *checked);
    if (found) {
      COMITY_TRY(const auto credentials, world.store.credentials(site.id, found->id));
      hash = credentials.password;
      person = *std::move(found);
    } else if (found.error().code != Error::Code::not_found) {
      return fail(found.error());
    }
  }
  const auto bytes = discussion::password_bytes(password);
  COMITY_TRY(const bool right, gate.check(hash, bytes ? std::string_view(*bytes) : std::string_view("-")));
  if (right && bytes && person && !person->removed) return *std::move(person);
  if (person && !person->removed) COMITY_CHECK(commit_staff(world, site.id, store::NoteFailure{person->id}));
  return fail(Error::Code::forbidden, "nobody has this name and this password");
}

Result<Key128> begin_session(World& world, const Person& person, std::string browser, discussion::Way way) {
  const Key128 token = world.random.key128();
  const Time now = world.clock.now();
  COMITY_CHECK(commit_staff(
      world, person.site,
      store::AddSession{{session_key(world, person.site, token), person.id, now, now, std::move(browser), way}}));
  return token;
}

Result<CurrentSession> current_session(World& world, const discussion::Site& site, const Key128& token) {
  const Time now = world.clock.now();
  COMITY_TRY(auto session, world.store.session(site.id, session_key(world, site.id, token)));
  if (discussion::is_over(session, now)) return fail(Error::Code::not_found, "the session is over");
  COMITY_TRY(auto person, world.store.person(site.id, session.person));
  if (person.removed) return fail(Error::Code::not_found, "the person was removed");
  // Written down seldom: that it failed now does no harm.
  if (now >= session.seen + discussion::seen_step) (void)commit_staff(world, site.id, store::TouchSession{session.key});
  return CurrentSession{std::move(person), std::move(session)};
}

Done end_session(World& world, const CurrentSession& session) {
  return commit_staff(world, session.person.site,
                      store::EndSessions{session.person.id, session.session.key, std::nullopt});
}

}  // namespace comity::actions
