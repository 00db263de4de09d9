-- 0019_passkeys.sql
-- Passkeys of the people who work for a site, and how a session was begun.
-- Times: milliseconds since 1970-01-01 UTC.
CREATE TABLE passkey (
  site_id    INTEGER NOT NULL,
  credential BLOB    NOT NULL CHECK (length(credential) BETWEEN 1 AND 1023),     -- the authenticator's own bytes
  person_id  INTEGER NOT NULL,
  public_key BLOB    NOT NULL CHECK (length(public_key) BETWEEN 1 AND 1024),     -- a COSE_Key
  sign_count INTEGER NOT NULL CHECK (sign_count BETWEEN 0 AND 4294967295),       -- as the authenticator says
  name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 60),             -- given by the person
  created_ms INTEGER NOT NULL,
  used_ms    INTEGER,
  doubted_ms INTEGER,                                                            -- last came with an older count
  PRIMARY KEY (site_id, credential),
  FOREIGN KEY (site_id, person_id) REFERENCES person (site_id, person_id)
) STRICT, WITHOUT ROWID;

-- Serves a person's own page, sign-ins by it as a second step, and the count of ten.
CREATE INDEX passkey_person ON passkey (site_id, person_id, created_ms);

ALTER TABLE staff_session ADD COLUMN way TEXT NOT NULL DEFAULT ''  -- discussion::Way; '': begun before this was noted
  CHECK (way IN ('', 'password', 'code', 'recovery', 'second_passkey', 'passkey', 'invitation'));
