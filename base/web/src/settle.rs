//! Commits a write together with its answer: whoever comes again with the same retry key gets the
//! same answer, even when the server died right after the commit.

use crate::json;
use crate::page::see_other;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Ctx, Refusal};
use serde::Serialize;
use trail::{Answer, Tx};

/// Commits, and sends the browser on.
///
/// # Errors
/// As [`Tx::commit`].
pub async fn commit_to(tx: Tx, ctx: &Ctx, path: &str) -> Result<Response, Refusal> {
    let answer = Answer {
        status: StatusCode::SEE_OTHER.as_u16(),
        content_type: "text/plain".to_owned(),
        location: Some(path.to_owned()),
        body: String::new(),
    };
    tx.commit_answer(ctx, answer).await?;
    Ok(see_other(path))
}

/// Commits, and answers with JSON.
///
/// # Errors
/// As [`Tx::commit`]; Internal when the body cannot be written.
pub async fn commit_json<T: Serialize + Sync>(
    tx: Tx,
    ctx: &Ctx,
    status: StatusCode,
    body: &T,
) -> Result<Response, Refusal> {
    let answer = Answer {
        status: status.as_u16(),
        content_type: "application/json".to_owned(),
        location: None,
        body: serde_json::to_string(body).map_err(Refusal::internal)?,
    };
    tx.commit_answer(ctx, answer).await?;
    Ok(json(status, body))
}
