// A letter that waits to be sent, or was sent. It holds no words and no address: both are looked up when it is sent, so
// that what was erased in the meantime is in no letter.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "discussion/contact.h"

namespace comity::discussion {

using LetterId = Id<struct LetterTag>;  // random, 1 .. 2^62-1; made by the action

enum class LetterKind : std::uint8_t {
  confirm,         // is this address yours?
  decision,        // about: the decision
  appeal,          // what became of it; about: the appeal
  reply,           // to a comment of theirs; the reply itself is named
  daily,           // to staff; about: the day, in days since 1970
  sign_in,         // a link that lets an account's reader in; about: a random number
  report_receipt,  // it arrived, and: is this address yours? about: the report
  report_outcome,  // what was decided upon it, or upon its contest; about: the decision
};
std::string_view name(LetterKind kind);
std::optional<LetterKind> letter_kind_from(std::string_view name);

struct Letter {
  SiteId site;
  LetterId id;
  LetterKind kind = LetterKind::decision;
  ContactId to;
  std::string language;  // a catalogue's tag
  StoryId story{};       // of the comment it is about; none
  CommentId comment{};
  std::int64_t about = 0;  // by kind, see there
  Key128 link;             // keyed hash of the token in its links
  Time queued;
  std::int64_t tried = 0;  // how often
  std::optional<Time> last_try{};
  Time next_try;
  std::optional<Time> sent{};
  std::optional<Time> given_up{};
  bool recalled = false;  // words in it were erased since its last try: nothing of that try may be left

  bool operator==(const Letter&) const = default;
};

// Whether it asks if the address is theirs, which nobody has said yet.
inline bool asks_whose(const Letter& letter) {
  return letter.kind == LetterKind::confirm || letter.kind == LetterKind::report_receipt;
}
inline bool is_waiting(const Letter& letter) { return !letter.sent && !letter.given_up; }

// Minutes after the first try, then ever longer: 1, 5, 25 minutes, 2 h, 10 h, a day, a day, a day. Nothing: it is given
// up (RFC 5321 section 4.5.4.1 asks for four to five days).
std::optional<std::chrono::minutes> wait_after(std::int64_t tries);

// How long its links lead anywhere, and it is remembered that it was sent: as long as a decision can be appealed
// against.
inline constexpr std::chrono::days letter_kept{184};

}  // namespace comity::discussion
