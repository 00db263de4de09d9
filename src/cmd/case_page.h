// A case as a page that stands alone: for a court, a settlement body, the author. Inside it the same as JSON, and at
// its end a signature. Format: docs/formats/case-file.md.
#pragma once

#include <string>

#include "actions/ledger_statement.h"

namespace comity::cmd {

struct CaseFile {
  std::string bytes;
  std::size_t not_proved = 0;  // decisions that have no entry in the ledger yet
};

// In the language `lang` (a catalogue's tag). No sign-in name, receipt or case code is in it. Errors: `unavailable` -
// the process has no key; those of the store.
Result<CaseFile> case_file(actions::World& world, const actions::OwnComment& own, const std::string& lang);

}  // namespace comity::cmd
