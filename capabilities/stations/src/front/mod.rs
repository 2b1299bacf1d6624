//! Pages for everybody: about, privacy, help, and the switches of language and print.

pub(crate) mod pages;
