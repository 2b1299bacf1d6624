//! `cargo xtask prove …`: promises held under violence, with the released program.

mod api;
mod crash;
mod places;
mod seats;
mod writes;

pub use api::run as api;
pub use crash::run as crash;
pub use places::run as places;
pub use seats::run as seats;

/// A made-up name that no other registration bears: digits in Chinese.
fn name(n: u64) -> String {
    const DIGITS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let digits = n.to_string();
    let spelt = digits.bytes().map(|b| DIGITS[usize::from(b - b'0')]);
    format!("试{}", spelt.collect::<String>())
}
