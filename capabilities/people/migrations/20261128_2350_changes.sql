-- Whose facts changed, for whoever keeps everybody in memory: each person once, at the place of
-- the last change. One row per county counts; it is counted on at the end of a transaction.
CREATE TABLE worker_change_heads (
    county TEXT PRIMARY KEY,
    seq BIGINT NOT NULL
);

CREATE TABLE worker_changes (
    county TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (county, worker_id)
);
CREATE INDEX worker_changes_seq ON worker_changes (county, seq);
