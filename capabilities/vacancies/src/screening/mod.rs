//! The rules that a post's words are read against; pure.
