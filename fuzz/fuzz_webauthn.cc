// Any bytes as what a passkey answers: refused at a step of the specification, or - where the signature is not looked
// at - a credential within its limits. The first byte says which part they stand for.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "webauthn/authenticator_data.h"
#include "webauthn/cbor.h"
#include "webauthn/ceremony.h"
#include "webauthn/cose_key.h"

namespace {

void expect(bool truth) {
  if (!truth) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity::webauthn;
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  // The client data that an attestation needs to be looked at.
  static const Expected expected{{"talk.example.org", "https://talk.example.org"}, "a challenge of 16", false};
  static const std::string made =
      R"({"type":"webauthn.create","challenge":"YSBjaGFsbGVuZ2Ugb2YgMTY","origin":"https://talk.example.org"})";
  static const std::string used =
      R"({"type":"webauthn.get","challenge":"YSBjaGFsbGVuZ2Ugb2YgMTY","origin":"https://talk.example.org"})";
  switch (data[0] % 6) {
    case 0:
      if (const auto first = read_first(bytes)) expect(first->size > 0 && first->size <= bytes.size());
      break;
    case 1:
      if (const auto read = read_authenticator_data(bytes))
        expect(bytes.size() >= 37 && (!read->credential || read->credential->id.size() <= max_credential_id_bytes));
      break;
    case 2:
      if (const auto key = read_cose_key(bytes)) expect(!is_signed(*key, "nobody signed this", "no signature"));
      break;
    case 3:
      if (const auto registered = check_registration({made, bytes}, expected))
        expect(!registered->credential.empty() && !registered->public_key.empty());
      break;
    case 4:
      check_registration({bytes, ""}, expected);
      break;
    default:
      expect(!check_assertion({used, bytes, bytes}, expected, bytes));
      break;
  }
  return 0;
}
