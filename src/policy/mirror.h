// Whether a policy judges both sides of a dispute alike: the names of its [[sides]] are exchanged, both ways at once,
// and what comes out otherwise is told with the words that made it so.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "policy/judgement.h"

namespace comity::policy {

// A name in a text and what stands in its place in the mirrored one.
struct Exchange {
  text::Span from;  // of the text
  text::Span to;    // of the mirrored text
};

struct Mirrored {
  std::string text;
  std::vector<Exchange> exchanges;  // in order; empty: the text holds no name

  text::Span moved(text::Span of_text) const;
};

// The names of a policy's sides with their inflected forms (data/inflection/, all languages), ready to be found.
// Whole words; a form of one name becomes the same form of the other where that has one, else its ending is kept; all
// capitals stay capitals and small letters small. Names in disguise are not exchanged.
class Mirror {
 public:
  explicit Mirror(const std::vector<Sides>& sides);

  bool empty() const { return forms_.empty(); }
  // Linear in the text. With `only`, the names that are this one when written small.
  Mirrored mirrored(std::string_view text, std::string_view only = {}) const;

 private:
  struct Form {
    std::vector<std::string> words;  // in small letters
    std::string into;
  };
  void add(const std::string& name, const std::string& into);
  void add_form(std::string_view form, const std::string& into);

  std::map<std::string, std::vector<Form>, std::less<>> forms_;  // by their first word; longest first
};

// A verdict that changes when the names are exchanged.
struct MirrorChange {
  std::string where;
  std::string text, mirrored;
  Judgement before, after;
  std::vector<std::string> words;  // those of the text that make the difference

  bool operator==(const MirrorChange&) const = default;
};

inline constexpr std::size_t max_mirror_changes = 1'000;  // told one by one; all are counted

struct MirrorTally {
  std::uint64_t texts = 0;
  std::uint64_t exchanged = 0;  // texts that hold a name
  std::uint64_t changed = 0;
  std::map<std::pair<std::uint64_t, std::string>, MirrorChange> changes;  // by order and place: the first are told

  void merge(const MirrorTally& other);
};

// Judges texts and their mirror images, with the names in the story's section and tags exchanged too. All else that a
// verdict looks at stays as it was. One for each thread; the mirror and the judge are shared.
class Mirroring {
 public:
  Mirroring(const Mirror& mirror, const Judge& judge) : mirror_(mirror), judge_(judge) {}

  void add(std::uint64_t order, std::string_view where, const text::CheckedText& text, const Facts& facts,
           const StoryFacts& story);
  const MirrorTally& tally() const { return tally_; }

 private:
  StoryFacts mirrored(const StoryFacts& story, std::vector<std::string>* names) const;
  Judgement judged(const Mirrored& mirrored, const Facts& facts, const StoryFacts& story) const;

  const Mirror& mirror_;
  const Judge& judge_;
  MirrorTally tally_;
};

// The document's own examples.
MirrorTally mirrored_examples(const Compiled& policy);

// "tried on both sides: 48,210 texts, …" and each change; for a terminal.
std::string to_text(const Compiled& policy, const MirrorTally& tally);
std::string to_json(const Compiled& policy, const MirrorTally& tally);  // one object and a line's end

}  // namespace comity::policy
