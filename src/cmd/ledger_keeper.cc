#include "cmd/ledger_keeper.h"

#include "actions/keep_ledger.h"

namespace comity::cmd {

LedgerKeeper::LedgerKeeper(actions::World& world, std::chrono::milliseconds every,
                           std::function<void(const std::string&)> log)
    : world_(world), every_(every), log_(std::move(log)), thread_([this] { run(); }) {}

LedgerKeeper::~LedgerKeeper() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void LedgerKeeper::run() {
  std::unique_lock lock(mutex_);
  for (bool last = false; !last;) {
    last = stopping_;
    lock.unlock();
    keep_all();
    lock.lock();
    if (!last) woken_.wait_for(lock, every_, [this] { return stopping_; });
  }
}

void LedgerKeeper::keep_all() {
  const auto sites = world_.store.sites();
  std::string trouble;
  if (!sites) trouble = sites.error().detail;
  for (const discussion::Site& site : sites.value_or(std::vector<discussion::Site>{})) {
    const auto kept = actions::keep_ledger(world_, site);
    if (!kept) {
      trouble = "the ledger of " + site.key + " could not be signed: " + kept.error().detail;
      continue;
    }
    if (kept->begun) log_("the ledger of " + site.key + " is signed with another key: the next log was begun");
    if (kept->earlier > 0) {
      log_("the ledger of " + site.key + ": " + std::to_string(kept->earlier) + " decisions from before were appended");
    }
  }
  if (!trouble.empty() && trouble != last_trouble_) log_(trouble);
  last_trouble_ = trouble;
}

}  // namespace comity::cmd
