#include "webauthn/signature.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>

namespace comity::webauthn {
namespace {

template <auto Free>
struct By {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, By<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, By<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, By<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, By<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, By<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, By<OSSL_PARAM_free>>;

const unsigned char* data_of(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

// What went wrong stays in OpenSSL's queue of this thread; nobody else may find it there.
struct NoErrorsLeft {
  ~NoErrorsLeft() { ERR_clear_error(); }
};

Key key_from(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* made = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
  if (EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) return nullptr;
  return Key(made);
}

Number number(std::string_view bytes) {
  return Number(BN_bin2bn(data_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

Key p256(const CoseKey& key) {
  const std::string point = "\x04" + key.x + key.y;  // SEC 1 section 2.3.3, uncompressed
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder || OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
    return nullptr;
  return key_from("EC", builder.get());
}

Key rsa(const CoseKey& key) {
  constexpr int least_bits = 2048;
  const Number n = number(key.n), e = number(key.e);
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!n || !e || !builder || BN_num_bits(n.get()) < least_bits || BN_is_odd(n.get()) != 1 || BN_is_odd(e.get()) != 1 ||
      BN_is_one(e.get()) == 1)
    return nullptr;
  if (OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return nullptr;
  return key_from("RSA", builder.get());
}

Key key_of(const CoseKey& key) {
  switch (key.algorithm) {
    case Algorithm::es256:
      return p256(key);
    case Algorithm::rs256:
      return rsa(key);
    case Algorithm::eddsa:
      break;
  }
  return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data_of(key.x), key.x.size()));
}

}  // namespace

bool is_usable(const CoseKey& key) {
  const NoErrorsLeft quiet;
  const Key made = key_of(key);
  if (!made) return false;
  if (key.algorithm != Algorithm::es256) return true;
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, made.get(), nullptr));
  return context && EVP_PKEY_public_check(context.get()) == 1;
}

bool is_signed(const CoseKey& key, std::string_view message, std::string_view signature) {
  const NoErrorsLeft quiet;
  const Key made = key_of(key);
  const Digest digest(EVP_MD_CTX_new());
  if (!made || !digest) return false;
  const EVP_MD* const hash = key.algorithm == Algorithm::eddsa ? nullptr : EVP_sha256();  // Ed25519 hashes by itself
  return EVP_DigestVerifyInit(digest.get(), nullptr, hash, nullptr, made.get()) == 1 &&
         EVP_DigestVerify(digest.get(), data_of(signature), signature.size(), data_of(message), message.size()) == 1;
}

}  // namespace comity::webauthn
