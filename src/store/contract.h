// The contract test: one suite, run unchanged against every store. A test program includes this file once and
// says how its store is made.
#pragma once

#include <memory>

#include "store/store.h"

namespace comity::store::contract {

// A store with nothing in it. Defined by the test program.
std::unique_ptr<Store> fresh_store();

}  // namespace comity::store::contract

#include "store/contract_accounts.h"
#include "store/contract_appeals.h"
#include "store/contract_blocks.h"
#include "store/contract_branches.h"
#include "store/contract_comments.h"
#include "store/contract_crowd.h"
#include "store/contract_decisions.h"
#include "store/contract_erase.h"
#include "store/contract_ledger.h"
#include "store/contract_letters.h"
#include "store/contract_lists.h"
#include "store/contract_passkeys.h"
#include "store/contract_people.h"
#include "store/contract_queue.h"
#include "store/contract_refusals.h"
#include "store/contract_reports.h"
#include "store/contract_sites.h"
#include "store/contract_states.h"
#include "store/contract_stories.h"
#include "store/contract_tallies.h"
#include "store/contract_trials.h"
