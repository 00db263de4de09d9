#include "ledger/note.h"

#include <algorithm>
#include <cstdio>

#include "base/base64.h"
#include "base/crypto.h"
#include "ledger/lines.h"

namespace comity::ledger {
namespace {

constexpr char ed25519 = 0x01;
constexpr std::string_view dash = "\u2014 ";  // "— " begins a signature line

std::string_view bytes_of(const PublicKey& key) {
  return {reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()};
}

std::uint32_t first_four(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// The length of the well-formed UTF-8 character at the front; 0 when there is none (Unicode 15.0 table 3-7).
std::size_t character(std::string_view s) {
  const auto at = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return at(i) >= low && at(i) <= high;
  };
  const unsigned first = at(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool second = follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
    return second && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool second = follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
    return second && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

// UTF-8 without ASCII control characters but newline.
bool is_text(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto first = static_cast<unsigned char>(bytes[0]);
    const std::size_t length = character(bytes);
    if (length == 0 || (first < 0x20 && first != '\n') || first == 0x7F) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

// Blanks of Unicode (White_Space), which no key's name may hold.
constexpr std::string_view blanks[] = {" ",      "\t",     "\n",     "\v",     "\f",     "\r",     "\u0085",
                                       "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004",
                                       "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u2028",
                                       "\u2029", "\u202F", "\u205F", "\u3000"};

Result<NoteSignature> read_signature(std::string_view line) {
  const auto wrong = [] { return fail(Error::Code::invalid, "a line after the text is no signature"); };
  if (!line.starts_with(dash)) return wrong();
  line.remove_prefix(dash.size());
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos || !is_note_name(line.substr(0, blank))) return wrong();
  const auto bytes = from_base64(line.substr(blank + 1));
  if (!bytes || bytes->size() < 5) return wrong();
  return NoteSignature{std::string(line.substr(0, blank)), first_four(*bytes), bytes->substr(4)};
}

}  // namespace

bool is_note_name(std::string_view name) {
  if (name.empty() || name.find('+') != std::string_view::npos || !is_text(name)) return false;
  return std::none_of(std::begin(blanks), std::end(blanks),
                      [&](std::string_view blank) { return name.find(blank) != std::string_view::npos; });
}

std::uint32_t NoteKey::id() const {
  const Hash256 hash = sha256(name + '\n' + ed25519 + std::string(bytes_of(key)));
  return first_four({reinterpret_cast<const char*>(hash.bytes.data()), 4});
}

std::string NoteKey::vkey() const {
  char id_hex[9];
  std::snprintf(id_hex, sizeof id_hex, "%08x", id());
  return name + '+' + id_hex + '+' + to_base64(ed25519 + std::string(bytes_of(key)));
}

Result<NoteKey> read_vkey(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) {
    return fail(Error::Code::invalid, "a key is written as name+id+key, in one line");
  }
  NoteKey key;
  key.name = text.substr(0, first);
  if (!is_note_name(key.name)) return fail(Error::Code::invalid, "the key's name is empty or holds a blank");
  const auto bytes = from_base64(text.substr(second + 1));
  if (!bytes || bytes->size() != 33 || bytes->front() != ed25519) {
    return fail(Error::Code::invalid, "the key is no Ed25519 key in base64");
  }
  std::copy_n(reinterpret_cast<const std::uint8_t*>(bytes->data()) + 1, 32, key.key.bytes.begin());
  if (key.vkey() != text) return fail(Error::Code::invalid, "the key's id is not that of its name and key");
  return key;
}

Result<Note> read_note(std::string_view bytes) {
  if (bytes.size() > max_note_bytes) return fail(Error::Code::invalid, "a note of more than 1,000,000 bytes");
  if (!is_text(bytes)) return fail(Error::Code::invalid, "a note is UTF-8 without control characters");
  // "The note text ends at the last empty line": a text may hold empty lines itself.
  const std::size_t end = bytes.rfind("\n\n");
  if (end == std::string_view::npos) return fail(Error::Code::invalid, "no empty line before the signatures");
  Note note;
  note.text = bytes.substr(0, end + 1);
  std::string_view rest = bytes.substr(end + 2);
  if (rest.empty() || rest.back() != '\n')
    return fail(Error::Code::invalid, "no signature, or one without its newline");
  while (const auto line = take_line(rest)) {
    if (note.signatures.size() == max_signatures) return fail(Error::Code::invalid, "more than 100 signatures");
    COMITY_TRY(NoteSignature signature, read_signature(*line));
    note.signatures.push_back(std::move(signature));
  }
  return note;
}

std::string write_note(const Note& note) {
  std::string out = note.text + '\n';
  for (const NoteSignature& signature : note.signatures) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(signature.id >> shift & 0xff);
    out += std::string(dash) + signature.name + ' ' + to_base64(bytes + signature.bytes) + '\n';
  }
  return out;
}

NoteSignature signed_by(std::string_view text, const std::string& name, const SigningKey& key) {
  const Signature64 signature = key.sign(text);
  return {name, NoteKey{name, key.public_key()}.id(),
          std::string(reinterpret_cast<const char*>(signature.data()), signature.size())};
}

bool has_signed(const NoteKey& key, const Note& note) {
  bool found = false;
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name != key.name || signature.id != key.id()) continue;
    Signature64 bytes;
    if (signature.bytes.size() != bytes.size()) return false;
    std::copy_n(reinterpret_cast<const std::uint8_t*>(signature.bytes.data()), bytes.size(), bytes.begin());
    if (!is_signed(key.key, note.text, bytes)) return false;
    found = true;
  }
  return found;
}

}  // namespace comity::ledger
