#include "actions/passkey.h"

#include "actions/second_step.h"
#include "actions/sign_in.h"

namespace comity::actions {
namespace {

using discussion::Passkey;
using discussion::Person;
using webauthn::refuse_at;

std::string number(std::int64_t n) { return std::to_string(n); }
std::string bytes_of(const Key128& key) { return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()}; }

PasskeyRefusal refusal(Error error) { return {std::move(error), std::nullopt, false}; }

// Steps 5 to 7 of section 7.2: which passkey it is, and whose.
Result<Passkey> known_passkey(World& world, const discussion::Site& site, const UsedPasskey& used,
                              const std::optional<PersonId>& second_step_of) {
  auto passkey = world.store.passkey(site.id, used.credential);
  if (!passkey && passkey.error().code == Error::Code::not_found) return refuse_at("7.2", 7, "nobody here has it");
  if (passkey && second_step_of && passkey->person != *second_step_of)
    return refuse_at("7.2", 5, "not one of the passkeys that were asked for");
  return passkey;
}

// Counted against the person whose passkey was named, so that guessing is seen and told.
PasskeyRefusal counted(World& world, const Person& person, const Error& why) {
  const Done noted = commit_staff(world, person.site, store::NoteFailure{person.id});
  return {noted ? why : noted.error(), person, false};
}

}  // namespace

std::string user_handle(const World& world, const Person& person) {
  return bytes_of(
      keyed_hash(world.secret, "passkey owner\n" + number(person.site.value) + "\n" + number(person.id.value)));
}

std::string to_add_passkey(const Person& person, const Key128& session) {
  return "add passkey\n" + number(person.site.value) + "\n" + number(person.id.value) + "\n" + bytes_of(session);
}

std::string to_sign_in(const discussion::Site& site, const Key128& browser,
                       const std::optional<PersonId>& second_step_of) {
  return "sign in\n" + number(site.id.value) + "\n" + number(second_step_of ? second_step_of->value : 0) + "\n" +
         bytes_of(browser);
}

Result<AddedPasskey> add_passkey(World& world, Challenges& challenges, const Person& person,
                                 const AnsweredChallenge& asked, const webauthn::NewCredential& made,
                                 std::string_view name, const Key128& keep) {
  store::AddPasskey add;
  COMITY_TRY(add.passkey.name, discussion::checked_passkey_name(name));
  COMITY_CHECK(challenges.check(asked.challenge, asked.purpose, world.clock.now()));
  COMITY_TRY(webauthn::Registered registered,
             webauthn::check_registration(made, {asked.party, asked.challenge, false}));
  COMITY_CHECK(challenges.take(asked.challenge, asked.purpose, world.clock.now()));
  add.passkey.person = person.id;
  add.passkey.credential = std::move(registered.credential);
  add.passkey.public_key = std::move(registered.public_key);
  add.passkey.count = registered.count;
  add.passkey.created = world.clock.now();
  add.keep = keep;
  AddedPasskey added;
  if (!person.has_second_step()) {
    added.recovery_codes = new_recovery_codes(world);
    for (const std::string& code : added.recovery_codes) add.recovery.push_back(recovery_hash(world, person, code));
  }
  COMITY_CHECK(commit_staff(world, person.site, std::move(add)));  // conflict: step 22
  return added;
}

tl::expected<Person, PasskeyRefusal> use_passkey(World& world, Challenges& challenges, const discussion::Site& site,
                                                 const AnsweredChallenge& asked, const UsedPasskey& used,
                                                 const std::optional<PersonId>& second_step_of) {
  const auto refuse = [](PasskeyRefusal why) { return tl::unexpected<PasskeyRefusal>(std::move(why)); };
  const Time now = world.clock.now();
  if (Done ours = challenges.check(asked.challenge, asked.purpose, now); !ours) return refuse(refusal(ours.error()));
  const auto passkey = known_passkey(world, site, used, second_step_of);
  if (!passkey) return refuse(refusal(passkey.error()));
  auto person = world.store.person(site.id, passkey->person);
  if (!person) return refuse(refusal(person.error()));
  if (person->removed) return refuse(refusal({Error::Code::forbidden, "7.2 step 6: the person was removed"}));
  // A passkey that is found without a name must say whose it is; one that was asked for may.
  if (used.user_handle.empty() ? !second_step_of : used.user_handle != user_handle(world, *person))
    return refuse(counted(world, *person, {Error::Code::forbidden, "7.2 step 6: it says that it is somebody else's"}));
  const auto count =
      webauthn::check_assertion(used.assertion, {asked.party, asked.challenge, !second_step_of}, passkey->public_key);
  if (!count) return refuse(counted(world, *person, count.error()));
  if (Done taken = challenges.take(asked.challenge, asked.purpose, now); !taken)
    return refuse(counted(world, *person, taken.error()));
  const Done kept = commit_staff(world, site.id, store::UsePasskey{person->id, used.credential, *count});
  if (kept) return *std::move(person);
  if (kept.error().code != Error::Code::conflict) return refuse(refusal(kept.error()));
  const Done doubted =
      commit_staff(world, site.id, store::DoubtPasskey{person->id, used.credential}, store::NoteFailure{person->id});
  if (!doubted) return refuse(refusal(doubted.error()));
  return refuse({{Error::Code::forbidden, "7.2 step 21: the count went from " + number(passkey->count) + " to " +
                                              number(*count) + "; somebody may have a copy"},
                 *person,
                 true});
}

Done rename_passkey(World& world, const Person& person, std::string_view credential, std::string_view name) {
  COMITY_TRY(std::string checked, discussion::checked_passkey_name(name));
  return commit_staff(world, person.site, store::RenamePasskey{person.id, std::string(credential), std::move(checked)});
}

Done remove_passkey(World& world, const Person& person, std::string_view credential) {
  return commit_staff(world, person.site, store::RemovePasskey{person.id, std::string(credential)});
}

}  // namespace comity::actions
