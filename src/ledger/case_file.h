// A case as one file: a page that any browser shows, the same facts as JSON inside it, the proof of each decision, and
// a signature over every byte before it.
//
// Format: docs/formats/case-file.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/statement.h"

namespace comity::ledger {

// The page around `json` (one object, as comity::json writes it, so that no '<' is in it): `head` and `foot` are what
// stands before and behind the script element that holds it. Signed in the name of the log `name`.
std::string write_case(std::string_view head, std::string_view json, std::string_view foot, const std::string& name,
                       const SigningKey& key);

struct CaseDecision {
  Leaf leaf;
  Checkpoint under;
  std::uint64_t index = 0;
  std::string decided;  // RFC 3339
};

struct CaseReport {
  std::string signer;
  std::vector<CaseDecision> decisions;
  std::size_t not_proved = 0;  // decisions that came without a proof
  std::size_t texts = 0;
  std::size_t policies = 0;
  std::size_t reports = 0;
};

// Checks the signature, that each policy has its hash, that each decision stands in a log as it is told here, on this
// text, with these words and this reason,
// and that reports agree with the decisions that answered them. `keys`: of the logs, oldest or newest first; the file
// is signed with one. Errors: `invalid` - no case; `forbidden` - not signed with one of the keys; `conflict` - what
// does not hold.
Result<CaseReport> check_case(std::string_view file, const std::vector<NoteKey>& keys);

}  // namespace comity::ledger
