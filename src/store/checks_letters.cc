#include "store/checks_letters.h"

#include <algorithm>
#include <string_view>

namespace comity::store {
namespace {

constexpr std::int64_t random_ids_end = std::int64_t{1} << 62;
constexpr std::size_t max_tag_bytes = 35;  // BCP 47 section 4.4.1

tl::unexpected<Error> wrong(std::string_view write, std::string_view what) {
  return fail(Error::Code::invalid, std::string(write) + ": " + std::string(what));
}

bool is_tag(std::string_view tag) {
  return !tag.empty() && tag.size() <= max_tag_bytes && std::all_of(tag.begin(), tag.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

template <class Tag>
bool is_random(Id<Tag> id) {
  return id.value > 0 && id.value < random_ids_end;
}

}  // namespace

Done check(const AddContact& w) {
  const discussion::Contact& c = w.contact;
  if (!is_random(c.id)) return wrong("AddContact", "its id is not in 1 .. 2^62-1");
  if (c.owner.id < 1) return wrong("AddContact", "it is nobody's");
  if (c.only && c.owner.kind != discussion::OwnerKind::author)
    return wrong("AddContact", "only an author's is for one comment");
  if (c.wants.daily && c.owner.kind != discussion::OwnerKind::staff)
    return wrong("AddContact", "the daily letter is the staff's");
  const auto address = discussion::checked_address(c.address);
  if (!address || *address != c.address) return wrong("AddContact", "that is no address");
  if (!is_tag(c.language)) return wrong("AddContact", "that is no language");
  return {};
}

Done check(const ConfirmContact&) { return {}; }

Done check(const SetContact& w) {
  if (w.language && !is_tag(*w.language)) return wrong("SetContact", "that is no language");
  return {};
}

Done check(const RemoveContact&) { return {}; }

Done check(const QueueLetter& w) {
  const discussion::Letter& l = w.letter;
  if (!is_random(l.id)) return wrong("QueueLetter", "its id is not in 1 .. 2^62-1");
  if (l.link == Key128{}) return wrong("QueueLetter", "it has no link");
  if (!is_tag(l.language)) return wrong("QueueLetter", "that is no language");
  if (l.comment && !l.story) return wrong("QueueLetter", "a comment is named with its story");
  if (l.tried != 0 || l.last_try || l.sent || l.given_up) return wrong("QueueLetter", "it was tried already");
  return {};
}

Done check(const TryLetter&) { return {}; }
Done check(const PostponeLetter&) { return {}; }
Done check(const LetterSent&) { return {}; }
Done check(const GiveUpLetter&) { return {}; }
Done check(const UseLetter&) { return {}; }
Done check(const TidyLetters&) { return {}; }

}  // namespace comity::store
