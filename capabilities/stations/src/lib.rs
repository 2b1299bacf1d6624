//! Stations: accounts, sessions, roles, duty, the service ledger.
