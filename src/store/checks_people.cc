#include "store/checks_people.h"

#include <algorithm>
#include <string_view>

#include "text/checked.h"

namespace comity::store {
namespace {

constexpr std::int64_t random_ids_end = std::int64_t{1} << 62;
constexpr std::size_t secret_bytes = 20;  // RFC 4226 section 4, R6: 160 bits
constexpr std::size_t max_browser_code_points = 60;
constexpr std::size_t most_recovery_codes = 50;

tl::unexpected<Error> wrong(std::string_view write, std::string_view what) {
  return fail(Error::Code::invalid, std::string(write) + ": " + std::string(what));
}

bool is_text(std::string_view text, std::size_t most) {
  return text.find('\0') == std::string_view::npos && text::is_well_formed(text) && text::code_points(text) <= most;
}

Done check_roles(std::string_view write, const std::vector<discussion::Role>& roles,
                 const std::optional<discussion::Case>& only) {
  const auto checked = discussion::checked_roles(roles);
  if (!checked) return wrong(write, checked.error().detail);
  if (*checked != roles) return wrong(write, "the roles are not in order");
  if ((roles.front() == discussion::Role::reviewer) != only.has_value())
    return wrong(write, "a reviewer has one case, and nobody else has");
  return {};
}

}  // namespace

Done check(const AddPerson& w) {
  const discussion::Person& p = w.person;
  if (p.id.value < 1 || p.id.value >= random_ids_end) return wrong("AddPerson", "its id is not in 1 .. 2^62-1");
  if (p.name.empty() || !is_text(p.name, 40)) return wrong("AddPerson", "a name has 1 to 40 characters");
  if (!is_text(p.desk, 60)) return wrong("AddPerson", "a desk's name has at most 60 characters");
  return check_roles("AddPerson", p.roles, p.only);
}

Done check(const SetPerson& w) {
  if (w.desk && !is_text(*w.desk, 60)) return wrong("SetPerson", "a desk's name has at most 60 characters");
  if (!w.roles) return w.only ? Done(wrong("SetPerson", "a case without a role")) : Done();
  return check_roles("SetPerson", *w.roles, w.only);
}

Done check(const Invite& w) {
  if (w.token == Key128{}) return wrong("Invite", "no token");
  return {};
}

Done check(const SetPassword& w) {
  if (!w.password.starts_with("$argon2id$") || !is_text(w.password, 127)) return wrong("SetPassword", "not hashed");
  return {};
}

Done check(const SetTotp& w) {
  if (!w.secret.empty() && w.secret.size() != secret_bytes) return wrong("SetTotp", "a secret has 20 bytes");
  if (w.secret.empty() && !w.recovery.empty()) return wrong("SetTotp", "recovery codes without a secret");
  if (w.recovery.size() > most_recovery_codes) return wrong("SetTotp", "more than 50 recovery codes");
  std::vector<Key128> codes = w.recovery;
  std::sort(codes.begin(), codes.end());
  if (std::adjacent_find(codes.begin(), codes.end()) != codes.end()) return wrong("SetTotp", "a recovery code twice");
  return {};
}

Done check(const TakeTotpStep&) { return {}; }
Done check(const TakeRecoveryCode&) { return {}; }
Done check(const NoteFailure&) { return {}; }

Done check(const AddSession& w) {
  if (w.session.key == Key128{}) return wrong("AddSession", "no key");
  if (w.session.seen < w.session.begun) return wrong("AddSession", "used before it began");
  if (!is_text(w.session.browser, max_browser_code_points)) return wrong("AddSession", "the browser's name");
  return {};
}

Done check(const TouchSession&) { return {}; }
Done check(const EndSessions&) { return {}; }
Done check(const RemovePerson&) { return {}; }

}  // namespace comity::store
