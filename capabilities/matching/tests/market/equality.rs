//! Lists equal to the plain ranking, for every kernel, and after every order of changes.

use crate::chance::{distinct, job, minutes, rules, today, worker};
use crate::checker::{forbids, may};
use kernel::Day;
use matching::{JobFacts, Market, Ranked, Veto, WorkerFacts, hard, rank, rank_workers, score};
use proptest::collection::vec;
use proptest::prelude::*;
use scan::Kernel;
use std::sync::Mutex;

type List = Vec<(String, Option<u16>, i32, usize)>;

fn of_jobs(list: &[Ranked<'_, JobFacts>]) -> List {
    let one = |r: &Ranked<'_, JobFacts>| {
        (
            r.item.id.clone(),
            r.minutes,
            r.scored.total,
            r.scored.parts.len(),
        )
    };
    list.iter().map(one).collect()
}

fn of_workers(list: &[Ranked<'_, WorkerFacts>]) -> List {
    let one = |r: &Ranked<'_, WorkerFacts>| {
        (
            r.item.id.clone(),
            r.minutes,
            r.scored.total,
            r.scored.parts.len(),
        )
    };
    list.iter().map(one).collect()
}

fn market(jobs: &[JobFacts], workers: &[WorkerFacts], kernel: Kernel) -> Market {
    let mut market = Market::new(rules(), today(), minutes).with_kernel(kernel);
    // Some columns grow with the jobs, some are made over all of them.
    let (early, late) = workers.split_at(workers.len() / 2);
    for worker in early {
        market.put_worker(worker.clone());
    }
    for job in jobs {
        market.put_job(job.clone());
    }
    for worker in late {
        market.put_worker(worker.clone());
    }
    market
}

