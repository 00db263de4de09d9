#include "actions/keep_ledger.h"

#include <algorithm>
#include <chrono>

#include "ledger/checkpoint.h"

namespace comity::actions {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t first_step = 64;
constexpr std::size_t longest_step = 4096;
constexpr std::chrono::milliseconds step_time{20};  // promised: 50
constexpr int max_attempts = 8;

template <class Write>
store::Change change_of(World& world, const discussion::Site& site, Write write) {
  store::Change change{world.random.key128(), site.id, world.clock.now(), {}};
  change.writes.emplace_back(std::move(write));
  return change;
}

tl::unexpected<Error> no_key() {
  return fail(Error::Code::unavailable, "the ledger's key is not there: checkpoints are signed by the server");
}

// Appends what has no entry. Decisions that come meanwhile have theirs.
Result<std::size_t> append_earlier(World& world, const discussion::Site& site) {
  COMITY_TRY(const auto left, world.store.not_in_ledger(site.id));
  std::size_t step = first_step;
  std::size_t at = 0;
  do {
    store::LogEarlier write;
    const std::size_t end = std::min(left.size(), at + step);
    for (; at < end; ++at) write.decisions.push_back({left[at]});
    write.all = at == left.size();
    const auto begin = Steady::now();
    const auto done = world.store.commit(change_of(world, site, std::move(write)));
    if (!done) return fail(done.error());
    const auto took = Steady::now() - begin;
    step = took > step_time ? std::max<std::size_t>(1, step / 2) : std::min(longest_step, step * 3 / 2);
  } while (at < left.size());
  return left.size();
}

}  // namespace

Result<store::LedgerHead> newest_ledger(store::Store& store, SiteId site) {
  COMITY_TRY(auto heads, store.ledgers(site));
  if (heads.empty()) return fail(Error::Code::not_found, "nothing was decided on this site yet");
  return std::move(heads.back());
}

std::optional<ledger::NoteKey> ledger_note_key(const World& world, const store::LedgerHead& head) {
  if (head.key) return ledger::NoteKey{head.name, *head.key};
  if (world.ledger_key) return ledger::NoteKey{head.name, world.ledger_key->public_key()};
  return std::nullopt;
}

Result<store::KeptCheckpoint> sign_ledger(World& world, const discussion::Site& site) {
  for (int i = 0; i < max_attempts; ++i) {
    COMITY_TRY(const store::LedgerHead head, newest_ledger(world.store, site.id));
    if (head.size == 0) return fail(Error::Code::not_found, "nothing was decided on this site yet");
    COMITY_TRY(auto kept, world.store.ledger_checkpoints(site.id, head.log));
    if (!kept.empty() && kept.back().size == head.size) return std::move(kept.back());
    if (!world.ledger_key) return no_key();
    const std::string note = ledger::sign_checkpoint({head.name, head.size, head.root}, *world.ledger_key);
    const auto done = world.store.commit(
        change_of(world, site, store::KeepCheckpoint{head.log, head.size, world.ledger_key->public_key(), note}));
    // A conflict: another process signed more meanwhile, or another log was begun.
    if (!done && done.error().code != Error::Code::conflict) return fail(done.error());
  }
  return fail(Error::Code::unavailable, "the ledger is signed with another key, or grows too fast to be signed");
}

Result<LedgerKept> keep_ledger(World& world, const discussion::Site& site) {
  if (!world.ledger_key) return no_key();
  LedgerKept kept;
  COMITY_TRY(auto heads, world.store.ledgers(site.id));
  if (!heads.empty() && heads.back().key && heads.back().key != world.ledger_key->public_key()) {
    const auto begun = world.store.commit(change_of(world, site, store::BeginLog{heads.back().log}));
    if (!begun) return fail(begun.error());
    kept.begun = true;
    COMITY_TRY(heads, world.store.ledgers(site.id));
  }
  if (heads.empty() || !heads.back().whole) {
    COMITY_TRY(const auto left, world.store.not_in_ledger(site.id));
    if (heads.empty() && left.empty()) return kept;  // a site where nothing was decided has no ledger
    COMITY_TRY(kept.earlier, append_earlier(world, site));
  }
  COMITY_TRY(const auto head, newest_ledger(world.store, site.id));
  COMITY_TRY(const auto before, world.store.ledger_checkpoints(site.id, head.log));
  if (head.size == 0 || (!before.empty() && before.back().size == head.size)) return kept;
  COMITY_TRY(const auto now, sign_ledger(world, site));
  kept.is_signed = before.empty() || now.size > before.back().size;
  return kept;
}

ledger::ReadFile ledger_files(store::Store& store, SiteId site, std::int64_t log) {
  return [&store, site, log](const std::string& path) -> Result<std::string> {
    COMITY_TRY(const auto checkpoints, store.ledger_checkpoints(site, log));
    const auto missing = fail(Error::Code::not_found, "the log has no such file");
    if (checkpoints.empty()) return missing;
    if (path == "checkpoint") return checkpoints.back().note;
    const auto named = ledger::tile_path_from(path);
    if (!named) return missing;
    const ledger::Tile& tile = named->tile;
    const std::uint64_t there = checkpoints.back().size >> (tile.level * ledger::tile_height);
    const std::uint64_t first = tile.index * ledger::tile_width;
    if (first + tile.width > there) return missing;
    const auto count = static_cast<std::size_t>(tile.width);
    if (named->entries) {
      COMITY_TRY(const auto entries, store.ledger_entries(site, log, first, count));
      return ledger::bundle_bytes(entries);
    }
    COMITY_TRY(const auto hashes, store.ledger_hashes(site, log, tile.level, first, count));
    return ledger::tile_bytes(hashes);
  };
}

}  // namespace comity::actions
