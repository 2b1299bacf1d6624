//! Day work of the demo county: orders from yesterday to three days ahead, and who takes the
//! seats. Pay is an assumption of the demo, above the least wage; it says nothing of Luonan.

use super::Chance;
use super::run::{MadeFirm, Making};
use gigs::hours::{How, Said};
use gigs::orders::model::{
    Agreement, Insurance, Meals, OrderId, PayMethod, PayUnit, Relation, Settle, ShiftId, Stretch,
    Terms, Transport,
};
use gigs::seats::model::{Channel, Party, Seat, SeatId};
use gigs::seats::state::Move;
use gigs::{hours, orders, seats, wages};
use kernel::{Ctx, Day, Moment, Refusal, Role};
use reference::Tables;
use trail::Tx;

/// Orders that are made.
pub const ORDERS: usize = 40;
/// Days that orders are for, yesterday first.
const DAYS: usize = 5;
/// The minute at which yesterday's work begins, and how long it lasts.
pub const BEGINS: i64 = 420;
/// Minutes of a shift, its break included.
pub const LASTS: i64 = 540;
/// Minutes of a shift that are not paid.
const BREAK: i64 = 60;
/// Every so many orders, the employer and the workers of the demo doors are in it.
const PERSONA_EVERY: usize = 8;

/// An order that is in the files.
#[derive(Debug, Clone)]
pub struct MadeOrder {
    /// Order.
    pub id: OrderId,
    /// Number of its employer.
    pub firm: usize,
    /// Trade.
    pub trade: String,
    /// Is it paid by time?
    pub by_time: bool,
    /// Seats said yes to, with the numbers of their workers.
    pub seats: Vec<(SeatId, usize)>,
}

/// The day that an order is for, counted from today.
#[must_use]
pub fn offset(n: usize) -> i64 {
    i64::try_from(n % DAYS).unwrap_or(0) - 1
}

/// Makes what orders say.
pub struct Days<'a> {
    tables: &'a Tables,
    chance: Chance,
}

impl<'a> Days<'a> {
    /// Begins.
    #[must_use]
    pub fn new(seed: u64, tables: &'a Tables) -> Self {
        Self {
            tables,
            chance: Chance::new(seed, "days"),
        }
    }

    fn pay(&self, unit: &str) -> (PayUnit, i64, &'static str) {
        let yuan = |low: i64, high: i64| self.chance.between(low / 5, high / 5) * 500;
        match unit {
            "hour" => (PayUnit::Hour, yuan(25, 35), ""),
            "piece" => (PayUnit::Piece, yuan(5, 10), "一筐（30 斤）"),
            _ => (PayUnit::Day, yuan(180, 260), ""),
        }
    }

    fn shifts(&self, first: Day, yesterday: bool) -> Vec<Stretch> {
        let chance = &self.chance;
        let start = if yesterday {
            BEGINS
        } else {
            chance.between(13, 17) * 30
        };
        let shift = |day, start_minute| Stretch {
            day,
            start_minute,
            minutes: LASTS,
            break_minutes: BREAK,
            seats: chance.between(2, 8),
        };
        let mut all = vec![shift(first, start)];
        if !yesterday && chance.percent(30) {
            all.push(shift(first.plus_days(1), start));
        }
        if !yesterday && chance.percent(15) {
            all.push(shift(first, 22 * 60));
        }
        all
    }

