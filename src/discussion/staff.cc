#include "discussion/staff.h"

#include <algorithm>
#include <array>
#include <set>

#include "text/characters.h"
#include "text/checked.h"
#include "text/letter_case.h"
#include "text/name.h"

namespace comity::discussion {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, role_count> role_names = {"reviewer", "moderator", "senior", "editor",
                                                                 "administrator"};
constexpr std::array<std::string_view, 7> way_names = {"",        "password",  "code", "recovery", "second_passkey",
                                                       "passkey", "invitation"};
constexpr std::size_t max_name_code_points = 40;
constexpr std::size_t max_desk_code_points = 60;
constexpr std::size_t min_different_characters = 5;

tl::unexpected<Error> wrong(std::string detail) { return fail(Error::Code::invalid, std::move(detail)); }

}  // namespace

std::string_view name(Role role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<Role> role_from(std::string_view name) {
  const auto found = std::find(role_names.begin(), role_names.end(), name);
  if (found == role_names.end()) return std::nullopt;
  return static_cast<Role>(found - role_names.begin());
}

std::string_view name(Way way) { return way_names[static_cast<std::size_t>(way)]; }

std::optional<Way> way_from(std::string_view name) {
  const auto found = std::find(way_names.begin(), way_names.end(), name);
  if (found == way_names.end()) return std::nullopt;
  return static_cast<Way>(found - way_names.begin());
}

bool Person::has(Role role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }

bool is_over(const StaffSession& session, Time now) {
  return now >= session.begun + session_longest || now >= session.seen + session_idle;
}

Result<std::string> checked_sign_in_name(std::string_view utf8) {
  COMITY_TRY(std::string name, text::checked_name(utf8));
  name = text::lower_case(name);
  if (text::code_points(name) > max_name_code_points) return wrong("a sign-in name has at most 40 characters");
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = text::next_code_point(name, at);
    const text::Kind kind = text::character(c).kind;
    const bool joins = c == '.' || c == '_' || c == '-' || c == '@';
    if (!joins && kind != text::Kind::letter && kind != text::Kind::digit && kind != text::Kind::mark)
      return wrong("a sign-in name is made of letters, digits, '.', '_', '-' and '@'");
  }
  if (name.front() == '-') return wrong("a sign-in name does not begin with '-'");
  return name;
}

Result<std::string> checked_desk(std::string_view utf8) {
  if (utf8.empty()) return std::string();
  COMITY_TRY(std::string desk, text::checked_name(utf8));
  if (text::code_points(desk) > max_desk_code_points) return wrong("a desk's name has at most 60 characters");
  return desk;
}

Result<std::vector<Role>> checked_roles(std::vector<Role> roles) {
  std::sort(roles.begin(), roles.end());
  roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
  if (roles.empty()) return wrong("a person has at least one role");
  if (roles.front() == Role::reviewer && roles.size() > 1) return wrong("a reviewer sees one case and is nothing else");
  return roles;
}

Result<std::string> password_bytes(std::string_view typed) {
  if (typed.empty()) return wrong("the password is empty");
  if (typed.size() > max_password_bytes) return wrong("a password has at most 1024 bytes");
  COMITY_TRY(const auto checked, text::checked(typed));
  std::string out;
  const std::string& nfc = checked.utf8();
  for (std::size_t at = 0; at < nfc.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(nfc, at);
    const text::Kind kind = text::character(c).kind;
    // RFC 8265 section 4.2.2, rule 2: "Any instances of non-ASCII space MUST be mapped to SPACE (U+0020)".
    if (kind == text::Kind::space && c != '\t') {
      out += ' ';
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || kind == text::Kind::line_end) {
      return wrong("a password has no control characters");
    } else if (kind == text::Kind::unassigned) {
      return wrong("a password has no characters that Unicode does not know");
    } else {
      out.append(nfc, begin, at - begin);
    }
  }
  return out;
}

Result<std::string> new_password(std::string_view typed, std::string_view sign_in_name, std::string_view site_key) {
  COMITY_TRY(std::string bytes, password_bytes(typed));
  if (text::code_points(bytes) < min_password_code_points)
    return wrong("a password has at least 10 characters; four or five words of a sentence do well");
  std::set<char32_t> different;
  for (std::size_t at = 0; at < bytes.size();) different.insert(text::next_code_point(bytes, at));
  if (different.size() < min_different_characters) return wrong("a password has at least 5 different characters");
  const std::string lower = text::lower_case(bytes);
  if (lower == sign_in_name || lower == site_key) return wrong("the password is the sign-in name or the site's key");
  return bytes;
}

}  // namespace comity::discussion
