#include "webauthn/ceremony.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/base64.h"
#include "base/json.h"

using namespace comity;
using namespace comity::webauthn;

namespace {

// tests/webauthn/vectors.json: made by make_vectors.py beside it, with others' code.
const json::Value& vectors() {
  static const json::Value all = [] {
    std::ifstream in("tests/webauthn/vectors.json", std::ios::binary);
    REQUIRE_MESSAGE(in, "tests/webauthn/vectors.json is missing");
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return json::parse(bytes.str()).value();
  }();
  return all;
}

std::string text(const json::Value& in, std::string_view key) { return *in.find(key)->string(); }
std::string bytes(const json::Value& in, std::string_view key) { return from_base64url(text(in, key)).value(); }

Expected expected_of(const json::Value& one) {
  return {{text(vectors(), "id"), text(vectors(), "origin")},
          bytes(vectors(), "challenge"),
          *one.find("user_verified")->boolean()};
}

// "" when all is well, else the step of the refusal: "7.1 step 9".
std::string outcome(const json::Value& one, const Expected& expected) {
  Error error;
  if (text(one, "ceremony") == "create") {
    const auto made = check_registration({bytes(one, "client_data"), bytes(one, "attestation")}, expected);
    if (made) {
      CHECK(made->count == *one.find("count")->integer());
      CHECK(made->credential == bytes(vectors(), "credential"));
      return "";
    }
    error = made.error();
  } else {
    const auto count =
        check_assertion({bytes(one, "client_data"), bytes(one, "authenticator_data"), bytes(one, "signature")},
                        expected, bytes(one, "public_key"));
    if (count) {
      CHECK(*count == *one.find("count")->integer());
      return "";
    }
    error = count.error();
  }
  CHECK(error.code == Error::Code::forbidden);
  return error.detail.substr(0, error.detail.find(':'));
}

}  // namespace

TEST_CASE("what others' code made is taken, and each thing that is wrong with it is refused at its step") {
  std::set<std::string> steps;
  std::size_t taken = 0;
  for (const json::Value& one : *vectors().find("cases")->array()) {
    INFO(text(one, "ceremony"), ": ", text(one, "name"));
    const std::string got = outcome(one, expected_of(one));
    CHECK(got == text(one, "refused"));
    steps.insert(got);
    taken += got.empty() ? 1 : 0;
  }
  CHECK(taken >= 14);
  // Every step that can be checked without looking at what is stored.
  for (const char* step :
       {"7.1 step 6",  "7.1 step 7",  "7.1 step 8",  "7.1 step 9",  "7.1 step 12", "7.1 step 13", "7.1 step 14",
        "7.1 step 15", "7.1 step 16", "7.1 step 19", "7.2 step 7",  "7.2 step 8",  "7.2 step 10", "7.2 step 11",
        "7.2 step 12", "7.2 step 13", "7.2 step 15", "7.2 step 16", "7.2 step 17", "7.2 step 20"})
    CHECK_MESSAGE(steps.contains(step), step);
}

TEST_CASE("what is good for one site, challenge or origin is good for no other") {
  for (const json::Value& one : *vectors().find("cases")->array()) {
    if (!text(one, "refused").empty()) continue;
    const bool makes = text(one, "ceremony") == "create";
    Expected other = expected_of(one);
    other.challenge[0] = static_cast<char>(other.challenge[0] ^ 1);
    CHECK(outcome(one, other) == (makes ? "7.1 step 8" : "7.2 step 12"));
    other = expected_of(one);
    other.party.origin += ":444";
    CHECK(outcome(one, other) == (makes ? "7.1 step 9" : "7.2 step 13"));
    other = expected_of(one);
    other.party.id = "example.org";
    CHECK(outcome(one, other) == (makes ? "7.1 step 13" : "7.2 step 15"));
  }
}

TEST_CASE("no byte of what was signed, or of the signature, can be changed") {
  for (const json::Value& one : *vectors().find("cases")->array()) {
    if (!text(one, "refused").empty() || text(one, "ceremony") != "get") continue;
    const Expected expected = expected_of(one);
    const Assertion good{bytes(one, "client_data"), bytes(one, "authenticator_data"), bytes(one, "signature")};
    const std::string key = bytes(one, "public_key");
    REQUIRE(check_assertion(good, expected, key));
    for (std::string Assertion::* part :
         {&Assertion::client_data, &Assertion::authenticator_data, &Assertion::signature}) {
      for (std::size_t i = 0; i < (good.*part).size(); i += 5) {
        Assertion bad = good;
        (bad.*part)[i] = static_cast<char>((bad.*part)[i] ^ 0x10);
        INFO(text(one, "name"), ", byte ", i);
        CHECK_FALSE(check_assertion(bad, expected, key));
      }
    }
  }
}

TEST_CASE("anything at all is refused, not crashed on") {
  const Expected expected{{"talk.example.org", "https://talk.example.org"}, "challenge", true};
  CHECK(rc::check([&](const std::string& a, const std::string& b, const std::string& c, const std::string& d) {
    RC_ASSERT_FALSE(check_registration({a, b}, expected).has_value());
    RC_ASSERT_FALSE(check_assertion({a, b, c}, expected, d).has_value());
  }));
}

TEST_CASE("an attestation cut anywhere, or with any byte exchanged, is read to its end or refused") {
  const json::Value& one = vectors().find("cases")->array()->front();
  const std::string data = bytes(one, "client_data"), whole = bytes(one, "attestation");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    CHECK_FALSE(check_registration({data, whole.substr(0, i)}, expected_of(one)));
    for (const int with : {0x00, 0x1b, 0x5b, 0x7f, 0x9f, 0xbb, 0xd8, 0xfb, 0xff}) {
      std::string other = whole;
      other[i] = static_cast<char>(with);
      const auto read = check_registration({data, other}, expected_of(one));
      if (read) CHECK(read->credential.size() <= 1023);
    }
  }
}
