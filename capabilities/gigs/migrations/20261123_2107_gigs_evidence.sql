-- The evidence package: whatever happened, in one file that anybody can check. The file itself is
-- given to whom it concerns and not kept; its digests are.
CREATE TABLE gig_evidence (
    id TEXT PRIMARY KEY,
    no TEXT NOT NULL,
    county TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    region TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    seats BIGINT NOT NULL CHECK (seats >= 0),
    digest TEXT NOT NULL,
    file_digest TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    mac BYTES NOT NULL
);
CREATE UNIQUE INDEX gig_evidence_no ON gig_evidence (no);
CREATE INDEX gig_evidence_file ON gig_evidence (file_digest);
CREATE INDEX gig_evidence_digest ON gig_evidence (digest, made_at);
CREATE INDEX gig_evidence_worker ON gig_evidence (worker_id, made_at, id);
