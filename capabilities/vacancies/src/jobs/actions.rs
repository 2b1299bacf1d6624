//! What a visitor may do to a post: warn of it.

use super::model::Trouble;
use super::queries::seen;
use super::store::{Report, keep};
use crate::VacancyId;
use kernel::{Ctx, Refusal};
use serde_json::json;

/// Longest report, in characters.
pub const BODY_MAX: usize = 500;

/// Tells the station of a trouble with a post (网络招聘服务管理规定 asks for a way to complain;
/// 人力资源市场暂行条例 第四十一条).
///
/// # Errors
/// Not found when the post is not one that the public sees.
pub async fn report(
    ctx: &Ctx,
    tx: &mut trail::Tx,
    id: &VacancyId,
    trouble: Trouble,
    body: &str,
) -> Result<String, Refusal> {
    // open: anybody may warn of a post, signed in or not
    let post = seen(tx, id).await?;
    let report = ctx.mint("rep");
    let reporter = if ctx.actor.is_known() {
        ctx.actor.id.as_str()
    } else {
        ""
    };
    let row = Report {
        id: &report,
        vacancy: id.as_str(),
        region: &post.terms.region,
        kind: trouble.code(),
        body,
        reporter,
    };
    keep(tx, &row, ctx.now).await?;
    let detail = json!({ "vacancy": id.as_str(), "kind": trouble.code() });
    tx.note(
        ctx,
        "vacancies.report",
        &report,
        &post.terms.region,
        detail.clone(),
    );
    tx.publish("vacancy-reported", id.as_str(), detail);
    Ok(report)
}
