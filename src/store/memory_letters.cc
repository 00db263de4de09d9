// Addresses and letters of a site, in plain containers.
#include <algorithm>
#include <tuple>

#include "store/memory_model.h"

namespace comity::store::memory {
namespace {

using discussion::Contact;
using discussion::ContactId;
using discussion::Letter;
using discussion::LetterId;
using discussion::OwnerKind;

tl::unexpected<Error> missing(const std::string& what) { return fail(Error::Code::not_found, "no such " + what); }
tl::unexpected<Error> conflict(std::string what) { return fail(Error::Code::conflict, std::move(what)); }

void remove(Mailbox& box, ContactId id) {
  box.contacts.erase(id);
  std::erase_if(box.letters, [&](const auto& one) { return one.second.to == id; });
}

}  // namespace

Mailbox without_contacts(Mailbox box, AuthorId author, std::optional<CommentPlace> only) {
  std::vector<ContactId> gone;
  for (const auto& [id, contact] : box.contacts) {
    const bool is_it = !only || contact.only == discussion::Case{only->story, only->comment};
    if (author && contact.owner == discussion::owner(author) && is_it) gone.push_back(id);
  }
  for (const ContactId id : gone) remove(box, id);
  return box;
}

Mailbox without_contacts(Mailbox box, const discussion::ContactOwner& owner) {
  for (const Contact& contact : contacts_of(box, owner)) remove(box, contact.id);
  return box;
}

Mailbox recalled(Mailbox box, StoryId story, CommentId comment) {
  for (auto& [id, letter] : box.letters)
    if (letter.story == story && letter.comment == comment && letter.tried > 0 &&
        letter.kind != discussion::LetterKind::confirm)
      letter.recalled = true;
  return box;
}

namespace {

template <class Change>
Result<Mailbox> waiting_changed(Mailbox box, LetterId id, const Change& change) {
  const auto found = box.letters.find(id);
  if (found == box.letters.end()) return missing("letter");
  if (!is_waiting(found->second)) return conflict("the letter was sent or given up");
  change(found->second);
  return box;
}

bool is_accounts(const SiteRow& in, const Contact& c) {
  if (c.owner.kind != OwnerKind::author) return false;
  const auto author = in.authors.find(AuthorId{c.owner.id});
  return author != in.authors.end() && author->second.kind == policy::AuthorKind::account;
}

template <class Wanted>
std::vector<Contact> contacts_where(const Mailbox& box, const Wanted& wanted) {
  std::vector<Contact> out;
  for (const auto& [id, contact] : box.contacts)
    if (wanted(contact)) out.push_back(contact);
  return out;
}

}  // namespace

Done owner_is_there(const SiteRow& in, const AddContact& w) {
  const Contact& c = w.contact;
  if (c.owner.kind == OwnerKind::author && !in.authors.contains(AuthorId{c.owner.id})) return missing("author");
  if (c.owner.kind == OwnerKind::staff) {
    const auto person = in.staff.people.find(PersonId{c.owner.id});
    if (person == in.staff.people.end() || person->second.person.removed) return missing("person");
  }
  if (!c.only) return {};
  const auto story = in.stories.find(c.only->story);
  if (story == in.stories.end() || !story->second.comments.contains(c.only->comment)) return missing("comment");
  return {};
}

Done owner_is_there(const SiteRow& in, const ConfirmContact& w) {
  const auto found = in.mailbox.contacts.find(w.contact);
  if (found == in.mailbox.contacts.end() || found->second.confirmed || found->second.only) return {};
  const Contact& c = found->second;
  if (!is_accounts(in, c)) return {};
  for (const Contact& other : contacts_at(in, c.address))
    if (other.owner.kind == OwnerKind::author && other.owner != c.owner)
      return conflict("another account has this address");
  return {};
}

Result<Mailbox> after(Mailbox box, const AddContact& w, Time) {
  if (box.contacts.contains(w.contact.id)) return conflict("a contact with this id is there already");
  if (contacts_of(box, w.contact.owner).size() >= discussion::most_contacts)
    return conflict("the owner has too many addresses");
  Contact& added = box.contacts[w.contact.id] = w.contact;
  added.site = box.site;
  return box;
}

Result<Mailbox> after(Mailbox box, const ConfirmContact& w, Time at) {
  const auto found = box.contacts.find(w.contact);
  if (found == box.contacts.end()) return missing("contact");
  if (found->second.confirmed) return box;
  found->second.confirmed = at;
  const Contact confirmed = found->second;
  for (const Contact& other : contacts_of(box, confirmed.owner))
    if (other.id != confirmed.id && other.only == confirmed.only) remove(box, other.id);
  return box;
}

Result<Mailbox> after(Mailbox box, const SetContact& w, Time) {
  const auto found = box.contacts.find(w.contact);
  if (found == box.contacts.end()) return missing("contact");
  if (w.wants && w.wants->daily && found->second.owner.kind != OwnerKind::staff)
    return fail(Error::Code::invalid, "SetContact: the daily letter is the staff's");
  if (w.wants) found->second.wants = *w.wants;
  if (w.language) found->second.language = *w.language;
  return box;
}

Result<Mailbox> after(Mailbox box, const RemoveContact& w, Time) {
  remove(box, w.contact);
  return box;
}

Result<Mailbox> after(Mailbox box, const QueueLetter& w, Time) {
  const Letter& l = w.letter;
  if (!box.contacts.contains(l.to)) return box;
  const auto about = [](const Letter& one) { return std::tie(one.to, one.kind, one.story, one.comment, one.about); };
  for (const auto& [id, other] : box.letters)
    if (about(other) == about(l) && !other.given_up) return box;
  std::erase_if(box.letters, [&](const auto& one) { return about(one.second) == about(l); });
  for (const auto& [id, other] : box.letters)
    if (id == l.id || other.link == l.link) return conflict("a letter with this id or link is there already");
  Letter& added = box.letters[l.id] = l;
  added.site = box.site;
  return box;
}

Result<Mailbox> after(Mailbox box, const TryLetter& w, Time at) {
  return waiting_changed(std::move(box), w.letter, [&](Letter& letter) {
    ++letter.tried;
    letter.last_try = at;
    letter.next_try = w.next;
    letter.recalled = false;
  });
}

Result<Mailbox> after(Mailbox box, const PostponeLetter& w, Time) {
  return waiting_changed(std::move(box), w.letter, [&](Letter& letter) { letter.next_try = w.until; });
}

Result<Mailbox> after(Mailbox box, const LetterSent& w, Time at) {
  return waiting_changed(std::move(box), w.letter, [&](Letter& letter) { letter.sent = at; });
}

Result<Mailbox> after(Mailbox box, const GiveUpLetter& w, Time at) {
  return waiting_changed(std::move(box), w.letter, [&](Letter& letter) { letter.given_up = at; });
}

Result<Mailbox> after(Mailbox box, const UseLetter& w, Time) {
  if (box.letters.erase(w.letter) == 0) return missing("letter");
  return box;
}

Result<Mailbox> after(Mailbox box, const TidyLetters& w, Time) {
  for (const Contact& old :
       contacts_where(box, [&](const Contact& c) { return !c.confirmed && c.added < w.contacts_before; }))
    remove(box, old.id);
  std::erase_if(box.letters, [&](const auto& one) {
    const auto done = one.second.sent ? one.second.sent : one.second.given_up;
    return done && *done < w.letters_before;
  });
  return box;
}

std::vector<Contact> contacts_of(const Mailbox& box, const discussion::ContactOwner& owner) {
  return contacts_where(box, [&](const Contact& c) { return c.owner == owner; });
}

std::vector<Contact> contacts_at(const SiteRow& in, std::string_view address) {
  return contacts_where(in.mailbox, [&](const Contact& c) {
    if (!c.confirmed || c.only || c.address != address) return false;
    return c.owner.kind == OwnerKind::staff || is_accounts(in, c);
  });
}

std::vector<Contact> daily_contacts(const Mailbox& box) {
  return contacts_where(box, [](const Contact& c) { return c.confirmed && c.wants.daily; });
}

std::vector<Letter> letters_by_link(const Mailbox& box, const Key128& link) {
  std::vector<Letter> out;
  for (const auto& [id, letter] : box.letters)
    if (letter.link == link) out.push_back(letter);
  return out;
}

std::vector<Letter> due_letters(const Mailbox& box, Time now, std::size_t limit) {
  std::vector<Letter> out;
  for (const auto& [id, letter] : box.letters)
    if (is_waiting(letter) && letter.next_try <= now) out.push_back(letter);
  std::sort(out.begin(), out.end(),
            [](const Letter& a, const Letter& b) { return std::tie(a.next_try, a.id) < std::tie(b.next_try, b.id); });
  if (out.size() > limit) out.resize(limit);
  return out;
}

std::int64_t letters_to(const Mailbox& box, std::string_view address, Time since) {
  return std::count_if(box.letters.begin(), box.letters.end(), [&](const auto& one) {
    const Letter& letter = one.second;
    return letter.last_try && *letter.last_try >= since && box.contacts.at(letter.to).address == address;
  });
}

std::int64_t waiting_letters(const Mailbox& box) {
  return std::count_if(box.letters.begin(), box.letters.end(), [](const auto& one) { return is_waiting(one.second); });
}

std::vector<Letter> letters_from(const Mailbox& box, LetterId from, std::size_t limit) {
  std::vector<Letter> out;
  for (auto at = box.letters.upper_bound(from); at != box.letters.end() && out.size() < limit; ++at)
    out.push_back(at->second);
  return out;
}

}  // namespace comity::store::memory
