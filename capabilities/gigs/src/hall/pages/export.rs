//! The day's roll as a table to take along.

use super::super::{actions, queries};
use super::views::people_of;
use kernel::Ctx;
use stations::Station;
use web::{Cell, Format, House, Reply, Table};

/// The roll of today; the line that it was taken along stands in the trail and on the table.
pub(super) async fn roll(house: &House, ctx: &Ctx, station: &Station, format: &str) -> Reply {
    let format = Format::parse(format)?;
    let mut tx = trail::begin(&house.db, ctx).await?;
    let roll = queries::roll(&mut tx, &station.id, ctx.today()).await?;
    let people = people_of(ctx, &mut tx, &roll).await?;
    actions::note_export(ctx, &mut tx, station, people.len()).await?;
    tx.commit(ctx).await?;
    let say = |key: &str| house.say(ctx.locale, key);
    let titles = [
        say("gigs-hall-slip"),
        say("gigs-hall-name"),
        say("gigs-hall-phone"),
        say("gigs-hall-place"),
        say("gigs-hall-arrived"),
        say("gigs-hall-today"),
        say("gigs-hall-note"),
        say("gigs-hall-state"),
    ];
    let mut table = Table::new(&titles);
    for person in people {
        table.rows.push(vec![
            Cell::from(person.slip),
            Cell::from(person.name),
            Cell::from(person.phone),
            Cell::from(person.place),
            Cell::from(person.arrived),
            Cell::from(person.trades.join("、")),
            Cell::from(person.note),
            Cell::from(say(&format!("gigs-hall-state-{}", person.state))),
        ]);
    }
    let mark = format!("{} · {} · {}", station.name, ctx.actor.id, ctx.now.local());
    table.rows.push(vec![Cell::from(mark)]);
    let name = format!("hall-{}", ctx.today());
    Ok(web::table_response(format, &name, &table)?)
}
