#include "ledger/note.h"

#include <doctest.h>
#include <rapidcheck.h>

#include "base/base64.h"

using namespace comity;
using namespace comity::ledger;

namespace {

Hash256 seed(std::uint8_t n) {
  Hash256 s;
  s.bytes.fill(n);
  return s;
}

// The example in the documentation of Go's package note, by its author's key.
const std::string known_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string known_note =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

Note note_by(const SigningKey& key, const std::string& text = "The text.\n") {
  return {text, {signed_by(text, "herald.example/ledger", key)}};
}

}  // namespace

TEST_CASE("a note that another program signed is read and believed") {
  const auto key = read_vkey(known_key);
  REQUIRE(key);
  CHECK(key->name == "PeterNeumann");
  CHECK(key->vkey() == known_key);
  const auto note = read_note(known_note);
  REQUIRE(note);
  CHECK(note->text.ends_with("what your problem is.\n"));
  CHECK(has_signed(*key, *note));
  CHECK(write_note(*note) == known_note);
}

TEST_CASE("base64 is read in one spelling only") {
  CHECK(to_base64("") == "");
  CHECK(to_base64("f") == "Zg==");
  CHECK(to_base64("foobar") == "Zm9vYmFy");
  CHECK(from_base64("Zg==") == "f");
  for (const char* bad : {"Zg", "Zg=", "Zh==", "Z===", "====", "Zm9v\n", "Zm-v", "Zg==Zg=="})
    CHECK_FALSE(from_base64(bad));
  CHECK(rc::check([](const std::string& bytes) { RC_ASSERT(from_base64(to_base64(bytes)) == bytes); }));
}

TEST_CASE("what was signed is believed; whatever is changed is not") {
  const SigningKey key(seed(1));
  const NoteKey known{"herald.example/ledger", key.public_key()};
  CHECK(has_signed(known, note_by(key)));
  CHECK(read_note(write_note(note_by(key))) == note_by(key));
  CHECK_FALSE(has_signed(known, note_by(SigningKey(seed(2)))));
  CHECK_FALSE(has_signed({"other.example/ledger", key.public_key()}, note_by(key)));

  CHECK(rc::check([&] {
    std::string bytes = write_note(note_by(key, "A text\nof lines.\n"));
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    const auto flip = static_cast<char>(1 << *rc::gen::inRange(0, 7));
    bytes[at] = static_cast<char>(bytes[at] ^ flip);
    const auto changed = read_note(bytes);
    const bool believed = changed && has_signed(known, *changed);
    RC_ASSERT(!believed);
  }));
}

TEST_CASE("others may sign too; one wrong signature in the key's name spoils the note") {
  const SigningKey key(seed(1));
  const SigningKey witness(seed(2));
  const NoteKey known{"herald.example/ledger", key.public_key()};
  Note note = note_by(key);
  note.signatures.push_back(signed_by(note.text, "witness.example", witness));
  CHECK(has_signed(known, *read_note(write_note(note))));
  CHECK(has_signed({"witness.example", witness.public_key()}, note));
  note.signatures.push_back(note.signatures.front());
  note.signatures.back().bytes[0] ^= 1;
  CHECK_FALSE(has_signed(known, note));
}

TEST_CASE("what is no note is refused") {
  const std::string good = write_note(note_by(SigningKey(seed(1))));
  REQUIRE(read_note(good));
  CHECK(read_note("Two paragraphs,\n\nand more.\n" + good.substr(good.find('\n'))));
  for (const std::string& bad :
       {std::string(), std::string("no signatures\n"), std::string("text\n\n"), good.substr(0, good.size() - 1),
        good + "\n", good + "- x AAAAAAAA\n", good + "\u2014 a b AAAAAAAA\n", good + "\u2014 x AAAA\n", "\x01" + good,
        "\xff" + good, "a\r\n" + good, "a\xed\xa0\x80" + good, std::string(1'000'001, 'a')}) {
    CHECK_FALSE(read_note(bad));
  }
  Note many = note_by(SigningKey(seed(1)));
  many.signatures.resize(101, many.signatures.front());
  CHECK_FALSE(read_note(write_note(many)));
}

TEST_CASE("what is no key is refused") {
  REQUIRE(read_vkey(known_key));
  for (const std::string& bad :
       {std::string(), std::string("PeterNeumann"), "x" + known_key, known_key + "=", known_key.substr(1),
        std::string("a b+00000000+AQ=="), std::string("a+00000000+") + to_base64(std::string(33, '\x02'))}) {
    CHECK_FALSE(read_vkey(bad));
  }
  CHECK_FALSE(is_note_name("a\u2003b"));
  CHECK_FALSE(is_note_name("a+b"));
  CHECK(is_note_name("газета.example/ledger"));
}
