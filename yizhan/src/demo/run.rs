//! Carries the plan out, step by step, through the actions that pages call.

use super::days::{self, Days, MadeOrder};
use super::plan::{of_last_season, of_this_week};
use super::workers::Door;
use super::{DemoFirm, DemoWorker, Firms, Hands, Offices, Posts, Staff, Step, Workers, applying};
use employers::{EmployerId, Kind};
use kernel::{Ctx, Day, Moment, Refusal, Role};
use std::collections::HashMap;
use trail::Tx;
use vacancies::{VacancyId, VerifiedLevel};

/// A worker who is in the files.
#[derive(Debug, Clone)]
pub struct MadeWorker {
    /// File.
    pub id: people::WorkerId,
    /// Account, where the person has a telephone.
    pub account: Option<String>,
    /// Home.
    pub region: String,
}

/// An employer that is in the files.
#[derive(Debug, Clone)]
pub struct MadeFirm {
    /// File.
    pub id: EmployerId,
    /// Account of whoever acts for it.
    pub account: String,
    /// Where it is.
    pub region: String,
    /// Trades it hires.
    pub trades: Vec<String>,
    /// Is it a household?
    pub household: bool,
}

/// A post that is in the files.
#[derive(Debug, Clone)]
pub struct MadePost {
    /// Post.
    pub id: VacancyId,
    /// Number of its employer.
    pub firm: usize,
    /// Trade.
    pub trade: String,
    /// Is it shown?
    pub shown: bool,
    /// Applications with the numbers of their workers.
    pub applied: Vec<(placements::ApplicationId, usize)>,
}

/// Counts of what came of the plan.
#[derive(Debug, Default, Clone, Copy)]
pub struct Counts {
    /// Steps that an action refused, as it would refuse a person.
    pub refused: usize,
    /// Posts shown.
    pub shown: usize,
    /// Applications.
    pub applications: usize,
    /// Seats of day work that were said yes to.
    pub seats: usize,
}

/// The county in the making.
pub struct Making<'a> {
    pub(super) hands: &'a Hands,
    pub(super) offices: &'a Offices,
    pub(super) today: Day,
    pub(super) people: Workers<'a>,
    pub(super) makers: Firms<'a>,
    pub(super) posting: Posts<'a>,
    pub(super) days: Days<'a>,
    pub(super) key_firms: usize,
    pub(super) workers: Vec<MadeWorker>,
    pub(super) by_trade: HashMap<String, Vec<usize>>,
    pub(super) firms: HashMap<usize, MadeFirm>,
    pub(super) verified: Vec<usize>,
    pub(super) posts: HashMap<usize, MadePost>,
    pub(super) orders: HashMap<usize, MadeOrder>,
    /// What came of it.
    pub counts: Counts,
}

/// Number of the firm that the persona `household` acts for.
const HOUSEHOLD: usize = 30;

