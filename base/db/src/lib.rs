//! One SQL text, two databases: SQLite and PostgreSQL behind four verbs.
