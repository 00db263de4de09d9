#include "store/sqlite/reads.h"
#include "store/sqlite/rows.h"

namespace comity::store::sqlite {

namespace {

tl::unexpected<Error> missing(std::string_view what) {
  return fail(Error::Code::not_found, "no such " + std::string(what));
}

const std::string policy_select =
    "SELECT p.policy_id, p.source, h.published_by, h.published_ms, max(h.ordinal) FROM policy_history h JOIN policy p "
    "ON p.site_id = h.site_id AND p.policy_id = h.policy_id WHERE h.site_id = ? ";

PolicyDocument read_policy(Connection& c, SiteId site, const Query& row) {
  PolicyDocument document{row.hash256(0), row.text(1), row.text(2), row.time(3)};
  read_counts(c, site, row.integer(4), document);
  return document;
}

}  // namespace

std::vector<discussion::Site> all_sites(Connection& c) {
  static const std::string sql = std::string("SELECT ") + site_columns + " FROM site ORDER BY site_id";
  Query query(c, sql);
  std::vector<discussion::Site> out;
  while (query.step()) out.push_back(read_site(query));
  return out;
}

Result<discussion::Site> site_by_key(Connection& c, std::string_view key) {
  static const std::string sql = std::string("SELECT ") + site_columns + " FROM site WHERE key = ?";
  Query query(c, sql, key);
  if (!query.step()) return missing("site");
  return read_site(query);
}

Result<discussion::Site> site_by_id(Connection& c, SiteId id) {
  static const std::string sql = std::string("SELECT ") + site_columns + " FROM site WHERE site_id = ?";
  Query query(c, sql, id);
  if (!query.step()) return missing("site");
  return read_site(query);
}

// With max(), SQLite takes the other columns from the row of the maximum: the latest time it was put in force.
// https://www.sqlite.org/lang_select.html#bareagg
Result<PolicyDocument> one_policy(Connection& c, SiteId site, const Hash256& id) {
  static const std::string sql = policy_select + "AND h.policy_id = ? GROUP BY h.policy_id";
  Query query(c, sql, site, id);
  if (!query.step()) return missing("policy");
  return read_policy(c, site, query);
}

std::vector<PolicyDocument> all_policies(Connection& c, SiteId site) {
  static const std::string sql = policy_select + "GROUP BY h.policy_id ORDER BY max(h.ordinal) DESC";
  Query query(c, sql, site);
  std::vector<PolicyDocument> out;
  while (query.step()) out.push_back(read_policy(c, site, query));
  return out;
}

Result<discussion::Author> author_by_id(Connection& c, SiteId site, AuthorId id) {
  static const std::string sql =
      std::string("SELECT ") + author_columns + " FROM author WHERE site_id = ? AND author_id = ?";
  Query query(c, sql, site, id);
  if (!query.step()) return missing("author");
  return read_author(query);
}

Result<discussion::Author> author_by_token(Connection& c, SiteId site, const Key128& hash) {
  static const std::string sql =
      std::string("SELECT ") + author_columns + " FROM author WHERE site_id = ? AND token_hash = ?";
  Query query(c, sql, site, hash);
  if (!query.step()) return missing("author");
  return read_author(query);
}

std::vector<discussion::Author> some_authors(Connection& c, SiteId site, AuthorId after, std::size_t limit) {
  static const std::string sql = std::string("SELECT ") + author_columns +
                                 " FROM author WHERE site_id = ? AND author_id > ? ORDER BY author_id LIMIT ?";
  Query query(c, sql, site, after, limit);
  std::vector<discussion::Author> out;
  while (query.step()) out.push_back(read_author(query));
  return out;
}

}  // namespace comity::store::sqlite
