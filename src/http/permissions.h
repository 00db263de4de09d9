// Who may do what: the one table of it. A route names its permission when it is added (http/staff.h); the routes that
// ask for nothing stand in permissions_test.cc, which tries every route with every role.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "discussion/staff.h"

namespace comity::http {

enum class Permission : std::uint8_t {
  public_,         // everybody, without signing in
  own_account,     // one's own password, second step and sessions
  own_case,        // to see one case and decide its appeal: a reviewer's. See may_see
  read_queue,      // the console: queues, cases, authors' standing, statistics
  decide,          // publish, return, refuse, remove; reports; blocks for a time
  decide_appeal,   // appeals that somebody else's decision brought
  block_for_good,  // permanent blocks, and lifting them
  record_orders,   // orders of authorities, and what they make us take down
  open_sealed,     // what is kept for authorities alone, and to let it go
  see_loads,       // how much each person decided
  edit_policy,     // drafts, trials and publishing
  manage_people,   // accounts, roles, invitations
  manage_stories,  // opening and closing discussions, their titles and addresses
  manage_site,     // the site's settings
};

struct PermissionRow {
  Permission permission;
  std::string_view name;
  std::array<bool, discussion::role_count> roles;  // reviewer, moderator, senior, editor, administrator
};
// In the order of the enum.
const std::vector<PermissionRow>& permission_table();
std::string_view name(Permission permission);

// By any of the person's roles. A removed person may nothing.
bool may(const discussion::Person& person, Permission permission);

// Whether the person may see this comment's case: whoever reads the queue, and the reviewer whose case it is.
bool may_see(const discussion::Person& person, StoryId story, CommentId comment);

struct StaffRoute {
  std::string_view method, pattern;  // literals
  Permission permission;
};

}  // namespace comity::http
