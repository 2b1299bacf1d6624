-- Reliability of both sides: events with notice, answer, decision, appeal and expiry.
CREATE TABLE gig_marks (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('no-show-worker', 'no-show-employer', 'late-cancel-worker', 'late-cancel-employer', 'late-pay', 'unpaid-wage', 'fake-post', 'charged-worker', 'held-id', 'unsafe', 'discrimination', 'abuse', 'false-complaint')),
    side TEXT NOT NULL CHECK (side IN ('worker', 'employer')),
    subject_id TEXT NOT NULL,
    region TEXT NOT NULL,
    seat_id TEXT,
    source TEXT NOT NULL CHECK (source IN ('record', 'desk')),
    title TEXT NOT NULL,
    evidence TEXT NOT NULL,
    happened_day TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('noted', 'notified', 'answered', 'upheld', 'dropped', 'appealed', 'upheld-finally', 'dropped-finally')),
    told_day TEXT,
    answer_until_day TEXT,
    due_day TEXT,
    reminded_day TEXT,
    decided_by TEXT,
    expires_day TEXT NOT NULL,
    seq BIGINT NOT NULL,
    noted_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX gig_marks_once ON gig_marks (seat_id, kind) WHERE seat_id IS NOT NULL;
CREATE INDEX gig_marks_subject ON gig_marks (subject_id, happened_day, id);
CREATE INDEX gig_marks_queue ON gig_marks (due_day, id) WHERE due_day IS NOT NULL;
CREATE INDEX gig_marks_region ON gig_marks (region, id);
CREATE INDEX gig_marks_expiry ON gig_marks (expires_day, id);

CREATE TABLE gig_mark_moves (
    mark_id TEXT NOT NULL REFERENCES gig_marks (id),
    seq BIGINT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    move TEXT NOT NULL,
    actor TEXT NOT NULL,
    behalf TEXT,
    consent TEXT,
    words TEXT NOT NULL,
    moved_at BIGINT NOT NULL,
    PRIMARY KEY (mark_id, seq)
);

-- What the two sides of a finished seat say of each other; neither reads the other's before both
-- have spoken or the time for it is over.
CREATE TABLE gig_ratings (
    seat_id TEXT NOT NULL REFERENCES gig_seats (id),
    side TEXT NOT NULL CHECK (side IN ('worker', 'employer')),
    first_yes BIGINT NOT NULL CHECK (first_yes IN (0, 1)),
    second_yes BIGINT NOT NULL CHECK (second_yes IN (0, 1)),
    third_yes BIGINT NOT NULL CHECK (third_yes IN (0, 1)),
    words TEXT NOT NULL,
    actor TEXT NOT NULL,
    behalf TEXT,
    consent TEXT,
    rated_at BIGINT NOT NULL,
    PRIMARY KEY (seat_id, side)
);
