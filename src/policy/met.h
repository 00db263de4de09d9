// What a walk through the trie has met so far, and what is allowed together.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "policy/lexicon.h"
#include "policy/lexicon_trie.h"
#include "policy/units.h"

namespace comity::policy {

// Letters by script of a whole comment.
class ScriptCounts {
 public:
  explicit ScriptCounts(std::span<const Unit> units) : units_(units) {}
  // Counted when first asked for: most comments never ask.
  std::uint32_t of(std::uint8_t script) const;
  std::uint32_t total() const;

 private:
  void count() const;
  std::span<const Unit> units_;
  mutable std::vector<std::uint32_t> letters_;
  mutable std::uint32_t total_ = 0;
};

// Two walks at the same place of the text and the trie that have met the same go on alike: that is what the engines
// remember, so all that the rules ask of a walk is in here, or can be seen in the text.
struct Met {
  enum Mode : std::uint8_t { plain, by_shape, by_sound };
  std::uint8_t natural = 0;  // letters as in the entry
  std::uint8_t alike = 0;    // letters that look like it
  std::uint8_t meant = 0;    // digits and signs for letters
  std::uint8_t drawn = 0;    // several characters for one letter
  std::uint8_t masks = 0;    // signs in the place of a letter
  std::uint8_t gaps = 0;     // places where signs or blanks stand between letters
  std::uint8_t changes = 0;  // of the signs between
  std::uint8_t doubled = 0;  // letters written twice for once
  std::uint8_t stretched = 0;
  std::uint8_t piece = 0;  // letters since the last gap, at most 2
  Mode mode = plain;
  enum Glue : std::uint8_t { none, x_before, something_behind, capital };  // as much as it costs
  Glue glue = none;
  std::uint16_t separator = 0;  // a hash of the first gap's signs
  std::uint16_t flags = 0;
  char32_t mask = 0;

  enum Flag : std::uint16_t {
    soft_mask = 1,
    long_piece = 2,  // two letters or more stand together somewhere
    blank_gap = 4,
    sign_gap = 8,
    hyphen = 16,  // a sign between that words have anyway
    apostrophe = 32,
    several = 64,       // one character for several letters of the entry
    digit = 128,        // or two letters for one: what no other language writes so
    phrase_sign = 256,  // words of a phrase joined by something else than blanks
    formula = 512,      // / + = * & between
    code = 2048,        // || && == between
    plain_sign = 8192,  // a sign between that is no picture
    word_sign = 4096,   // a sign between that words may have
    odd_sign = 1024,    // a sign between that words never have
  };
  bool has(Flag flag) const { return (flags & flag) != 0; }
  void set(Flag flag) { flags = static_cast<std::uint16_t>(flags | flag); }
  bool is_apart() const { return gaps > 0 && !has(long_piece) && piece < 2; }

  // Nothing that follows can make it allowed.
  bool is_hopeless() const;
  // How far from the plain word.
  int cost() const;
  auto operator<=>(const Met&) const = default;
};

// Whether a walk from `start` to `end` (units) that ends at `node` is the entry, disguised, and not something else.
struct Question {
  std::span<const Unit> units;
  const ScriptCounts& scripts;
  std::size_t start = 0;
  std::size_t end = 0;
  const TrieNode& node;
  const LexiconEntry& entry;
  std::uint8_t script = 0;  // of the entry's letters

  // A letter or a digit stands at unit `i`.
  bool is_word(std::size_t i) const { return i < units.size() && units[i].is_word; }
};
bool is_allowed(const Question& q, const Met& met);

// The most a disguise may cost, by the entry's letters.
int cost_bound(int letters);

}  // namespace comity::policy
