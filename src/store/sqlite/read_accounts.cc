#include "store/sqlite/reads.h"

namespace comity::store::sqlite {
namespace {

using discussion::Account;
using discussion::Muted;
using discussion::ReaderSession;

tl::unexpected<Error> missing(std::string_view what) {
  return fail(Error::Code::not_found, "no such " + std::string(what));
}

constexpr const char* account_columns =
    "a.site_id, a.author_id, a.name, a.look, a.created_ms, a.opened_ms, a.password IS NOT NULL, a.renamed_ms FROM "
    "account a ";

template <class... Values>
Result<Account> one_account(Connection& c, const std::string& sql, const Values&... values) {
  Query row(c, sql, values...);
  if (!row.step()) return missing("account");
  return Account{{row.integer(0)}, {row.integer(1)},  row.text(2),         row.text(3),
                 row.time(4),      row.maybe_time(5), row.integer(6) != 0, row.maybe_time(7)};
}

constexpr const char* session_columns = "session_key, author_id, begun_ms, seen_ms, browser FROM reader_session ";

ReaderSession read_session(const Query& row) {
  return {row.key128(0), {row.integer(1)}, row.time(2), row.time(3), row.text(4)};
}

}  // namespace

Result<Account> account_of(Connection& c, SiteId site, AuthorId author) {
  static const std::string sql = std::string("SELECT ") + account_columns + "WHERE a.site_id = ? AND a.author_id = ?";
  return one_account(c, sql, site, author);
}

Result<Account> account_by_look(Connection& c, SiteId site, std::string_view look) {
  static const std::string now = std::string("SELECT ") + account_columns + "WHERE a.site_id = ? AND a.look = ?";
  static const std::string before =
      std::string("SELECT ") + account_columns +
      "JOIN former_name f ON f.site_id = a.site_id AND f.author_id = a.author_id WHERE f.site_id = ? AND f.look = ?";
  auto found = one_account(c, now, site, look);
  return found ? found : one_account(c, before, site, look);
}

std::vector<discussion::FormerName> former_names(Connection& c, SiteId site, AuthorId account) {
  Query query(c,
              "SELECT name, look, given_up_ms FROM former_name WHERE site_id = ? AND author_id = ? ORDER BY "
              "given_up_ms DESC, look",
              site, account);
  std::vector<discussion::FormerName> out;
  while (query.step()) out.push_back({query.text(0), query.text(1), query.time(2)});
  return out;
}

Result<std::string> account_password(Connection& c, SiteId site, AuthorId account) {
  Query query(c, "SELECT coalesce(password, '') FROM account WHERE site_id = ? AND author_id = ?", site, account);
  if (!query.step()) return missing("account");
  return query.text(0);
}

Result<ReaderSession> reader_session_by_key(Connection& c, SiteId site, const Key128& key) {
  static const std::string sql = std::string("SELECT ") + session_columns + "WHERE site_id = ? AND session_key = ?";
  Query query(c, sql, site, key);
  if (!query.step()) return missing("session");
  return read_session(query);
}

std::vector<ReaderSession> reader_sessions_of(Connection& c, SiteId site, AuthorId account) {
  static const std::string sql = std::string("SELECT ") + session_columns +
                                 "WHERE site_id = ? AND author_id = ? ORDER BY begun_ms DESC, session_key";
  Query query(c, sql, site, account);
  std::vector<ReaderSession> out;
  while (query.step()) out.push_back(read_session(query));
  return out;
}

std::vector<Muted> muted_by(Connection& c, SiteId site, AuthorId account) {
  Query query(c,
              "SELECT muted_id, story_id, comment_id, since_ms FROM mute WHERE site_id = ? AND author_id = ? ORDER BY "
              "since_ms DESC, muted_id",
              site, account);
  std::vector<Muted> out;
  while (query.step()) out.push_back({{query.integer(0)}, {query.integer(1)}, {query.integer(2)}, query.time(3)});
  return out;
}

std::vector<std::int64_t> muted_in(Connection& c, SiteId site, StoryId story, AuthorId account) {
  // CROSS JOIN keeps the order: the few muted first, then their comments in the story by its index.
  Query query(c,
              "SELECT c.number FROM mute m CROSS JOIN comment c ON c.site_id = m.site_id AND c.author_id = m.muted_id "
              "WHERE m.site_id = ? AND m.author_id = ? AND c.story_id = ? AND c.number IS NOT NULL ORDER BY c.number",
              site, account, story);
  std::vector<std::int64_t> out;
  while (query.step()) out.push_back(query.integer(0));
  return out;
}

}  // namespace comity::store::sqlite
