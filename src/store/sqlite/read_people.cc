#include "discussion/staff.h"
#include "store/sqlite/reads.h"

namespace comity::store::sqlite {
namespace {

using discussion::Credentials;
using discussion::Person;
using discussion::Role;
using discussion::StaffSession;

tl::unexpected<Error> missing(std::string_view what) {
  return fail(Error::Code::not_found, "no such " + std::string(what));
}

constexpr const char* columns =
    "p.site_id, p.person_id, p.name, p.desk, p.roles, p.only_story, p.only_comment, p.created_ms, p.removed_ms, "
    "p.invited_until_ms, p.password IS NOT NULL, p.totp_secret IS NOT NULL, (SELECT count(*) FROM passkey k WHERE "
    "k.site_id = p.site_id AND k.person_id = "
    "p.person_id), (SELECT count(*) FROM person_recovery r "
    "WHERE r.site_id = p.site_id AND r.person_id = p.person_id), p.failures, p.last_failure_ms FROM person p ";

Person read_person(const Query& row) {
  Person p;
  p.site = {row.integer(0)};
  p.id = {row.integer(1)};
  p.name = row.text(2);
  p.desk = row.text(3);
  const std::int64_t roles = row.integer(4);
  for (std::size_t i = 0; i < discussion::role_count; ++i)
    if ((roles >> i & 1) != 0) p.roles.push_back(static_cast<Role>(i));
  if (!row.is_null(5)) p.only = discussion::Case{{row.integer(5)}, {row.integer(6)}};
  p.created = row.time(7);
  p.removed = row.maybe_time(8);
  p.invited_until = row.maybe_time(9);
  p.has_password = row.integer(10) != 0;
  p.has_totp = row.integer(11) != 0;
  p.passkeys = row.integer(12);
  p.recovery_left = row.integer(13);
  p.failures = row.integer(14);
  p.last_failure = row.maybe_time(15);
  return p;
}

template <class... Values>
Result<Person> one(Connection& c, const std::string& sql, std::string_view what, const Values&... values) {
  Query query(c, sql, values...);
  if (!query.step()) return missing(what);
  return read_person(query);
}

constexpr const char* session_columns = "session_key, person_id, begun_ms, seen_ms, browser, way FROM staff_session ";

StaffSession read_session(const Query& row) {
  return {row.key128(0), {row.integer(1)}, row.time(2),
          row.time(3),   row.text(4),      discussion::way_from(row.text(5)).value_or(discussion::Way::unknown)};
}

}  // namespace

std::vector<Person> all_people(Connection& c, SiteId site) {
  static const std::string sql =
      std::string("SELECT ") + columns + "WHERE p.site_id = ? ORDER BY p.created_ms, p.person_id";
  Query query(c, sql, site);
  std::vector<Person> out;
  while (query.step()) out.push_back(read_person(query));
  return out;
}

Result<Person> person_by_id(Connection& c, SiteId site, PersonId id) {
  static const std::string sql = std::string("SELECT ") + columns + "WHERE p.site_id = ? AND p.person_id = ?";
  return one(c, sql, "person", site, id);
}

Result<Person> person_by_name(Connection& c, SiteId site, std::string_view name) {
  static const std::string sql = std::string("SELECT ") + columns + "WHERE p.site_id = ? AND p.name = ?";
  return one(c, sql, "person", site, name);
}

Result<Person> person_by_invitation(Connection& c, SiteId site, const Key128& token) {
  static const std::string sql = std::string("SELECT ") + columns + "WHERE p.site_id = ? AND p.invitation = ?";
  return one(c, sql, "invitation", site, token);
}

Result<Credentials> credentials_of(Connection& c, SiteId site, PersonId id) {
  Credentials out;
  {
    Query query(c,
                "SELECT password, totp_secret, totp_step, invitation FROM person WHERE site_id = ? AND person_id = ?",
                site, id);
    if (!query.step()) return missing("person");
    if (!query.is_null(0)) out.password = query.text(0);
    if (!query.is_null(1)) out.totp_secret = query.blob(1);
    out.totp_step = query.integer(2);
    if (!query.is_null(3)) out.invitation = query.key128(3);
  }
  Query query(c, "SELECT code FROM person_recovery WHERE site_id = ? AND person_id = ? ORDER BY code", site, id);
  while (query.step()) out.recovery.push_back(query.key128(0));
  return out;
}

Result<StaffSession> session_by_key(Connection& c, SiteId site, const Key128& key) {
  static const std::string sql = std::string("SELECT ") + session_columns + "WHERE site_id = ? AND session_key = ?";
  Query query(c, sql, site, key);
  if (!query.step()) return missing("session");
  return read_session(query);
}

std::vector<StaffSession> sessions_of(Connection& c, SiteId site, PersonId person) {
  static const std::string sql = std::string("SELECT ") + session_columns +
                                 "WHERE site_id = ? AND person_id = ? ORDER BY begun_ms DESC, session_key";
  Query query(c, sql, site, person);
  std::vector<StaffSession> out;
  while (query.step()) out.push_back(read_session(query));
  return out;
}

}  // namespace comity::store::sqlite
