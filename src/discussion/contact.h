// An address that somebody left for letters: whose it is, what it is for, whether they have shown that it is theirs.
//
// Source: RFC 5321 section 4.1.2 (Mailbox; dot-string, no quoted local parts), section 4.5.3.1 (lengths).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "discussion/staff.h"

namespace comity::discussion {

using ContactId = Id<struct ContactTag>;  // random, 1 .. 2^62-1, unique in its site; made by the action

enum class OwnerKind : std::uint8_t { author, report, staff };
std::string_view name(OwnerKind kind);
std::optional<OwnerKind> owner_kind_from(std::string_view name);

// Whose address it is: an author (a guest or an account), who made a report, or a person of the staff.
struct ContactOwner {
  OwnerKind kind = OwnerKind::author;
  std::int64_t id = 0;  // AuthorId, ReportId, PersonId
  auto operator<=>(const ContactOwner&) const = default;
};
inline ContactOwner owner(AuthorId author) { return {OwnerKind::author, author.value}; }
inline ContactOwner owner(PersonId person) { return {OwnerKind::staff, person.value}; }

struct Wants {
  bool decisions = true;  // about what they wrote, and what became of their appeals
  bool replies = false;   // to what they wrote
  bool daily = false;     // staff: what waits
  bool operator==(const Wants&) const = default;
};

struct Contact {
  SiteId site;
  ContactId id;
  ContactOwner owner;
  std::optional<Case> only{};  // letters about this comment alone: left by who had its receipt, not the guest's key
  std::string address;         // as checked_address gives it
  std::string language;        // a catalogue's tag
  Wants wants;
  Time added;
  std::optional<Time> confirmed{};  // none: nothing but the question whether it is theirs is sent there

  bool operator==(const Contact&) const = default;
};

// Whether a letter about this comment of the owner's goes there at all.
inline bool is_for(const Contact& contact, StoryId story, CommentId comment) {
  return contact.confirmed && (!contact.only || *contact.only == Case{story, comment});
}

inline constexpr std::size_t max_address_bytes = 254;        // RFC 5321 section 4.5.3.1.3, without brackets
inline constexpr std::chrono::hours confirmation_lasts{48};  // then an address nobody confirmed is forgotten
inline constexpr std::size_t most_contacts = 5;              // of an owner, unconfirmed ones among them

// "anna.b@example.org": ASCII before the '@', the host in its ASCII spelling ("xn--"), at least one dot in it.
// Errors: `invalid` - says which rule.
Result<std::string> checked_address(std::string_view typed);

}  // namespace comity::discussion
