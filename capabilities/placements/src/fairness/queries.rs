//! What reached whom in a month, read from what happened: every figure derives again from these
//! same rows.

use super::model::{Counts, Person};
use db::{Conn, Value, params};
use kernel::{Ctx, Day, Refusal};
use std::collections::HashMap;

async fn by_worker(
    conn: &mut Conn,
    sql: &str,
    values: &[Value],
) -> Result<HashMap<String, i64>, Refusal> {
    let rows = conn.all(sql, values).await?;
    let pair = |row: &db::Row| Ok((row.get("worker_id")?, row.get("n")?));
    rows.iter().map(pair).collect()
}

/// Everybody with a file inside the viewer's scope, with what reached them from one day to
/// before another.
pub(super) async fn people(
    ctx: &Ctx,
    conn: &mut Conn,
    from: Day,
    to: Day,
) -> Result<Vec<Person>, Refusal> {
    let tables = reference::tables(ctx)?;
    let shown = people::preferences::looked(conn, from, to).await?;
    let pushed = "SELECT p.worker_id AS worker_id, COUNT(*) AS n FROM push_posts p \
         JOIN pushes s ON s.id = p.push_id WHERE s.made_day >= $1 AND s.made_day < $2 \
         GROUP BY p.worker_id";
    let pushed = by_worker(conn, pushed, &params![from, to]).await?;
    let span = params![from.start(), to.start()];
    let applied = "SELECT worker_id, COUNT(*) AS n FROM applications \
         WHERE applied_at >= $1 AND applied_at < $2 GROUP BY worker_id";
    let applied = by_worker(conn, applied, &span).await?;
    let agreed = "SELECT worker_id, COUNT(*) AS n FROM applications \
         WHERE accepted_at >= $1 AND accepted_at < $2 GROUP BY worker_id";
    let agreed = by_worker(conn, agreed, &span).await?;
    let of = |map: &HashMap<String, i64>, id: &str| map.get(id).copied().unwrap_or_default();
    let person = |p: people::Counted| Person {
        town: tables
            .town_of(&p.region)
            .map_or_else(String::new, |t| t.code.clone()),
        sex: p.sex,
        birth: p.birth,
        counts: Counts {
            people: 1,
            shown: of(&shown, &p.id),
            pushed: of(&pushed, &p.id),
            applied: of(&applied, &p.id),
            agreed: of(&agreed, &p.id),
        },
    };
    let all = people::counted(conn, &ctx.scope).await?;
    Ok(all.into_iter().map(person).collect())
}
