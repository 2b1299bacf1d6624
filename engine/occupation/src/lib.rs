//! Free words to a code of the occupation classification (职业分类大典 2022), with confidence.
//!
//! ```
//! let guesses = occupation::Coder::shipped().code("急招保洁员 4500元/月");
//! assert_eq!(guesses[0].code, "4-09-08-01");
//! ```

mod coder;
pub mod learn;
pub mod names;
pub mod table;
pub mod title;

pub use coder::{ANSWERS, Coder, Guess, Scratch};
