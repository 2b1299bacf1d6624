//! A county's year played through by chance that can be replayed, to compare ways of matching.
