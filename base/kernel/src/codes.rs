//! Lists of codes: an enumeration whose names in the database, in addresses and in JSON are fixed.

/// Makes an enumeration with `ALL`, `CODES`, `code()` and `parse()`; each variant has its code.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$note:meta])* $variant:ident = $code:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $name { $($(#[$note])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every one, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The codes, in the same order.
            pub const CODES: &'static [&'static str] = &[$($code),+];
            /// The name in the database, in addresses and in the API.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            /// Reads the name.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
