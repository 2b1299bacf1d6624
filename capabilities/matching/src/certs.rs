//! Certificates as bits: a number for each kind as it is met.

use std::sync::RwLock;

/// Most kinds of certificate that can be told apart.
const KINDS: usize = 64;

/// Numbers kinds of certificate, one bit each, for [`crate::WorkerFacts`] and
/// [`crate::JobFacts`]. Kept on the shelf of the house, so that both sides count alike:
/// `ctx.slots.get_or(matching::Certs::default).bits(…)`.
#[derive(Debug, Default)]
pub struct Certs(RwLock<Vec<String>>);

impl Certs {
    /// The bits of these certificates. Past the sixty-fourth kind all share the last bit.
    pub fn bits<'a>(&self, kinds: impl IntoIterator<Item = &'a str>) -> u64 {
        let one = |kind: &str| 1u64 << self.number(kind.trim()).min(KINDS - 1);
        kinds
            .into_iter()
            .filter(|k| !k.trim().is_empty())
            .fold(0, |bits, kind| bits | one(kind))
    }
    fn number(&self, kind: &str) -> usize {
        let place = |known: &[String]| known.iter().position(|k| k == kind);
        let read = self
            .0
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(at) = place(&read) {
            return at;
        }
        drop(read);
        let mut known = self
            .0
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        place(&known).unwrap_or_else(|| {
            known.push(kind.to_owned());
            known.len() - 1
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Certs;

    #[test]
    fn each_kind_has_its_own_bit_and_keeps_it() {
        let certs = Certs::default();
        let (a, b) = (certs.bits(["焊工证"]), certs.bits([" 电工证"]));
        assert_ne!(a, b);
        assert_eq!(certs.bits(["电工证", "焊工证", ""]), a | b);
    }
}