    fn terms(&self, firm: &MadeFirm, trade: &str, first: Day, yesterday: bool) -> Option<Terms> {
        let chance = &self.chance;
        let trade = self.tables.trade(trade)?;
        let village = self.tables.division(&firm.region)?;
        let (pay_unit, pay_fen, note) = self.pay(&trade.usual_unit);
        let term = trade.terms.first().unwrap_or(&trade.name);
        let (relation, agreement) = if firm.household {
            (Relation::Household, Agreement::Household)
        } else {
            (Relation::Labour, Agreement::Contract)
        };
        Some(Terms {
            trade: trade.id.clone(),
            title: term.clone(),
            duties: format!("做{}的活，到了有人带着干，工具由我们出。", trade.name),
            region: firm.region.clone(),
            address: format!("{}{}号", village.short_name, chance.between(1, 80)),
            meeting: String::new(),
            relation,
            agreement,
            pay_unit,
            pay_fen,
            pay_note: note.to_owned(),
            settle: *chance.pick(&[Settle::Day, Settle::Day, Settle::NextDay]),
            pay_method: *chance.pick(&[PayMethod::Cash, PayMethod::Wallet, PayMethod::Bank]),
            meals: *chance.pick(&[Meals::Given, Meals::Own]),
            transport: *chance.pick(&[Transport::Own, Transport::Fetched]),
            insurance: *chance.pick(&[Insurance::Accident, Insurance::Liability]),
            insurance_reason: String::new(),
            age_min: None,
            age_max: None,
            certs: Vec::new(),
            shifts: self.shifts(first, yesterday),
        })
    }
}

/// Who asks: the persona's employer now and then, else one that may post.
fn asking(making: &Making<'_>, n: usize) -> Option<usize> {
    let persona = (n.is_multiple_of(PERSONA_EVERY)).then_some(0);
    if let Some(firm) = persona.filter(|p| making.verified.contains(p)) {
        return Some(firm);
    }
    let known = !making.verified.is_empty();
    known.then(|| *making.days.chance.pick(&making.verified))
}

/// An order is made and opened.
pub async fn open(
    making: &mut Making<'_>,
    tx: &mut Tx,
    at: Moment,
    n: usize,
) -> Result<(), Refusal> {
    let Some(asks) = asking(making, n) else {
        return Ok(());
    };
    let Some(firm) = making.firms.get(&asks).cloned() else {
        return Ok(());
    };
    if firm.trades.is_empty() {
        return Ok(());
    }
    let trade = making.days.chance.pick(&firm.trades).clone();
    let day = making.today.plus_days(offset(n));
    let Some(terms) = making.days.terms(&firm, &trade, day, offset(n) < 0) else {
        return Ok(());
    };
    let ctx = making.employer(at, &firm);
    let id = orders::create(&ctx, tx, firm.id.as_str(), &terms).await?;
    orders::open(&ctx, tx, &id).await?;
    let made = MadeOrder {
        id,
        firm: asks,
        trade,
        by_time: matches!(terms.pay_unit, PayUnit::Hour | PayUnit::Day),
        seats: Vec::new(),
    };
    making.orders.insert(n, made);
    Ok(())
}

/// Workers who want the trade; now and then the personas among them.
fn wanting(making: &Making<'_>, n: usize, trade: &str, most: i64) -> Vec<usize> {
    let chance = &making.days.chance;
    let mut chosen = Vec::new();
    if n % PERSONA_EVERY < 2 && making.workers.len() > 1 {
        chosen.push(n % PERSONA_EVERY);
    }
    if let Some(all) = making.by_trade.get(trade) {
        for _ in 0..chance.between(1, most) {
            let worker = *chance.pick(all);
            if worker > 1 && !chosen.contains(&worker) {
                chosen.push(worker);
            }
        }
    }
    chosen
}

/// One worker takes a seat or gets in line; most say yes, some do not, some cannot come after all.
async fn take(
    making: &Making<'_>,
    ctx: &Ctx,
    tx: &mut Tx,
    shift: &ShiftId,
    worker: usize,
) -> Result<Option<Seat>, Refusal> {
    let id = &making.workers[worker].id;
    let own = ctx.actor.has(Role::Worker);
    let channel = if own {
        Channel::Online
    } else {
        Channel::Counter
    };
    let seat = match seats::claim(ctx, tx, shift, id, channel).await {
        Err(refusal) if refusal.code == "gigs-seats-full" => {
            seats::wait(ctx, tx, shift, id, channel).await?;
            return Ok(None);
        }
        other => other?,
    };
    let draw = making.days.chance.below(100);
    let none = || serde_json::json!({});
    let seat = match draw {
        // The lock runs out, and the seat goes on.
        0..=7 if worker > 1 => return Ok(None),
        _ => seats::make(ctx, tx, &seat.id, Move::Confirm, Party::Worker, none()).await?,
    };
    if (8..=13).contains(&draw) && worker > 1 {
        let why = serde_json::json!({ "reason": "家里有事" });
        seats::make(ctx, tx, &seat.id, Move::CancelWorker, Party::Worker, why).await?;
        return Ok(None);
    }
    Ok(Some(seat))
}

