//! The law's arithmetic of pay: pure, no I/O.
