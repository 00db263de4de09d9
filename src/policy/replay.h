// What a policy would have said of the past: every stored text judged again, and what came of it counted.
//
// Pure: texts come as values, in any order and on any number of threads; tallies of parts are merged into the same
// report, byte for byte.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy/judgement.h"

namespace comity::policy {

// What a policy does with a text, or that this cannot be known: a fact is missing that decides about a clause.
enum class Effect : std::uint8_t { allow, advise, hold, refuse, not_judgeable };
inline constexpr std::size_t effects = 5;
std::string_view name(Effect effect);
using ByEffect = std::array<std::uint64_t, effects>;

// What people decided about a text: the last decision that stands.
enum class Person : std::uint8_t { nobody, allowed, restricted };

// A text as it was stored, with what became of it.
struct Archived {
  std::string_view where;   // how samples name it: "herald/~0123abcd/14"
  std::uint64_t order = 0;  // tells texts apart; the same in every run
  const text::CheckedText& text;
  const Facts& facts;
  const StoryFacts& story;
  int month = 0;  // year * 12 + month - 1 (UTC) of writing; 0: unknown

  // How it was judged when it came. None: it was not (imported, or a corpus).
  std::optional<Action> then{};
  const Judge* then_policy = nullptr;         // the policy it was judged by; null: unknown
  Hash256 then_engine{};                      // zero: unknown
  std::vector<std::string_view> held_back{};  // clauses that the brake had stopped at that time

  Person person = Person::nobody;
  std::vector<std::string> person_clauses{};
};

inline constexpr std::size_t max_samples = 6;
inline constexpr std::size_t max_sample_bytes = 600;

struct Sample {
  std::uint64_t rank = 0;  // those with the least are kept: a fair choice that is the same in every run
  std::string where;
  std::string text;               // cut to the words around the first mark
  std::vector<text::Span> marks;  // in `text`
  Effect before = Effect::allow;  // by the old policy; of an engine's difference: what was done then
  Effect after = Effect::allow;
  std::vector<std::string> clauses;

  auto operator<=>(const Sample&) const = default;
};

// The few that are shown of many.
class Samples {
 public:
  bool wants(std::uint64_t rank) const { return kept_.size() < max_samples || rank < kept_.rbegin()->rank; }
  void add(Sample sample);
  void merge(const Samples& other);
  const std::set<Sample>& kept() const { return kept_; }

 private:
  std::set<Sample> kept_;
};

struct ClauseTally {
  std::uint64_t before = 0;  // texts it touches under the old policy
  std::uint64_t after = 0;
  std::uint64_t not_judgeable = 0;  // under the new one
  std::uint64_t released = 0;       // texts that a person allowed and it would hold or refuse
  Samples gained, lost;
};

struct GroupTally {  // a language, a month
  ByEffect before{}, after{};
  std::uint64_t changed = 0;
};

struct EngineTally {  // texts judged by one engine when they came
  std::uint64_t texts = 0;
  std::uint64_t differ = 0;
};

// Everything is a sum, so that tallies can be merged.
struct ReplayTally {
  std::uint64_t texts = 0;
  std::uint64_t erased = 0;                 // rows whose text is gone
  std::array<ByEffect, effects> actions{};  // [old][new]
  std::map<std::string, ClauseTally, std::less<>> clauses;
  std::map<std::string, GroupTally, std::less<>> languages;  // '' unknown
  std::map<int, GroupTally> months;
  std::uint64_t decided = 0;       // texts a person decided about
  std::uint64_t would_stop = 0;    // allowed by a person, now held or refused
  std::uint64_t would_pass = 0;    // restricted by a person, now allowed or advised against
  std::uint64_t never_judged = 0;  // imported, or of a corpus
  std::uint64_t rule_unknown = 0;  // judged when they came, by a policy that is not known
  std::uint64_t engine_differs = 0;
  std::map<Hash256, EngineTally> engines;  // by the engine that judged then; zero: not recorded
  Samples stopped, passed, differing;

  void merge(const ReplayTally& other);
};

// Judges texts by an old and a new policy and adds them to a tally. One for each thread.
class Replaying {
 public:
  // `before` null: there is no old policy to compare with. `only`: ids of the clauses that count; empty: all.
  Replaying(const Judge* before, const Judge& after, std::vector<std::string> only);

  void add(const Archived& archived);
  void add_erased() { ++tally_.erased; }
  const ReplayTally& tally() const { return tally_; }

 private:
  Judgement judged(const Judge& judge, const Archived& archived, FactSet lacks) const;
  void count_clauses(const Archived& archived, const Judgement& before, const Judgement& after, Effect was, Effect is);
  void compare_with_people(const Archived& archived, const Judgement& after, Effect was, Effect is);
  void compare_with_then(const Archived& archived, const Judgement& before, FactSet lacks);

  const Judge* before_;
  const Judge& after_;
  std::vector<std::string> only_;
  ReplayTally tally_;
};

// The clauses of `verdict` named in `stopped` do nothing stricter than hold.
Verdict braked(Verdict verdict, const std::vector<std::string_view>& stopped);

Effect effect_of(const Judgement& judgement);

}  // namespace comity::policy