impl Making<'_> {
    /// One step. What the action refuses is counted and left; a fault of ours is an error.
    pub async fn step(&mut self, tx: &mut Tx, at: Moment, step: Step) -> Result<(), Refusal> {
        let done = match step {
            Step::Worker => self.worker(tx, at).await,
            Step::Firm(n) => self.firm(tx, at, n).await,
            Step::Check(n) => self.check(tx, at, n).await,
            Step::Post(n) => self.post(tx, at, n).await,
            Step::Review(n) => self.review(tx, at, n).await,
            Step::Apply(n) => applying::apply(self, tx, at, n).await,
            Step::Answer(n) => applying::answer(self, tx, at, n).await,
            Step::Keep(n) => applying::keep(self, tx, at, n).await,
            Step::Order(n) => days::open(self, tx, at, n).await,
            Step::Fill(n) => days::fill(self, tx, at, n).await,
            Step::Work(n) => days::work(self, tx, at, n).await,
        };
        match done {
            Err(refusal) if refusal.is_input() => {
                self.counts.refused += 1;
                tracing::debug!(?step, %refusal, "refused");
                Ok(())
            }
            other => other,
        }
    }

    async fn worker(&mut self, tx: &mut Tx, at: Moment) -> Result<(), Refusal> {
        let mut made = self.people.next(at);
        let persona = match self.workers.len() {
            0 => Some(("worker", persona_worker as fn(&mut DemoWorker))),
            1 => Some(("worker-58", persona_58 as fn(&mut DemoWorker))),
            _ => None,
        };
        if let Some((_, dress)) = persona {
            dress(&mut made);
        }
        let phone = made.new.phone.clone();
        let ctx = match (made.door, &phone) {
            (Door::Own, Some(phone)) => {
                let system = self.hands.system(at);
                let account = stations::ensure_account(&system, tx, phone).await?;
                self.hands.person(at, &account, Role::Worker, None)
            }
            _ => {
                let clerk = self.offices.clerk(&made.new.region);
                let clerk = clerk.ok_or_else(|| Refusal::internal("no clerk"))?;
                self.hands.staff(at, clerk)
            }
        };
        let (region, trades) = (made.new.region.clone(), made.new.wishes.trades.clone());
        let id = people::register(&ctx, tx, made.new).await?.id().clone();
        let account = stations::account_of(tx, id.as_str()).await?;
        if let (Some((name, _)), Some(account)) = (persona, &account) {
            stations::demo::name(&self.hands.system(at), tx, name, account).await?;
        }
        let at = self.workers.len();
        self.workers.push(MadeWorker {
            id,
            account,
            region,
        });
        for trade in trades {
            self.by_trade.entry(trade).or_default().push(at);
        }
        Ok(())
    }

    async fn firm(&mut self, tx: &mut Tx, at: Moment, n: usize) -> Result<(), Refusal> {
        let sort = (n == HOUSEHOLD).then_some(Kind::Household);
        let DemoFirm { new, trades } = self.makers.next(n < self.key_firms, sort);
        let system = self.hands.system(at);
        let account = stations::ensure_account(&system, tx, &new.phone).await?;
        let ctx = self.hands.person(at, &account, Role::Employer, None);
        let (region, household) = (new.region.clone(), new.kind == Kind::Household);
        let id = employers::register(&ctx, tx, new).await?.id;
        let persona = match n {
            0 => Some("employer"),
            HOUSEHOLD => Some("household"),
            _ => None,
        };
        if let Some(name) = persona {
            stations::demo::name(&system, tx, name, &account).await?;
        }
        let made = MadeFirm {
            id,
            account,
            region,
            trades,
            household,
        };
        self.firms.insert(n, made);
        Ok(())
    }

    fn reviewer(&self, n: usize) -> Result<&Staff, Refusal> {
        let all = &self.offices.reviewers;
        all.get(n % all.len().max(1))
            .ok_or_else(|| Refusal::internal("no reviewer"))
    }

    async fn check(&mut self, tx: &mut Tx, at: Moment, n: usize) -> Result<(), Refusal> {
        let Some(firm) = self.firms.get(&n) else {
            return Ok(());
        };
        let ctx = self.hands.staff(at, self.reviewer(n)?);
        let level = match n % 3 {
            0 => employers::Level::Visited,
            1 => employers::Level::Papers,
            _ => employers::Level::NameOnly,
        };
        let verdict = employers::Verdict {
            level,
            reason: String::new(),
        };
        employers::verify(&ctx, tx, &firm.id, &verdict).await?;
        self.verified.push(n);
        Ok(())
    }

    /// The employers of the personas post more often than others, so that their pages have life.
    fn poster(&self, n: usize) -> Option<usize> {
        let persona = match n % 40 {
            0 => Some(0),
            20 => Some(HOUSEHOLD),
            _ => None,
        };
        let persona = persona.filter(|p| self.verified.contains(p));
        if persona.is_some() || self.verified.is_empty() {
            return persona;
        }
        Some(*self.posting.chance().pick(&self.verified))
    }

    pub(super) fn employer(&self, at: Moment, firm: &MadeFirm) -> Ctx {
        let subject = Some(firm.id.as_str());
        self.hands
            .person(at, &firm.account, Role::Employer, subject)
    }

    async fn post(&mut self, tx: &mut Tx, at: Moment, n: usize) -> Result<(), Refusal> {
        let Some(poster) = self.poster(n) else {
            return Ok(());
        };
        let Some(firm) = self.firms.get(&poster).cloned() else {
            return Ok(());
        };
        if firm.trades.is_empty() {
            return Ok(());
        }
        let trade = self.posting.chance().pick(&firm.trades).clone();
        let day = if of_last_season(n) {
            at.day()
        } else {
            self.today
        };
        let terms = self.posting.terms(
            &trade,
            (&firm.region, day),
            firm.household,
            !of_this_week(n),
        );
        let Some(terms) = terms else { return Ok(()) };
        let ctx = self.employer(at, &firm);
        let post = vacancies::create(&ctx, tx, firm.id.as_str(), terms, None).await?;
        let sent = vacancies::submit(&ctx, tx, &post.id).await?;
        let shown = sent.state == vacancies::State::Published;
        self.counts.shown += usize::from(shown);
        let made = MadePost {
            id: post.id,
            firm: poster,
            trade,
            shown,
            applied: Vec::new(),
        };
        self.posts.insert(n, made);
        Ok(())
    }

    async fn review(&mut self, tx: &mut Tx, at: Moment, n: usize) -> Result<(), Refusal> {
        let Some(post) = self.posts.get(&n).filter(|p| !p.shown) else {
            return Ok(());
        };
        let ctx = self.hands.staff(at, self.reviewer(n)?);
        let levels = [
            VerifiedLevel::Visited,
            VerifiedLevel::Papers,
            VerifiedLevel::NameOnly,
        ];
        let decision = vacancies::Decision {
            version: 1,
            verdict: vacancies::Verdict::Publish,
            reason: String::new(),
            level: Some(levels[n % 3]),
            answers: Vec::new(),
        };
        let id = post.id.clone();
        vacancies::decide(&ctx, tx, &id, decision).await?;
        self.counts.shown += 1;
        if let Some(post) = self.posts.get_mut(&n) {
            post.shown = true;
        }
        Ok(())
    }

    /// The context of an employer by its number.
    pub(super) fn employer_of(&self, at: Moment, post: &MadePost) -> Option<Ctx> {
        Some(self.employer(at, self.firms.get(&post.firm)?))
    }

    /// The context in which a worker applies: alone, or through the nearest clerk.
    pub(super) fn worker_of(&self, at: Moment, n: usize) -> Option<Ctx> {
        let worker = self.workers.get(n)?;
        let id = worker.id.as_str();
        match &worker.account {
            Some(account) => Some(self.hands.person(at, account, Role::Worker, Some(id))),
            None => {
                let clerk = self.offices.clerk(&worker.region)?;
                Some(self.hands.staff(at, clerk).for_person(id, "spoken"))
            }
        }
    }
}

