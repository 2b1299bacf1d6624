-- Day-labour orders: what is asked, when, for how much, and every version of it.
CREATE TABLE gig_orders (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    no TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'cancelled')),
    version BIGINT NOT NULL,
    trade TEXT NOT NULL,
    title TEXT NOT NULL,
    duties TEXT NOT NULL,
    region TEXT NOT NULL,
    address TEXT NOT NULL,
    meeting TEXT NOT NULL,
    relation TEXT NOT NULL,
    agreement TEXT NOT NULL,
    pay_unit TEXT NOT NULL,
    pay_fen BIGINT NOT NULL CHECK (pay_fen > 0),
    pay_note TEXT NOT NULL,
    settle TEXT NOT NULL,
    pay_method TEXT NOT NULL,
    meals TEXT NOT NULL,
    transport TEXT NOT NULL,
    insurance TEXT NOT NULL,
    insurance_reason TEXT NOT NULL,
    age_min BIGINT,
    age_max BIGINT,
    certs TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    opened_at BIGINT,
    closed_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX gig_orders_no ON gig_orders (county, no);
CREATE INDEX gig_orders_employer ON gig_orders (employer_id, created_at, id);
CREATE INDEX gig_orders_open ON gig_orders (county, first_day, id) WHERE state = 'open';
CREATE INDEX gig_orders_region ON gig_orders (region, created_at, id);

-- A version that workers could see; it stays as it was.
CREATE TABLE gig_order_versions (
    order_id TEXT NOT NULL REFERENCES gig_orders (id),
    version BIGINT NOT NULL,
    snapshot TEXT NOT NULL,
    digest TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    PRIMARY KEY (order_id, version)
);

-- One stretch of work on one day; it may cross midnight.
CREATE TABLE gig_shifts (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    order_id TEXT NOT NULL REFERENCES gig_orders (id),
    employer_id TEXT NOT NULL,
    region TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'cancelled', 'over')),
    work_day TEXT NOT NULL,
    start_at BIGINT NOT NULL,
    end_at BIGINT NOT NULL,
    break_minutes BIGINT NOT NULL CHECK (break_minutes >= 0),
    seats BIGINT NOT NULL CHECK (seats > 0),
    taken BIGINT NOT NULL DEFAULT 0,
    CHECK (taken >= 0 AND taken <= seats),
    CHECK (end_at > start_at)
);
CREATE UNIQUE INDEX gig_shifts_once ON gig_shifts (order_id, start_at);
CREATE INDEX gig_shifts_day ON gig_shifts (county, work_day, start_at, id);
CREATE INDEX gig_shifts_end ON gig_shifts (end_at, id) WHERE state = 'open';

-- The last spoken number of a county and day.
CREATE TABLE gig_numbers (
    county TEXT NOT NULL,
    number_day TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (county, number_day)
);
