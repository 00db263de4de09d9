#include "webauthn/ceremony.h"

#include "base/base64.h"
#include "base/crypto.h"
#include "base/json.h"
#include "webauthn/authenticator_data.h"
#include "webauthn/cbor.h"
#include "webauthn/cose_key.h"

namespace comity::webauthn {
namespace {

// The steps that both ceremonies have, by their numbers in each.
struct Steps {
  std::string_view section, type;
  int json, type_step, challenge, origin, authenticator_data, rp_id, present, verified;
};
constexpr Steps registering{"7.1", "webauthn.create", 6, 7, 8, 9, 12, 13, 14, 15};
constexpr Steps asserting{"7.2", "webauthn.get", 10, 11, 12, 13, 8, 15, 16, 17};

Done check_client_data(const Steps& steps, std::string_view bytes, const Expected& expected) {
  constexpr std::size_t depth = 4;  // a browser may add members of its own (section 5.8.1)
  if (bytes.size() > max_client_data_bytes) return refuse_at(steps.section, steps.json, "longer than 4 kB");
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);  // "UTF-8 decode", step 5 or 9
  const auto data = json::parse(bytes, {depth});
  if (!data || data->object() == nullptr)
    return refuse_at(steps.section, steps.json, "the client data is no JSON object");
  const auto text = [&](std::string_view key) {
    const json::Value* const found = data->find(key);
    return found != nullptr && found->string() != nullptr ? std::string_view(*found->string()) : std::string_view();
  };
  if (text("type") != steps.type)
    return refuse_at(steps.section, steps.type_step, "the type is not " + std::string(steps.type));
  if (text("challenge") != to_base64url(expected.challenge))
    return refuse_at(steps.section, steps.challenge, "another challenge");
  if (text("origin") != expected.party.origin)
    return refuse_at(steps.section, steps.origin, "the origin is not " + expected.party.origin);
  // Level 3 makes this a step of its own, behind the origin's.
  const json::Value* const cross = data->find("crossOrigin");
  if (cross != nullptr && !(cross->boolean() != nullptr && !*cross->boolean()))
    return refuse_at(steps.section, steps.origin, "the page stood in a frame of another origin");
  return {};
}

Result<AuthenticatorData> check_authenticator(const Steps& steps, std::string_view bytes, const Expected& expected) {
  auto data = read_authenticator_data(bytes);
  if (!data) return refuse_at(steps.section, steps.authenticator_data, data.error().detail);
  if (data->rp_id_hash != sha256(expected.party.id))
    return refuse_at(steps.section, steps.rp_id, "made for another site than " + expected.party.id);
  if (!data->user_present) return refuse_at(steps.section, steps.present, "nobody was present");
  if (expected.user_verified && !data->user_verified)
    return refuse_at(steps.section, steps.verified, "the person was not verified");
  return data;
}

}  // namespace

tl::unexpected<Error> refuse_at(std::string_view section, int step, std::string_view why) {
  return fail(Error::Code::forbidden, std::string(section) + " step " + std::to_string(step) + ": " + std::string(why));
}

Result<Registered> check_registration(const NewCredential& made, const Expected& expected) {
  COMITY_CHECK(check_client_data(registering, made.client_data, expected));
  if (made.attestation.size() > max_attestation_bytes) return refuse_at("7.1", 12, "longer than 16 kB");
  const auto object = read_cbor(made.attestation);
  if (!object) return refuse_at("7.1", 12, object.error().detail);
  const Cbor* const format = object->find("fmt");
  const Cbor* const statement = object->find("attStmt");
  const Cbor* const bytes = object->find("authData");
  if (format == nullptr || format->text() == nullptr || statement == nullptr || statement->map() == nullptr ||
      bytes == nullptr || bytes->bytes() == nullptr)
    return refuse_at("7.1", 12, "the attestation object lacks fmt, attStmt or authData");
  COMITY_TRY(const AuthenticatorData data, check_authenticator(registering, *bytes->bytes(), expected));
  if (!data.credential) return refuse_at("7.1", 12, "there is no credential in it");
  const auto key = read_cose_key(data.credential->public_key);
  if (!key) return refuse_at("7.1", 16, key.error().detail);
  // Section 8.7.
  if (*format->text() == "none" && !statement->map()->empty())
    return refuse_at("7.1", 19, "an attestation of the format none is empty");
  return Registered{data.credential->id, data.credential->public_key, data.count};
}

Result<std::uint32_t> check_assertion(const Assertion& assertion, const Expected& expected,
                                      std::string_view public_key) {
  if (assertion.signature.size() > max_signature_bytes) return refuse_at("7.2", 8, "a signature longer than 1 kB");
  COMITY_CHECK(check_client_data(asserting, assertion.client_data, expected));
  COMITY_TRY(const AuthenticatorData data, check_authenticator(asserting, assertion.authenticator_data, expected));
  const auto key = read_cose_key(public_key);
  if (!key) return refuse_at("7.2", 7, key.error().detail);
  // Step 19: a hash over the client data as it came. Step 20: over both, one behind the other.
  const Hash256 hash = sha256(assertion.client_data);
  const std::string message =
      assertion.authenticator_data + std::string(reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size());
  if (!is_signed(*key, message, assertion.signature))
    return refuse_at("7.2", 20, "the signature is not this passkey's over these bytes");
  return data.count;
}

}  // namespace comity::webauthn
