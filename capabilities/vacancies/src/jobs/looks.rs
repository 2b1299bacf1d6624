//! Posts that workers looked at, until the room that keeps such things comes for them.

use parking_lot::Mutex;
use std::collections::BTreeSet;

/// Most looks that wait; further ones are not kept, for a look is worth no memory.
const MOST: usize = 20_000;

/// Who looked at what: worker's id, vacancy's id. Reading a page writes nothing, so looks wait
/// here in memory.
#[derive(Debug, Default)]
pub struct Looks(Mutex<BTreeSet<(String, String)>>);

impl Looks {
    /// A worker who wishes to be recommended jobs looked at a post.
    pub fn saw(&self, worker: &str, vacancy: &str) {
        let mut waiting = self.0.lock();
        if waiting.len() < MOST {
            waiting.insert((worker.to_owned(), vacancy.to_owned()));
        }
    }
    /// Takes what waits.
    #[must_use]
    pub fn take(&self) -> BTreeSet<(String, String)> {
        std::mem::take(&mut *self.0.lock())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_wait_once_and_never_without_end() {
        let looks = Looks::default();
        looks.saw("wrk_1", "vac_1");
        looks.saw("wrk_1", "vac_1");
        assert_eq!(looks.take().len(), 1);
        assert!(looks.take().is_empty());
        for n in 0..MOST + 5 {
            looks.saw("wrk_1", &format!("vac_{n}"));
        }
        assert_eq!(looks.take().len(), MOST);
    }
}
