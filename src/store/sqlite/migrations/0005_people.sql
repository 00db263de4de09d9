-- 0005_people.sql
-- The people who work for a site, what they sign in with, and their sessions.
-- Times: milliseconds since 1970-01-01 UTC.

-- A removed person's name stays taken: decisions carry it.
CREATE TABLE person (
  site_id          INTEGER NOT NULL REFERENCES site (site_id),
  person_id        INTEGER NOT NULL CHECK (person_id > 0),
  name             TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  desk             TEXT    NOT NULL CHECK (length(desk) <= 60),
  roles            INTEGER NOT NULL CHECK (roles BETWEEN 1 AND 31),   -- bits in the order of discussion::Role
  only_story       INTEGER,                                           -- a reviewer's case
  only_comment     INTEGER CHECK ((only_comment IS NULL) = (only_story IS NULL)),
  created_ms       INTEGER NOT NULL,
  removed_ms       INTEGER,
  password         TEXT,                                              -- crypto_pwhash_str (argon2id)
  totp_secret      BLOB    CHECK (length(totp_secret) = 20),
  totp_step        INTEGER NOT NULL DEFAULT 0,                        -- the last one a code was taken for
  invitation       BLOB    CHECK (length(invitation) = 16),           -- keyed hash of the link's token
  invited_until_ms INTEGER CHECK ((invited_until_ms IS NULL) = (invitation IS NULL)),
  failures         INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),  -- since the last sign-in
  last_failure_ms  INTEGER,
  PRIMARY KEY (site_id, person_id),
  UNIQUE (site_id, name),
  UNIQUE (site_id, invitation),
  FOREIGN KEY (site_id, only_story, only_comment) REFERENCES comment (site_id, story_id, comment_id),
  CHECK ((roles = 1) = (only_story IS NOT NULL)),
  CHECK (roles = 1 OR roles % 2 = 0),                                 -- a reviewer is nothing else
  CHECK (removed_ms IS NULL OR (password IS NULL AND totp_secret IS NULL AND invitation IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE person_recovery (
  site_id   INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  code      BLOB    NOT NULL CHECK (length(code) = 16),               -- keyed hash of a code that is left
  PRIMARY KEY (site_id, person_id, code),
  FOREIGN KEY (site_id, person_id) REFERENCES person (site_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_session (
  site_id     INTEGER NOT NULL,
  session_key BLOB    NOT NULL CHECK (length(session_key) = 16),      -- keyed hash of the cookie's token
  person_id   INTEGER NOT NULL,
  begun_ms    INTEGER NOT NULL,
  seen_ms     INTEGER NOT NULL CHECK (seen_ms >= begun_ms),
  browser     TEXT    NOT NULL CHECK (length(browser) <= 60),
  PRIMARY KEY (site_id, session_key),
  FOREIGN KEY (site_id, person_id) REFERENCES person (site_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX staff_session_person ON staff_session (site_id, person_id);
