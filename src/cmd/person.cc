// comity admin person: the people who work for a site.

#include <iostream>

#include "actions/manage_people.h"
#include "actions/sign_in.h"
#include "cmd/admin_commands.h"
#include "cmd/data_folder.h"
#include "cmd/read_secret.h"
#include "cmd/which_comment.h"

namespace comity::cmd {
namespace {

using discussion::Person;
using discussion::Role;

constexpr const char* about_roles = "reviewer, moderator, senior, editor, administrator: docs/operate/people.md";

// What every command of this file asks for.
struct Asked {
  std::string data, site, name;
  void declare(Arguments& args, bool named = true) {
    if (named) args.positional("NAME", name, "the sign-in name");
    args.option("--data", data, "DIR", "the server's data folder", Need::required);
    args.option("--site", site, "KEY", "the site", Need::required);
  }
};

struct Found {
  std::unique_ptr<DataFolder> folder;
  discussion::Site site;
  std::optional<Person> person;
  actions::World& world() const { return folder->world(); }
};

Result<Found> find(const Asked& asked, bool named = true) {
  Found found;
  COMITY_TRY(found.folder, DataFolder::open(asked.data, Missing::refuse));
  COMITY_TRY(found.site, found.world().store.site(asked.site));
  if (!named) return found;
  COMITY_TRY(const std::string name, discussion::checked_sign_in_name(asked.name));
  auto person = found.world().store.person_by_name(found.site.id, name);
  if (!person && person.error().code == Error::Code::not_found)
    return fail(Error::Code::not_found, "nobody is called '" + name + "' on '" + asked.site +
                                            "': comity admin person list --data DIR --site KEY");
  if (!person) return fail(person.error());
  if (person->removed)
    return fail(Error::Code::not_found, "'" + name + "' was removed on " + rfc3339(*person->removed));
  found.person = *std::move(person);
  return found;
}

Result<std::vector<Role>> roles_in(const std::vector<std::string>& words) {
  std::vector<Role> roles;
  for (const std::string& word : split_list(words)) {
    const auto role = discussion::role_from(word);
    if (!role) return fail(Error::Code::invalid, "'" + word + "' is no role; the roles are " + about_roles);
    roles.push_back(*role);
  }
  return roles;
}

std::string words_of(const Person& person) {
  std::string out;
  for (const Role role : person.roles) out += (out.empty() ? "" : ",") + std::string(discussion::name(role));
  return out;
}

Result<std::optional<discussion::Case>> case_in(actions::World& world, const std::string& named) {
  if (named.empty()) return std::optional<discussion::Case>();
  COMITY_TRY(const auto comment, which_comment(world, named));
  return std::optional(discussion::Case{comment.story, comment.id});
}

int print_link(const Found& found, const Person& person, const std::string& base) {
  const auto token = actions::invite(found.world(), person);
  if (!token) return complain(token.error());
  std::cout << base << actions::invitation_path(found.site, *token) << '\n';
  std::cerr << "The link sets " << person.name << "'s password, once, within "
            << std::chrono::hours(discussion::invitation_lasts).count()
            << " hours. Whoever has it can: send it safely.\n";
  return Exit::done;
}

int put_password(const Found& found, const Person& person, const std::string& typed) {
  actions::PasswordGate gate;
  const Done set = actions::set_password(found.world(), gate, found.site, person, {typed, {}, {}});
  return set ? Exit::done : complain(set.error());
}

int add(const Words& rest) {
  Asked asked;
  std::vector<std::string> roles;
  std::string desk, only, base;
  bool link = false;
  Arguments args(
      "comity admin person add", "Makes an account for somebody who works for the site.",
      "The password is asked for on the terminal, or read as one line of standard input; with --link nothing "
      "is asked, and a link is printed by which the person sets it. The first person of a site gets every "
      "role when none is named.\n\nRoles: " +
          std::string(about_roles));
  asked.declare(args);
  args.option("--role", roles, "ROLE", "what the person may do; may be given several times");
  args.option("--desk", desk, "WORDS", "how the public may read of the person's decisions: \"night desk\"");
  args.option("--case", only, "COMMENT", "the one comment that a reviewer sees");
  args.flag("--link", link, "print an invitation instead of asking for a password");
  args.option("--public-url", base, "URL", "what the link begins with");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto found = find(asked, false);
  if (!found) return complain(found.error());
  actions::World& world = found->world();
  actions::NewPerson wanted{asked.name, desk, {}, {}};
  const auto people = world.store.people(found->site.id);
  if (!people) return complain(people.error());
  auto named = roles_in(roles);
  if (!named) return complain(named.error());
  wanted.roles = *std::move(named);
  if (wanted.roles.empty() && people->empty())
    wanted.roles = {Role::moderator, Role::senior, Role::editor, Role::administrator};
  if (wanted.roles.empty()) {
    std::cerr << "comity: say what " << asked.name << " may do: --role moderator. The roles are " << about_roles
              << '\n';
    return Exit::usage;
  }
  auto reviewed = case_in(world, only);
  if (!reviewed) return complain(reviewed.error());
  wanted.only = *reviewed;
  if (!link) {
    // Asked before anything is written: a mistake leaves no account behind.
    const auto typed = read_new_password();
    if (!typed) return complain(typed.error());
    if (const auto good = discussion::new_password(*typed, wanted.name, found->site.key); !good)
      return complain(good.error());
    const auto person = actions::add_person(world, found->site, wanted);
    if (!person) return complain(person.error());
    if (const int failed = put_password(*found, *person, *typed); failed != Exit::done) return failed;
    std::cout << person->name << "  " << words_of(*person) << '\n';
    return Exit::done;
  }
  const auto person = actions::add_person(world, found->site, wanted);
  if (!person) return complain(person.error());
  return print_link(*found, *person, base);
}

int list(const Words& rest) {
  Asked asked;
  Arguments args("comity admin person list", "Lists who works for the site: name, roles, how they sign in.");
  asked.declare(args, false);
  if (const auto stop = args.parse(rest)) return *stop;
  const auto found = find(asked, false);
  if (!found) return complain(found.error());
  const auto people = found->world().store.people(found->site.id);
  if (!people) return complain(people.error());
  for (const Person& person : *people) {
    const auto sessions = found->world().store.sessions(found->site.id, person.id);
    if (!sessions) return complain(sessions.error());
    std::cout << person.name << '\t' << words_of(person) << '\t' << (person.desk.empty() ? "-" : person.desk) << '\t';
    if (person.removed) {
      std::cout << "removed " << rfc3339(*person.removed);
    } else if (!person.has_password) {
      std::cout << (person.invited_until ? "invited until " + rfc3339(*person.invited_until) : "no password");
    } else {
      std::cout << "password" << (person.has_totp ? ", code" : "");
      if (person.passkeys > 0)
        std::cout << ", " << person.passkeys << (person.passkeys == 1 ? " passkey" : " passkeys");
      std::cout << "; " << sessions->size() << " sessions";
    }
    std::cout << '\n';
  }
  if (people->empty()) std::cerr << "Nobody yet: comity admin person add NAME --data DIR --site KEY\n";
  return Exit::done;
}

int role(const Words& rest) {
  Asked asked;
  std::vector<std::string> roles;
  std::string only;
  Arguments args("comity admin person role", "Sets what a person may do, from the next request on.",
                 "Roles: " + std::string(about_roles));
  asked.declare(args);
  args.option("--role", roles, "ROLE", "may be given several times; the others are taken away", Need::required);
  args.option("--case", only, "COMMENT", "the one comment that a reviewer sees");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto found = find(asked);
  if (!found) return complain(found.error());
  const auto named = roles_in(roles);
  if (!named) return complain(named.error());
  const auto reviewed = case_in(found->world(), only);
  if (!reviewed) return complain(reviewed.error());
  const Done set = actions::set_roles(found->world(), found->site, *found->person, *named, *reviewed);
  if (!set) return complain(set.error());
  const auto now = found->world().store.person(found->site.id, found->person->id);
  if (!now) return complain(now.error());
  std::cout << now->name << "  " << words_of(*now) << '\n';
  return Exit::done;
}

int password(const Words& rest) {
  Asked asked;
  std::string base;
  bool link = false, no_code = false;
  Arguments args(
      "comity admin person password", "Sets a person's password and ends their sessions.",
      "It is asked for on the terminal, or read as one line of standard input; with --link the person sets "
      "it by a link. --no-code also takes the second step away, passkeys with it, from who lost telephone and "
      "recovery codes.");
  asked.declare(args);
  args.flag("--link", link, "print a link instead of asking for a password");
  args.flag("--no-code", no_code, "no second step and no passkeys any more");
  args.option("--public-url", base, "URL", "what the link begins with");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto found = find(asked);
  if (!found) return complain(found.error());
  if (no_code) {
    const Done taken = actions::commit_staff(found->world(), found->site.id, store::SetTotp{found->person->id, {}},
                                             store::RemovePasskey{found->person->id, {}});
    if (!taken) return complain(taken.error());
  }
  if (link) return print_link(*found, *found->person, base);
  const auto typed = read_new_password();
  if (!typed) return complain(typed.error());
  if (const int failed = put_password(*found, *found->person, *typed); failed != Exit::done) return failed;
  std::cout << found->person->name << "  has a new password; all sessions ended\n";
  return Exit::done;
}

int end_sessions(const Words& rest) {
  Asked asked;
  Arguments args("comity admin person end-sessions", "Signs a person out everywhere.");
  asked.declare(args);
  if (const auto stop = args.parse(rest)) return *stop;
  const auto found = find(asked);
  if (!found) return complain(found.error());
  const auto sessions = found->world().store.sessions(found->site.id, found->person->id);
  if (!sessions) return complain(sessions.error());
  const Done ended = actions::commit_staff(found->world(), found->site.id, store::EndSessions{found->person->id});
  if (!ended) return complain(ended.error());
  std::cout << found->person->name << "  " << sessions->size() << " sessions ended\n";
  return Exit::done;
}

int remove(const Words& rest) {
  Asked asked;
  Arguments args("comity admin person remove", "Ends an account. Decisions keep the name, so nobody else can get it.");
  asked.declare(args);
  if (const auto stop = args.parse(rest)) return *stop;
  const auto found = find(asked);
  if (!found) return complain(found.error());
  const Done removed = actions::remove_person(found->world(), found->site, *found->person);
  if (!removed) return complain(removed.error());
  std::cout << found->person->name << "  removed\n";
  return Exit::done;
}

}  // namespace

std::vector<Command> person_commands() {
  return {{"admin person add", "make an account for staff", add},
          {"admin person list", "list a site's staff", list},
          {"admin person role", "set what a person may do", role},
          {"admin person password", "set a person's password, or print a link for it", password},
          {"admin person end-sessions", "sign a person out everywhere", end_sessions},
          {"admin person remove", "end an account", remove}};
}

}  // namespace comity::cmd
