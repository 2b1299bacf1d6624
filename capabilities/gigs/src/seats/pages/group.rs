//! A foreman takes seats for a group of real people, each named by name and telephone or card.

use super::claim::shift_of;
use crate::orders;
use crate::orders::model::ShiftId;
use crate::orders::pages::view::{OrderView, ShiftView};
use crate::seats::actions;
use crate::seats::model::Channel;
use axum::extract::{Path, State};
use kernel::{Ctx, Refusal};
use people::WorkerId;
use serde::Serialize;
use std::sync::Arc;
use web::{Cx, Fields, Form, House, Page, Reply, see_other};

/// People in one group at most.
const MOST: usize = 50;

/// The form of a group.
#[derive(Serialize)]
pub struct GroupPage {
    order: OrderView,
    shift: ShiftView,
    minutes: i64,
    unknown: Vec<String>,
}

impl Page for GroupPage {
    const TEMPLATE: &'static str = "gigs/seats/group.html";
    fn samples() -> Vec<Self> {
        let page = |unknown: Vec<String>| Self {
            order: OrderView::sample(orders::model::State::Open),
            shift: ShiftView::sample(unknown.is_empty()),
            minutes: 10,
            unknown,
        };
        vec![page(Vec::new()), page(vec!["李四 13800000000".into()])]
    }
    fn fields(&self) -> Fields {
        Fields::of([("me", "1")])
    }
}

async fn load(
    house: &House,
    ctx: &Ctx,
    id: &str,
    unknown: Vec<String>,
) -> Result<GroupPage, Refusal> {
    let mut conn = house.db.read().await?;
    let shift = shift_of(&mut conn, id).await?;
    let order = orders::pages::seen(ctx, &mut conn, &shift.order_id).await?;
    let boss = orders::pages::employer(&mut conn, &order.employer_id).await?;
    Ok(GroupPage {
        order: OrderView::of(&*reference::tables(ctx)?, &order, boss.as_ref(), false),
        shift: ShiftView::of(ctx, &shift),
        minutes: orders::pages::lock_minutes(ctx)?,
        unknown,
    })
}

pub async fn ask(State(house): State<Arc<House>>, Cx(ctx): Cx, Path(id): Path<String>) -> Reply {
    if people::of_actor(&ctx).is_none() {
        return Ok(see_other(&format!("/day/shifts/{id}/claim")));
    }
    Ok(house.render(&ctx, &load(&house, &ctx, &id, Vec::new()).await?))
}

/// Name and number of each line; a line that cannot be split counts as unknown later.
fn named(text: &str) -> Vec<(String, String)> {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    let split = |line: &str| {
        let marks = [' ', '\t', ',', '，', '、', '\u{3000}'];
        let (name, number) = line.split_once(marks).unwrap_or((line, ""));
        (name.trim().to_owned(), number.trim().to_owned())
    };
    lines.map(split).collect()
}

/// The people of the group: those found, and the lines that fit nobody.
async fn found(
    house: &House,
    ctx: &Ctx,
    foreman: &WorkerId,
    fields: &Fields,
) -> Result<(Vec<WorkerId>, Vec<String>), Refusal> {
    let mut reader = fields.reader();
    let text = reader.text("people", 1..=4000);
    let lines = named(&text);
    if lines.len() > MOST {
        reader.fault_with("people", "field-too-many", vec![("max", MOST.to_string())]);
    }
    let me = reader.flag("me");
    reader.finish()?;
    let mut conn = house.db.read().await?;
    let mut workers = if me {
        vec![foreman.clone()]
    } else {
        Vec::new()
    };
    let mut unknown = Vec::new();
    for (name, number) in lines {
        match people::named(ctx, &mut conn, &name, &number).await? {
            Some(id) if workers.contains(&id) => {}
            Some(id) => workers.push(id),
            None => unknown.push(format!("{name} {number}")),
        }
    }
    Ok((workers, unknown))
}

async fn write(
    house: &House,
    ctx: &Ctx,
    id: &str,
    foreman: &WorkerId,
    workers: &[WorkerId],
) -> Result<(), Refusal> {
    let shift = ShiftId::parse(id)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    actions::claim_group(ctx, &mut tx, &shift, foreman, workers, Channel::Online).await?;
    tx.commit(ctx).await
}

pub async fn claim(
    State(house): State<Arc<House>>,
    Cx(ctx): Cx,
    Path(id): Path<String>,
    Form(fields): Form,
) -> Reply {
    let Some(foreman) = people::of_actor(&ctx) else {
        return Ok(see_other(&format!("/day/shifts/{id}/claim")));
    };
    let people = found(&house, &ctx, &foreman, &fields).await;
    let (workers, unknown) = match people {
        Ok(found) => found,
        Err(refusal) => {
            let page = load(&house, &ctx, &id, Vec::new()).await?;
            return house.again(&ctx, &page, refusal, &fields);
        }
    };
    if !unknown.is_empty() {
        let page = load(&house, &ctx, &id, unknown).await?;
        let refusal = Refusal::field("people", "gigs-day-group-unknown");
        return house.again(&ctx, &page, refusal, &fields);
    }
    match write(&house, &ctx, &id, &foreman, &workers).await {
        Ok(()) => Ok(see_other("/my/day?said=gigs-day-said-group")),
        Err(refusal) => {
            let page = load(&house, &ctx, &id, Vec::new()).await?;
            house.again(&ctx, &page, refusal, &fields)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_and_numbers_are_split_however_they_are_typed() {
        let text = "张三 13800000001\n\n李四，AB12 CD34\n王五\n";
        let all = named(text);
        assert_eq!(all.len(), 3);
        assert_eq!(all[0], ("张三".to_owned(), "13800000001".to_owned()));
        assert_eq!(all[1].1, "AB12 CD34");
        assert_eq!(all[2].1, "");
    }
}
