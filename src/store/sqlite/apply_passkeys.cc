// Passkeys of the people who work for a site.
#include "discussion/passkey.h"
#include "store/sqlite/applying.h"

namespace comity::store::sqlite {

Done Applying::passkey_is_there(PersonId person, const std::string& credential) {
  if (!person_is_there(person)) return missing("no such person");
  Query query(db_, "SELECT 1 FROM passkey WHERE site_id = ? AND credential = ? AND person_id = ?", site_,
              Blob{credential}, person);
  if (!query.step()) return missing("no such passkey");
  return {};
}

std::int64_t Applying::passkeys_of(PersonId person) {
  Query query(db_, "SELECT count(*) FROM passkey WHERE site_id = ? AND person_id = ?", site_, person);
  query.step();
  return query.integer(0);
}

Done Applying::apply(const AddPasskey& w) {
  const discussion::Passkey& p = w.passkey;
  if (!person_is_there(p.person)) return missing("no such person");
  {
    Query query(db_, "SELECT 1 FROM passkey WHERE site_id = ? AND credential = ?", site_, Blob{p.credential});
    if (query.step()) return conflict("this passkey is there already");
  }
  if (passkeys_of(p.person) >= static_cast<std::int64_t>(discussion::most_passkeys))
    return conflict("the person has ten passkeys");
  Query(db_,
        "INSERT INTO passkey (site_id, credential, person_id, public_key, sign_count, name, created_ms) VALUES (?, ?, "
        "?, ?, ?, ?, ?)",
        site_, Blob{p.credential}, p.person, Blob{p.public_key}, p.count, p.name, p.created)
      .run();
  if (!w.recovery.empty()) put_recovery(p.person, w.recovery);
  end_sessions(p.person, w.keep);
  return {};
}

Done Applying::apply(const RenamePasskey& w) {
  COMITY_CHECK(passkey_is_there(w.person, w.credential));
  Query(db_, "UPDATE passkey SET name = ? WHERE site_id = ? AND credential = ?", w.name, site_, Blob{w.credential})
      .run();
  wiped_ = true;
  return {};
}

Done Applying::apply(const UsePasskey& w) {
  COMITY_CHECK(passkey_is_there(w.person, w.credential));
  // WebAuthn section 7.2 step 21.
  Query(db_,
        "UPDATE passkey SET sign_count = ?1, used_ms = ?2 WHERE site_id = ?3 AND credential = ?4 AND (sign_count < ?1 "
        "OR (sign_count = 0 AND ?1 = 0))",
        w.count, change_.at, site_, Blob{w.credential})
      .run();
  if (db_.changed_rows() == 0) return conflict("the passkey's count does not go on");
  return {};
}

Done Applying::apply(const DoubtPasskey& w) {
  COMITY_CHECK(passkey_is_there(w.person, w.credential));
  Query(db_, "UPDATE passkey SET doubted_ms = ? WHERE site_id = ? AND credential = ?", change_.at, site_,
        Blob{w.credential})
      .run();
  return {};
}

Done Applying::apply(const RemovePasskey& w) {
  if (w.credential) {
    COMITY_CHECK(passkey_is_there(w.person, *w.credential));
    {
      Query query(db_, "SELECT 1 FROM person WHERE site_id = ? AND person_id = ? AND password IS NULL", site_,
                  w.person);
      if (query.step() && passkeys_of(w.person) == 1) return conflict("it is the last way in");
    }
    Query(db_, "DELETE FROM passkey WHERE site_id = ? AND credential = ?", site_, Blob{*w.credential}).run();
  } else {
    if (!person_is_there(w.person)) return missing("no such person");
    drop_passkeys(w.person);
  }
  wiped_ = true;
  Query(db_,
        "DELETE FROM person_recovery WHERE site_id = ?1 AND person_id = ?2 AND NOT EXISTS (SELECT 1 FROM passkey k "
        "WHERE k.site_id = ?1 AND k.person_id = ?2) AND EXISTS (SELECT 1 FROM person p WHERE p.site_id = ?1 AND "
        "p.person_id = ?2 AND p.totp_secret IS NULL)",
        site_, w.person)
      .run();
  return {};
}

void Applying::drop_passkeys(PersonId person) {
  Query(db_, "DELETE FROM passkey WHERE site_id = ? AND person_id = ?", site_, person).run();
  if (db_.changed_rows() != 0) wiped_ = true;
}

}  // namespace comity::store::sqlite
