#include "actions/second_step.h"

#include "actions/sign_in.h"
#include "base/one_time.h"

namespace comity::actions {
namespace {

using discussion::Person;

tl::unexpected<Error> wrong() { return fail(Error::Code::forbidden, "not the code, or used already"); }

std::string about(std::string_view what, const Person& person) {
  return std::string(what) + "\n" + std::to_string(person.site.value) + "\n" + std::to_string(person.id.value) + "\n";
}

// "k3vd-90xq-7mta": 60 bits, in Crockford's letters (no i, l, o, u).
std::string new_recovery_code(Random& random) {
  static constexpr char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
  const Key128 bits = random.key128();
  std::string out;
  for (std::size_t i = 0; i < 12; ++i) {
    if (i == 4 || i == 8) out += '-';
    out += letters[bits.bytes[i] & 31];
  }
  return out;
}

}  // namespace

Key128 recovery_hash(const World& world, const Person& person, std::string_view typed) {
  std::string code = about("staff recovery", person);
  for (const char c : typed) {
    if (c == ' ' || c == '-') continue;
    code += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return keyed_hash(world.secret, code);
}

std::vector<std::string> new_recovery_codes(World& world) {
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < recovery_codes; ++i) codes.push_back(new_recovery_code(world.random));
  return codes;
}

Result<discussion::Way> take_code(World& world, const Person& person, std::string_view typed) {
  COMITY_TRY(const auto credentials, world.store.credentials(person.site, person.id));
  Done taken = wrong();
  discussion::Way way = discussion::Way::code;
  if (const auto step = totp_step_of(credentials.totp_secret, typed, world.clock.now());
      step && !credentials.totp_secret.empty()) {
    taken = commit_staff(world, person.site, store::TakeTotpStep{person.id, *step});
  } else {
    way = discussion::Way::recovery;
    taken = commit_staff(world, person.site, store::TakeRecoveryCode{person.id, recovery_hash(world, person, typed)});
  }
  if (taken) return way;
  if (taken.error().code != Error::Code::conflict) return fail(taken.error());
  COMITY_CHECK(commit_staff(world, person.site, store::NoteFailure{person.id}));
  return wrong();
}

std::string secret_of(const World& world, const Person& person, const Key128& seed) {
  std::string out;
  for (const std::string_view part : {"staff second step 1", "staff second step 2"}) {
    const Key128 half = keyed_hash(world.secret, about(part, person) + to_base64url(seed));
    out.append(reinterpret_cast<const char*>(half.bytes.data()), half.bytes.size());
  }
  return out.substr(0, totp_secret_bytes);
}

Result<std::vector<std::string>> set_second_step(World& world, const Person& person, const Key128& seed,
                                                 std::string_view typed, const std::optional<Key128>& keep) {
  store::SetTotp set{person.id, secret_of(world, person, seed), 0, {}, keep};
  const auto step = totp_step_of(set.secret, typed, world.clock.now());
  if (!step) return wrong();
  set.step = *step;
  auto codes = new_recovery_codes(world);
  for (const std::string& code : codes) set.recovery.push_back(recovery_hash(world, person, code));
  COMITY_CHECK(commit_staff(world, person.site, std::move(set)));
  return codes;
}

}  // namespace comity::actions
