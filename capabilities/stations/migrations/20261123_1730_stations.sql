-- Persons sign in by telephone, staff by user name; a person's number is sealed and indexed.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'staff')),
    name TEXT NOT NULL,
    login TEXT,
    phone BYTES,
    phone_index BYTES,
    region TEXT NOT NULL,
    roles TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'locked', 'closed')),
    sms_wanted BIGINT NOT NULL DEFAULT 1 CHECK (sms_wanted IN (0, 1)),
    password_hash TEXT,
    password_set_at BIGINT,
    password_given BIGINT NOT NULL DEFAULT 0 CHECK (password_given IN (0, 1)),
    totp_secret BYTES,
    totp_confirmed BIGINT NOT NULL DEFAULT 0 CHECK (totp_confirmed IN (0, 1)),
    totp_last_step BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_login ON accounts (login) WHERE login IS NOT NULL;
CREATE UNIQUE INDEX accounts_phone ON accounts (phone_index) WHERE kind = 'person';
CREATE INDEX accounts_staff ON accounts (region, id) WHERE kind = 'staff';

CREATE TABLE account_subjects (
    account_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    role TEXT NOT NULL,
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, subject_id)
);
CREATE INDEX account_subjects_subject ON account_subjects (subject_id);

CREATE TABLE sessions (
    id_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    device TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_ends ON sessions (ends_at);

-- The code itself is nowhere: it is computed from the row's id under a key of the vault.
CREATE TABLE one_time_codes (
    id TEXT PRIMARY KEY,
    phone BYTES NOT NULL,
    phone_index BYTES NOT NULL,
    address TEXT NOT NULL,
    role TEXT NOT NULL,
    tries BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_minute BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX one_time_codes_minute ON one_time_codes (phone_index, created_minute);
CREATE INDEX one_time_codes_phone ON one_time_codes (phone_index, created_at);
CREATE INDEX one_time_codes_address ON one_time_codes (address, created_at);

-- Failed sign-ins of staff, by user name and by address.
CREATE TABLE failed_sign_ins (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('login', 'address')),
    key TEXT NOT NULL,
    failed_at BIGINT NOT NULL
);
CREATE INDEX failed_sign_ins_key ON failed_sign_ins (kind, key, failed_at);

-- Staff between password and second factor.
CREATE TABLE half_sign_ins (
    id_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    next TEXT NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE TABLE api_tokens (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX api_tokens_hash ON api_tokens (token_hash);

CREATE TABLE stations (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('county', 'town', 'village')),
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    address TEXT NOT NULL,
    telephone TEXT NOT NULL,
    hours TEXT NOT NULL,
    area_m2 BIGINT,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX stations_region ON stations (region);

CREATE TABLE duties (
    id TEXT PRIMARY KEY,
    station_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    duty_day TEXT NOT NULL,
    from_minute BIGINT NOT NULL,
    to_minute BIGINT NOT NULL,
    CHECK (from_minute >= 0 AND from_minute < to_minute AND to_minute <= 1440)
);
CREATE UNIQUE INDEX duties_once ON duties (station_id, duty_day, account_id, from_minute);

-- 人力资源市场暂行条例 第三十三条: kept for two years at least.
CREATE TABLE service_ledger (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    station_id TEXT NOT NULL,
    station_region TEXT NOT NULL,
    region TEXT NOT NULL,
    service_day TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject_id TEXT,
    channel TEXT NOT NULL CHECK (channel IN ('counter', 'phone', 'village', 'online')),
    result TEXT NOT NULL,
    actor TEXT NOT NULL,
    behalf_consent TEXT,
    minutes BIGINT
);
CREATE INDEX service_ledger_scope ON service_ledger (station_region, service_day, id);
CREATE INDEX service_ledger_subject ON service_ledger (subject_id, service_day);

CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    subject_id TEXT NOT NULL,
    key TEXT NOT NULL,
    args TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    read_at BIGINT,
    sent_at BIGINT
);
CREATE INDEX notices_subject ON notices (subject_id, told_at);

CREATE TABLE demo_personas (
    persona TEXT PRIMARY KEY,
    account_id TEXT NOT NULL
);
