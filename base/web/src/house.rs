//! The house: everything a request may reach, built once at start.

use crate::template::Templates;
use crate::{Access, Gate, Method, Nav, Template};
use db::Db;
use kernel::{Clock, Ctx, Locale, Matrix, Permission, Rng, Slots};
use std::sync::Arc;
use vault::Vault;
use words::Words;

/// What a county sets.
#[derive(Debug, Clone)]
pub struct Settings {
    /// 12-digit code of the county.
    pub county: String,
    /// Name of the county in the header, by language.
    pub county_name: [String; 2],
    /// The county station's telephone number.
    pub telephone: String,
    /// Demo log-in links are shown (loopback only).
    pub demo: bool,
    /// Cookies bear `Secure` (behind TLS).
    pub secure_cookies: bool,
    /// The address comes from `X-Forwarded-For` (behind a proxy of ours).
    pub behind_proxy: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            county: "611021000000".into(),
            county_name: ["洛南县".into(), "Luonan County".into()],
            telephone: String::new(),
            demo: false,
            secure_cookies: false,
            behind_proxy: false,
        }
    }
}

/// What the house is built from.
pub struct Parts {
    /// Database.
    pub db: Db,
    /// Shelf of what rooms keep in memory; holds [`Words`] and [`Vault`] already.
    pub slots: Arc<Slots>,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub rng: Arc<dyn Rng>,
    /// Role × permission.
    pub matrix: Matrix,
    /// Templates of all rooms.
    pub templates: Vec<Template>,
    /// Menu.
    pub nav: Vec<Nav>,
    /// Method, path and guard of every route, for links and the golden table.
    pub routes: Vec<(Method, String, Access)>,
    /// What tokens may be given: the permissions that the API's routes ask for.
    pub offered: Vec<Permission>,
    /// The gate.
    pub gate: Arc<dyn Gate>,
    /// What the county sets.
    pub settings: Settings,
}

/// Everything a request may reach.
pub struct House {
    /// Database.
    pub db: Db,
    /// Shelf.
    pub slots: Arc<Slots>,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub rng: Arc<dyn Rng>,
    /// Role × permission.
    pub matrix: Arc<Matrix>,
    /// Messages.
    pub words: Arc<Words>,
    /// Keys.
    pub vault: Arc<Vault>,
    /// What the county sets.
    pub settings: Settings,
    /// Menu, in order.
    pub nav: Vec<Nav>,
    /// Every route's method, path and guard.
    pub routes: Vec<(Method, String, Access)>,
    /// What tokens may be given: the permissions that the API's routes ask for.
    pub offered: Vec<Permission>,
    pub(crate) gate: Arc<dyn Gate>,
    pub(crate) templates: Templates,
}

impl House {
    /// Builds the house; faults in templates are told here, at start, not at the first page.
    pub fn build(parts: Parts) -> Result<Arc<Self>, String> {
        let words = parts.slots.get::<Words>().ok_or("no words on the shelf")?;
        let vault = parts.slots.get::<Vault>().ok_or("no vault on the shelf")?;
        let templates = Templates::load(&words, &parts.templates)?;
        let mut nav = parts.nav;
        nav.sort_by_key(|n| n.order);
        Ok(Arc::new(Self {
            db: parts.db,
            slots: parts.slots,
            clock: parts.clock,
            rng: parts.rng,
            matrix: Arc::new(parts.matrix),
            words,
            vault,
            settings: parts.settings,
            nav,
            routes: parts.routes,
            offered: parts.offered,
            gate: parts.gate,
            templates,
        }))
    }
    /// A context for Yizhan itself (jobs, commands).
    #[must_use]
    pub fn system(&self, name: &str) -> Ctx {
        Ctx::system(name, self.clock.now(), self.rng.clone(), self.slots.clone())
    }
    /// A message.
    #[must_use]
    pub fn say(&self, locale: Locale, key: &str) -> String {
        self.words.say(locale, key, &[])
    }
}