/// People take the seats of an order.
pub async fn fill(
    making: &mut Making<'_>,
    tx: &mut Tx,
    at: Moment,
    n: usize,
) -> Result<(), Refusal> {
    let Some(order) = making.orders.get(&n).cloned() else {
        return Ok(());
    };
    let mut held = Vec::new();
    for shift in orders::shifts(tx, &order.id).await? {
        let most = if n.is_multiple_of(3) { 12 } else { 6 };
        for worker in wanting(making, n, &order.trade, most) {
            let Some(ctx) = making.worker_of(at, worker) else {
                continue;
            };
            match take(making, &ctx, tx, &shift.id, worker).await {
                Ok(Some(seat)) => held.push((seat.id, worker)),
                Ok(None) => {}
                Err(refusal) if refusal.is_input() => making.counts.refused += 1,
                Err(other) => return Err(other),
            }
        }
    }
    making.counts.seats += held.len();
    if let Some(order) = making.orders.get_mut(&n) {
        order.seats = held;
    }
    Ok(())
}

/// One person's day of yesterday: came, went, both said the same hours, mostly paid and received.
async fn attend(
    making: &Making<'_>,
    tx: &mut Tx,
    (boss, worker): (&Ctx, &Ctx),
    seat: &SeatId,
    by_time: bool,
) -> Result<(), Refusal> {
    let began = making.today.plus_days(-1).start().plus_minutes(BEGINS);
    let ended = began.plus_minutes(LASTS);
    hours::check_in(boss, tx, seat, How::Employer, began).await?;
    hours::check_out(boss, tx, seat, How::Employer, ended).await?;
    let said = Said {
        minutes: LASTS - BREAK,
        units_milli: if by_time { 0 } else { 20_000 },
    };
    hours::say(boss, tx, seat, Party::Employer, said, "").await?;
    let draw = making.days.chance.below(100);
    if draw < 15 {
        // The worker has not looked at the hours yet.
        return Ok(());
    }
    hours::say(worker, tx, seat, Party::Worker, said, "").await?;
    if draw < 35 {
        return Ok(());
    }
    let wage = wages::pay(boss, tx, seat, PayMethod::Cash, "").await?;
    if draw >= 45 {
        wages::receive(worker, tx, seat, wage.open_fen()).await?;
    }
    Ok(())
}

/// Yesterday's work is over: the employer says who came, and pays most of them.
pub async fn work(
    making: &mut Making<'_>,
    tx: &mut Tx,
    at: Moment,
    n: usize,
) -> Result<(), Refusal> {
    let Some(order) = making.orders.get(&n).cloned() else {
        return Ok(());
    };
    let Some(firm) = making.firms.get(&order.firm).cloned() else {
        return Ok(());
    };
    let boss = making.employer(at, &firm);
    for (seat, number) in &order.seats {
        let Some(worker) = making.worker_of(at, *number) else {
            continue;
        };
        let done = if *number > 1 && making.days.chance.percent(8) {
            let (none, absent) = (serde_json::json!({}), Move::AbsentWorker);
            let made = seats::make(&boss, tx, seat, absent, Party::Employer, none).await;
            made.map(|_| ())
        } else {
            attend(making, tx, (&boss, &worker), seat, order.by_time).await
        };
        match done {
            Err(refusal) if refusal.is_input() => making.counts.refused += 1,
            other => other?,
        }
    }
    Ok(())
}
