// What somebody holds of one decision: the entry in the log, the values behind its commitments that are theirs to know,
// and the proof that it stands there. Checked without the server and without the rest of the log.
//
// Format: docs/formats/ledger.md, "A statement".
#pragma once

#include <map>

#include "ledger/leaf.h"

namespace comity::ledger {

struct Statement {
  std::string leaf;
  std::map<Field, Opening> opened;
  Proof proof;

  bool operator==(const Statement&) const = default;
};

std::string write_statement(const Statement& statement);  // JSON, with a newline at its end
// Errors: `invalid`.
Result<Statement> read_statement(std::string_view json);

struct Checked {
  Leaf leaf;
  Checkpoint under;
};
// Errors: `invalid`, `forbidden` - of the checkpoint; `conflict` - a value is not what was committed to, or the entry
// does not stand in the log.
Result<Checked> check_statement(const Statement& statement, const NoteKey& key);

}  // namespace comity::ledger
