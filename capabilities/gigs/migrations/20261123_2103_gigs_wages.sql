-- Wages: computed by the law's rules, due, paid, confirmed, watched.
-- Name, ID number and telephone are those of the day of work: the ledger keeps them three years.
CREATE TABLE gig_wages (
    id TEXT PRIMARY KEY,
    seat_id TEXT NOT NULL REFERENCES gig_seats (id),
    county TEXT NOT NULL,
    region TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    employer_name TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    worker_region TEXT NOT NULL,
    worker_name TEXT NOT NULL,
    id_no BYTES,
    phone BYTES,
    order_id TEXT NOT NULL,
    order_no TEXT NOT NULL,
    order_version BIGINT NOT NULL,
    title TEXT NOT NULL,
    relation TEXT NOT NULL,
    settle TEXT NOT NULL,
    pay_unit TEXT NOT NULL,
    pay_method TEXT NOT NULL,
    work_day TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    units_milli BIGINT NOT NULL,
    lines TEXT NOT NULL,
    breaches TEXT NOT NULL,
    gross_fen BIGINT NOT NULL CHECK (gross_fen >= 0),
    kept_fen BIGINT NOT NULL DEFAULT 0 CHECK (kept_fen >= 0),
    kept_why TEXT NOT NULL DEFAULT '',
    net_fen BIGINT NOT NULL,
    due_day TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('due', 'told', 'paid')),
    told_at BIGINT,
    told_how TEXT,
    voucher_no TEXT NOT NULL DEFAULT '',
    received_fen BIGINT NOT NULL DEFAULT 0,
    received_at BIGINT,
    stage TEXT NOT NULL CHECK (stage IN ('quiet', 'reminded', 'called', 'drafted')),
    called_at BIGINT,
    revision BIGINT NOT NULL DEFAULT 1,
    said BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX gig_wages_seat ON gig_wages (seat_id);
CREATE INDEX gig_wages_worker ON gig_wages (worker_id, work_day, id);
CREATE INDEX gig_wages_employer ON gig_wages (employer_id, work_day, id);
CREATE INDEX gig_wages_open ON gig_wages (due_day, id) WHERE state <> 'paid';
CREATE INDEX gig_wages_kept ON gig_wages (work_day, id) WHERE state = 'paid';

-- Everything that was said of a wage, as it was said.
CREATE TABLE gig_wage_said (
    wage_id TEXT NOT NULL REFERENCES gig_wages (id),
    seq BIGINT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('computed', 'kept', 'told', 'denied', 'received', 'call')),
    fen BIGINT NOT NULL,
    how TEXT NOT NULL,
    ref_no TEXT NOT NULL,
    note TEXT NOT NULL,
    actor TEXT NOT NULL,
    consent TEXT,
    said_at BIGINT NOT NULL,
    PRIMARY KEY (wage_id, seq)
);

-- Reports of wages not paid, drafted by the watch, sent on only when the worker confirms.
CREATE TABLE gig_arrears (
    id TEXT PRIMARY KEY,
    wage_id TEXT NOT NULL REFERENCES gig_wages (id),
    county TEXT NOT NULL,
    region TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    worker_id TEXT NOT NULL,
    amount_fen BIGINT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    basis TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'confirmed', 'dropped', 'settled')),
    drafted_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    closed_at BIGINT
);
CREATE UNIQUE INDEX gig_arrears_wage ON gig_arrears (wage_id);
CREATE INDEX gig_arrears_region ON gig_arrears (region, drafted_at, id);
