// What an author can hold of a decision about them: its entry, the values behind it, and the proof that it stands in
// the ledger.
#pragma once

#include "actions/read_own.h"
#include "ledger/statement.h"

namespace comity::actions {

struct LedgerStatement {
  ledger::Statement statement;
  ledger::NoteKey key;  // that the proof's checkpoint is signed with
};

// Of one decision about `own`. What was erased is not opened. Signs a checkpoint when none covers the decision yet.
// Errors: `not_found` - it has no entry (it is older and the server has yet to append it); `unavailable` - as
// sign_ledger.
Result<LedgerStatement> ledger_statement(World& world, const discussion::Site& site, const discussion::Comment& comment,
                                         const std::vector<discussion::Revision>& revisions,
                                         const discussion::Decision& decision);

}  // namespace comity::actions
