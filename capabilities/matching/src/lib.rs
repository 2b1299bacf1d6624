//! The engine: pure ranking with reasons.
