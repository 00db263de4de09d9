-- 0012_story_text.sql
-- The words of a story itself, as its publisher gave them, so that quotations from it are known. Small letters without
-- signs (campaign::plain_words): for finding, not for reading.
CREATE TABLE story_text (
  site_id  INTEGER NOT NULL,
  story_id INTEGER NOT NULL,
  words    TEXT    NOT NULL CHECK (length(words) > 0),
  PRIMARY KEY (site_id, story_id),
  FOREIGN KEY (site_id, story_id) REFERENCES story (site_id, story_id)
) STRICT, WITHOUT ROWID;
