//! Collaborative preferences: learned from who chose what, with prices against crowding.

pub mod leanings;
