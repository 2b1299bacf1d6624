-- What a place of a post costs the others: from the last clearing of the market. Only the order
-- of personal lists follows it, never what is shown.
CREATE TABLE vacancy_prices (
    vacancy_id TEXT PRIMARY KEY,
    county TEXT NOT NULL,
    price BIGINT NOT NULL CHECK (price >= 0),
    run_id TEXT NOT NULL,
    computed_at BIGINT NOT NULL
);
CREATE INDEX vacancy_prices_county ON vacancy_prices (county, price);

ALTER TABLE vacancy_board ADD COLUMN price_run TEXT NOT NULL DEFAULT '';
