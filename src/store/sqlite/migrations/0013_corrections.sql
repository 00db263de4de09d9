-- 0013_corrections.sql
-- A site's own corrections of the classifier. Files stay: decisions name the engine they were made with.
-- Times: milliseconds since 1970-01-01 UTC.

CREATE TABLE correction (
  site_id       INTEGER NOT NULL,
  correction_id BLOB    NOT NULL CHECK (length(correction_id) = 32),  -- SHA-256: docs/formats/correction.md
  bytes         BLOB    NOT NULL CHECK (length(bytes) > 0),
  PRIMARY KEY (site_id, correction_id),
  FOREIGN KEY (site_id) REFERENCES site (site_id)
) STRICT, WITHOUT ROWID;

-- Every time one was switched on, with the report of that time, or off (NULL).
CREATE TABLE correction_switch (
  site_id       INTEGER NOT NULL,
  ordinal       INTEGER NOT NULL CHECK (ordinal > 0),
  correction_id BLOB,
  report        TEXT    NOT NULL CHECK ((report = '') = (correction_id IS NULL)),
  switched_by   TEXT    NOT NULL CHECK (length(switched_by) > 0),
  switched_ms   INTEGER NOT NULL,
  PRIMARY KEY (site_id, ordinal),
  FOREIGN KEY (site_id, correction_id) REFERENCES correction (site_id, correction_id)
) STRICT, WITHOUT ROWID;

-- In force; NULL: none. Always what was switched last.
ALTER TABLE site ADD COLUMN correction_id BLOB;
