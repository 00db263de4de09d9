#include "http/permissions.h"

#include <algorithm>

namespace comity::http {

const std::vector<PermissionRow>& permission_table() {
  constexpr bool o = true, _ = false;
  static const std::vector<PermissionRow> table = {
      //                                                        reviewer, moderator, senior, editor, administrator
      {Permission::public_, "public", {o, o, o, o, o}},
      {Permission::own_account, "own_account", {o, o, o, o, o}},
      {Permission::own_case, "own_case", {o, o, o, o, o}},
      {Permission::read_queue, "read_queue", {_, o, o, o, o}},
      {Permission::decide, "decide", {_, o, o, _, _}},
      {Permission::decide_appeal, "decide_appeal", {_, _, o, _, _}},
      {Permission::block_for_good, "block_for_good", {_, _, o, _, _}},
      {Permission::record_orders, "record_orders", {_, _, o, _, o}},
      {Permission::open_sealed, "open_sealed", {_, _, o, _, _}},
      {Permission::see_loads, "see_loads", {_, _, o, _, _}},
      {Permission::edit_policy, "edit_policy", {_, _, _, o, _}},
      {Permission::manage_people, "manage_people", {_, _, _, _, o}},
      {Permission::manage_stories, "manage_stories", {_, _, o, o, o}},
      {Permission::manage_site, "manage_site", {_, _, _, _, o}},
  };
  return table;
}

std::string_view name(Permission permission) { return permission_table()[static_cast<std::size_t>(permission)].name; }

bool may(const discussion::Person& person, Permission permission) {
  if (permission == Permission::public_) return true;
  if (person.removed) return false;
  const auto& roles = permission_table()[static_cast<std::size_t>(permission)].roles;
  return std::any_of(person.roles.begin(), person.roles.end(),
                     [&](discussion::Role role) { return roles[static_cast<std::size_t>(role)]; });
}

bool may_see(const discussion::Person& person, StoryId story, CommentId comment) {
  if (may(person, Permission::read_queue)) return true;
  return may(person, Permission::own_case) && person.only == discussion::Case{story, comment};
}

}  // namespace comity::http
