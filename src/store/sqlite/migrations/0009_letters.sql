-- 0009_letters.sql
-- Addresses that were left for letters, and the letters to them. A letter holds no words and no address.
-- Times: milliseconds since 1970-01-01 UTC.

-- Whether readers may have accounts here; at which hour (UTC) the staff's daily letter goes out.
ALTER TABLE site ADD COLUMN reader_accounts INTEGER NOT NULL DEFAULT 0 CHECK (reader_accounts IN (0, 1));
ALTER TABLE site ADD COLUMN daily_hour INTEGER NOT NULL DEFAULT 6 CHECK (daily_hour BETWEEN 0 AND 23);

CREATE TABLE contact (
  site_id      INTEGER NOT NULL REFERENCES site (site_id),
  contact_id   INTEGER NOT NULL CHECK (contact_id > 0),
  owner_kind   TEXT    NOT NULL CHECK (owner_kind IN ('author', 'report', 'staff')),
  owner_id     INTEGER NOT NULL CHECK (owner_id > 0),
  only_story   INTEGER,                                       -- letters about this comment alone
  only_comment INTEGER CHECK ((only_comment IS NULL) = (only_story IS NULL)),
  address      TEXT    NOT NULL CHECK (length(address) BETWEEN 3 AND 254),
  language     TEXT    NOT NULL,
  decisions    INTEGER NOT NULL CHECK (decisions IN (0, 1)),  -- what is wanted
  replies      INTEGER NOT NULL CHECK (replies IN (0, 1)),
  daily        INTEGER NOT NULL CHECK (daily IN (0, 1) AND (daily = 0 OR owner_kind = 'staff')),
  added_ms     INTEGER NOT NULL,
  confirmed_ms INTEGER,                                       -- NULL: not yet
  PRIMARY KEY (site_id, contact_id),
  FOREIGN KEY (site_id, only_story, only_comment) REFERENCES comment (site_id, story_id, comment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_owner ON contact (site_id, owner_kind, owner_id);
CREATE INDEX contact_address ON contact (site_id, address);
CREATE INDEX contact_unconfirmed ON contact (site_id, added_ms) WHERE confirmed_ms IS NULL;

CREATE TABLE letter (
  site_id     INTEGER NOT NULL,
  letter_id   INTEGER NOT NULL CHECK (letter_id > 0),
  kind        TEXT    NOT NULL CHECK (kind IN ('confirm', 'decision', 'appeal', 'reply', 'daily', 'sign_in',
                                               'report_receipt', 'report_outcome')),
  contact_id  INTEGER NOT NULL,
  language    TEXT    NOT NULL,
  story_id    INTEGER NOT NULL,                               -- of the comment it is about; 0: none
  comment_id  INTEGER NOT NULL CHECK ((comment_id = 0) = (story_id = 0)),
  about       INTEGER NOT NULL,                               -- discussion/letter.h, by kind
  link        BLOB    NOT NULL CHECK (length(link) = 16),     -- keyed hash of the token in its links
  queued_ms   INTEGER NOT NULL,
  tried       INTEGER NOT NULL DEFAULT 0 CHECK (tried >= 0),
  last_try_ms INTEGER CHECK ((last_try_ms IS NULL) = (tried = 0)),
  next_try_ms INTEGER NOT NULL,
  sent_ms     INTEGER,
  given_up_ms INTEGER CHECK (sent_ms IS NULL OR given_up_ms IS NULL),
  PRIMARY KEY (site_id, letter_id),
  UNIQUE (site_id, contact_id, kind, story_id, comment_id, about),
  UNIQUE (site_id, link),
  FOREIGN KEY (site_id, contact_id) REFERENCES contact (site_id, contact_id)
) STRICT, WITHOUT ROWID;
-- The sender's queue, and what may be forgotten.
CREATE INDEX letter_due ON letter (site_id, next_try_ms, letter_id) WHERE sent_ms IS NULL AND given_up_ms IS NULL;
CREATE INDEX letter_done ON letter (site_id, coalesce(sent_ms, given_up_ms));
