// Letters to those who left an address: queued in the change that they tell of, so that neither goes without the other.
#pragma once

#include "actions/world.h"
#include "discussion/letter.h"

namespace comity::actions {

// The token in a letter's links. It follows from secret.key and the letter's id, so that it need not be kept: the store
// has a keyed hash of it (`link_hash`), which opens nothing.
Key128 link_token(const World& world, SiteId site, discussion::LetterId letter);
Key128 link_hash(const World& world, SiteId site, const Key128& token);

struct LetterAbout {
  discussion::LetterKind kind = discussion::LetterKind::decision;
  StoryId story{};  // of a comment; none
  CommentId comment{};
  std::int64_t about = 0;  // discussion/letter.h
};
// A letter to `to`, in its language.
store::QueueLetter letter_to(World& world, const discussion::Contact& to, const LetterAbout& about);

// `change` with the letters that it makes: to the author of a comment that a person decided about, to who appealed, to
// the author of what a newly published comment answers, to who reported - where they left an address and want to hear
// of it.
Result<store::Change> with_letters(World& world, store::Change change);

// store.commit of `change` with its letters. Errors: those of the store.
Result<store::Outcome> commit_with_letters(World& world, store::Change change);

}  // namespace comity::actions
