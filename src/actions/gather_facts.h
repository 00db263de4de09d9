// What a verdict looks at beside the text, as it is known now. Inside the room only.
#pragma once

#include "actions/world.h"

namespace comity::actions {

struct Writing {
  const text::CheckedText& text;
  const discussion::Story& story;
  bool story_is_new = false;  // nothing of it is stored yet
  const discussion::Author& author;
  bool author_is_new = false;
  const store::StoredComment* parent = nullptr;  // the comment it answers
  const discussion::Comment* edited = nullptr;   // the comment whose text it replaces: counts leave it out
  std::int64_t source_10m = 0;
};

// The author's comments in this story of the last 24 hours, newest first: for repetitions, corrections, likeness.
inline constexpr std::size_t own_comments_looked_at = 20;

struct Gathered {
  policy::Facts facts;
  campaign::Fingerprint print;  // of the text without its quotations: what SiteTexts keeps of it once it is stored
};

// Errors: those of the store.
Result<Gathered> gather_facts(World& world, const Writing& writing, const std::vector<store::StoredComment>& own_lately,
                              Time now);

}  // namespace comity::actions
