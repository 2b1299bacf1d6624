//! Stories live in `tests/journeys`: whole ways through the house, on both databases.
