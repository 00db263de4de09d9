-- 0002_fewer_indexes.sql
-- Every index is a page more that each post writes.

-- What lately came to a story is looked for among its last comments; its names are read with its comments.
DROP INDEX comment_written;
DROP INDEX comment_name;

-- Rows lie in the order they were applied, where each group is a page or two; only their ids are strewn.
ALTER TABLE applied_change RENAME TO applied_before;
CREATE TABLE applied_change (
  log_position INTEGER NOT NULL PRIMARY KEY CHECK (log_position > 0),  -- grows with every change in this file
  site_id      INTEGER NOT NULL CHECK (site_id >= 0),     -- as the change named it; 0: it added its site
  change_id    BLOB    NOT NULL CHECK (length(change_id) = 16),
  at_ms        INTEGER NOT NULL,
  given_site   INTEGER NOT NULL,                          -- the outcome, 0 where there is none
  comment_id   INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  event_id     INTEGER NOT NULL,
  touched      BLOB    NOT NULL CHECK (length(touched) % 16 = 0)  -- pairs of site and story, 64 bits, big-endian
) STRICT;
INSERT INTO applied_change (log_position, site_id, change_id, at_ms, given_site, comment_id, number, event_id, touched)
  SELECT log_position, site_id, change_id, at_ms, given_site, comment_id, number, event_id, touched
  FROM applied_before ORDER BY log_position;
DROP TABLE applied_before;
CREATE UNIQUE INDEX applied_change_id ON applied_change (site_id, change_id);
