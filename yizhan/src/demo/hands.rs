//! Whose hands do the work: the context of each actor at each moment of the made-up past.

use kernel::{Actor, ActorKind, Ctx, Moment, Region, Rng, Role, Scope};
use std::sync::Arc;
use web::House;

/// A member of staff.
#[derive(Debug, Clone)]
pub struct Staff {
    /// Account.
    pub account: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Division.
    pub region: Region,
}

/// Makes contexts.
pub struct Hands {
    house: Arc<House>,
    rng: Arc<dyn Rng>,
}

impl Hands {
    /// Hands that draw ids from `rng`.
    #[must_use]
    pub fn new(house: Arc<House>, rng: Arc<dyn Rng>) -> Self {
        Self { house, rng }
    }
    /// Yizhan itself.
    #[must_use]
    pub fn system(&self, at: Moment) -> Ctx {
        let slots = self.house.slots.clone();
        Ctx {
            matrix: self.house.matrix.clone(),
            ..Ctx::system("seed", at, self.rng.clone(), slots)
        }
    }
    /// A member of staff at her desk.
    #[must_use]
    pub fn staff(&self, at: Moment, staff: &Staff) -> Ctx {
        let actor = Actor {
            kind: ActorKind::Staff,
            id: staff.account.clone(),
            roles: staff.roles.clone(),
            ..Actor::stranger()
        };
        Ctx {
            actor,
            scope: Scope::of(&staff.region),
            ..self.system(at)
        }
    }
    /// A person with a telephone.
    #[must_use]
    pub fn person(&self, at: Moment, account: &str, role: Role, subject: Option<&str>) -> Ctx {
        let actor = Actor {
            kind: ActorKind::Person,
            id: account.to_owned(),
            roles: vec![role],
            subjects: subject.map(str::to_owned).into_iter().collect(),
            limit: None,
        };
        Ctx {
            actor,
            scope: Scope::nothing(),
            ..self.system(at)
        }
    }
}
