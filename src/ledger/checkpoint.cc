#include "ledger/checkpoint.h"

#include <algorithm>

#include "base/base64.h"
#include "ledger/lines.h"

namespace comity::ledger {
namespace {

constexpr std::string_view proof_head = "c2sp.org/tlog-proof@v1";
constexpr std::size_t longest_proof = 63;

std::string base64_of(const Hash& hash) {
  return to_base64({reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()});
}

std::optional<Hash> hash_from(std::string_view base64) {
  const auto bytes = from_base64(base64);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  Hash hash;
  std::copy_n(reinterpret_cast<const std::uint8_t*>(bytes->data()), 32, hash.bytes.begin());
  return hash;
}

}  // namespace

std::string text_of(const Checkpoint& checkpoint) {
  return checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' + base64_of(checkpoint.root) + '\n';
}

Result<Checkpoint> read_checkpoint_text(std::string_view text) {
  const auto origin = take_line(text);
  const auto size = take_line(text);
  const auto root = take_line(text);
  if (!root || origin->empty()) return fail(Error::Code::invalid, "a checkpoint has three lines: origin, size, root");
  const auto number = decimal(*size);
  if (!number) return fail(Error::Code::invalid, "a checkpoint's second line is the size of the log");
  const auto hash = hash_from(*root);
  if (!hash) return fail(Error::Code::invalid, "a checkpoint's third line is 32 bytes in base64");
  while (!text.empty()) {
    const auto more = take_line(text);
    if (!more || more->empty()) return fail(Error::Code::invalid, "a checkpoint holds an empty line");
  }
  if (*number == 0 && *hash != empty_root()) return fail(Error::Code::invalid, "an empty log has another root");
  return Checkpoint{std::string(*origin), *number, *hash};
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
  Note note{text_of(checkpoint), {}};
  note.signatures.push_back(signed_by(note.text, checkpoint.origin, key));
  return write_note(note);
}

Result<Checkpoint> open_checkpoint(std::string_view bytes, const NoteKey& key) {
  COMITY_TRY(const Note note, read_note(bytes));
  if (!has_signed(key, note)) return fail(Error::Code::forbidden, "it is not signed by " + key.vkey());
  COMITY_TRY(Checkpoint checkpoint, read_checkpoint_text(note.text));
  if (checkpoint.origin != key.name) {
    return fail(Error::Code::invalid, "it is of the log " + checkpoint.origin + ", not of " + key.name);
  }
  return checkpoint;
}

std::string write_proof(const Proof& proof) {
  std::string out = std::string(proof_head) + "\nindex " + std::to_string(proof.index) + '\n';
  for (const Hash& hash : proof.hashes) out += base64_of(hash) + '\n';
  return out + '\n' + proof.checkpoint;
}

Result<Proof> read_proof(std::string_view text) {
  if (text.size() > max_note_bytes + 4096) return fail(Error::Code::invalid, "a proof is not that long");
  if (take_line(text) != proof_head)
    return fail(Error::Code::invalid, "a proof begins with " + std::string(proof_head));
  auto line = take_line(text);
  if (line && line->starts_with("extra ")) {
    if (!from_base64(line->substr(6))) return fail(Error::Code::invalid, "a proof's extra line is not base64");
    line = take_line(text);
  }
  constexpr std::string_view index = "index ";
  const auto number = line && line->starts_with(index) ? decimal(line->substr(index.size())) : std::nullopt;
  if (!number) return fail(Error::Code::invalid, "a proof says 'index' and where the entry stands");
  Proof proof;
  proof.index = *number;
  while (true) {
    line = take_line(text);
    if (!line) return fail(Error::Code::invalid, "a proof ends before its checkpoint");
    if (line->empty()) break;
    const auto hash = hash_from(*line);
    if (!hash || proof.hashes.size() == longest_proof) {
      return fail(Error::Code::invalid, "a proof consists of at most 63 hashes in base64");
    }
    proof.hashes.push_back(*hash);
  }
  proof.checkpoint = text;
  return proof;
}

Result<Checkpoint> check_proof(std::string_view entry, const Proof& proof, const NoteKey& key) {
  COMITY_TRY(Checkpoint checkpoint, open_checkpoint(proof.checkpoint, key));
  if (!includes(checkpoint.root, checkpoint.size, proof.index, leaf_hash(entry), proof.hashes)) {
    return fail(Error::Code::conflict, "this entry does not stand at " + std::to_string(proof.index) +
                                           " of the log of " + std::to_string(checkpoint.size) + " entries");
  }
  return checkpoint;
}

}  // namespace comity::ledger
