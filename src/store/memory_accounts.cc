// Authors and readers' accounts of a site, in plain containers.
#include <algorithm>
#include <tuple>

#include "store/memory_model.h"
#include "store/memory_sessions.h"

namespace comity::store::memory {
namespace {

using discussion::Account;
using discussion::Muted;
using discussion::ReaderSession;

tl::unexpected<Error> missing(std::string_view what) {
  return fail(Error::Code::not_found, "no such " + std::string(what));
}
tl::unexpected<Error> conflict(std::string what) { return fail(Error::Code::conflict, std::move(what)); }

// The row of an account that is open.
Result<AccountRow*> open_one(Readers& readers, AuthorId account) {
  const auto found = readers.accounts.find(account);
  if (found == readers.accounts.end()) return missing("account");
  if (!found->second.account.opened) return conflict("the account is not open");
  return &found->second;
}

bool look_is_anothers(const Readers& readers, std::string_view look, AuthorId account) {
  const Account* const has = account_by_look(readers, look);
  return has != nullptr && has->author != account;
}

void end_sessions(Readers& readers, AuthorId account, const std::optional<Key128>& keep) {
  end_sessions_of(readers.sessions, &ReaderSession::account, account, keep);
}

}  // namespace

Result<Readers> readers_after(const SiteRow& in, const AddAccount& w, Time) {
  const auto author = in.authors.find(w.account.author);
  if (author == in.authors.end() || author->second.kind != policy::AuthorKind::guest || author->second.erased)
    return missing("guest");
  Readers readers = in.readers;
  if (look_is_anothers(readers, w.account.look, w.account.author)) return conflict("an account looks like that");
  Account& added = readers.accounts[w.account.author].account = w.account;
  added.site = in.site.id;
  added.opened.reset();
  added.renamed.reset();
  added.has_password = false;
  return readers;
}

Done add_author(SiteRow& in, const AddAuthor& w, Undo& undo) {
  if (in.authors.contains(w.author.id)) return conflict("an author with this id is there already");
  if (w.author.token_hash && in.tokens.contains(*w.author.token_hash))
    return conflict("an author with this key is there already");
  discussion::Author added = w.author;
  added.site = in.site.id;
  added.published = added.refused = added.strikes = 0;
  added.restricted = false;
  if (added.token_hash) undo.insert(in.tokens, *added.token_hash, added.id);
  undo.insert(in.authors, added.id, added);
  return {};
}

Done open_account(SiteRow& in, const OpenAccount& w, Time at, Undo& undo) {
  const auto found = in.readers.accounts.find(w.account);
  if (found == in.readers.accounts.end()) return missing("account");
  if (found->second.account.opened) return {};
  const auto taken = in.tokens.find(w.key);
  if (taken != in.tokens.end() && taken->second != w.account) return conflict("an author with this key is there");
  discussion::Author author = in.authors.at(w.account);
  auto tokens = in.tokens;
  if (author.token_hash) tokens.erase(*author.token_hash);
  tokens[w.key] = w.account;
  undo.set(in.tokens, std::move(tokens));
  author.kind = policy::AuthorKind::account;
  author.token_hash = w.key;
  undo.set(in.authors.at(w.account), author);
  Readers readers = in.readers;
  readers.accounts[w.account].account.opened = at;
  undo.set(in.readers, std::move(readers));
  for (auto& [id, report] : in.reported.reports)
    if (w.reporter_before != Key128{} && report.reporter == w.reporter_before) undo.set(report.reporter, w.reporter);
  return {};
}

Result<Readers> readers_after(const SiteRow& in, const RenameAccount& w, Time at) {
  Readers readers = in.readers;
  COMITY_TRY(AccountRow * row, open_one(readers, w.account));
  if (look_is_anothers(readers, w.look, w.account)) return conflict("an account looks like that");
  Account& account = row->account;
  readers.former.erase(w.look);
  if (account.look != w.look)
    readers.former[account.look] = {w.account, discussion::FormerName{account.name, account.look, at}};
  account.name = w.name;
  account.look = w.look;
  account.renamed = at;
  return readers;
}

Result<Readers> readers_after(const SiteRow& in, const SetReaderPassword& w, Time) {
  Readers readers = in.readers;
  COMITY_TRY(AccountRow * row, open_one(readers, w.account));
  row->password = w.password;
  row->account.has_password = !w.password.empty();
  end_sessions(readers, w.account, w.keep);
  return readers;
}

Result<Readers> readers_after(const SiteRow& in, const AddReaderSession& w, Time at) {
  Readers readers = in.readers;
  COMITY_CHECK(open_one(readers, w.session.account));
  if (readers.sessions.contains(w.session.key)) return conflict("a session has this key already");
  begin_session(readers.sessions, &ReaderSession::account, w.session, discussion::most_reader_sessions, at);
  return readers;
}

Result<Readers> readers_after(const SiteRow& in, const TouchReaderSession& w, Time at) {
  Readers readers = in.readers;
  touch_session(readers.sessions, w.key, at);
  return readers;
}

Result<Readers> readers_after(const SiteRow& in, const EndReaderSessions& w, Time) {
  Readers readers = in.readers;
  end_session_or_all(readers.sessions, &ReaderSession::account, w.account, w.key, w.keep);
  return readers;
}

Result<Readers> readers_after(const SiteRow& in, const Mute& w, Time at) {
  Readers readers = in.readers;
  COMITY_CHECK(open_one(readers, w.account));
  const auto story = in.stories.find(w.story);
  if (story == in.stories.end() || !story->second.comments.contains(w.comment)) return missing("comment");
  const AuthorId author = story->second.comments.at(w.comment).comment.author;
  if (!author) return missing("author of the comment");
  if (author == w.account) return conflict("the comment is their own");
  auto& muted = readers.muted[w.account];
  if (muted.contains(author)) return in.readers;
  if (muted.size() >= discussion::most_muted) return conflict("too many are muted");
  muted.emplace(author, Muted{author, w.story, w.comment, at});
  return readers;
}

Result<Readers> readers_after(const SiteRow& in, const Unmute& w, Time) {
  Readers readers = in.readers;
  if (!readers.accounts.contains(w.account)) return missing("account");
  readers.muted[w.account].erase(w.muted);
  return readers;
}

Result<Readers> readers_after(const SiteRow& in, const ForgetAccounts& w, Time) {
  Readers readers = in.readers;
  std::erase_if(readers.accounts,
                [&](const auto& one) { return !one.second.account.opened && one.second.account.created < w.before; });
  std::erase_if(readers.former, [&](const auto& one) { return one.second.second.given_up < w.names_before; });
  return readers;
}

Readers without_reader(Readers readers, AuthorId author) {
  readers.accounts.erase(author);
  end_sessions(readers, author, {});
  std::erase_if(readers.former, [&](const auto& one) { return one.second.first == author; });
  readers.muted.erase(author);
  for (auto& [account, muted] : readers.muted) muted.erase(author);
  return readers;
}

const Account* account_by_look(const Readers& readers, std::string_view look) {
  for (const auto& [id, row] : readers.accounts)
    if (row.account.look == look) return &row.account;
  const auto former = readers.former.find(std::string(look));
  return former == readers.former.end() ? nullptr : &readers.accounts.at(former->second.first).account;
}

std::vector<discussion::FormerName> former_names(const Readers& readers, AuthorId account) {
  std::vector<discussion::FormerName> out;
  for (const auto& [look, one] : readers.former)
    if (one.first == account) out.push_back(one.second);
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.given_up > b.given_up; });
  return out;
}

std::vector<ReaderSession> reader_sessions(const Readers& readers, AuthorId account) {
  return sessions_of(readers.sessions, &ReaderSession::account, account);
}

std::vector<Muted> muted_by(const Readers& readers, AuthorId account) {
  std::vector<Muted> out;
  if (const auto found = readers.muted.find(account); found != readers.muted.end())
    for (const auto& [author, one] : found->second) out.push_back(one);
  std::sort(out.begin(), out.end(),
            [](const Muted& a, const Muted& b) { return std::tie(b.since, a.author) < std::tie(a.since, b.author); });
  return out;
}

std::vector<std::int64_t> muted_in(const SiteRow& in, StoryId story, AuthorId account) {
  std::vector<std::int64_t> out;
  const auto muted = in.readers.muted.find(account);
  const auto row = in.stories.find(story);
  if (muted == in.readers.muted.end() || row == in.stories.end()) return out;
  for (const auto& [number, id] : row->second.numbers)
    if (muted->second.contains(row->second.comments.at(id).comment.author)) out.push_back(number);
  return out;
}

}  // namespace comity::store::memory
