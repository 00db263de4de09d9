// What the clock does for the ledgers: earlier decisions are appended, a lost key begins another log, and what is new
// is signed.
#pragma once

#include "actions/world.h"
#include "ledger/tiles.h"

namespace comity::actions {

// How many decisions were appended late, and whether a checkpoint was signed.
struct LedgerKept {
  std::size_t earlier = 0;
  bool begun = false;  // another log: the key is not the one that signed the last
  bool is_signed = false;
};

// Brings a site's ledger up to date. Appends in steps of some 20 ms, so that posts in between wait no longer.
// Errors: `unavailable` - no key, or the store does not answer.
Result<LedgerKept> keep_ledger(World& world, const discussion::Site& site);

// A checkpoint of the site's newest log that covers every entry there is now, kept and durable: the last one kept, or
// one that is signed now. Errors: `not_found` - there is no entry; `unavailable` - as above.
Result<store::KeptCheckpoint> sign_ledger(World& world, const discussion::Site& site);

// The newest log's head. Errors: `not_found` - the site has none.
Result<store::LedgerHead> newest_ledger(store::Store& store, SiteId site);

// A log's files as its last checkpoint has them: "checkpoint", tiles and bundles. What no checkpoint covers is not
// there. Errors: `not_found`.
ledger::ReadFile ledger_files(store::Store& store, SiteId site, std::int64_t log);

// What the log's checkpoints are signed with: its own key, or the one that will sign it; nothing: neither is known.
std::optional<ledger::NoteKey> ledger_note_key(const World& world, const store::LedgerHead& head);

}  // namespace comity::actions
