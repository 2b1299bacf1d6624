-- Applications: who applied for what, where it stands, every step with whoever took it.
CREATE TABLE applications (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    vacancy_id TEXT NOT NULL,
    vacancy_version BIGINT NOT NULL,
    worker_id TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    region TEXT NOT NULL,
    worker_region TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('applied', 'viewed', 'invited', 'interview', 'offered', 'accepted', 'onboard', 'stable', 'left', 'rejected', 'declined', 'withdrawn')),
    seat BIGINT NOT NULL DEFAULT 0 CHECK (seat IN (0, 1)),
    channel TEXT NOT NULL CHECK (channel IN ('online', 'counter', 'phone', 'village', 'api')),
    title TEXT NOT NULL,
    trade TEXT NOT NULL,
    day_work BIGINT NOT NULL CHECK (day_work IN (0, 1)),
    work_from_day TEXT NOT NULL,
    work_to_day TEXT,
    applied_at BIGINT NOT NULL,
    answered_at BIGINT,
    accepted_at BIGINT,
    started_day TEXT,
    stable_due_day TEXT,
    stable_asked_at BIGINT,
    left_day TEXT,
    left_reason TEXT,
    seq BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX applications_live ON applications (vacancy_id, worker_id) WHERE state NOT IN ('left', 'rejected', 'declined', 'withdrawn');
CREATE INDEX applications_vacancy ON applications (vacancy_id, applied_at, id);
CREATE INDEX applications_worker ON applications (worker_id, applied_at, id);
CREATE INDEX applications_employer ON applications (employer_id, applied_at, id);
CREATE INDEX applications_region ON applications (region, applied_at, id);
CREATE INDEX applications_due ON applications (stable_due_day, id) WHERE state = 'onboard';
CREATE INDEX applications_silent ON applications (applied_at, id) WHERE answered_at IS NULL AND state IN ('applied', 'viewed');

CREATE TABLE application_moves (
    application_id TEXT NOT NULL REFERENCES applications (id),
    seq BIGINT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    move TEXT NOT NULL,
    party TEXT NOT NULL CHECK (party IN ('worker', 'employer', 'system')),
    actor TEXT NOT NULL,
    behalf TEXT,
    consent TEXT,
    reply TEXT,
    moved_at BIGINT NOT NULL,
    PRIMARY KEY (application_id, seq)
);
