// Checkpoints: how large a log is and what its root is, signed. Whoever keeps one notices when the past is changed.
// And proofs: that one entry stands in a log, complete in one text.
//
// Sources: C2SP tlog-checkpoint, C2SP tlog-proof (https://c2sp.org/).
#pragma once

#include <string>
#include <string_view>

#include "ledger/note.h"
#include "ledger/tree.h"

namespace comity::ledger {

struct Checkpoint {
  std::string origin;  // the log's name, and the name of its key: "herald.example/ledger/1"
  std::uint64_t size = 0;
  Hash root;

  bool operator==(const Checkpoint&) const = default;
};

std::string text_of(const Checkpoint& checkpoint);  // the note's text
// Further lines of a text are left alone. Errors: `invalid`.
Result<Checkpoint> read_checkpoint_text(std::string_view text);

// A signed note. `checkpoint.origin` is the signer's name.
std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);
// Errors: `invalid` - no note, no checkpoint, another log's; `forbidden` - not signed by `key`.
Result<Checkpoint> open_checkpoint(std::string_view note, const NoteKey& key);

struct Proof {
  std::uint64_t index = 0;
  std::vector<Hash> hashes;
  std::string checkpoint;  // a signed note

  bool operator==(const Proof&) const = default;
};

std::string write_proof(const Proof& proof);
// Errors: `invalid`. At most 63 hashes.
Result<Proof> read_proof(std::string_view text);

// Whether `entry` stands in the log where the proof says. Gives the checkpoint that it is proved under.
// Errors: those of `open_checkpoint`; `conflict` - the proof does not lead from the entry to the checkpoint's root.
Result<Checkpoint> check_proof(std::string_view entry, const Proof& proof, const NoteKey& key);

}  // namespace comity::ledger
