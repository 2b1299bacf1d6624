//! The order of ties: sooner start, then id, as a number that can be compared at once.

use kernel::Day;
use std::collections::BTreeMap;

/// Bits of a label.
pub const BITS: u32 = 48;
/// Between two that are put at an end.
const STEP: u64 = 1 << 24;

/// Labels of jobs, in the order of start and id.
#[derive(Debug, Default)]
pub struct Order {
    slots: BTreeMap<(Day, String), u32>,
}

impl Order {
    /// Puts a slot in and labels it; when there is no room between its neighbours, all are
    /// labelled anew.
    pub fn put(&mut self, start: Day, id: &str, slot: u32, labels: &mut [u64]) {
        let key = (start, id.to_owned());
        let label = |slot: &u32| labels[*slot as usize];
        let before = self.slots.range(..&key).next_back().map(|(_, s)| label(s));
        let after = self.slots.range(&key..).next().map(|(_, s)| label(s));
        let free = match (before, after) {
            (None, None) => Some(1 << (BITS - 1)),
            (Some(a), None) => Some(a + STEP).filter(|l| *l < 1 << BITS),
            (None, Some(b)) => b.checked_sub(STEP),
            (Some(a), Some(b)) => Some(u64::midpoint(a, b)).filter(|l| *l > a && *l < b),
        };
        self.slots.insert(key, slot);
        if let Some(free) = free {
            labels[slot as usize] = free;
            return;
        }
        let many = u64::try_from(self.slots.len()).unwrap_or(u64::MAX);
        let step = (1 << BITS) / (many + 1);
        for (n, slot) in (1u64..).zip(self.slots.values()) {
            labels[*slot as usize] = n * step;
        }
    }
    /// Takes a slot out.
    pub fn drop(&mut self, start: Day, id: &str) {
        self.slots.remove(&(start, id.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::Order;
    use kernel::Day;

    #[test]
    fn labels_stay_in_order_when_room_runs_out() {
        let day = Day::from_epoch_days(0);
        let mut order = Order::default();
        let mut labels = vec![0; 200];
        // Each comes between the last two: room halves each time.
        for slot in 0..100u32 {
            let id = format!("{}{}", "b".repeat(slot as usize / 2), slot % 2);
            order.put(day, &id, slot, &mut labels);
        }
        let mut seen: Vec<u64> = Vec::new();
        seen.extend(order.slots.values().map(|slot| labels[*slot as usize]));
        assert!(seen.windows(2).all(|two| two[0] < two[1]));
    }
}
