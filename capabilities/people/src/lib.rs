//! Workers: one file per person.
