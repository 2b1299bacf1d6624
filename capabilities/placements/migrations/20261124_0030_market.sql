-- Clearings of the market: what was reckoned from, what came out. Every figure derives from the
-- facts of that moment; the prices themselves stand with the posts.
CREATE TABLE market_runs (
    id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    computed_at BIGINT NOT NULL,
    workers BIGINT NOT NULL,
    posts BIGINT NOT NULL,
    places BIGINT NOT NULL,
    arcs BIGINT NOT NULL,
    millis BIGINT NOT NULL,
    filled_best BIGINT NOT NULL,
    filled_alone BIGINT NOT NULL,
    filled_priced BIGINT NOT NULL,
    total BIGINT NOT NULL,
    bound BIGINT NOT NULL,
    gini_alone BIGINT NOT NULL,
    gini_priced BIGINT NOT NULL,
    crowding BIGINT NOT NULL
);
CREATE INDEX market_runs_last ON market_runs (county, computed_at, id);
