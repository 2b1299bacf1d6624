//! The plug: what a room brings to the application, and the list of all rooms put together.
//!
//! A room is a folder and a line: `capability()` in its `lib.rs`, named once in `yizhan`.

mod assemble;

pub use assemble::{Assembly, Whole, assemble, migrations, words};

use db::Migration;
use jobs::JobKind;
use kernel::{Ctx, Grantable, Refusal};
use std::future::Future;
use std::pin::Pin;
use web::{Nav, PageSample, Route, Template};

/// How a column of a table about people is to be treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Says nothing about a person by itself (ids, states, times).
    Plain,
    /// Personal information (个人信息保护法 第四条): name, place, wishes.
    Personal,
    /// Identifies or reaches a person: stored sealed, shown masked, found by blind index.
    Sealed,
    /// Sensitive (个人信息保护法 第二十八条): needs a consent of its own.
    Sensitive,
}

/// The class of one column.
#[derive(Debug, Clone, Copy)]
pub struct Privacy {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub column: &'static str,
    /// How it is to be treated.
    pub class: Class,
}

/// What a room does at start (fills its shelf).
pub type StartFn = for<'a> fn(
    &'a db::Db,
    &'a Ctx,
) -> Pin<Box<dyn Future<Output = Result<(), Refusal>> + Send + 'a>>;

/// A room.
pub struct Capability {
    /// Name; also the prefix of its message keys.
    pub name: &'static str,
    /// Pages and API.
    pub routes: Vec<Route>,
    /// What may be done, and by whom.
    pub permissions: &'static [Grantable],
    /// Schema changes.
    pub migrations: &'static [Migration],
    /// Templates.
    pub templates: &'static [Template],
    /// Messages: Chinese, English.
    pub messages: [&'static str; 2],
    /// Scheduled jobs and reactions.
    pub jobs: Vec<JobKind>,
    /// Samples of every page.
    pub pages: Vec<PageSample>,
    /// Columns of tables about people.
    pub privacy: &'static [Privacy],
    /// Menu.
    pub nav: &'static [Nav],
    /// What is done at start.
    pub start: Option<StartFn>,
}

impl Capability {
    /// An empty room.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            routes: Vec::new(),
            permissions: &[],
            migrations: &[],
            templates: &[],
            messages: ["", ""],
            jobs: Vec::new(),
            pages: Vec::new(),
            privacy: &[],
            nav: &[],
            start: None,
        }
    }
}

/// Wraps an `async fn(&Db, &Ctx) -> Result<(), Refusal>` as a [`StartFn`].
#[macro_export]
macro_rules! start {
    ($path:path) => {{
        fn wrapped<'a>(
            db: &'a db::Db,
            ctx: &'a kernel::Ctx,
        ) -> std::pin::Pin<
            Box<dyn std::future::Future<Output = Result<(), kernel::Refusal>> + Send + 'a>,
        > {
            Box::pin($path(db, ctx))
        }
        Some(wrapped as $crate::StartFn)
    }};
}
