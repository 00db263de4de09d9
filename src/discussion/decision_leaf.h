// A decision as an entry of the ledger: what of it everybody may read, and what is sealed.
//
// Format: docs/formats/ledger.md.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "discussion/records.h"
#include "ledger/leaf.h"

namespace comity::discussion {

using Salts = std::array<Key128, ledger::fields>;  // one for each sealed field, in the order of ledger::Field

// Out of the kernel's generator; 128 bits each.
Salts new_salts();

// What a decision was made on, besides itself.
struct DecidedOn {
  std::int64_t number = 0;  // of the comment, as it stood once the decision was written; 0: it had none
  AuthorId author;
  std::string_view text;  // of the revision it is about; '' after erasure
};

// The values behind the commitments, in the order of ledger::Field: the story's short id, the comment's number and the
// author in decimal ('' none), the text, the words it rests on (each on a line, in the order of the findings, none
// twice), the reason in own words.
std::array<std::string, ledger::fields> sealed_values(const Decision& decision, const DecidedOn& on);

// A clause whose id no policy could have is left out: it came with an archive and stands in the decision alone.
ledger::Leaf leaf_of(const Decision& decision, const DecidedOn& on, const Salts& salts, bool before_ledger);

// "herald.example/herald/ledger/1": the name of a site's n-th log, unlike any other's in the world.
std::string log_name(const Site& site, std::int64_t log);

}  // namespace comity::discussion
