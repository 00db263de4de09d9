#include "actions/reader_account.h"

#include <algorithm>

#include "actions/forget_reporter.h"
#include "actions/judge_words.h"
#include "actions/post_comment.h"
#include "discussion/names.h"
#include "discussion/staff.h"
#include "text/links.h"
#include "text/name.h"

namespace comity::actions {

using discussion::Account;
using discussion::Contact;
using discussion::LetterKind;
using discussion::OwnerKind;

namespace {

Done commit(World& world, SiteId site, std::vector<store::Write> writes) {
  const store::Change change{world.random.key128(), site, world.clock.now(), std::move(writes)};
  return world.store.commit(change).map([](const auto&) {});
}

std::string keyed_bytes(std::string_view what, SiteId site, std::string_view rest) {
  return std::string(what) + "\n" + std::to_string(site.value) + "\n" + std::string(rest);
}

Key128 session_hash(const World& world, SiteId site, const Key128& token) {
  return keyed_hash(world.secret, keyed_bytes("reader session", site, to_base64url(token)));
}

// A link's letter: `about` is a number of its own, so that one more is another letter.
store::QueueLetter link_letter(World& world, const Contact& to) {
  return letter_to(world, to, {LetterKind::sign_in, {}, {}, world.random.below(std::int64_t{1} << 62)});
}

Contact unconfirmed(World& world, SiteId site, AuthorId author, std::string address, std::string language) {
  Contact contact;
  contact.site = site;
  contact.id = {1 + world.random.below((std::int64_t{1} << 62) - 1)};
  contact.owner = discussion::owner(author);
  contact.address = std::move(address);
  contact.language = std::move(language);
  contact.added = world.clock.now();
  return contact;
}

std::optional<Contact> accounts_among(const std::vector<Contact>& contacts) {
  const auto found = std::find_if(contacts.begin(), contacts.end(),
                                  [](const Contact& one) { return one.owner.kind == OwnerKind::author; });
  return found != contacts.end() ? std::optional(*found) : std::nullopt;
}

// Under which decisions are made must not stand over a comment. Names to sign in with are nobody's business, and are
// not asked about here: the answer would tell them.
Result<bool> is_a_desk(World& world, const discussion::Site& site, const std::string& name) {
  COMITY_TRY(const auto people, world.store.people(site.id));
  std::vector<std::string> claimed;
  for (const discussion::Person& person : people) {
    if (!person.removed && !person.desk.empty()) claimed.push_back(person.desk);
  }
  return discussion::imitates(name, claimed);
}

Result<std::string> checked_account_name(World& world, const discussion::Site& site, const JoinReaders& wanted) {
  auto name = text::checked_name(wanted.name);
  if (!name) return fail(Error::Code::invalid, std::string(about_the_name) + name.error().detail);
  if (discussion::is_reserved(*name, site.name))
    return fail(Error::Code::forbidden, "the name would be taken for the desk's");
  if (!text::links_in(*name).empty()) return fail(Error::Code::invalid, std::string(about_the_name) + "holds a link");
  COMITY_TRY(const auto policy, world.policies.live(site));
  COMITY_CHECK(check_name(*policy, *name, {}, {}, wanted.language));
  COMITY_TRY(const bool desks, is_a_desk(world, site, *name));
  if (desks) return fail(Error::Code::conflict, "a desk there is called so");
  return name;
}

struct Joining {
  discussion::Author author;
  bool is_new = true;
};
// The guest whose comments come along, if the key is one's; else somebody new, whom no key stands for yet.
Result<Joining> who_joins(World& world, const discussion::Site& site, const std::optional<Key128>& guest_key) {
  if (guest_key) {
    auto found = world.store.author_by_token(site.id, guest_hash(world, site.id, *guest_key));
    if (found && found->kind == policy::AuthorKind::guest && !found->revoked_at)
      return Joining{*std::move(found), false};
    if (!found && found.error().code != Error::Code::not_found) return fail(found.error());
  }
  Joining joining;
  joining.author.site = site.id;
  joining.author.id = {1 + world.random.below((std::int64_t{1} << 62) - 1)};
  joining.author.first_seen = world.clock.now();
  return joining;
}

// Asked for again, by somebody whose letter did not come: the account that waits under this name with this address.
Result<std::optional<Contact>> waiting_contact(World& world, const discussion::Site& site, const std::string& look,
                                               const std::string& address) {
  const auto account = world.store.account_by_look(site.id, look);
  if (!account) {
    if (account.error().code == Error::Code::not_found) return std::nullopt;
    return fail(account.error());
  }
  const Error taken{Error::Code::conflict, "an account has this name, or one that looks like it"};
  if (account->opened) return fail(taken);
  COMITY_TRY(const auto contacts, world.store.contacts_of(site.id, discussion::owner(account->author)));
  for (const Contact& contact : contacts)
    if (!contact.confirmed && contact.address == address) return contact;
  return fail(taken);
}

}  // namespace

Key128 reader_key(const World& world, SiteId site, AuthorId account) {
  return keyed_hash(world.secret, keyed_bytes("reader key", site, std::to_string(account.value)));
}

Result<bool> is_anothers_name(World& world, const discussion::Site& site, std::string_view name,
                              const std::optional<Key128>& guest_key) {
  if (!site.reader_accounts) return false;
  const auto account = world.store.account_by_look(site.id, text::name_skeleton(name));
  if (!account) {
    if (account.error().code == Error::Code::not_found) return false;
    return fail(account.error());
  }
  if (!guest_key) return true;
  COMITY_TRY(const auto author, world.store.author(site.id, account->author));
  return author.token_hash != guest_hash(world, site.id, *guest_key);
}

Done join_readers(World& world, const discussion::Site& site, const JoinReaders& wanted) {
  COMITY_TRY(const std::string address, discussion::checked_address(wanted.address));
  COMITY_TRY(const std::string name, checked_account_name(world, site, wanted));
  const std::string look = text::name_skeleton(name);
  COMITY_TRY(const auto waits, waiting_contact(world, site, look, address));
  COMITY_TRY(const auto there, world.store.contacts_at(site.id, address));
  const auto known = accounts_among(there);
  std::vector<store::Write> writes;
  Contact contact = waits.value_or(Contact{});
  if (!waits) {
    // Also where the letter goes to another account: whether the name is free would tell that there is one.
    COMITY_TRY(const Joining joining, who_joins(world, site, known ? std::nullopt : wanted.guest_key));
    if (joining.is_new) writes.emplace_back(store::AddAuthor{joining.author});
    Account account;
    account.author = joining.author.id;
    account.name = name;
    account.look = look;
    account.created = world.clock.now();
    writes.emplace_back(store::AddAccount{account});
    contact = unconfirmed(world, site.id, account.author, address, wanted.language);
    writes.emplace_back(store::AddContact{contact});
  }
  writes.emplace_back(link_letter(world, known ? *known : contact));
  return commit(world, site.id, std::move(writes));
}

Done send_sign_in_link(World& world, const discussion::Site& site, std::string_view typed) {
  COMITY_TRY(const std::string address, discussion::checked_address(typed));
  COMITY_TRY(const auto there, world.store.contacts_at(site.id, address));
  if (const auto account = accounts_among(there)) return commit(world, site.id, {link_letter(world, *account)});
  // A change that does nothing, so that the answer takes as long.
  return commit(world, site.id, {store::TouchReaderSession{world.random.key128()}});
}

Result<OpenedLink> open_sign_in_link(World& world, const discussion::Site& site, const Key128& token) {
  if (!site.reader_accounts) return fail(Error::Code::not_found, "readers have no accounts here");
  OpenedLink link;
  COMITY_TRY(link.letter, world.store.letter_by_link(site.id, link_hash(world, site.id, token)));
  const bool late = link.letter.queued + discussion::sign_in_link_lasts <= world.clock.now();
  if (link.letter.kind != LetterKind::sign_in || late) return fail(Error::Code::not_found, "the link is over");
  COMITY_TRY(link.contact, world.store.contact(site.id, link.letter.to));
  COMITY_TRY(link.account, world.store.account(site.id, AuthorId{link.contact.owner.id}));
  return link;
}

Result<Key128> use_sign_in_link(World& world, const OpenedLink& link, std::string browser) {
  const Account& account = link.account;
  const Key128 token = world.random.key128();
  const Time now = world.clock.now();
  std::vector<store::Write> writes;
  writes.emplace_back(store::UseLetter{link.letter.id});
  if (!account.opened) {
    COMITY_TRY(const auto author, world.store.author(account.site, account.author));
    store::OpenAccount open{account.author,
                            guest_hash(world, account.site, reader_key(world, account.site, account.author))};
    if (author.token_hash) {
      open.reporter_before = reporter_hash(world, account.site, *author.token_hash);
      open.reporter = reporter_hash(world, account.site, open.key);
    }
    writes.emplace_back(open);
  }
  if (!link.contact.confirmed) writes.emplace_back(store::ConfirmContact{link.contact.id});
  writes.emplace_back(store::AddReaderSession{
      {session_hash(world, account.site, token), account.author, now, now, std::move(browser)}});
  COMITY_CHECK(commit(world, account.site, std::move(writes)));
  return token;
}

Result<Account> check_reader_password(World& world, PasswordGate& gate, const discussion::Site& site,
                                      std::string_view typed, std::string_view password) {
  std::optional<Account> account;
  std::string hash;
  if (const auto address = discussion::checked_address(typed)) {
    COMITY_TRY(const auto there, world.store.contacts_at(site.id, *address));
    if (const auto contact = accounts_among(there)) {
      COMITY_TRY(account, world.store.account(site.id, AuthorId{contact->owner.id}));
      COMITY_TRY(hash, world.store.account_password(site.id, account->author));
    }
  }
  const auto bytes = discussion::password_bytes(password);
  COMITY_TRY(const bool right, gate.check(hash, bytes ? std::string_view(*bytes) : std::string_view("-")));
  if (right && bytes && account && account->opened) return *std::move(account);
  return fail(Error::Code::forbidden, "no account has this address and this password");
}

Result<Key128> begin_reader_session(World& world, const Account& account, std::string browser) {
  const Key128 token = world.random.key128();
  const Time now = world.clock.now();
  COMITY_CHECK(commit(world, account.site,
                      {store::AddReaderSession{
                          {session_hash(world, account.site, token), account.author, now, now, std::move(browser)}}}));
  return token;
}

Result<CurrentReader> current_reader(World& world, const discussion::Site& site, const Key128& token) {
  if (!site.reader_accounts) return fail(Error::Code::not_found, "readers have no accounts here");
  const Time now = world.clock.now();
  COMITY_TRY(auto session, world.store.reader_session(site.id, session_hash(world, site.id, token)));
  if (discussion::is_over(session, now)) return fail(Error::Code::not_found, "the session is over");
  COMITY_TRY(auto account, world.store.account(site.id, session.account));
  // Written down seldom: that it failed now does no harm.
  if (now >= session.seen + discussion::reader_seen_step)
    (void)commit(world, site.id, {store::TouchReaderSession{session.key}});
  return CurrentReader{std::move(account), std::move(session)};
}

Done end_reader_sessions(World& world, const Account& account, const std::optional<Key128>& key,
                         const std::optional<Key128>& keep) {
  return commit(world, account.site, {store::EndReaderSessions{account.author, key, keep}});
}

Done set_reader_password(World& world, PasswordGate& gate, const discussion::Site& site, const CurrentReader& reader,
                         std::string_view typed) {
  const Account& account = reader.account;
  if (!discussion::is_fresh(reader.session, world.clock.now()))
    return fail(Error::Code::forbidden, "signed in too long ago");
  std::string hash;
  if (!typed.empty()) {
    COMITY_TRY(const std::string bytes, discussion::new_password(typed, account.name, site.key));
    COMITY_TRY(hash, gate.hash(bytes));
  }
  return commit(world, account.site, {store::SetReaderPassword{account.author, hash, reader.session.key}});
}

Done rename_reader(World& world, const discussion::Site& site, const CurrentReader& reader, std::string typed,
                   std::string language) {
  const Account& account = reader.account;
  if (!discussion::may_rename(account, world.clock.now()))
    return fail(Error::Code::forbidden, "its name was changed lately");
  COMITY_TRY(const std::string name,
             checked_account_name(world, site, {std::move(typed), "", std::move(language), std::nullopt}));
  if (name == account.name) return {};
  return commit(world, site.id, {store::RenameAccount{account.author, name, text::name_skeleton(name)}});
}

Done set_reader_address(World& world, const CurrentReader& reader, std::string_view typed, std::string language) {
  const Account& account = reader.account;
  if (!discussion::is_fresh(reader.session, world.clock.now()))
    return fail(Error::Code::forbidden, "signed in too long ago");
  COMITY_TRY(std::string address, discussion::checked_address(typed));
  Contact contact = unconfirmed(world, account.site, account.author, std::move(address), std::move(language));
  COMITY_TRY(const auto there, world.store.contacts_of(account.site, contact.owner));
  for (const Contact& one : there)
    if (one.confirmed && !one.only) contact.wants = one.wants;
  return commit(world, account.site,
                {store::AddContact{contact}, letter_to(world, contact, {LetterKind::confirm, {}, {}, 0})});
}

Done mute_author(World& world, const CurrentReader& reader, StoryId story, std::int64_t number) {
  COMITY_TRY(const auto comment, world.store.by_number(reader.account.site, story, number));
  if (!comment.comment.author) return fail(Error::Code::conflict, "the comment is nobody's");
  return commit(world, reader.account.site, {store::Mute{reader.account.author, story, comment.comment.id}});
}

Done unmute_author(World& world, const CurrentReader& reader, AuthorId muted) {
  return commit(world, reader.account.site, {store::Unmute{reader.account.author, muted}});
}

Result<std::vector<std::int64_t>> muted_numbers(World& world, const discussion::Site& site, StoryId story,
                                                const Key128& key) {
  std::vector<std::int64_t> none;
  if (!site.reader_accounts) return none;
  const auto author = world.store.author_by_token(site.id, guest_hash(world, site.id, key));
  if (!author) {
    if (author.error().code == Error::Code::not_found) return none;
    return fail(author.error());
  }
  if (author->kind != policy::AuthorKind::account) return none;
  return world.store.muted_in(site.id, story, author->id);
}

}  // namespace comity::actions
