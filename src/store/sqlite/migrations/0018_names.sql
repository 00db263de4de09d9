-- 0018_names.sql
-- An account's name can be changed; those before stay its own for a while. Times: milliseconds since 1970-01-01 UTC.
ALTER TABLE account ADD COLUMN renamed_ms INTEGER;                 -- NULL: never

CREATE TABLE former_name (
  site_id     INTEGER NOT NULL,
  look        TEXT    NOT NULL CHECK (length(look) > 0),           -- UTS #39 skeleton of the name
  author_id   INTEGER NOT NULL,
  name        TEXT    NOT NULL CHECK (length(name) > 0),
  given_up_ms INTEGER NOT NULL,
  PRIMARY KEY (site_id, look),
  FOREIGN KEY (site_id, author_id) REFERENCES account (site_id, author_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_name_account ON former_name (site_id, author_id);
CREATE INDEX former_name_age ON former_name (site_id, given_up_ms);
