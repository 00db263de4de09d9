// Whether a walk through the entries that begins here can come to the end of one.
//
// The walk itself tries each reading in turn. Here all of them go on together, a character at a time, and less is asked
// of each: a "no" is certain, a "yes" only says that the walk is worth its while. What the readings are after some
// characters is worked out once and remembered, as an automaton is; words that many comments hold cost a look at a
// table for each character, until nothing is left that could become an entry. What is remembered changes no answer.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>

#include "policy/lexicon_trie.h"
#include "policy/units.h"

namespace comity::policy {

class BeginningsTable;

class Beginnings {
 public:
  // `trie` must outlive it.
  explicit Beginnings(const LexiconTrie& trie);
  ~Beginnings();
  Beginnings(const Beginnings&) = delete;
  Beginnings& operator=(const Beginnings&) = delete;

  // One text's use of what is remembered. Looks at so many units in all, then says yes to everything, so that a text
  // made to be hard costs no more than its length allows.
  class Look {
   public:
    Look(const Beginnings& beginnings, std::span<const Unit> units);
    bool may_lead_on(std::size_t start);

   private:
    std::shared_ptr<BeginningsTable> table_;
    const Beginnings& beginnings_;
    std::span<const Unit> units_;
    std::size_t left_;
  };

  // At most.
  static std::size_t bytes();

 private:
  std::shared_ptr<BeginningsTable> table() const;
  std::shared_ptr<BeginningsTable> instead_of(const BeginningsTable* full) const;

  const LexiconTrie& trie_;
  mutable std::mutex mutex_;
  // A full one gives way to an empty one; who still looks at the old one keeps it.
  mutable std::shared_ptr<BeginningsTable> table_;
};

}  // namespace comity::policy
