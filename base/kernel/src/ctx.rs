//! The context of one request: who asks, on whose behalf, from where, when, in which language.

use crate::{Actor, ActorKind, Day, Matrix, Moment, Permission, Refusal, Rng, Scope, Slots, mint};
use std::sync::Arc;

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Locale {
    /// Both, Chinese first.
    pub const ALL: [Locale; 2] = [Locale::Zh, Locale::En];
    /// BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Locale::Zh => "zh-CN",
            Locale::En => "en",
        }
    }
}

/// A service done by staff for a person: whose, and on which consent it rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behalf {
    /// The person's record, e.g. a worker id.
    pub subject: String,
    /// How consent was given: `spoken`, `signed`, `card`, `telephone`.
    pub consent: String,
}

/// What a page must know of the request itself.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// Path of the request, for the language switch and the way back.
    pub path: String,
    /// Query string without the question mark.
    pub query: String,
    /// Large print (长辈版) is on.
    pub large: bool,
    /// Key of a message to show on top ("saved").
    pub said: Option<String>,
    /// Token that a form must bring back.
    pub csrf: String,
    /// Where the request came from, for limits on tries.
    pub address: String,
    /// The session's id as hashed in the database, when there is one.
    pub session: Option<String>,
}

/// What a permission is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// No particular record: the role alone decides.
    Any,
    /// Something in a division: staff need it inside their scope.
    Region(&'a str),
    /// A record that belongs to a subject and lies in a division: its owner may, and so may
    /// staff whose scope covers the division.
    Of {
        /// Owner's record id (worker or employer).
        subject: &'a str,
        /// Division code of the record.
        region: &'a str,
    },
}

/// The context of one request.
#[derive(Clone)]
pub struct Ctx {
    /// Who asks.
    pub actor: Actor,
    /// For whom, when staff act for a person.
    pub behalf: Option<Behalf>,
    /// What part of the county the actor may see.
    pub scope: Scope,
    /// When; one moment for the whole request.
    pub now: Moment,
    /// In which language.
    pub locale: Locale,
    /// For the log and the error page.
    pub request_id: String,
    /// Key of a retry-safe request (`Idempotency-Key`, or a form's hidden field).
    pub once: Option<String>,
    /// The request itself.
    pub ask: Ask,
    /// Chance.
    pub rng: Arc<dyn Rng>,
    /// Role × permission.
    pub matrix: Arc<Matrix>,
    /// What rooms keep in memory.
    pub slots: Arc<Slots>,
}

impl Ctx {
    /// A context for Yizhan itself (jobs, commands).
    #[must_use]
    pub fn system(name: &str, now: Moment, rng: Arc<dyn Rng>, slots: Arc<Slots>) -> Self {
        Self {
            actor: Actor::system(name),
            behalf: None,
            scope: Scope::everything(),
            now,
            locale: Locale::Zh,
            request_id: mint("req", now, rng.as_ref()),
            once: None,
            ask: Ask::default(),
            rng,
            matrix: Arc::new(Matrix::default()),
            slots,
        }
    }
    /// The civil day of the request.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now.day()
    }
    /// Mints an id of the given kind.
    #[must_use]
    pub fn mint(&self, prefix: &str) -> String {
        mint(prefix, self.now, self.rng.as_ref())
    }
    /// What a room keeps in memory; it must have been put when the house was built.
    pub fn slot<T: Send + Sync + 'static>(&self) -> Result<Arc<T>, Refusal> {
        let name = std::any::type_name::<T>();
        self.slots
            .get()
            .ok_or_else(|| Refusal::internal(format!("no {name} on the shelf")))
    }
    /// The same request, done for a person on the consent given.
    #[must_use]
    pub fn for_person(&self, subject: &str, consent: &str) -> Self {
        let behalf = Behalf {
            subject: subject.to_owned(),
            consent: consent.to_owned(),
        };
        Self {
            behalf: Some(behalf),
            ..self.clone()
        }
    }
    /// The one decision on authority: may the actor do this to that?
    ///
    /// A record outside the viewer's scope is "not found", so that its existence stays private.
    pub fn require(&self, permission: Permission, target: Target<'_>) -> Result<(), Refusal> {
        match self.actor.kind {
            ActorKind::System => return Ok(()),
            ActorKind::Stranger => return Err(Refusal::unauthenticated()),
            ActorKind::Person | ActorKind::Staff | ActorKind::Token => {}
        }
        let cut = self.actor.limit.as_ref();
        if cut.is_some_and(|limit| !limit.iter().any(|p| p == permission.0)) {
            return Err(Refusal::forbidden());
        }
        let holds = |staff: bool| {
            let mut roles = self.actor.roles.iter().filter(|r| r.is_staff() == staff);
            roles.any(|r| self.matrix.allows(*r, permission))
        };
        let (as_person, as_staff) = (holds(false), holds(true));
        if !as_person && !as_staff {
            return Err(Refusal::forbidden());
        }
        let mine = match target {
            Target::Any => true,
            Target::Region(region) => as_staff && self.scope.covers(region),
            Target::Of { subject, region } => {
                (as_person && self.actor.subjects.iter().any(|s| s == subject))
                    || (as_staff && self.scope.covers(region))
            }
        };
        if mine {
            Ok(())
        } else {
            Err(Refusal::not_found("record-unknown"))
        }
    }
    /// Does the role alone allow it? For showing or hiding a button; the action asks again.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.require(permission, Target::Any).is_ok()
    }
}
