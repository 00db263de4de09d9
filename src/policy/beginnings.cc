#include "policy/beginnings.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

#include "policy/beginnings_step.h"
#include "policy/lexicon_search.h"
#include "policy/symbols.h"

namespace comity::policy {
namespace {

// A state: what the readings of some characters are. Its number carries whether an entry may end there.
using State = std::uint32_t;
constexpr State ends = 1;         // an entry may end, if no letter follows
constexpr State ends_anyway = 2;  // or if one does
constexpr unsigned number_shift = 2;
constexpr State dead = 0;
constexpr State start = 1U << number_shift;
constexpr State start_masked = 2U << number_shift;  // where signs may stand for letters
constexpr State unknown = 3U << number_shift;       // of too many readings, or full
constexpr std::uint32_t first_number = 4;

constexpr std::size_t places = std::size_t{1} << 18;  // for a state and a symbol
constexpr std::size_t places_tried = 32;
constexpr std::size_t most_steps = places / 4 * 3;
constexpr std::size_t most_states = std::size_t{1} << 16;
constexpr std::size_t state_places = 2 * most_states;
constexpr std::size_t most_readings = std::size_t{1} << 18;  // of all states
constexpr std::size_t readings_of_a_state = 400;
constexpr std::size_t longest_look = 64;  // units

}  // namespace

class BeginningsTable {
 public:
  explicit BeginningsTable(const LexiconTrie& trie)
      : trie_(trie), step_(trie), places_(new std::atomic<std::uint64_t>[places]), state_at_(state_places) {
    for (std::size_t i = 0; i < places; ++i) places_[i].store(0, std::memory_order_relaxed);
    readings_.emplace_back();
    states_.resize(first_number);
    states_[start >> number_shift] = {0, 1, Symbols::none, false};
    states_[start_masked >> number_shift] = {0, 1, Symbols::none, true};
  }

  // `unknown`: too many readings, or no room for them.
  State next(State from, std::uint16_t symbol) {
    const std::uint64_t wanted = (std::uint64_t{from >> number_shift} << 16 | symbol) << 24;
    for (std::size_t i = 0, at = place(wanted); i < places_tried; ++i, at = (at + 1) % places) {
      const std::uint64_t found = places_[at].load(std::memory_order_acquire);
      if ((found & ~std::uint64_t{0xFFFFFF}) == wanted) return static_cast<State>(found & 0xFFFFFF);
      if (found == 0) break;
    }
    return work_out(from, symbol, wanted);
  }
  bool is_full() const { return is_full_.load(std::memory_order_relaxed); }

  static constexpr std::size_t bytes() {
    return places * sizeof(std::uint64_t) + state_places * sizeof(std::uint32_t) + most_states * sizeof(Known) +
           most_readings * sizeof(Beginning);
  }

 private:
  struct Known {
    std::uint32_t first = 0;  // of its readings
    std::uint16_t count = 0;
    std::uint16_t last = Symbols::none;  // the symbol before
    bool may_mask = false;
  };

  static std::size_t place(std::uint64_t key) { return key * 0x9E3779B97F4A7C15U >> 46; }
  std::span<const Beginning> readings_of(const Known& state) const { return {&readings_[state.first], state.count}; }

  State work_out(State from, std::uint16_t symbol, std::uint64_t key) {
    const std::lock_guard lock(mutex_);
    if (is_full()) return unknown;
    const Known before = states_[from >> number_shift];
    const auto after = step_.after(readings_of(before), before.last, before.may_mask, symbol);
    const State to = state_of(after, symbol, before.may_mask);
    if (is_full()) return unknown;
    for (std::size_t i = 0, at = place(key); i < places_tried; ++i, at = (at + 1) % places) {
      if (places_[at].load(std::memory_order_relaxed) != 0) continue;
      places_[at].store(key | to, std::memory_order_release);
      if (++steps_ == most_steps) is_full_.store(true, std::memory_order_relaxed);
      return to;
    }
    is_full_.store(true, std::memory_order_relaxed);
    return to;
  }

