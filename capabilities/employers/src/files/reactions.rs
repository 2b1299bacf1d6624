//! The night jobs: checks that end soon are announced, checks that have ended are written down.

use super::actions;
use super::queries;
use super::store;
use jobs::{Every, JobKind, Trigger};
use kernel::{Ctx, Refusal};
use serde_json::Value;
use trail::Tx;

pub(crate) fn jobs() -> Vec<JobKind> {
    vec![
        JobKind {
            name: "employers.lapse",
            trigger: Trigger::Schedule(Every::DayAt(0, 20)),
            run: jobs::run!(lapse),
        },
        JobKind {
            name: "employers.warn",
            trigger: Trigger::Schedule(Every::DayAt(8, 10)),
            run: jobs::run!(warn),
        },
    ]
}

/// Writes down every check that has run out. Until then the files say so by themselves.
async fn lapse(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    for employer in queries::ended(tx, ctx.today()).await? {
        actions::lapse(ctx, tx, &employer).await?;
    }
    Ok(())
}

/// Tells employers twice that their check ends soon.
async fn warn(ctx: &Ctx, tx: &mut Tx, _: &Value) -> Result<(), Refusal> {
    let (tables, today) = (reference::tables(ctx)?, ctx.today());
    for key in ["employer.warn_first_days", "employer.warn_last_days"] {
        let days = tables.param_i64(key, "", today);
        let days = days.ok_or_else(|| Refusal::internal(format!("{key} is missing")))?;
        for employer in queries::ending(tx, today, days).await? {
            let until = employer.verified_until_day.unwrap_or(today);
            let left = (until.epoch_days() - today.epoch_days()).to_string();
            let [_, month, day] = actions::spoken(until);
            let args = [
                ("name", employer.name.as_str()),
                ("days", left.as_str()),
                ("month", month.as_str()),
                ("day", day.as_str()),
            ];
            let id = employer.id.as_str();
            stations::notices::tell(ctx, tx, id, "employers-told-ending", &args).await?;
            store::set_warned(tx, &employer.id, days).await?;
            let detail = serde_json::json!({ "days": days });
            tx.note(ctx, "employers.warn", id, &employer.region, detail);
        }
    }
    Ok(())
}
