//! Ids made by the program: a short prefix per kind and a UUID v7, so that they sort by time.

use crate::{Moment, Rng};

/// Mints `prefix_` + 32 hex digits (UUID v7, RFC 9562 §5.7) from the given moment and chance.
#[must_use]
pub fn mint(prefix: &str, now: Moment, rng: &dyn Rng) -> String {
    let mut random = [0u8; 10];
    rng.fill(&mut random);
    let millis = u64::try_from(now.millis()).unwrap_or(0);
    let uuid = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
    format!("{prefix}_{}", uuid.simple())
}

/// Declares an id type of one kind: `id_kind!(pub struct WorkerId, "wrk")`.
///
/// The type parses only text with its own prefix, so that a vacancy's id can never be
/// taken for a worker's.
#[macro_export]
macro_rules! id_kind {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The prefix that every id of this kind bears.
            pub const PREFIX: &'static str = $prefix;

            /// A new id.
            #[must_use]
            pub fn mint(ctx: &$crate::Ctx) -> Self {
                Self(ctx.mint($prefix))
            }

            /// Reads an id; anything but this kind's form is refused as not found.
            pub fn parse(text: &str) -> Result<Self, $crate::Refusal> {
                let ok = text
                    .strip_prefix(concat!($prefix, "_"))
                    .is_some_and(|r| r.len() == 32 && r.bytes().all(|b| b.is_ascii_hexdigit()));
                let found = ok.then(|| Self(text.to_owned()));
                found.ok_or_else(|| $crate::Refusal::not_found("id-unknown"))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
