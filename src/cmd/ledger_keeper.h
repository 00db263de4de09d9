// The thread of `comity serve` that keeps the ledgers: earlier decisions are appended once, and what is new is signed
// at least each minute.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "actions/world.h"

namespace comity::cmd {

class LedgerKeeper {
 public:
  // `log` gets a line when something went wrong or another log was begun. The world must outlive this.
  LedgerKeeper(actions::World& world, std::chrono::milliseconds every, std::function<void(const std::string&)> log);
  ~LedgerKeeper();  // signs what is new first
  LedgerKeeper(const LedgerKeeper&) = delete;
  LedgerKeeper& operator=(const LedgerKeeper&) = delete;

 private:
  void run();
  void keep_all();

  actions::World& world_;
  const std::chrono::milliseconds every_;
  const std::function<void(const std::string&)> log_;
  std::string last_trouble_;  // not said again each minute
  std::mutex mutex_;
  std::condition_variable woken_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace comity::cmd
