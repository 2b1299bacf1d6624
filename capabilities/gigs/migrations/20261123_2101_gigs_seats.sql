-- Seats: who works which shift, where it stands, every step with whoever took it.
CREATE TABLE gig_seats (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    order_id TEXT NOT NULL,
    order_version BIGINT NOT NULL,
    shift_id TEXT NOT NULL REFERENCES gig_shifts (id),
    employer_id TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    region TEXT NOT NULL,
    worker_region TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'confirmed', 'checked-in', 'checked-out', 'hours-confirmed', 'pay-due', 'paid', 'rated', 'closed', 'disputed', 'lapsed', 'gave-up', 'cancelled-worker', 'cancelled-employer', 'no-show-worker', 'no-show-employer')),
    holds BIGINT NOT NULL CHECK (holds IN (0, 1)),
    channel TEXT NOT NULL CHECK (channel IN ('online', 'counter', 'phone', 'village', 'hall', 'api')),
    foreman_id TEXT,
    work_day TEXT NOT NULL,
    start_at BIGINT NOT NULL,
    end_at BIGINT NOT NULL,
    waiting_at BIGINT,
    claimed_at BIGINT,
    locked_until_at BIGINT,
    confirmed_at BIGINT,
    checked_in_at BIGINT,
    checked_out_at BIGINT,
    seq BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX gig_seats_live ON gig_seats (shift_id, worker_id) WHERE state NOT IN ('lapsed', 'gave-up', 'cancelled-worker', 'cancelled-employer');
CREATE INDEX gig_seats_shift ON gig_seats (shift_id, created_at, id);
CREATE INDEX gig_seats_worker ON gig_seats (worker_id, start_at, id);
CREATE INDEX gig_seats_busy ON gig_seats (worker_id, start_at) WHERE holds = 1;
CREATE INDEX gig_seats_employer ON gig_seats (employer_id, start_at, id);
CREATE INDEX gig_seats_region ON gig_seats (region, start_at, id);
CREATE INDEX gig_seats_order ON gig_seats (order_id, start_at, id);
CREATE INDEX gig_seats_locks ON gig_seats (locked_until_at, id) WHERE state = 'claimed';
CREATE INDEX gig_seats_waiting ON gig_seats (shift_id, waiting_at, id) WHERE state = 'waiting';
CREATE INDEX gig_seats_state ON gig_seats (state, end_at, id);

CREATE TABLE gig_moves (
    seat_id TEXT NOT NULL REFERENCES gig_seats (id),
    seq BIGINT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    move TEXT NOT NULL,
    party TEXT NOT NULL CHECK (party IN ('worker', 'employer', 'system')),
    actor TEXT NOT NULL,
    behalf TEXT,
    consent TEXT,
    note TEXT NOT NULL,
    moved_at BIGINT NOT NULL,
    PRIMARY KEY (seat_id, seq)
);

-- One row a person: writing it first makes two claims of one person wait for each other.
CREATE TABLE gig_people (
    worker_id TEXT PRIMARY KEY,
    turn BIGINT NOT NULL
);
