-- Judgements that had an effect (an application, a push), sealed with all that they were made
-- of, so that whoever asks why can have them made again.
CREATE TABLE kept_fits (
    id TEXT PRIMARY KEY,
    worker_id TEXT NOT NULL,
    vacancy_id TEXT NOT NULL,
    occasion TEXT NOT NULL CHECK (occasion IN ('apply', 'push')),
    record_id TEXT NOT NULL,
    engine BIGINT NOT NULL,
    kept_at BIGINT NOT NULL,
    snapshot BYTES NOT NULL
);
CREATE UNIQUE INDEX kept_fits_record ON kept_fits (record_id, vacancy_id);
CREATE INDEX kept_fits_worker ON kept_fits (worker_id, id);
CREATE INDEX kept_fits_age ON kept_fits (kept_at, id);
