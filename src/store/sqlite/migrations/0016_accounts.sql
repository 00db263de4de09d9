-- 0016_accounts.sql
-- Readers' accounts, where they are signed in, and whose comments they fold. Its address is the author's confirmed row
-- in `contact`. Times: milliseconds since 1970-01-01 UTC.
CREATE TABLE account (
  site_id    INTEGER NOT NULL,
  author_id  INTEGER NOT NULL,
  name       TEXT    NOT NULL CHECK (length(name) > 0),
  look       TEXT    NOT NULL CHECK (length(look) > 0),            -- UTS #39 skeleton of the name
  created_ms INTEGER NOT NULL,
  opened_ms  INTEGER,                                              -- NULL: the address is not confirmed yet
  password   TEXT    CHECK (password IS NULL OR opened_ms IS NOT NULL),  -- crypto_pwhash_str (argon2id)
  PRIMARY KEY (site_id, author_id),
  UNIQUE (site_id, look),
  FOREIGN KEY (site_id, author_id) REFERENCES author (site_id, author_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_unopened ON account (site_id, created_ms) WHERE opened_ms IS NULL;

CREATE TABLE reader_session (
  site_id     INTEGER NOT NULL,
  session_key BLOB    NOT NULL CHECK (length(session_key) = 16),   -- keyed hash of the cookie's token
  author_id   INTEGER NOT NULL,
  begun_ms    INTEGER NOT NULL,
  seen_ms     INTEGER NOT NULL CHECK (seen_ms >= begun_ms),
  browser     TEXT    NOT NULL CHECK (length(browser) <= 60),
  PRIMARY KEY (site_id, session_key),
  FOREIGN KEY (site_id, author_id) REFERENCES account (site_id, author_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reader_session_account ON reader_session (site_id, author_id);

CREATE TABLE mute (
  site_id    INTEGER NOT NULL,
  author_id  INTEGER NOT NULL,                                     -- who does not want to see
  muted_id   INTEGER NOT NULL CHECK (muted_id <> author_id),       -- whose comments
  story_id   INTEGER NOT NULL,                                     -- the comment it was said at
  comment_id INTEGER NOT NULL,
  since_ms   INTEGER NOT NULL,
  PRIMARY KEY (site_id, author_id, muted_id),
  FOREIGN KEY (site_id, author_id) REFERENCES account (site_id, author_id),
  FOREIGN KEY (site_id, muted_id) REFERENCES author (site_id, author_id),
  FOREIGN KEY (site_id, story_id, comment_id) REFERENCES comment (site_id, story_id, comment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mute_muted ON mute (site_id, muted_id);
