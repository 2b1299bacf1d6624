//! What waits at the desk: every room says how much of its own work is due, and how much is late.

use db::Conn;
use kernel::{Ctx, Refusal, Role};
use serde::Serialize;
use std::pin::Pin;
use std::sync::RwLock;

/// How much waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Waiting {
    /// To be done, what is late included.
    pub due: i64,
    /// Past its time.
    pub late: i64,
}

/// What a room answers.
pub type WaitingFuture<'a> = Pin<Box<dyn Future<Output = Result<Waiting, Refusal>> + Send + 'a>>;

/// Counts inside the viewer's scope.
pub type WaitingFn = for<'a> fn(&'a Ctx, &'a mut Conn) -> WaitingFuture<'a>;

/// A kind of work with the page where it is done.
#[derive(Clone, Copy)]
pub struct Queue {
    /// The message with its name.
    pub key: &'static str,
    /// Where it is done.
    pub path: &'static str,
    /// Who does it.
    pub roles: &'static [Role],
    /// How much of it waits.
    pub count: WaitingFn,
}

/// The queues of every room, in the order in which the rooms started.
#[derive(Default)]
struct Queues(RwLock<Vec<Queue>>);

/// Puts a kind of work on the desk's first page; done by a room at start.
pub fn queue(ctx: &Ctx, queue: Queue) {
    let queues = ctx.slots.get_or(Queues::default);
    if let Ok(mut all) = queues.0.write() {
        all.retain(|q| q.key != queue.key);
        all.push(queue);
    }
}

/// A line of the desk's first page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Line {
    pub key: &'static str,
    pub path: &'static str,
    #[serde(flatten)]
    pub waiting: Waiting,
}

/// What waits for whoever looks; what is late comes first, empty queues are left out.
///
/// # Errors
/// What a room answers.
pub(crate) async fn waiting(ctx: &Ctx, conn: &mut Conn) -> Result<Vec<Line>, Refusal> {
    let all = ctx.slots.get_or(Queues::default);
    let all: Vec<Queue> = all.0.read().map(|q| q.clone()).unwrap_or_default();
    let mut lines = Vec::new();
    for queue in all {
        if !queue.roles.iter().any(|role| ctx.actor.has(*role)) {
            continue;
        }
        let waiting = (queue.count)(ctx, conn).await?;
        if waiting.due > 0 {
            let (key, path) = (queue.key, queue.path);
            lines.push(Line { key, path, waiting });
        }
    }
    lines.sort_by_key(|line| line.waiting.late == 0);
    Ok(lines)
}
