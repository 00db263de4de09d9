-- 0006_ledger.sql
-- The ledgers: for each site one log after the other, each entry written by the commit of its decision.
-- docs/formats/ledger.md says what an entry is. Times: milliseconds since 1970-01-01 UTC. Hashes: SHA-256.
CREATE TABLE ledger (
  site_id  INTEGER NOT NULL REFERENCES site (site_id),
  log      INTEGER NOT NULL CHECK (log > 0),                    -- 1, 2 ...; entries go to the last one
  name     TEXT    NOT NULL CHECK (length(name) > 0),
  begun_ms INTEGER NOT NULL,
  size     INTEGER NOT NULL CHECK (size >= 0),
  edge     BLOB    NOT NULL CHECK (length(edge) % 32 = 0),      -- roots of the complete subtrees, from left to right
  key      BLOB    CHECK (length(key) = 32),                    -- public; NULL: never signed
  whole    INTEGER NOT NULL CHECK (whole IN (0, 1)),            -- every decision has an entry
  PRIMARY KEY (site_id, log)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_leaf (
  site_id     INTEGER NOT NULL,
  log         INTEGER NOT NULL,
  leaf_index  INTEGER NOT NULL CHECK (leaf_index >= 0),
  decision_id INTEGER,                                          -- NULL: cites the log before
  entry       TEXT    NOT NULL,
  hash        BLOB    NOT NULL CHECK (length(hash) = 32),
  salts       BLOB    CHECK (length(salts) = 96),               -- NULL: erased, or nothing is sealed
  PRIMARY KEY (site_id, log, leaf_index),
  FOREIGN KEY (site_id, log) REFERENCES ledger (site_id, log)
) STRICT, WITHOUT ROWID;
-- Where a decision stands.
CREATE UNIQUE INDEX ledger_leaf_decision ON ledger_leaf (site_id, decision_id) WHERE decision_id IS NOT NULL;

-- Roots of complete subtrees of 256, 65536 ... entries: what the tiles above the lowest consist of.
CREATE TABLE ledger_hash (
  site_id    INTEGER NOT NULL,
  log        INTEGER NOT NULL,
  level      INTEGER NOT NULL CHECK (level > 0),
  hash_index INTEGER NOT NULL CHECK (hash_index >= 0),
  hash       BLOB    NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (site_id, log, level, hash_index),
  FOREIGN KEY (site_id, log) REFERENCES ledger (site_id, log)
) STRICT, WITHOUT ROWID;

-- Signed; the last of each day.
CREATE TABLE ledger_checkpoint (
  site_id   INTEGER NOT NULL,
  log       INTEGER NOT NULL,
  size      INTEGER NOT NULL CHECK (size > 0),
  note      TEXT    NOT NULL,
  signed_ms INTEGER NOT NULL,
  PRIMARY KEY (site_id, log, size),
  FOREIGN KEY (site_id, log) REFERENCES ledger (site_id, log)
) STRICT, WITHOUT ROWID;
