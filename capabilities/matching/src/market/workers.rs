//! Workers in slots, with the numbers of what they bring.

use super::kinds::Numbers;
use crate::WorkerFacts;
use std::collections::HashMap;

/// Where a worker lies, until the slot is given to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkerSlot {
    at: u32,
    generation: u32,
}

/// A worker in a slot.
pub struct Row {
    pub facts: WorkerFacts,
    pub numbers: Numbers,
    /// Day of birth in days since 1970.
    pub born: Option<i64>,
    /// Is there something that few jobs share with this worker?
    pub own: bool,
}

/// Workers by slot.
#[derive(Default)]
pub struct Workers {
    slots: Vec<Option<Row>>,
    generations: Vec<u32>,
    by_id: HashMap<String, u32>,
    free: Vec<u32>,
}

impl Workers {
    pub fn many(&self) -> usize {
        self.by_id.len()
    }
    pub fn at(&self, at: u32) -> Option<&Row> {
        self.slots.get(at as usize)?.as_ref()
    }
    pub fn get(&self, slot: WorkerSlot) -> Option<&WorkerFacts> {
        let same = self.generations.get(slot.at as usize) == Some(&slot.generation);
        same.then(|| self.at(slot.at).map(|row| &row.facts))
            .flatten()
    }
    pub fn slot(&self, id: &str) -> Option<WorkerSlot> {
        let at = *self.by_id.get(id)?;
        let generation = self.generations[at as usize];
        Some(WorkerSlot { at, generation })
    }
    pub fn all(&self) -> impl Iterator<Item = (u32, &Row)> {
        let slots = (0u32..).zip(&self.slots);
        slots.filter_map(|(at, row)| row.as_ref().map(|row| (at, row)))
    }
    pub fn put(&mut self, facts: WorkerFacts, numbers: Numbers) -> WorkerSlot {
        let at = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.generations.push(0);
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        });
        self.by_id.insert(facts.id.clone(), at);
        let own = !facts.blocked_employers.is_empty()
            || !facts.done_employers.is_empty()
            || !facts.done_trades.is_empty()
            || !facts.leanings.is_empty()
            || facts.taste.is_some();
        self.slots[at as usize] = Some(Row {
            born: facts.birth.map(kernel::Day::epoch_days),
            own,
            facts,
            numbers,
        });
        let generation = self.generations[at as usize];
        WorkerSlot { at, generation }
    }
    pub fn drop(&mut self, id: &str) -> Option<Numbers> {
        let at = self.by_id.remove(id)?;
        let row = self.slots[at as usize].take()?;
        self.generations[at as usize] = self.generations[at as usize].wrapping_add(1);
        self.free.push(at);
        Some(row.numbers)
    }
}
