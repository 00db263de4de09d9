#include "discussion/passkey.h"
#include "store/sqlite/reads.h"

namespace comity::store::sqlite {
namespace {

using discussion::Passkey;

constexpr const char* columns =
    "person_id, credential, public_key, sign_count, name, created_ms, used_ms, doubted_ms FROM passkey ";

Passkey read_passkey(const Query& row) {
  return {{row.integer(0)}, row.blob(1), row.blob(2),       row.integer(3),
          row.text(4),      row.time(5), row.maybe_time(6), row.maybe_time(7)};
}

}  // namespace

std::vector<Passkey> passkeys_of(Connection& c, SiteId site, PersonId person) {
  static const std::string sql =
      std::string("SELECT ") + columns + "WHERE site_id = ? AND person_id = ? ORDER BY created_ms, credential";
  Query query(c, sql, site, person);
  std::vector<Passkey> out;
  while (query.step()) out.push_back(read_passkey(query));
  return out;
}

Result<Passkey> passkey_by_credential(Connection& c, SiteId site, std::string_view credential) {
  static const std::string sql = std::string("SELECT ") + columns + "WHERE site_id = ? AND credential = ?";
  Query query(c, sql, site, Blob{credential});
  if (!query.step()) return fail(Error::Code::not_found, "no such passkey");
  return read_passkey(query);
}

}  // namespace comity::store::sqlite
