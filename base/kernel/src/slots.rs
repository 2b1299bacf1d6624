//! A typed shelf for what rooms keep in memory (tables, boards), one object per type.

use parking_lot::RwLock;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

type Shelf = HashMap<TypeId, Arc<dyn Any + Send + Sync>>;

/// One object per type, shared by every request of one house.
#[derive(Default)]
pub struct Slots(RwLock<Shelf>);

impl Slots {
    /// Puts an object on the shelf, replacing what was there of its type.
    pub fn put<T: Send + Sync + 'static>(&self, object: T) {
        self.0.write().insert(TypeId::of::<T>(), Arc::new(object));
    }
    /// Takes the object of this type, if it has been put.
    #[must_use]
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.0
            .read()
            .get(&TypeId::of::<T>())
            .cloned()?
            .downcast()
            .ok()
    }
    /// Takes the object of this type, making it on first use.
    pub fn get_or<T: Send + Sync + 'static>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(object) = self.get() {
            return object;
        }
        let mut shelf = self.0.write();
        let slot = shelf
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::new(make()));
        slot.clone()
            .downcast()
            .unwrap_or_else(|_| unreachable!("keyed by its own type"))
    }
}
