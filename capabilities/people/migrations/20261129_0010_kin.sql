-- Which trades the same people choose: counts of people, never who. Pairs that few chose are not
-- kept. Learned anew every night.
CREATE TABLE trade_kin (
    county TEXT NOT NULL,
    trade TEXT NOT NULL,
    other TEXT NOT NULL,
    people BIGINT NOT NULL CHECK (people > 0),
    share BIGINT NOT NULL CHECK (share BETWEEN 0 AND 1000),
    learned_at BIGINT NOT NULL,
    PRIMARY KEY (county, trade, other)
);
