//! At most three posts for one person, each with why: only what nothing rules out, and what the
//! person has neither been pushed, nor turned down, nor applied for.

use super::queries;
use crate::applications::{queries as applications, viewer};
use crate::liking;
use kernel::{Ctx, Locale, Refusal};
use matching::{JobFacts, Settle, Voice};
use people::Worker;
use trail::Tx;
use vacancies::{Seeker, Vacancy, VacancyId};
use words::Words;

/// Posts of one message.
const MOST: usize = 3;
/// Posts looked at to find them.
const LOOKED_AT: usize = 40;
/// Reasons said of one post.
const REASONS: usize = 2;

/// A post with why, in words.
pub(super) struct Chosen {
    pub post: Vacancy,
    pub why: String,
}

/// Day work that begins today or tomorrow cannot wait for the next morning.
fn urgent(ctx: &Ctx, job: &JobFacts) -> bool {
    let soon = job.start <= ctx.today().plus_days(1);
    soon && matches!(job.settle, Settle::Day | Settle::NextDay)
}

pub(super) async fn posts(
    ctx: &Ctx,
    tx: &mut Tx,
    worker: &Worker,
    only_urgent: bool,
) -> Result<Vec<Chosen>, Refusal> {
    let (tables, words) = (reference::tables(ctx)?, ctx.slot::<Words>()?);
    let id = worker.id.as_str();
    let facts = viewer::facts(ctx, tx, worker).await?;
    let rules = vacancies::rules(&tables, ctx.today())?;
    let seeker = Seeker {
        facts: &facts,
        rules: &rules,
        from: facts.home,
        tables: &tables,
    };
    let open = |job: &JobFacts| !only_urgent || urgent(ctx, job);
    let best = vacancies::board(ctx)?.best(&seeker, ctx.today(), LOOKED_AT, open);
    let mut left_out = liking::queries::refused(tx, id).await?;
    left_out.extend(queries::pushed(tx, id).await?);
    let live = applications::live_of(tx, id).await?;
    left_out.extend(live.into_iter().map(|a| a.vacancy_id));
    let mut chosen = Vec::new();
    for (id, scored) in best.iter().filter(|(id, _)| !left_out.contains(id)) {
        let vacancy = VacancyId::parse(id)?;
        let post = vacancies::vacancy(tx, &vacancy).await?;
        let Some(post) = post.filter(|p| p.shown_on(ctx.today())) else {
            continue;
        };
        let reasons = matching::reasons(scored, Voice::Worker);
        let say = |r: &matching::Reason| {
            let args: Vec<_> = r.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
            words.say(Locale::Zh, r.code, &args)
        };
        let why: Vec<String> = reasons.iter().take(REASONS).map(say).collect();
        let why = why.join("，");
        chosen.push(Chosen { post, why });
        if chosen.len() == MOST {
            break;
        }
    }
    Ok(chosen)
}
