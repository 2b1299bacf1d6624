//! What this part puts into other rooms: the desk's queues, and a person's copy of the data.

use super::queries::{self, count};
use crate::permissions::{CLERKS, JUDGES};
use db::Conn;
use kernel::Ctx;
use serde_json::{Value, json};
use stations::{Queue, Waiting, WaitingFuture};

fn decide<'a>(ctx: &'a Ctx, conn: &'a mut Conn) -> WaitingFuture<'a> {
    Box::pin(async move {
        let due = count(ctx, conn, "decide").await? + count(ctx, conn, "appeal").await?;
        Ok(Waiting { due, late: 0 })
    })
}

fn tell<'a>(ctx: &'a Ctx, conn: &'a mut Conn) -> WaitingFuture<'a> {
    Box::pin(async move {
        let due = count(ctx, conn, "tell").await?;
        Ok(Waiting { due, late: 0 })
    })
}

/// Marks of a worker, for the copy that the person may take along.
fn part<'a>(_: &'a Ctx, conn: &'a mut Conn, worker: &'a str) -> people::PartFuture<'a> {
    Box::pin(async move {
        let mut out: Vec<Value> = Vec::new();
        for mark in queries::of(conn, worker).await? {
            let mut steps: Vec<Value> = Vec::new();
            for s in queries::history(conn, &mark.id).await? {
                let at = s.at.rfc3339();
                steps.push(json!({ "step": s.made, "words": s.words, "at": at }));
            }
            out.push(json!({
                "id": mark.id.as_str(), "kind": mark.kind.code(), "title": mark.title,
                "state": mark.state.code(), "evidence": mark.evidence,
                "happened_day": mark.happened.to_string(),
                "expires_day": mark.expires.to_string(),
                "steps": steps,
            }));
        }
        Ok(out.into_iter().collect())
    })
}

/// Done at start.
pub(crate) fn start(ctx: &Ctx) {
    let queues = [
        (
            "gigs-trust-queue-decide",
            "/desk/marks?view=decide",
            JUDGES,
            decide as _,
        ),
        (
            "gigs-trust-queue-tell",
            "/desk/marks?view=tell",
            CLERKS,
            tell as _,
        ),
    ];
    for (key, path, roles, count) in queues {
        let queue = Queue {
            key,
            path,
            roles,
            count,
        };
        stations::queue(ctx, queue);
    }
    people::share(ctx, "gig_marks", part);
}
