//! Posts: draft, screening, review, publish, expire, search.
