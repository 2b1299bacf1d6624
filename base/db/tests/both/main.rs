//! The same promises, held on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, reason = "a failed test may panic anywhere")]

mod errors;
mod futures;
mod migrations;
mod order;
mod round_trip;
mod speed;
mod transactions;

use db::Migration;

/// A small schema with every kind of column and constraint.
const SAMPLE: &[Migration] = &[
    Migration {
        room: "sample",
        id: "20261123_0900_things",
        sql: "CREATE TABLE things (
                id TEXT PRIMARY KEY,
                count BIGINT NOT NULL CHECK (count >= 0),
                weight DOUBLE PRECISION,
                name TEXT,
                photo BYTES
            );
            CREATE UNIQUE INDEX things_by_name ON things (name) WHERE name IS NOT NULL;",
    },
    Migration {
        room: "sample",
        id: "20261123_0910_parts",
        sql: "CREATE TABLE parts (
                thing TEXT NOT NULL REFERENCES things (id),
                number BIGINT NOT NULL,
                made_at BIGINT,
                PRIMARY KEY (thing, number)
            );
            ALTER TABLE parts ADD COLUMN note TEXT NOT NULL DEFAULT '';",
    },
];
