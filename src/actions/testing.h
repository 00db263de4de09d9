// A server without a disk or a clock of its own, for the tests of this room: a small language to post, edit and
// decide in.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "actions/decide_comment.h"
#include "actions/edit_comment.h"
#include "actions/manage_site.h"
#include "actions/post_comment.h"
#include "actions/read_own.h"
#include "actions/withdraw_comment.h"
#include "store/memory.h"

namespace comity::actions::testing {

class HandClock final : public Clock {
 public:
  Time now() const override { return now_; }
  void wait(Millis span) { now_ += span; }

 private:
  Time now_ = at_ms(1'800'000'000'000);  // a noon in January 2027
};

// Bits that look random and are the same in every run.
class CountedRandom final : public Random {
 public:
  void fill(void* data, std::size_t size) override {
    const std::lock_guard lock(mutex_);
    auto* bytes = static_cast<unsigned char*>(data);
    for (std::size_t i = 0; i < size; ++i) {
      state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
      bytes[i] = static_cast<unsigned char>(state_ >> 56);
    }
  }

 private:
  std::mutex mutex_;
  std::uint64_t state_ = 42;
};

// "humbug" is held, "poppycock" advised against (and held when sent unchanged), "balderdash" refused, under a policy
// with one freedom.
extern const std::string small_policy;  // tests/support/small-policy.toml

// One site, "herald", and one story, "bridge".
class Server {
 public:
  explicit Server(store::Store& store);
  Server() : Server(nullptr, store::make_memory_store()) {}

  PostComment asks(std::string text) const;  // a request by a first visitor named Anna
  Result<Posted> post(std::string text);     // by Anna, always the same guest
  Result<Posted> post_as(const std::string& name, const Key128& key, std::string text);
  Result<Posted> edit(const Posted& posted, std::string text, std::string advice_id = {});
  Result<discussion::Decision> decide(const discussion::Comment& comment, discussion::Deed deed,
                                      std::vector<std::string> clauses = {});
  discussion::Comment now(const discussion::Comment& comment);  // as it now stands
  std::string shown(const discussion::Comment& comment);        // the text that readers see; '' when none
  discussion::Story story();
  bool sound();  // the store finds nothing wrong

  static Key128 key(std::uint8_t which);

  HandClock clock;
  CountedRandom random;
  World& world() { return *world_; }
  discussion::Site site;

 private:
  Server(std::nullptr_t, std::unique_ptr<store::Store> own);
  void begin(store::Store& store);

  std::unique_ptr<store::Store> own_;
  std::unique_ptr<Policies> policies_;
  std::unique_ptr<World> world_;
};

}  // namespace comity::actions::testing
