// Signed notes: a text and who signs it, in lines that people can read and mail.
//
// Source: C2SP signed-note (https://c2sp.org/signed-note), signature type 0x01: Ed25519 over the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/signing.h"

namespace comity::ledger {

inline constexpr std::size_t max_note_bytes = 1'000'000;
inline constexpr std::size_t max_signatures = 100;

// Who signs: "herald.example/ledger+a1b2c3d4+AV…" (vkey), name, key id and key in one line.
struct NoteKey {
  std::string name;  // UTF-8, not empty; no blank and no '+'
  PublicKey key;

  std::uint32_t id() const;  // the first 4 bytes of SHA-256(name, newline, 0x01, key)
  std::string vkey() const;
};
// Errors: `invalid` - says what is wrong with it.
Result<NoteKey> read_vkey(std::string_view text);
bool is_note_name(std::string_view name);

struct NoteSignature {
  std::string name;
  std::uint32_t id = 0;
  std::string bytes;

  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;  // ends in a newline
  std::vector<NoteSignature> signatures;

  bool operator==(const Note&) const = default;
};

// Errors: `invalid` - no note: not UTF-8, a control character, no blank line before the signatures, a signature line
// that is none, too large.
Result<Note> read_note(std::string_view bytes);
std::string write_note(const Note& note);

// `text` ends in a newline.
NoteSignature signed_by(std::string_view text, const std::string& name, const SigningKey& key);
// Whether one of the note's signatures is by `key`. Signatures of others are no obstacle; one that bears the key's name
// and id and is wrong is: then the answer is no whatever else stands there.
bool has_signed(const NoteKey& key, const Note& note);

}  // namespace comity::ledger
