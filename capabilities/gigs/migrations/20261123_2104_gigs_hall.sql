-- The market hall: the morning roll of people waiting, and the fair call-up.

-- The last slip given out at a station on a day.
CREATE TABLE gig_slips (
    station_id TEXT NOT NULL,
    roll_day TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (station_id, roll_day)
);

-- One person at one station on one day.
CREATE TABLE gig_roll (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    station_id TEXT NOT NULL,
    region TEXT NOT NULL,
    roll_day TEXT NOT NULL,
    slip BIGINT NOT NULL,
    worker_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'called', 'placed', 'left')),
    arrived_at BIGINT NOT NULL,
    trades TEXT NOT NULL,
    max_minutes BIGINT,
    note TEXT NOT NULL,
    call_id TEXT,
    seat_id TEXT,
    called_at BIGINT,
    placed_at BIGINT,
    left_at BIGINT,
    left_why TEXT CHECK (left_why IN ('own', 'found-work', 'day-over')),
    taken_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX gig_roll_slip ON gig_roll (station_id, roll_day, slip);
CREATE UNIQUE INDEX gig_roll_person ON gig_roll (worker_id, roll_day, station_id);
CREATE UNIQUE INDEX gig_roll_live ON gig_roll (worker_id, roll_day) WHERE state IN ('waiting', 'called');
CREATE INDEX gig_roll_seat ON gig_roll (seat_id) WHERE seat_id IS NOT NULL;
CREATE INDEX gig_roll_open ON gig_roll (roll_day, id) WHERE state IN ('waiting', 'called');

-- Hardship as a clerk recorded it on somebody's word or paper; nobody but the call-up reads it.
CREATE TABLE gig_hardship (
    worker_id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    region TEXT NOT NULL,
    record BYTES NOT NULL,
    consent TEXT NOT NULL,
    until_day TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL
);

-- A call-up: who was called for a shift, and everything the order was made of, sealed.
CREATE TABLE gig_calls (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    station_id TEXT NOT NULL,
    region TEXT NOT NULL,
    order_id TEXT NOT NULL,
    shift_id TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    why TEXT NOT NULL,
    snapshot BYTES NOT NULL,
    called_at BIGINT NOT NULL,
    called_by TEXT NOT NULL
);
CREATE INDEX gig_calls_shift ON gig_calls (shift_id, called_at, id);

CREATE TABLE gig_call_lines (
    call_id TEXT NOT NULL REFERENCES gig_calls (id),
    roll_id TEXT NOT NULL,
    place BIGINT NOT NULL,
    worker_id TEXT NOT NULL,
    seat_id TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('open', 'came', 'no-answer', 'declined')),
    answered_at BIGINT,
    PRIMARY KEY (call_id, roll_id)
);
CREATE INDEX gig_call_lines_worker ON gig_call_lines (worker_id, call_id);
