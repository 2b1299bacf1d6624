-- Employers: companies, the self-employed, households; who acts for them; how they were checked.
CREATE TABLE employers (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('company', 'self-employed', 'household')),
    class TEXT NOT NULL CHECK (class IN ('self-employer', 'public', 'commercial')),
    name TEXT NOT NULL,
    name_fold TEXT NOT NULL,
    uscc TEXT,
    identity BYTES,
    identity_index BYTES,
    region TEXT NOT NULL,
    address TEXT NOT NULL,
    industry TEXT NOT NULL,
    contact_name TEXT NOT NULL,
    phone BYTES NOT NULL,
    phone_index BYTES NOT NULL,
    licence_no TEXT NOT NULL,
    licence_file TEXT,
    is_key BIGINT NOT NULL DEFAULT 0 CHECK (is_key IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('registered', 'submitted', 'verified', 'rejected', 'lapsed', 'suspended')),
    verified_level TEXT CHECK (verified_level IN ('visited', 'papers', 'name-only')),
    verified_until_day TEXT,
    verified_at BIGINT,
    verified_by TEXT,
    warned_days BIGINT,
    submitted_at BIGINT,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX employers_uscc ON employers (county, uscc) WHERE uscc IS NOT NULL;
CREATE UNIQUE INDEX employers_identity ON employers (county, kind, identity_index) WHERE identity_index IS NOT NULL;
CREATE INDEX employers_region ON employers (region, id);
CREATE INDEX employers_phone ON employers (phone_index);
CREATE INDEX employers_waiting ON employers (submitted_at, id) WHERE state = 'submitted';
CREATE INDEX employers_ending ON employers (verified_until_day, id) WHERE state = 'verified';

CREATE TABLE employer_agents (
    employer_id TEXT NOT NULL REFERENCES employers (id),
    account_id TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (employer_id, account_id)
);
CREATE INDEX employer_agents_account ON employer_agents (account_id);

-- Every check is kept: who looked at what, and until when it holds.
CREATE TABLE employer_checks (
    id TEXT PRIMARY KEY,
    employer_id TEXT NOT NULL REFERENCES employers (id),
    checked_at BIGINT NOT NULL,
    checked_by TEXT NOT NULL,
    move TEXT NOT NULL,
    level TEXT,
    reason TEXT NOT NULL,
    until_day TEXT
);
CREATE INDEX employer_checks_of ON employer_checks (employer_id, checked_at);
