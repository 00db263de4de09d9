#include "store/checks_passkeys.h"

#include <algorithm>
#include <string_view>

#include "text/checked.h"

namespace comity::store {
namespace {

constexpr std::size_t max_name_code_points = 60;
constexpr std::size_t most_recovery_codes = 50;

tl::unexpected<Error> wrong(std::string_view write, std::string_view what) {
  return fail(Error::Code::invalid, std::string(write) + ": " + std::string(what));
}

Done check_credential(std::string_view write, const std::string& credential) {
  if (credential.empty() || credential.size() > discussion::max_credential_bytes)
    return wrong(write, "a credential has 1 to 1023 bytes");
  return {};
}

Done check_name(std::string_view write, const std::string& name) {
  if (name.empty() || name.find('\0') != std::string::npos || !text::is_well_formed(name) ||
      text::code_points(name) > max_name_code_points)
    return wrong(write, "a name has 1 to 60 characters");
  return {};
}

Done check_count(std::string_view write, std::int64_t count) {
  if (count < 0 || count > discussion::max_passkey_count) return wrong(write, "a count has 32 bits");
  return {};
}

}  // namespace

Done check(const AddPasskey& w) {
  const discussion::Passkey& p = w.passkey;
  COMITY_CHECK(check_credential("AddPasskey", p.credential));
  COMITY_CHECK(check_name("AddPasskey", p.name));
  COMITY_CHECK(check_count("AddPasskey", p.count));
  if (p.public_key.empty() || p.public_key.size() > discussion::max_public_key_bytes)
    return wrong("AddPasskey", "a public key has 1 to 1024 bytes");
  if (p.used || p.doubted) return wrong("AddPasskey", "a new one was never used");
  if (w.recovery.size() > most_recovery_codes) return wrong("AddPasskey", "more than 50 recovery codes");
  std::vector<Key128> codes = w.recovery;
  std::sort(codes.begin(), codes.end());
  if (std::adjacent_find(codes.begin(), codes.end()) != codes.end())
    return wrong("AddPasskey", "a recovery code twice");
  return {};
}

Done check(const RenamePasskey& w) {
  COMITY_CHECK(check_credential("RenamePasskey", w.credential));
  return check_name("RenamePasskey", w.name);
}

Done check(const UsePasskey& w) {
  COMITY_CHECK(check_credential("UsePasskey", w.credential));
  return check_count("UsePasskey", w.count);
}

Done check(const DoubtPasskey& w) { return check_credential("DoubtPasskey", w.credential); }

Done check(const RemovePasskey& w) { return w.credential ? check_credential("RemovePasskey", *w.credential) : Done(); }

}  // namespace comity::store
