// The people who work for a site, and their sessions. None of it changes what readers see.
#include "store/sqlite/applying.h"

namespace comity::store::sqlite {
namespace {

std::int64_t bits_of(const std::vector<discussion::Role>& roles) {
  std::int64_t bits = 0;
  for (const discussion::Role role : roles) bits |= std::int64_t{1} << static_cast<int>(role);
  return bits;
}

std::optional<std::int64_t> story_of(const std::optional<discussion::Case>& only) {
  return only ? std::optional(only->story.value) : std::nullopt;
}
std::optional<std::int64_t> comment_of(const std::optional<discussion::Case>& only) {
  return only ? std::optional(only->comment.value) : std::nullopt;
}

}  // namespace

bool Applying::person_is_there(PersonId person) {
  Query query(db_, "SELECT 1 FROM person WHERE site_id = ? AND person_id = ? AND removed_ms IS NULL", site_, person);
  return query.step();
}

void Applying::end_sessions(PersonId person, const std::optional<Key128>& keep) {
  Query(db_, "DELETE FROM staff_session WHERE site_id = ? AND person_id = ? AND session_key IS NOT ?", site_, person,
        keep)
      .run();
}

void Applying::put_recovery(PersonId person, const std::vector<Key128>& codes) {
  Query(db_, "DELETE FROM person_recovery WHERE site_id = ? AND person_id = ?", site_, person).run();
  for (const Key128& code : codes)
    Query(db_, "INSERT INTO person_recovery (site_id, person_id, code) VALUES (?, ?, ?)", site_, person, code).run();
}

Done Applying::apply(const AddPerson& w) {
  const discussion::Person& p = w.person;
  {
    Query query(db_, "SELECT name FROM person WHERE site_id = ? AND (person_id = ? OR name = ?)", site_, p.id, p.name);
    if (query.step())
      return conflict(query.text(0) == p.name ? "the name " + p.name + " is taken"
                                              : "a person with this id is there already");
  }
  if (p.only && !comment_is_there(p.only->story, p.only->comment)) return missing("no such comment");
  Query(db_,
        "INSERT INTO person (site_id, person_id, name, desk, roles, only_story, only_comment, created_ms) VALUES (?, "
        "?, ?, ?, ?, ?, ?, ?)",
        site_, p.id, p.name, p.desk, bits_of(p.roles), story_of(p.only), comment_of(p.only), p.created)
      .run();
  return {};
}

Done Applying::apply(const SetPerson& w) {
  if (w.only && !comment_is_there(w.only->story, w.only->comment)) return missing("no such comment");
  if (!person_is_there(w.person)) return missing("no such person");
  if (w.desk)
    Query(db_, "UPDATE person SET desk = ? WHERE site_id = ? AND person_id = ?", *w.desk, site_, w.person).run();
  if (w.roles)
    Query(db_, "UPDATE person SET roles = ?, only_story = ?, only_comment = ? WHERE site_id = ? AND person_id = ?",
          bits_of(*w.roles), story_of(w.only), comment_of(w.only), site_, w.person)
        .run();
  return {};
}

Done Applying::apply(const Invite& w) {
  if (!person_is_there(w.person)) return missing("no such person");
  {
    Query query(db_, "SELECT 1 FROM person WHERE site_id = ? AND invitation = ? AND person_id <> ?", site_, w.token,
                w.person);
    if (query.step()) return conflict("this invitation is open already");
  }
  Query(db_, "UPDATE person SET invitation = ?, invited_until_ms = ? WHERE site_id = ? AND person_id = ?", w.token,
        w.until, site_, w.person)
      .run();
  return {};
}

Done Applying::apply(const SetPassword& w) {
  if (!person_is_there(w.person)) return missing("no such person");
  if (w.by_invitation) {
    Query query(db_,
                "SELECT 1 FROM person WHERE site_id = ? AND person_id = ? AND invitation = ? AND invited_until_ms > ?",
                site_, w.person, *w.by_invitation, change_.at);
    if (!query.step()) return conflict("the invitation is not open any more");
  }
  Query(db_,
        "UPDATE person SET password = ?, invitation = NULL, invited_until_ms = NULL WHERE site_id = ? AND person_id = "
        "?",
        w.password, site_, w.person)
      .run();
  end_sessions(w.person, w.keep);
  return {};
}

Done Applying::apply(const SetTotp& w) {
  if (!person_is_there(w.person)) return missing("no such person");
  const auto secret = w.secret.empty() ? std::nullopt : std::optional<Blob>(Blob{w.secret});
  Query(db_, "UPDATE person SET totp_secret = ?, totp_step = ? WHERE site_id = ? AND person_id = ?", secret, w.step,
        site_, w.person)
      .run();
  put_recovery(w.person, w.recovery);
  end_sessions(w.person, w.keep);
  return {};
}

Done Applying::apply(const TakeTotpStep& w) {
  if (!person_is_there(w.person)) return missing("no such person");
  Query(db_, "UPDATE person SET totp_step = ?1 WHERE site_id = ?2 AND person_id = ?3 AND totp_step < ?1", w.step, site_,
        w.person)
      .run();
  if (db_.changed_rows() == 0) return conflict("a code of this time was used already");
  return {};
}

Done Applying::apply(const TakeRecoveryCode& w) {
  if (!person_is_there(w.person)) return missing("no such person");
  Query(db_, "DELETE FROM person_recovery WHERE site_id = ? AND person_id = ? AND code = ?", site_, w.person, w.code)
      .run();
  if (db_.changed_rows() == 0) return conflict("there is no such code left");
  return {};
}

Done Applying::apply(const NoteFailure& w) {
  if (!person_is_there(w.person)) return missing("no such person");
  Query(db_, "UPDATE person SET failures = failures + 1, last_failure_ms = ? WHERE site_id = ? AND person_id = ?",
        change_.at, site_, w.person)
      .run();
  return {};
}

Done Applying::apply(const AddSession& w) {
  const discussion::StaffSession& s = w.session;
  if (!person_is_there(s.person)) return missing("no such person");
  {
    Query query(db_, "SELECT 1 FROM staff_session WHERE site_id = ? AND session_key = ?", site_, s.key);
    if (query.step()) return conflict("a sign-in with this key is there already");
  }
  Query(db_, "UPDATE person SET failures = 0, last_failure_ms = NULL WHERE site_id = ? AND person_id = ?", site_,
        s.person)
      .run();
  Query(db_, "DELETE FROM staff_session WHERE site_id = ? AND (begun_ms <= ? OR seen_ms <= ?)", site_,
        change_.at - discussion::session_longest, change_.at - discussion::session_idle)
      .run();
  Query(db_,
        "INSERT INTO staff_session (site_id, session_key, person_id, begun_ms, seen_ms, browser, way) VALUES (?, ?, ?, "
        "?, ?, ?, ?)",
        site_, s.key, s.person, s.begun, s.seen, s.browser, discussion::name(s.way))
      .run();
  Query(db_,
        "DELETE FROM staff_session WHERE site_id = ?1 AND session_key IN (SELECT session_key FROM staff_session WHERE "
        "site_id = ?1 AND person_id = ?2 ORDER BY seen_ms DESC, session_key DESC LIMIT -1 OFFSET ?3)",
        site_, s.person, discussion::most_sessions)
      .run();
  return {};
}

Done Applying::apply(const TouchSession& w) {
  Query(db_, "UPDATE staff_session SET seen_ms = max(seen_ms, ?) WHERE site_id = ? AND session_key = ?", change_.at,
        site_, w.key)
      .run();
  return {};
}

Done Applying::apply(const EndSessions& w) {
  if (!w.key) {
    end_sessions(w.person, w.keep);
    return {};
  }
  Query(db_, "DELETE FROM staff_session WHERE site_id = ? AND session_key = ? AND person_id = ?", site_, *w.key,
        w.person)
      .run();
  return {};
}

Done Applying::apply(const RemovePerson& w) {
  if (!person_is_there(w.person)) return missing("no such person");
  Query(db_,
        "UPDATE person SET removed_ms = ?, password = NULL, totp_secret = NULL, totp_step = 0, invitation = NULL, "
        "invited_until_ms = NULL WHERE site_id = ? AND person_id = ?",
        change_.at, site_, w.person)
      .run();
  put_recovery(w.person, {});
  drop_passkeys(w.person);
  end_sessions(w.person, {});
  return {};
}

}  // namespace comity::store::sqlite
