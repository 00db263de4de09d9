#include "base/signing.h"

#include <doctest.h>

#include <string>

using namespace comity;

namespace {

// RFC 8032 section 7.1, TEST 1 (no message) and TEST 2 (one byte).
struct Vector {
  const char* seed;
  const char* key;
  std::string message;
  const char* signature;
};
const Vector vectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe246"
     "55"
     "141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "\x72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb"
     "00d"
     "291612bb0c00"},
};

}  // namespace

TEST_CASE("signatures are those of RFC 8032, and hold for this message and this key only") {
  for (const Vector& vector : vectors) {
    const SigningKey key(hash256_from_hex(vector.seed).value());
    CHECK(to_hex(key.public_key()) == vector.key);
    Signature64 signature = key.sign(vector.message);
    CHECK(to_hex(signature.data(), signature.size()) == vector.signature);
    CHECK(is_signed(key.public_key(), vector.message, signature));
    CHECK_FALSE(is_signed(key.public_key(), vector.message + " ", signature));
    CHECK_FALSE(is_signed(SigningKey(Hash256{}).public_key(), vector.message, signature));
    signature[40] ^= 1;
    CHECK_FALSE(is_signed(key.public_key(), vector.message, signature));
  }
}
