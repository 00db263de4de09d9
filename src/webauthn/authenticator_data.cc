#include "webauthn/authenticator_data.h"

#include <algorithm>

#include "webauthn/cbor.h"

namespace comity::webauthn {
namespace {

// Section 6.1, table 1.
constexpr std::size_t flags_at = 32, count_at = 33, fixed_bytes = 37;
constexpr unsigned flag_up = 1U << 0, flag_uv = 1U << 2, flag_at = 1U << 6, flag_ed = 1U << 7;
constexpr std::size_t aaguid_bytes = 16;

tl::unexpected<Error> wrong(std::string_view what) {
  return fail(Error::Code::invalid, "authenticator data: " + std::string(what));
}

}  // namespace

Result<AuthenticatorData> read_authenticator_data(std::string_view bytes) {
  if (bytes.size() > max_cbor_bytes) return wrong("longer than 16 kB");
  if (bytes.size() < fixed_bytes) return wrong("shorter than 37 bytes");
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  AuthenticatorData out;
  for (std::size_t i = 0; i < flags_at; ++i) out.rp_id_hash.bytes[i] = byte(i);
  const unsigned flags = byte(flags_at);
  out.user_present = (flags & flag_up) != 0;
  out.user_verified = (flags & flag_uv) != 0;
  for (std::size_t i = count_at; i < fixed_bytes; ++i) out.count = out.count << 8 | byte(i);
  std::string_view rest = bytes.substr(fixed_bytes);
  if ((flags & flag_at) != 0) {
    if (rest.size() < aaguid_bytes + 2) return wrong("it ends before the credential's length");
    const std::size_t size = std::size_t{static_cast<std::uint8_t>(rest[aaguid_bytes])} << 8 |
                             static_cast<std::uint8_t>(rest[aaguid_bytes + 1]);
    rest.remove_prefix(aaguid_bytes + 2);
    if (size == 0 || size > max_credential_id_bytes) return wrong("a credential id has 1 to 1023 bytes");
    if (rest.size() < size) return wrong("it ends within the credential id");
    AuthenticatorData::Credential credential{std::string(rest.substr(0, size)), ""};
    rest.remove_prefix(size);
    COMITY_TRY(const FirstItem key, read_first(rest));
    credential.public_key = rest.substr(0, key.size);
    rest.remove_prefix(key.size);
    out.credential = std::move(credential);
  }
  if ((flags & flag_ed) != 0) {
    COMITY_TRY(const FirstItem extensions, read_first(rest));
    if (extensions.value.map() == nullptr) return wrong("its extensions are no map");
    rest.remove_prefix(extensions.size);
  }
  if (!rest.empty()) return wrong("something follows that no flag tells of");
  return out;
}

}  // namespace comity::webauthn
