-- One file per person. Telephone and ID number are sealed; *_idx are blind indexes.
CREATE TABLE workers (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    name_fold TEXT NOT NULL,
    phone BYTES,
    phone_idx BYTES,
    phone_last4_idx BYTES,
    id_kind TEXT CHECK (id_kind IN ('resident', 'hk-macao', 'taiwan', 'foreign')),
    id_no BYTES,
    id_idx BYTES,
    id_last4_idx BYTES,
    birth_day TEXT,
    sex TEXT CHECK (sex IN ('1', '2')),
    account_id TEXT,
    state TEXT NOT NULL CHECK (state IN ('empty', 'min', 'basic', 'full')),
    retire_class TEXT CHECK (retire_class IN ('M', 'F55', 'F50')),
    channel TEXT NOT NULL CHECK (channel IN ('telephone', 'sms', 'station', 'village')),
    proxy_only BIGINT NOT NULL,
    max_minutes BIGINT,
    pay_floor_fen BIGINT,
    pay_unit TEXT NOT NULL CHECK (pay_unit IN ('hour', 'day', 'month')),
    settle TEXT NOT NULL,
    from_day TEXT,
    to_day TEXT,
    lodging BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    erased_at BIGINT
);
-- An ID number stands in one file only; a telephone may be a family's.
CREATE UNIQUE INDEX workers_id_idx ON workers (id_idx);
CREATE INDEX workers_phone ON workers (phone_idx);
CREATE INDEX workers_phone_last4 ON workers (phone_last4_idx);
CREATE INDEX workers_id_last4 ON workers (id_last4_idx);
CREATE INDEX workers_name ON workers (name_fold, id);
CREATE INDEX workers_region ON workers (county, region);
CREATE INDEX workers_updated ON workers (updated_at, id);

CREATE TABLE worker_wants (
    worker_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    trade TEXT NOT NULL,
    PRIMARY KEY (worker_id, trade)
);
CREATE INDEX worker_wants_trade ON worker_wants (trade, worker_id);

CREATE TABLE worker_places (
    worker_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    region TEXT NOT NULL,
    PRIMARY KEY (worker_id, region)
);

CREATE TABLE worker_certs (
    id TEXT PRIMARY KEY,
    worker_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    number BYTES,
    expires_day TEXT,
    status TEXT NOT NULL CHECK (status IN ('told', 'seen')),
    UNIQUE (worker_id, kind)
);

CREATE TABLE worker_cards (
    code TEXT PRIMARY KEY,
    worker_id TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    issued_by TEXT NOT NULL,
    voided_at BIGINT
);
CREATE INDEX worker_cards_worker ON worker_cards (worker_id);

CREATE TABLE consents (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    purpose TEXT NOT NULL
        CHECK (purpose IN ('service', 'employers', 'recommend', 'notices')),
    version BIGINT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('screen', 'spoken', 'signed', 'telephone', 'card', 'list')),
    given_at BIGINT NOT NULL,
    given_by TEXT NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_by TEXT
);
-- One consent at a time stands for a purpose; the withdrawn ones stay as receipts.
CREATE UNIQUE INDEX consents_standing ON consents (subject, purpose) WHERE withdrawn_at IS NULL;
CREATE INDEX consents_subject ON consents (subject);

CREATE TABLE erasures (
    id TEXT PRIMARY KEY,
    worker_id TEXT NOT NULL,
    region TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'withdrawn', 'refused', 'done')),
    asked_at BIGINT NOT NULL,
    asked_by TEXT NOT NULL,
    due_day TEXT NOT NULL,
    decided_at BIGINT,
    decided_by TEXT,
    reason TEXT
);
CREATE UNIQUE INDEX erasures_open ON erasures (worker_id) WHERE state = 'asked';
CREATE INDEX erasures_state ON erasures (state, asked_at);
