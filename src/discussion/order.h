// An order of an authority, and a suspicion that somebody's life is in danger: what is written down of both.
//
// Regulation (EU) 2022/2065, Art. 9 (orders to act against illegal content), 10 (orders to provide information),
// 15(1)(a) (counted in the yearly report), 18 (suspicion of offences that threaten life or safety).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/time.h"

namespace comity::discussion {

using OrderId = Id<struct OrderTag>;    // random, 1 .. 2^62-1, unique in its site; made by the action
using DangerId = Id<struct DangerTag>;  // the same

enum class Ordered : std::uint8_t { act, inform };
std::string_view name(Ordered ordered);
std::optional<Ordered> ordered_from(std::string_view name);

inline constexpr std::size_t max_order_words = 2000;  // code points; of each of its texts

struct Order {
  SiteId site;
  OrderId id;
  StoryId story;  // of the comment it is about; none: of no single one
  CommentId comment;
  Ordered ordered = Ordered::act;
  std::string authority;      // who ordered it
  std::string country;        // ISO 3166-1, two capitals; '' unknown
  std::string reference;      // the authority's own
  std::string ground;         // the law it names
  std::string what;           // what is ordered, in words
  std::string secret_ground;  // the law that forbids to tell the author; '': they are told
  Time received;
  Time recorded;
  std::string recorded_by;  // sign-in name; never shown to the public
  DecisionId decision;      // that carried it out; none: nothing was taken down for it

  bool operator==(const Order&) const = default;
};

// Somebody's life may be in danger: what is stored of the comment is kept, whatever would be emptied by then, until a
// person ends it. If its author erases it meanwhile, it is kept for the authorities alone (discussion/sealed.h).
struct Danger {
  SiteId site;
  DangerId id;
  StoryId story;
  CommentId comment;
  std::string words;  // what whoever noted it saw; ''
  Time noted;
  std::string noted_by;       // sign-in name; never shown to the public
  std::optional<Time> ended;  // none: it keeps what is held
  std::string ended_by;       // with `ended`
  std::string sealed{};       // what its author erased, as discussion::to_json gives it; '' nothing, or ended

  bool operator==(const Danger&) const = default;
};
inline bool is_sealed(const Danger& danger) { return !danger.sealed.empty(); }

}  // namespace comity::discussion