  State state_of(std::span<const Beginning> found, std::uint16_t last, bool may_mask) {
    if (found.empty()) return dead;
    if (found.size() > readings_of_a_state) return unknown;
    State flags = 0;
    std::uint64_t hash = last * 2U + (may_mask ? 1U : 0U);
    for (const Beginning& at : found) {
      if (BeginningsStep::may_end(trie_, at)) flags |= trie_[at.node].any_ending ? ends | ends_anyway : ends;
      for (const std::uint64_t bits : at.bits()) hash = (hash ^ bits ^ (hash >> 29)) * 0x9E3779B97F4A7C15U;
    }
    std::size_t at = (hash ^ (hash >> 32)) % state_places;
    for (; state_at_[at] != 0; at = (at + 1) % state_places) {
      const Known& known = states_[state_at_[at]];
      const auto same = readings_of(known);
      if (known.last == last && known.may_mask == may_mask &&
          std::equal(same.begin(), same.end(), found.begin(), found.end()))
        return state_at_[at] << number_shift | flags;
    }
    if (states_.size() == most_states || readings_.size() + found.size() > most_readings) {
      is_full_.store(true, std::memory_order_relaxed);
      return unknown;
    }
    const auto number = static_cast<std::uint32_t>(states_.size());
    states_.push_back(
        {static_cast<std::uint32_t>(readings_.size()), static_cast<std::uint16_t>(found.size()), last, may_mask});
    readings_.insert(readings_.end(), found.begin(), found.end());
    state_at_[at] = number;
    return number << number_shift | flags;
  }

  const LexiconTrie& trie_;
  BeginningsStep step_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> places_;  // state and symbol in the high bits, the next state below
  std::atomic<bool> is_full_ = false;
  std::mutex mutex_;  // over what follows, and step_
  std::vector<Beginning> readings_;
  std::vector<Known> states_;
  std::vector<std::uint32_t> state_at_;  // by what they hold
  std::size_t steps_ = 0;
};

Beginnings::Beginnings(const LexiconTrie& trie) : trie_(trie), table_(std::make_shared<BeginningsTable>(trie)) {}

Beginnings::~Beginnings() = default;

std::shared_ptr<BeginningsTable> Beginnings::table() const {
  const std::lock_guard lock(mutex_);
  return table_;
}

std::shared_ptr<BeginningsTable> Beginnings::instead_of(const BeginningsTable* full) const {
  const std::lock_guard lock(mutex_);
  if (table_.get() == full) table_ = std::make_shared<BeginningsTable>(trie_);
  return table_;
}

std::size_t Beginnings::bytes() { return BeginningsTable::bytes(); }

Beginnings::Look::Look(const Beginnings& beginnings, std::span<const Unit> units)
    : table_(beginnings.table()), beginnings_(beginnings), units_(units), left_(4 * units.size() + 256) {}

bool Beginnings::Look::may_lead_on(std::size_t from) {
  const Symbols& symbols = Symbols::get();
  const std::size_t before = left_;
  const Unit& first = units_[from];
  State state = first.is_word && !is_digit(first.letter) ? start_masked : start;
  for (std::size_t at = from;; ++at) {
    if ((state & ends_anyway) != 0) return true;
    if ((state & ends) != 0 && may_end_before(units_, from, at)) return true;
    if (at == units_.size()) return false;
    const std::uint16_t symbol = symbols.of(units_[at].written);
    if (symbol == Symbols::none || at - from == longest_look || left_ == 0) return true;
    --left_;
    State next = table_->next(state, symbol);
    if (next == dead) return false;
    if (next == unknown) {
      if (!table_->is_full()) return true;
      table_ = beginnings_.instead_of(table_.get());
      left_ = before;  // what is remembered changes no answer
      return may_lead_on(from);
    }
    state = next;
  }
}

}  // namespace comity::policy
