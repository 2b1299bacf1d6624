-- Hours: attendance by code or clerk, and what both sides say was worked.
CREATE TABLE gig_hours (
    seat_id TEXT PRIMARY KEY REFERENCES gig_seats (id),
    county TEXT NOT NULL,
    region TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    shift_id TEXT NOT NULL,
    work_day TEXT NOT NULL,
    in_how TEXT CHECK (in_how IN ('code', 'employer', 'clerk')),
    in_at BIGINT,
    out_how TEXT CHECK (out_how IN ('code', 'employer', 'clerk')),
    out_at BIGINT,
    worker_minutes BIGINT,
    worker_units_milli BIGINT,
    worker_said_at BIGINT,
    employer_minutes BIGINT,
    employer_units_milli BIGINT,
    employer_said_at BIGINT,
    agreed_minutes BIGINT,
    agreed_units_milli BIGINT,
    agreed_at BIGINT,
    rounds BIGINT NOT NULL DEFAULT 0,
    said BIGINT NOT NULL DEFAULT 0,
    updated_at BIGINT NOT NULL
);
CREATE INDEX gig_hours_pair ON gig_hours (worker_id, employer_id, work_day);
CREATE INDEX gig_hours_shift ON gig_hours (shift_id, seat_id);

-- Every statement as it was made.
CREATE TABLE gig_hours_said (
    seat_id TEXT NOT NULL REFERENCES gig_hours (seat_id),
    seq BIGINT NOT NULL,
    party TEXT NOT NULL CHECK (party IN ('worker', 'employer', 'system')),
    minutes BIGINT NOT NULL,
    units_milli BIGINT NOT NULL,
    note TEXT NOT NULL,
    actor TEXT NOT NULL,
    consent TEXT,
    said_at BIGINT NOT NULL,
    PRIMARY KEY (seat_id, seq)
);

-- Wrong codes of a person on a day: six digits must not be found by trying.
CREATE TABLE gig_code_tries (
    worker_id TEXT NOT NULL,
    tried_day TEXT NOT NULL,
    tries BIGINT NOT NULL,
    PRIMARY KEY (worker_id, tried_day)
);
