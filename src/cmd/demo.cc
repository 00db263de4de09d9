// comity demo: the demonstration paper, written into a data folder.

#include <iostream>

#include "actions/make_demo.h"
#include "actions/manage_people.h"
#include "cmd/admin_commands.h"
#include "cmd/data_folder.h"
#include "cmd/printable.h"
#include "discussion/story_address.h"

namespace comity::cmd {
namespace {

// An administrator and two moderators with one password, new each time: ./dev run prints it. Never part of a
// demonstration that is served to others unasked.
Done add_staff(actions::World& world, const discussion::Site& site) {
  using discussion::Role;
  const std::string password = to_base64url(world.random.key128()).substr(0, 16);
  actions::PasswordGate gate;
  const actions::NewPerson wanted[] = {
      {"olga", "", {Role::moderator, Role::senior, Role::editor, Role::administrator}, {}},
      {"anna", "day desk", {Role::moderator}, {}},
      {"boris", "night desk", {Role::moderator, Role::senior}, {}},
  };
  for (const actions::NewPerson& one : wanted) {
    auto person = world.store.person_by_name(site.id, one.name);
    if (!person) person = actions::add_person(world, site, one);
    if (!person) return fail(person.error());
    if (person->removed) continue;
    COMITY_CHECK(actions::set_password(world, gate, site, *person, {password, {}, {}}));
    std::cout << "sign-in  " << one.name << "  " << password << '\n';
  }
  return {};
}

int demo(const Words& rest) {
  std::string data;
  actions::MakeDemo request;
  Arguments args("comity demo", "Fills a data folder with an invented newspaper and its discussions.",
                 "Made again it adds nothing. `comity serve --data DIR` then shows it.");
  args.option("--data", data, "DIR", "the data folder; made when it is missing", Need::required);
  args.option("--origin", request.origin, "URL", "where `comity serve` will be reached (http://localhost:8080)");
  bool staff = false;
  args.flag("--staff", staff, "also make people who can sign in, with a new random password that is printed");
  if (const auto stop = args.parse(rest)) return *stop;
  const auto origin = discussion::checked_origin(request.origin);
  if (!origin) {
    std::cerr << "comity: --origin: " << origin.error().detail << '\n';
    return Exit::usage;
  }
  request.origin = *origin;
  const auto folder = DataFolder::open(data, Missing::create);
  if (!folder) return complain(folder.error());
  const auto made = actions::make_demo((*folder)->world(), request);
  if (!made) return complain(made.error());
  for (const discussion::Story& story : made->stories) {
    std::cout << made->site.key << '/' << short_id(story.id) << "  " << story.published << " comments  "
              << one_line(story.title, 80) << '\n';
  }
  if (staff) {
    if (const Done added = add_staff((*folder)->world(), made->site); !added) return complain(added.error());
  }
  if (made->comments_added == 0) {
    std::cerr << one_line(made->site.name, 80) << " was there already; nothing was added.\n";
  } else {
    std::cerr << one_line(made->site.name, 80) << ": " << made->comments_added << " comments were added.\n";
  }
  return Exit::done;
}

}  // namespace

std::vector<Command> demo_commands() { return {{"demo", "fill a data folder with an invented newspaper", demo}}; }

}  // namespace comity::cmd
