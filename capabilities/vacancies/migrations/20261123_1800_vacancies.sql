-- Posts, their published versions, what the rules found, what reviewers decided.
CREATE TABLE vacancies (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    no TEXT NOT NULL,
    employer_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('day', 'short', 'long', 'parttime', 'season', 'public-welfare', 'intern', 'piece-home')),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'auto-screened', 'rejected', 'manual-review', 'published', 'paused', 'filled', 'expired', 'withdrawn', 'taken-down', 'archived')),
    version BIGINT NOT NULL,
    published_version BIGINT,
    title TEXT NOT NULL,
    trade TEXT NOT NULL,
    duties TEXT NOT NULL,
    conditions TEXT NOT NULL,
    region TEXT NOT NULL,
    address TEXT NOT NULL,
    headcount BIGINT NOT NULL CHECK (headcount >= 1),
    taken BIGINT NOT NULL DEFAULT 0 CHECK (taken >= 0 AND taken <= headcount),
    start_day TEXT NOT NULL,
    end_day TEXT,
    start_minute BIGINT,
    work_minutes BIGINT,
    shift TEXT NOT NULL,
    pay_unit TEXT NOT NULL,
    pay_min_fen BIGINT,
    pay_max_fen BIGINT,
    pay_day_fen BIGINT,
    settle TEXT NOT NULL,
    pay_method TEXT NOT NULL,
    meals TEXT NOT NULL,
    lodging TEXT NOT NULL,
    transport TEXT NOT NULL,
    insurance TEXT NOT NULL,
    insurance_reason TEXT NOT NULL,
    agreement TEXT NOT NULL,
    age_min BIGINT,
    age_max BIGINT,
    age_reason TEXT NOT NULL,
    certs TEXT NOT NULL,
    targets TEXT NOT NULL,
    policy_doc TEXT NOT NULL,
    source_kind TEXT NOT NULL,
    source_org TEXT NOT NULL,
    source_url TEXT NOT NULL,
    account_class TEXT NOT NULL,
    valid_until_day TEXT NOT NULL,
    verified_level TEXT,
    checked_at BIGINT,
    checked_by TEXT,
    likeness TEXT NOT NULL,
    warned_day TEXT,
    submitted_at BIGINT,
    published_at BIGINT,
    closed_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    board_seq BIGINT NOT NULL
);

CREATE UNIQUE INDEX vacancies_no ON vacancies (county, no);
CREATE INDEX vacancies_board_seq ON vacancies (county, board_seq);
CREATE INDEX vacancies_employer ON vacancies (employer_id, updated_at);
CREATE INDEX vacancies_likeness ON vacancies (employer_id, likeness);
CREATE INDEX vacancies_queue ON vacancies (submitted_at, id) WHERE state = 'manual-review';
CREATE INDEX vacancies_ending ON vacancies (valid_until_day, id) WHERE state IN ('published', 'paused');
CREATE INDEX vacancies_closed ON vacancies (closed_at, id) WHERE state IN ('rejected', 'filled', 'expired', 'withdrawn', 'taken-down');

-- The number that is spoken counts from one each day.
CREATE TABLE vacancy_numbers (
    county TEXT NOT NULL,
    number_day TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (county, number_day)
);

-- Written once, when a version is published; nothing in the program changes a row.
CREATE TABLE vacancy_versions (
    vacancy_id TEXT NOT NULL REFERENCES vacancies (id),
    version BIGINT NOT NULL,
    snapshot TEXT NOT NULL,
    digest TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (vacancy_id, version)
);

CREATE TABLE screening_hits (
    vacancy_id TEXT NOT NULL REFERENCES vacancies (id),
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('block', 'warn', 'review')),
    field TEXT NOT NULL,
    span_from BIGINT NOT NULL,
    span_to BIGINT NOT NULL,
    matched TEXT NOT NULL,
    PRIMARY KEY (vacancy_id, version, position)
);

CREATE TABLE vacancy_reviews (
    id TEXT PRIMARY KEY,
    vacancy_id TEXT NOT NULL REFERENCES vacancies (id),
    version BIGINT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('publish', 'reject', 'ask-back', 'take-down')),
    reason TEXT NOT NULL,
    answers TEXT NOT NULL,
    verified_level TEXT,
    reviewed_by TEXT NOT NULL,
    reviewed_at BIGINT NOT NULL
);
CREATE INDEX vacancy_reviews_of ON vacancy_reviews (vacancy_id, reviewed_at);

-- What people tell us about a post (a fee, a false address, a place already gone).
CREATE TABLE vacancy_reports (
    id TEXT PRIMARY KEY,
    vacancy_id TEXT NOT NULL REFERENCES vacancies (id),
    region TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    reporter TEXT NOT NULL,
    reported_at BIGINT NOT NULL,
    answered_by TEXT,
    answered_at BIGINT,
    answer TEXT NOT NULL
);
CREATE INDEX vacancy_reports_open ON vacancy_reports (reported_at, id) WHERE answered_at IS NULL;

-- One row per county: bumped in the transaction of every change of what is shown.
CREATE TABLE vacancy_board (
    county TEXT PRIMARY KEY,
    seq BIGINT NOT NULL
);
