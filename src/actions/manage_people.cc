#include "actions/manage_people.h"

#include <algorithm>

#include "actions/sign_in.h"
#include "text/name.h"

namespace comity::actions {
namespace {

using discussion::Person;
using discussion::Role;

Key128 invitation_hash(const World& world, SiteId site, const Key128& token) {
  std::string bytes = "staff invitation\n" + std::to_string(site.value) + "\n";
  bytes.append(reinterpret_cast<const char*>(token.bytes.data()), token.bytes.size());
  return keyed_hash(world.secret, bytes);
}

// Whether somebody but `person` can still give roles.
Result<bool> is_last_administrator(World& world, const discussion::Site& site, const Person& person) {
  if (!person.has(Role::administrator)) return false;
  COMITY_TRY(const auto people, world.store.people(site.id));
  return std::none_of(people.begin(), people.end(), [&](const Person& other) {
    return other.id != person.id && !other.removed && other.has_password && other.has(Role::administrator);
  });
}

Done refuse_last(World& world, const discussion::Site& site, const Person& person) {
  COMITY_TRY(const bool last, is_last_administrator(world, site, person));
  if (last)
    return fail(Error::Code::forbidden, person.name + " is the last administrator of '" + site.key +
                                            "' who can sign in: make another one first");
  return {};
}

}  // namespace

Result<Person> add_person(World& world, const discussion::Site& site, const NewPerson& wanted) {
  Person person;
  COMITY_TRY(person.name, discussion::checked_sign_in_name(wanted.name));
  COMITY_TRY(person.desk, discussion::checked_desk(wanted.desk));
  COMITY_TRY(person.roles, discussion::checked_roles(wanted.roles));
  COMITY_TRY(const auto people, world.store.people(site.id));
  const std::string skeleton = text::name_skeleton(person.name);
  for (const Person& other : people) {
    if (text::name_skeleton(other.name) == skeleton)
      return fail(Error::Code::conflict, "'" + person.name + "' is or looks like '" + other.name + "', who " +
                                             (other.removed ? "was removed; decisions keep the name" : "is there"));
  }
  person.id = {world.random.below(std::int64_t{1} << 62)};
  person.only = wanted.only;
  person.created = world.clock.now();
  COMITY_CHECK(commit_staff(world, site.id, store::AddPerson{person}));
  return world.store.person(site.id, person.id);
}

Result<Key128> invite(World& world, const Person& person) {
  const Key128 token = world.random.key128();
  COMITY_CHECK(commit_staff(world, person.site,
                            store::Invite{person.id, invitation_hash(world, person.site, token),
                                          world.clock.now() + discussion::invitation_lasts}));
  return token;
}

Result<Person> invited_person(World& world, const discussion::Site& site, const Key128& token) {
  COMITY_TRY(auto person, world.store.person_by_invitation(site.id, invitation_hash(world, site.id, token)));
  if (!person.invited_until || *person.invited_until <= world.clock.now())
    return fail(Error::Code::not_found, "the invitation is over");
  return person;
}

std::string invitation_path(const discussion::Site& site, const Key128& token) {
  return "/invitation/" + site.key + "/" + to_base64url(token);
}

Done set_password(World& world, PasswordGate& gate, const discussion::Site& site, const Person& person,
                  const NewPassword& wanted) {
  COMITY_TRY(const std::string bytes, discussion::new_password(wanted.typed, person.name, site.key));
  store::SetPassword set{person.id, {}, {}, wanted.keep};
  COMITY_TRY(set.password, gate.hash(bytes));
  if (wanted.by_invitation) set.by_invitation = invitation_hash(world, site.id, *wanted.by_invitation);
  return commit_staff(world, site.id, std::move(set));
}

Done set_roles(World& world, const discussion::Site& site, const Person& person, std::vector<Role> roles,
               const std::optional<discussion::Case>& only) {
  COMITY_TRY(roles, discussion::checked_roles(std::move(roles)));
  if (std::find(roles.begin(), roles.end(), Role::administrator) == roles.end())
    COMITY_CHECK(refuse_last(world, site, person));
  return commit_staff(world, site.id, store::SetPerson{person.id, {}, std::move(roles), only});
}

Done remove_person(World& world, const discussion::Site& site, const Person& person) {
  COMITY_CHECK(refuse_last(world, site, person));
  COMITY_TRY(const auto contacts, world.store.contacts_of(site.id, discussion::owner(person.id)));
  store::Change change{world.random.key128(), site.id, world.clock.now(), {store::RemovePerson{person.id}}};
  for (const discussion::Contact& contact : contacts) change.writes.emplace_back(store::RemoveContact{contact.id});
  return world.store.commit(change).map([](const auto&) {});
}

}  // namespace comity::actions
