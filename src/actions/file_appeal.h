// An author asks for another look at a decision: with the receipt or the case code, without an account.
#pragma once

#include "actions/world.h"
#include "discussion/appeal.h"

namespace comity::actions {

struct FileAppeal {
  Key128 receipt;
  DecisionId decision;   // none: the first that may be appealed against
  std::string grounds;   // why it was wrong, in their words
  std::string language;  // of the page they read: a catalogue's tag
};

// Errors: `not_found` - no such receipt; `invalid` - no words, or too many; `forbidden` - nothing here may be appealed
// against, or not any more; `conflict` - filed before, or corrected meanwhile.
Result<discussion::Appeal> file_appeal(World& world, const discussion::Site& site, const FileAppeal& request);

// Whoever opens a comment's receipt, as an appeal remembers them.
Key128 complainant_of(const World& world, const discussion::Comment& comment);

}  // namespace comity::actions
