CREATE TABLE reference_versions (
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    version BIGINT NOT NULL,
    source TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    loaded_at BIGINT NOT NULL,
    PRIMARY KEY (kind, digest)
);

CREATE TABLE divisions (
    code TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    mca_code TEXT,
    level TEXT NOT NULL CHECK (level IN ('county', 'town', 'village')),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    parent_code TEXT NOT NULL,
    urban_rural TEXT,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    point_certainty TEXT NOT NULL,
    road_km DOUBLE PRECISION,
    road_certainty TEXT
);

CREATE TABLE trades (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    trade_group TEXT NOT NULL,
    name TEXT NOT NULL,
    terms TEXT NOT NULL,
    occupation_code TEXT,
    usual_unit TEXT NOT NULL CHECK (usual_unit IN ('hour', 'day', 'month', 'piece'))
);

CREATE TABLE occupations (
    code TEXT PRIMARY KEY,
    level BIGINT NOT NULL,
    name TEXT NOT NULL,
    parent_code TEXT NOT NULL,
    green BIGINT NOT NULL,
    digital BIGINT NOT NULL,
    aliases TEXT NOT NULL
);

CREATE TABLE industries (
    code TEXT PRIMARY KEY,
    level BIGINT NOT NULL,
    name TEXT NOT NULL,
    parent_code TEXT NOT NULL
);

-- Days that differ from a plain week.
CREATE TABLE holidays (
    holiday_day TEXT PRIMARY KEY,
    workday BIGINT NOT NULL,
    statutory BIGINT NOT NULL,
    name TEXT NOT NULL
);

CREATE TABLE id_regions (
    prefix TEXT NOT NULL,
    ended_year BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (prefix, ended_year, name)
);

-- Every row stays: what held on a day can always be told.
CREATE TABLE params (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    region TEXT NOT NULL,
    valid_from_day TEXT NOT NULL,
    valid_to_day TEXT,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    doc TEXT NOT NULL,
    certainty TEXT NOT NULL CHECK (certainty IN ('law', 'source', 'to-confirm', 'proposal')),
    set_by TEXT NOT NULL,
    set_at BIGINT NOT NULL
);
CREATE INDEX params_key ON params (key, region, valid_from_day);

CREATE TABLE laws (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    short_title TEXT NOT NULL,
    version_day TEXT NOT NULL,
    history TEXT NOT NULL
);

CREATE TABLE law_articles (
    law TEXT NOT NULL,
    position BIGINT NOT NULL,
    chapter TEXT NOT NULL,
    label TEXT NOT NULL,
    number BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (law, position)
);

CREATE TABLE law_facts (
    position BIGINT PRIMARY KEY,
    law TEXT NOT NULL,
    article BIGINT NOT NULL,
    topic TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    quote TEXT NOT NULL
);
