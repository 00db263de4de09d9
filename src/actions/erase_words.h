// Erasure: somebody's words and data are taken out of everything that is stored, for good.
//
// What is emptied and what stays: docs/operate/personal-data.md.
#pragma once

#include <cstddef>
#include <cstdint>

#include "actions/world.h"

namespace comity::actions {

struct ErasedCount {
  std::int64_t comments = 0;
  std::int64_t quotations = 0;  // of them, in others' comments
  bool finished = true;         // false: some of the author's comments are left (go_on_erasing)
  std::int64_t reports = 0;     // that the author had sent: nothing says any more that it was they

  bool operator==(const ErasedCount&) const = default;
};

// One comment with its history, and the quotations of it; its author's other comments and key stay. Erased already:
// nothing happens. Errors: those of the store.
Result<ErasedCount> erase_comment(World& world, const discussion::Comment& comment);

// An author: what they reported is forgotten as theirs; from then on no key opens anything; then their comments, at
// most about `at_most` of them at once. What is left is erased by the server within a minute, and by every further
// call. Errors: `not_found`.
Result<ErasedCount> erase_author(World& world, SiteId site, AuthorId author, std::size_t at_most);

// Comments of an author about which a danger to life is open: when they are erased, they are kept for the authorities
// alone (discussion/sealed.h), and whoever erases is told. Errors: those of the store.
Result<std::int64_t> kept_for_authorities(World& world, SiteId site, AuthorId author);

// Goes on where an erasure stopped. `finish`: when no comment is left it is over; a post that was on its way when the
// erasure began may still come in the seconds after. Errors: `not_found`.
Result<ErasedCount> go_on_erasing(World& world, SiteId site, AuthorId author, std::size_t at_most, bool finish);

// So many are a good step while a reader waits for the page.
inline constexpr std::size_t erased_at_once = 200;

}  // namespace comity::actions
