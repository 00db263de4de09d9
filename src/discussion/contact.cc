#include "discussion/contact.h"

#include <algorithm>
#include <array>

#include "discussion/host_name.h"

namespace comity::discussion {
namespace {

constexpr std::array<std::string_view, 3> owner_names = {"author", "report", "staff"};  // in the enum's order
constexpr std::size_t max_local_bytes = 64;

// RFC 5322 section 3.2.3, atext.
bool is_atom_text(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_dot_string(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos)
    return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || is_atom_text(c); });
}

bool is_host(std::string_view host) {
  if (host.find('.') == std::string_view::npos || host.front() == '.' || host.front() == '[') return false;
  const auto is_of_a_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  // A number at the end would be an address of a machine, not a name (RFC 3696 section 2).
  const std::string_view last = host.substr(host.rfind('.') + 1);
  const bool is_number = std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
  return !is_number && std::all_of(host.begin(), host.end(), is_of_a_name);
}

}  // namespace

std::string_view name(OwnerKind kind) { return owner_names[static_cast<std::size_t>(kind)]; }

std::optional<OwnerKind> owner_kind_from(std::string_view name) {
  for (std::size_t i = 0; i < owner_names.size(); ++i)
    if (owner_names[i] == name) return static_cast<OwnerKind>(i);
  return std::nullopt;
}

Result<std::string> checked_address(std::string_view typed) {
  while (!typed.empty() && (typed.front() == ' ' || typed.front() == '\t')) typed.remove_prefix(1);
  while (!typed.empty() && (typed.back() == ' ' || typed.back() == '\t')) typed.remove_suffix(1);
  const std::size_t at = typed.rfind('@');
  if (at == std::string_view::npos) return fail(Error::Code::invalid, "an address has an @");
  const std::string_view local = typed.substr(0, at);
  if (local.size() > max_local_bytes || !is_dot_string(local))
    return fail(Error::Code::invalid, "what stands before the @ is not one");
  const auto host = typed.size() > 4 * max_address_bytes ? std::nullopt : ascii_host(typed.substr(at + 1));
  if (!host || !is_host(*host)) return fail(Error::Code::invalid, "what stands after the @ is no host's name");
  std::string address = std::string(local) + "@" + *host;
  if (address.size() > max_address_bytes) return fail(Error::Code::invalid, "an address has at most 254 letters");
  return address;
}

}  // namespace comity::discussion
