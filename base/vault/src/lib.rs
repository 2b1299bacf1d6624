//! State cryptography: sealed fields, blind indexes, chained hashes, keys with versions.
