-- Cover against accidents: a record for each day and who pays for it. The worker pays only after
-- a yes of the worker's own.
CREATE TABLE gig_cover (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    seat_id TEXT NOT NULL REFERENCES gig_seats (id),
    order_id TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    region TEXT NOT NULL,
    work_day TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('injury', 'occupational', 'liability', 'accident', 'basic', 'supplement', 'none')),
    payer TEXT NOT NULL CHECK (payer IN ('gov', 'employer', 'worker', 'nobody')),
    state TEXT NOT NULL CHECK (state IN ('stated', 'asked', 'complete', 'declined', 'void')),
    insurer TEXT NOT NULL,
    policy_no TEXT NOT NULL,
    sum_fen BIGINT CHECK (sum_fen >= 0),
    premium_fen BIGINT CHECK (premium_fen >= 0),
    reason TEXT NOT NULL,
    worker_said_at BIGINT,
    made_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    CHECK (payer <> 'worker' OR state IN ('asked', 'declined', 'void') OR worker_said_at IS NOT NULL)
);
CREATE UNIQUE INDEX gig_cover_once ON gig_cover (seat_id, kind);
CREATE INDEX gig_cover_employer ON gig_cover (employer_id, work_day, id);
CREATE INDEX gig_cover_region ON gig_cover (region, work_day, id);
