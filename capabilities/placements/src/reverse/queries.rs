//! Asking the kept market for people, and what the desk needs to know before it calls them.

use super::model::Person;
use crate::SEE;
use crate::market::kept;
use db::{Conn, Value, params};
use kernel::{Ctx, Refusal, Scope, Target};
use matching::{JobFacts, Part, WorkerFacts};
use reference::Tables;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use vacancies::{Vacancy, VacancyId};

/// People on a page.
pub(crate) const PAGE: usize = 50;
/// People in a table that is taken along.
pub(crate) const EXPORT_MAX: usize = 400;
/// The least count that is told: a dated parameter, the same as of groups in the monthly report.
const LEAST: &str = "fairness.least_count";

/// A post that was published, as everybody may read it.
///
/// # Errors
/// NotFound when there is none.
pub(crate) async fn post(conn: &mut Conn, id: &str) -> Result<Vacancy, Refusal> {
    let found = vacancies::vacancy(conn, &VacancyId::parse(id)?).await?;
    let found = found.filter(|post| post.published_version.is_some());
    found.ok_or_else(|| Refusal::not_found("record-unknown"))
}

async fn ids(conn: &mut Conn, sql: &str, values: &[Value]) -> Result<HashSet<String>, Refusal> {
    let rows = conn.all(sql, values).await?;
    rows.iter().map(|row| Ok(row.get("worker_id")?)).collect()
}

/// Who is not to be asked: has applied for the post whatever became of it, or turned it down.
pub(crate) async fn out_of(conn: &mut Conn, vacancy: &str) -> Result<HashSet<String>, Refusal> {
    let sql = "SELECT worker_id FROM applications WHERE vacancy_id = $1 \
         UNION SELECT worker_id FROM job_refusals WHERE vacancy_id = $1";
    ids(conn, sql, &params![vacancy]).await
}

/// What is asked of people by their ids.
struct Marks {
    wished: HashSet<String>,
    told: HashSet<String>,
    busy: HashSet<String>,
}

async fn marks(conn: &mut Conn, vacancy: &str, workers: &[&str]) -> Result<Marks, Refusal> {
    let of: Vec<Value> = workers.iter().map(|id| Value::from(*id)).collect();
    let places = |from: usize| {
        let marks: Vec<String> = (from..from + of.len()).map(|n| format!("${n}")).collect();
        marks.join(", ")
    };
    let wished = format!(
        "SELECT worker_id FROM push_wishes WHERE withdrawn_at IS NULL AND worker_id IN ({})",
        places(1)
    );
    let told = format!(
        "SELECT worker_id FROM push_posts WHERE vacancy_id = $1 AND worker_id IN ({})",
        places(2)
    );
    let busy = format!(
        "SELECT worker_id FROM applications \
         WHERE state IN ('accepted', 'onboard', 'stable') AND worker_id IN ({})",
        places(1)
    );
    let with: Vec<Value> = [vacancy.into()].into_iter().chain(of.clone()).collect();
    Ok(Marks {
        wished: ids(conn, &wished, &of).await?,
        told: ids(conn, &told, &with).await?,
        busy: ids(conn, &busy, &of).await?,
    })
}

/// What the ranking knows of the post as it stands now, with the price of its places.
async fn job(
    ctx: &Ctx,
    conn: &mut Conn,
    post: &Vacancy,
) -> Result<(Arc<Tables>, JobFacts), Refusal> {
    let (tables, board) = (reference::tables(ctx)?, vacancies::board(ctx)?);
    vacancies::refresh(ctx, conn, &board).await?;
    let job = vacancies::job_facts(ctx, &tables, post);
    Ok((tables, job))
}

/// The best people for a post inside the viewer's scope, best first: who wish to be recommended
/// jobs, whom no rule forbids, and who have neither applied for it nor turned it down. Nobody
/// when the post takes nobody.
///
/// The order is that of [`matching::rank_workers`] with the price of the post's places or without
/// it: one post has one price, which moves everybody's total alike. The reasons count it, as the
/// worker's own list does.
///
/// # Errors
/// Forbidden to all but stations; what the database says.
pub async fn people(
    ctx: &Ctx,
    conn: &mut Conn,
    post: &Vacancy,
    most: usize,
) -> Result<Vec<Person>, Refusal> {
    ctx.require(SEE, Target::Any)?;
    if !post.shown_on(ctx.today()) {
        return Ok(Vec::new());
    }
    let (tables, job) = job(ctx, conn, post).await?;
    let out = out_of(conn, post.id.as_str()).await?;
    let current = kept::current(ctx, conn).await?;
    let best = current.best(&job, &ctx.scope, most, |w| !out.contains(&w.id));
    let best: Vec<WorkerFacts> = best.into_iter().map(|one| one.item.clone()).collect();
    drop(current);
    let ids: Vec<&str> = best.iter().map(|w| w.id.as_str()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let marks = marks(conn, post.id.as_str(), &ids).await?;
    let files = people::workers(conn, &ids).await?;
    let files: HashMap<&str, &people::Worker> =
        files.iter().map(|file| (file.id.as_str(), file)).collect();
    let rules = vacancies::rules(&tables, ctx.today())?;
    let person = |facts: &WorkerFacts| {
        let id = facts.id.as_str();
        // Whoever was erased in this very moment is gone.
        let file = files.get(id)?;
        let fit = vacancies::fit_by(ctx, &tables, &rules, facts, post).ok()?;
        Some(Person {
            worker: id.to_owned(),
            name: kernel::mask_name(&file.name),
            region: file.region.clone(),
            minutes: fit.minutes,
            reasons: fit.their_reasons,
            wished: marks.wished.contains(id),
            told: marks.told.contains(id),
            busy: marks.busy.contains(id),
        })
    };
    Ok(best.iter().filter_map(person).collect())
}

/// Has the person named this trade, or one near to it? And is the way known, and not the longest
/// that counts?
fn near(parts: &[(Part, i32)]) -> bool {
    let has = |wanted: &dyn Fn(&Part) -> bool| parts.iter().any(|(part, _)| wanted(part));
    has(&|p| matches!(p, Part::WantedTrade | Part::SameClass | Part::SameGroup))
        && has(&|p| matches!(p, Part::Travel(Some(_))))
}

/// How many people of the county at least are near and fit, for whoever hires: rounded down to a
/// multiple of the least count that is told, so that nobody can be singled out by changing the
/// post a little; `None` when fewer fit.
///
/// # Errors
/// Internal when a parameter is missing; what the database says.
pub(crate) async fn how_many(
    ctx: &Ctx,
    conn: &mut Conn,
    post: &Vacancy,
) -> Result<Option<i64>, Refusal> {
    if !post.shown_on(ctx.today()) {
        return Ok(None);
    }
    let least = reference::whole(ctx, LEAST, "", ctx.today())?.max(1);
    let (_, job) = job(ctx, conn, post).await?;
    let out = out_of(conn, post.id.as_str()).await?;
    let current = kept::current(ctx, conn).await?;
    let all = Scope::everything();
    let fit = current.best(&job, &all, usize::MAX, |w| !out.contains(&w.id));
    let found = fit.iter().filter(|one| near(&one.scored.parts)).count();
    let found = i64::try_from(found).unwrap_or(i64::MAX) / least * least;
    Ok((found >= least).then_some(found))
}
