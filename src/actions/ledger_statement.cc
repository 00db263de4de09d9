#include "actions/ledger_statement.h"

#include "actions/keep_ledger.h"

namespace comity::actions {
namespace {

using ledger::Field;

// Those of the values that are what was committed to. A number may have been given since, and then the entry sealed
// that there was none.
std::map<Field, ledger::Opening> opened(const ledger::Leaf& leaf, const discussion::Salts& salts,
                                        const std::array<std::string, ledger::fields>& values) {
  std::map<Field, ledger::Opening> out;
  for (std::size_t i = 0; i < ledger::fields; ++i) {
    const auto field = static_cast<Field>(i);
    for (const std::string& value : {values[i], std::string()}) {
      const ledger::Opening opening{salts[i], value};
      if (ledger::commitment(field, opening) != leaf.of(field)) continue;
      out[field] = opening;
      break;
    }
  }
  return out;
}

Result<store::KeptCheckpoint> covering(World& world, const discussion::Site& site, const store::LedgerPlace& place) {
  COMITY_TRY(auto kept, world.store.ledger_checkpoints(site.id, place.log));
  if (!kept.empty() && kept.back().size > place.index) return std::move(kept.back());
  return sign_ledger(world, site);
}

}  // namespace

Result<LedgerStatement> ledger_statement(World& world, const discussion::Site& site, const discussion::Comment& comment,
                                         const std::vector<discussion::Revision>& revisions,
                                         const discussion::Decision& decision) {
  COMITY_TRY(const store::LedgerPlace place, world.store.ledger_place(site.id, decision.id));
  COMITY_TRY(const ledger::Leaf leaf, ledger::read_leaf(place.entry));
  COMITY_TRY(const store::KeptCheckpoint checkpoint, covering(world, site, place));
  COMITY_TRY(const auto heads, world.store.ledgers(site.id));
  const store::LedgerHead& head = heads[static_cast<std::size_t>(place.log - 1)];
  const auto key = ledger_note_key(world, head);
  if (!key) return fail(Error::Code::unavailable, "the ledger has no key yet");

  LedgerStatement out{{place.entry, {}, {}}, *key};
  if (place.salts) {
    std::string_view text;
    for (const discussion::Revision& revision : revisions)
      if (revision.revision == decision.revision) text = revision.text;
    const auto values = discussion::sealed_values(decision, {comment.number, comment.author, text});
    out.statement.opened = opened(leaf, *place.salts, values);
  }
  const auto subtrees = ledger::subtrees_of(checkpoint.size, ledger_files(world.store, site.id, place.log));
  out.statement.proof.index = place.index;
  COMITY_TRY(out.statement.proof.hashes, ledger::inclusion_proof(place.index, checkpoint.size, subtrees));
  out.statement.proof.checkpoint = checkpoint.note;
  return out;
}

}  // namespace comity::actions
