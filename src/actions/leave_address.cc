#include "actions/leave_address.h"

#include <algorithm>

namespace comity::actions {

using discussion::Contact;
using discussion::LetterKind;
using discussion::OwnerKind;

namespace {

template <class... Writes>
Done commit(World& world, SiteId site, Writes... writes) {
  const store::Change change{world.random.key128(), site, world.clock.now(), {std::move(writes)...}};
  return world.store.commit(change).map([](const auto&) {});
}

bool is_authors_own(const World& world, const discussion::Author& author, const std::optional<Key128>& guest_key) {
  return guest_key && author.token_hash == guest_hash(world, author.site, *guest_key);
}

}  // namespace

Result<Contact> leave_address(World& world, const LeaveAddress& request) {
  Contact contact;
  COMITY_TRY(contact.address, discussion::checked_address(request.address));
  COMITY_TRY(const auto comment, world.store.by_receipt(request.receipt));
  if (comment.erased) return fail(Error::Code::not_found, "the comment is erased");
  COMITY_TRY(const auto author, world.store.author(comment.site, comment.author));
  contact.site = comment.site;
  contact.owner = discussion::owner(author.id);
  if (!is_authors_own(world, author, request.guest_key)) contact.only = discussion::Case{comment.story, comment.id};
  COMITY_TRY(const auto there, world.store.contacts_of(comment.site, contact.owner));
  const auto same = std::find_if(there.begin(), there.end(), [&](const Contact& one) {
    return one.confirmed && one.address == contact.address && one.only == contact.only;
  });
  contact.wants = request.wants;
  contact.wants.daily = false;  // whatever the form held: it is the staff's
  if (same != there.end()) {
    COMITY_CHECK(commit(world, comment.site, store::SetContact{same->id, contact.wants, request.language}));
    return world.store.contact(comment.site, same->id);
  }
  contact.id = {world.random.below(std::int64_t{1} << 62)};
  contact.language = request.language;
  contact.added = world.clock.now();
  COMITY_CHECK(commit(world, comment.site, store::AddContact{contact},
                      letter_to(world, contact, {LetterKind::confirm, comment.story, comment.id, 0})));
  return contact;
}

Result<std::vector<Contact>> addresses_for(World& world, const discussion::Comment& comment) {
  if (!comment.author) return std::vector<Contact>{};
  COMITY_TRY(auto contacts, world.store.contacts_of(comment.site, discussion::owner(comment.author)));
  std::erase_if(contacts, [&](const Contact& one) {
    return one.only && *one.only != discussion::Case{comment.story, comment.id};
  });
  return contacts;
}

Result<OpenedLetter> open_letter(World& world, const discussion::Site& site, const Key128& token) {
  OpenedLetter opened;
  opened.site = site;
  COMITY_TRY(opened.letter, world.store.letter_by_link(site.id, link_hash(world, site.id, token)));
  if (opened.letter.kind == LetterKind::sign_in) return fail(Error::Code::not_found, "a link that signs in, elsewhere");
  COMITY_TRY(opened.contact, world.store.contact(site.id, opened.letter.to));
  const bool late = opened.letter.queued + discussion::confirmation_lasts <= world.clock.now();
  if (asks_whose(opened.letter) && !opened.contact.confirmed && late)
    return fail(Error::Code::not_found, "the question was open for two days");
  return opened;
}

Done confirm_address(World& world, const OpenedLetter& letter) {
  COMITY_CHECK(commit(world, letter.site.id, store::ConfirmContact{letter.contact.id}));
  if (letter.contact.owner.kind != OwnerKind::report) return {};
  // Somebody may have decided before: whoever reported hears of it now. Looked for behind the confirmation, so that no
  // answer slips between; the same letter twice is one.
  COMITY_TRY(const auto report, world.store.report(letter.site.id, {letter.contact.owner.id}));
  if (waits(report)) return {};
  return commit(world, letter.site.id,
                letter_to(world, letter.contact,
                          {LetterKind::report_outcome, report.story, report.comment, report.answer.value}));
}

Done set_wants(World& world, const OpenedLetter& letter, discussion::Wants wants) {
  if (letter.contact.owner.kind != OwnerKind::staff) wants.daily = false;
  return commit(world, letter.site.id, store::SetContact{letter.contact.id, wants, std::nullopt});
}

Done stop_letters(World& world, const OpenedLetter& letter) {
  const Contact& contact = letter.contact;
  if (contact.owner.kind == OwnerKind::author) {
    COMITY_TRY(const auto author, world.store.author(letter.site.id, AuthorId{contact.owner.id}));
    if (author.kind == policy::AuthorKind::account)
      return commit(world, letter.site.id,
                    store::SetContact{contact.id, discussion::Wants{false, false, false}, std::nullopt});
  }
  return commit(world, letter.site.id, store::RemoveContact{contact.id});
}

}  // namespace comity::actions
