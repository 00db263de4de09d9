// Readers' accounts, their sessions, and whose comments they fold. None of it changes what other readers see.
#include "store/sqlite/applying.h"

namespace comity::store::sqlite {

Done Applying::account_is_open(AuthorId account) {
  Query query(db_, "SELECT opened_ms IS NOT NULL FROM account WHERE site_id = ? AND author_id = ?", site_, account);
  if (!query.step()) return missing("no such account");
  return query.integer(0) != 0 ? Done() : conflict("the account is not open");
}

void Applying::end_reader_sessions(AuthorId account, const std::optional<Key128>& keep) {
  Query(db_, "DELETE FROM reader_session WHERE site_id = ? AND author_id = ? AND session_key IS NOT ?", site_, account,
        keep)
      .run();
}

void Applying::erase_account(AuthorId author) {
  Query(db_, "DELETE FROM mute WHERE site_id = ?1 AND author_id = ?2", site_, author).run();
  Query(db_, "DELETE FROM mute WHERE site_id = ?1 AND muted_id = ?2", site_, author).run();
  end_reader_sessions(author, {});
  Query(db_, "DELETE FROM former_name WHERE site_id = ? AND author_id = ?", site_, author).run();
  Query(db_, "DELETE FROM account WHERE site_id = ? AND author_id = ?", site_, author).run();
}

bool Applying::look_is_anothers(const std::string& look, AuthorId account) {
  Query query(db_,
              "SELECT 1 FROM account WHERE site_id = ?1 AND look = ?2 AND author_id <> ?3 UNION ALL SELECT 1 FROM "
              "former_name WHERE site_id = ?1 AND look = ?2 AND author_id <> ?3",
              site_, look, account);
  return query.step();
}

Done Applying::apply(const AddAccount& w) {
  const discussion::Account& a = w.account;
  {
    Query query(db_,
                "SELECT 1 FROM author WHERE site_id = ? AND author_id = ? AND kind = 'guest' AND erased_ms IS NULL",
                site_, a.author);
    if (!query.step()) return missing("no such guest");
  }
  if (look_is_anothers(a.look, a.author)) return conflict("an account looks like that");
  Query(db_, "DELETE FROM account WHERE site_id = ? AND author_id = ?", site_, a.author).run();
  Query(db_, "INSERT INTO account (site_id, author_id, name, look, created_ms) VALUES (?, ?, ?, ?, ?)", site_, a.author,
        a.name, a.look, a.created)
      .run();
  return {};
}

Done Applying::apply(const OpenAccount& w) {
  const Done open = account_is_open(w.account);
  if (open || open.error().code == Error::Code::not_found) return open;
  {
    Query query(db_, "SELECT 1 FROM author WHERE site_id = ? AND token_hash = ? AND author_id <> ?", site_, w.key,
                w.account);
    if (query.step()) return conflict("an author with this key is there");
  }
  Query(db_, "UPDATE author SET kind = 'account', token_hash = ? WHERE site_id = ? AND author_id = ?", w.key, site_,
        w.account)
      .run();
  Query(db_, "UPDATE account SET opened_ms = ? WHERE site_id = ? AND author_id = ?", change_.at, site_, w.account)
      .run();
  if (w.reporter_before != Key128{})
    Query(db_, "UPDATE report SET reporter = ? WHERE site_id = ? AND reporter = ?", w.reporter, site_,
          w.reporter_before)
        .run();
  return {};
}

Done Applying::apply(const RenameAccount& w) {
  COMITY_CHECK(account_is_open(w.account));
  if (look_is_anothers(w.look, w.account)) return conflict("an account looks like that");
  // Taken up again, or only spelt otherwise: it is no former one.
  Query(db_, "DELETE FROM former_name WHERE site_id = ? AND look = ?", site_, w.look).run();
  Query(db_,
        "INSERT INTO former_name (site_id, look, author_id, name, given_up_ms) SELECT site_id, look, author_id, name, "
        "?4 FROM account WHERE site_id = ?1 AND author_id = ?2 AND look <> ?3",
        site_, w.account, w.look, change_.at)
      .run();
  Query(db_, "UPDATE account SET name = ?, look = ?, renamed_ms = ? WHERE site_id = ? AND author_id = ?", w.name,
        w.look, change_.at, site_, w.account)
      .run();
  return {};
}

Done Applying::apply(const SetReaderPassword& w) {
  COMITY_CHECK(account_is_open(w.account));
  Query(db_, "UPDATE account SET password = ? WHERE site_id = ? AND author_id = ?",
        w.password.empty() ? std::nullopt : std::optional(w.password), site_, w.account)
      .run();
  end_reader_sessions(w.account, w.keep);
  return {};
}

Done Applying::apply(const AddReaderSession& w) {
  const discussion::ReaderSession& s = w.session;
  COMITY_CHECK(account_is_open(s.account));
  {
    Query query(db_, "SELECT 1 FROM reader_session WHERE site_id = ? AND session_key = ?", site_, s.key);
    if (query.step()) return conflict("a session has this key already");
  }
  Query(db_, "DELETE FROM reader_session WHERE site_id = ? AND (begun_ms <= ? OR seen_ms <= ?)", site_,
        change_.at - discussion::reader_session_longest, change_.at - discussion::reader_session_idle)
      .run();
  Query(db_,
        "INSERT INTO reader_session (site_id, session_key, author_id, begun_ms, seen_ms, browser) VALUES (?, ?, ?, ?, "
        "?, ?)",
        site_, s.key, s.account, s.begun, s.seen, s.browser)
      .run();
  Query(db_,
        "DELETE FROM reader_session WHERE site_id = ?1 AND session_key IN (SELECT session_key FROM reader_session "
        "WHERE site_id = ?1 AND author_id = ?2 ORDER BY seen_ms DESC, session_key DESC LIMIT -1 OFFSET ?3)",
        site_, s.account, discussion::most_reader_sessions)
      .run();
  return {};
}

Done Applying::apply(const TouchReaderSession& w) {
  Query(db_, "UPDATE reader_session SET seen_ms = max(seen_ms, ?) WHERE site_id = ? AND session_key = ?", change_.at,
        site_, w.key)
      .run();
  return {};
}

Done Applying::apply(const EndReaderSessions& w) {
  if (!w.key) {
    end_reader_sessions(w.account, w.keep);
    return {};
  }
  Query(db_, "DELETE FROM reader_session WHERE site_id = ? AND session_key = ? AND author_id = ?", site_, *w.key,
        w.account)
      .run();
  return {};
}

Done Applying::apply(const Mute& w) {
  COMITY_CHECK(account_is_open(w.account));
  const auto now = comment_now(w.story, w.comment);
  if (!now) return missing("no such comment");
  if (!now->author) return missing("the comment has no author");
  if (now->author == w.account) return conflict("the comment is their own");
  {
    Query query(db_, "SELECT 1 FROM mute WHERE site_id = ? AND author_id = ? AND muted_id = ?", site_, w.account,
                now->author);
    if (query.step()) return {};
  }
  {
    Query query(db_, "SELECT count(*) FROM mute WHERE site_id = ? AND author_id = ?", site_, w.account);
    if (query.step() && query.integer(0) >= static_cast<std::int64_t>(discussion::most_muted))
      return conflict("too many are muted");
  }
  Query(db_,
        "INSERT INTO mute (site_id, author_id, muted_id, story_id, comment_id, since_ms) VALUES (?, ?, ?, ?, ?, ?)",
        site_, w.account, now->author, w.story, w.comment, change_.at)
      .run();
  return {};
}

Done Applying::apply(const Unmute& w) {
  {
    Query query(db_, "SELECT 1 FROM account WHERE site_id = ? AND author_id = ?", site_, w.account);
    if (!query.step()) return missing("no such account");
  }
  Query(db_, "DELETE FROM mute WHERE site_id = ? AND author_id = ? AND muted_id = ?", site_, w.account, w.muted).run();
  return {};
}

Done Applying::apply(const ForgetAccounts& w) {
  Query(db_, "DELETE FROM account WHERE site_id = ? AND opened_ms IS NULL AND created_ms < ?", site_, w.before).run();
  Query(db_, "DELETE FROM former_name WHERE site_id = ? AND given_up_ms < ?", site_, w.names_before).run();
  return {};
}

}  // namespace comity::store::sqlite
