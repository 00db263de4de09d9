// What a policy's page says of the word lists that a rule asks. Inside the room only.
#pragma once

#include <string>
#include <vector>

#include "policy/page_words.h"
#include "policy/policy.h"

namespace comity::policy {

// Those that the clause's conditions name, in the document's order. Lives as long as the policy.
std::vector<const LexiconCard*> lists_of(const Compiled& policy, std::size_t clause);

// Its name, size and hash, whether it ships, why its words are not shown, and in which languages nobody who speaks
// them well has read it. One line, not escaped.
std::string told(const LexiconCard& card, const PageWords& words);

}  // namespace comity::policy