/// The worker of the demo door: lives by the county seat and takes day work.
fn persona_worker(made: &mut DemoWorker) {
    made.door = Door::Own;
    let running = 3_000_000;
    made.new.phone = Some(super::numbers::mobile(running));
    made.new.proxy_only = false;
    made.new.consent = "screen";
    made.new.channel = people::Channel::Sms;
    made.new.region = "611021001001".to_owned();
    made.new.wishes.trades = vec!["t01".to_owned(), "t02".to_owned(), "t09".to_owned()];
    made.new.wishes.places = Vec::new();
    made.new.wishes.max_minutes = Some(120);
    made.new.wishes.settle = Vec::new();
}

/// The worker of 58 whose telephone shows no pages: the clerk does each step.
fn persona_58(made: &mut DemoWorker) {
    made.door = Door::Desk;
    let birth = made.at.day().plus_months(-12 * 58).plus_days(-40);
    let running = 3_000_001;
    made.new.id_no = Some(super::numbers::id_card(birth, kernel::Sex::Male, 499));
    made.new.phone = Some(super::numbers::mobile(running));
    made.new.proxy_only = true;
    made.new.open_account = true;
    made.new.consent = "spoken";
    made.new.channel = people::Channel::Village;
    made.new.wishes.trades = vec!["t01".to_owned()];
    made.new.wishes.places = Vec::new();
    made.new.wishes.settle = vec!["day".to_owned()];
}