/// Holds every list of the market to the plain ranking of the same facts.
fn same(
    market: &Market,
    jobs: &[JobFacts],
    workers: &[WorkerFacts],
    today: Day,
    k: usize,
) -> Result<(), TestCaseError> {
    let rules = *market.rules();
    for worker in workers {
        let plain = of_jobs(&rank(worker, jobs, minutes, today, &rules, k));
        prop_assert_eq!(of_jobs(&market.top_jobs(worker, k)), plain);
        let odd = |job: &&JobFacts| job.employer % 2 == 1;
        let odds = rank(worker, jobs.iter().filter(odd), minutes, today, &rules, k);
        let found = market.top_jobs_where(worker, k, |job| odd(&job));
        prop_assert_eq!(of_jobs(&found), of_jobs(&odds));
        let totals = market.totals(worker);
        for job in jobs {
            let way = worker.home.zip(job.place).and_then(|(a, b)| minutes(a, b));
            let allowed = hard(worker, job, way, today, &rules).ok();
            let total = allowed.map(|()| score(worker, job, way, today, &rules).total);
            let at = market.job_slot(&job.id).expect("it is in").at();
            prop_assert_eq!(totals.of(at), total);
        }
    }
    for job in jobs {
        let plain = of_workers(&rank_workers(job, workers, minutes, today, &rules, k));
        prop_assert_eq!(of_workers(&market.top_workers(job, k)), plain);
        let odd = |worker: &&WorkerFacts| worker.id.ends_with(['1', '3', '5', '7', '9']);
        let odds = workers.iter().filter(odd);
        let plain = of_workers(&rank_workers(job, odds, minutes, today, &rules, k));
        let found = market.top_workers_where(job, k, |worker| odd(&worker));
        prop_assert_eq!(of_workers(&found), plain);
    }
    let lists = Mutex::new(Vec::new());
    market.all(k, |worker, list| {
        let mut lists = lists.lock().expect("no panic");
        lists.push((worker.id.clone(), of_jobs(list)));
    });
    let mut lists = lists.into_inner().expect("no panic");
    lists.sort();
    let mut plain: Vec<(String, List)> = workers
        .iter()
        .map(|w| {
            let list = rank(w, jobs, minutes, today, &rules, k);
            (w.id.clone(), of_jobs(&list))
        })
        .collect();
    plain.sort();
    prop_assert_eq!(lists, plain);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn lists_are_the_plain_ranking_in_every_kernel(
        jobs in vec(job(), 0..60),
        workers in vec(worker(), 0..12),
        stranger in worker(),
        k in 0usize..70,
    ) {
        let jobs = distinct(&jobs, |j| &j.id);
        let workers = distinct(&workers, |w| &w.id);
        for kernel in Kernel::here() {
            let market = market(&jobs, &workers, kernel);
            same(&market, &jobs, &workers, today(), k)?;
            let plain = of_jobs(&rank(&stranger, &jobs, minutes, today(), &rules(), k));
            prop_assert_eq!(of_jobs(&market.top_jobs(&stranger, k)), plain);
        }
    }

    #[test]
    fn the_price_of_a_place_moves_nobody_past_another(
        job in job(),
        mut workers in vec(worker(), 0..30),
        price in -900i32..900,
    ) {
        // Whoever the station puts first gets a share of the whole sum, the price included.
        workers.iter_mut().for_each(|worker| worker.priority = false);
        let workers = distinct(&workers, |w| &w.id);
        let (free, dear) = (JobFacts { price: 0, ..job.clone() }, JobFacts { price, ..job });
        let market = market(&[], &workers, Kernel::best());
        let order = |job: &JobFacts| -> Vec<String> {
            let list = market.top_workers(job, usize::MAX);
            list.iter().map(|r| r.item.id.clone()).collect()
        };
        prop_assert_eq!(order(&dear), order(&free));
        let totals = |job: &JobFacts| -> i32 {
            let list = market.top_workers(job, usize::MAX);
            list.first().map_or(0, |r| r.scored.total)
        };
        let moved = totals(&dear) - totals(&free);
        let owed = if workers.iter().any(|w| may(w, &free, w.home.zip(free.place)
            .and_then(|(a, b)| minutes(a, b)))) { -price * rules().crowding / 1000 } else { 0 };
        prop_assert_eq!(moved, owed);
    }

    #[test]
    fn no_list_breaks_a_rule_and_no_rule_hides_a_job(
        jobs in vec(job(), 0..60),
        worker in worker(),
    ) {
        let jobs = distinct(&jobs, |j| &j.id);
        let market = market(&jobs, std::slice::from_ref(&worker), Kernel::best());
        let way = |j: &JobFacts| worker.home.zip(j.place).and_then(|(a, b)| minutes(a, b));
        let shown = market.top_jobs(&worker, 1000);
        let mut ids: Vec<&str> = shown.iter().map(|r| r.item.id.as_str()).collect();
        ids.sort_unstable();
        let allowed = jobs.iter().filter(|j| may(&worker, j, way(j)));
        let mut allowed: Vec<&str> = allowed.map(|j| j.id.as_str()).collect();
        allowed.sort_unstable();
        prop_assert_eq!(ids, allowed);
        let vetoes = market.vetoes(&worker);
        for job in &jobs {
            let at = market.job_slot(&job.id).expect("it is in").at();
            for (veto, bitmap) in &vetoes {
                let by_hand = forbids(*veto, &worker, job, way(job));
                prop_assert_eq!(bitmap.has(at), by_hand, "{:?}", veto);
            }
            let first: Option<Veto> = vetoes.iter().find(|(_, b)| b.has(at)).map(|(v, _)| *v);
            prop_assert_eq!(hard(&worker, job, way(job), today(), &rules()).err(), first);
        }
    }

    #[test]
    fn a_market_that_lived_is_the_market_made_anew(
        jobs in vec(job(), 1..120),
        workers in vec(worker(), 1..40),
        steps in vec((0usize..7, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..120),
        later in 0i64..4,
        k in 0usize..40,
    ) {
        let mut market = Market::new(rules(), today(), minutes);
        let (mut in_jobs, mut in_workers): (Vec<JobFacts>, Vec<WorkerFacts>) = (vec![], vec![]);
        for (what, which, price) in steps {
            let (j, w) = (which.get(&jobs), which.get(&workers));
            match what {
                0 | 1 => {
                    let slot = market.put_job(j.clone());
                    prop_assert_eq!(market.job(slot), Some(j));
                    in_jobs.retain(|other| other.id != j.id);
                    in_jobs.push(j.clone());
                }
                2 => {
                    let slot = market.put_worker(w.clone());
                    prop_assert_eq!(market.worker(slot), Some(w));
                    prop_assert!(market.has_worker(w));
                    in_workers.retain(|other| other.id != w.id);
                    in_workers.push(w.clone());
                }
                3 => {
                    let slot = market.job_slot(&j.id);
                    let was = in_jobs.iter().any(|other| other.id == j.id);
                    prop_assert_eq!(market.drop_job(&j.id), was);
                    prop_assert!(slot.is_none_or(|slot| market.job(slot).is_none()));
                    in_jobs.retain(|other| other.id != j.id);
                }
                4 => {
                    let was = in_workers.iter().any(|other| other.id == w.id);
                    prop_assert_eq!(market.drop_worker(&w.id), was);
                    in_workers.retain(|other| other.id != w.id);
                }
                5 => {
                    let median = (price.index(3) > 0).then(|| price.index(300) as i64 * 100);
                    market.set_median(j.trade.id, median);
                    for other in in_jobs.iter_mut().filter(|o| o.trade.id == j.trade.id) {
                        other.median_day_fen = median;
                    }
                }
                _ => {
                    let price = i32::try_from(price.index(300)).expect("small") - 100;
                    let found = in_jobs.iter_mut().find(|other| other.id == j.id);
                    prop_assert_eq!(market.set_price(&j.id, price), found.is_some());
                    if let Some(found) = found {
                        found.price = price;
                    }
                }
            }
        }
        prop_assert_eq!(market.totals(&workers[0]).of(usize::MAX), None);
        prop_assert_eq!(market.many_jobs(), in_jobs.len());
        prop_assert_eq!(market.many_workers(), in_workers.len());
        same(&market, &in_jobs, &in_workers, today(), k)?;
        let day = today().plus_days(later);
        market.set_today(day);
        let mut rules = rules();
        rules.weights.travel += i32::try_from(later).expect("small");
        market.set_rules(rules);
        same(&market, &in_jobs, &in_workers, day, k)?;
    }
}
