//! Scheduled jobs run at their time, once, and do not make up for a night's pause.

use crate::house::{houses, kind};
use jobs::{Every, Trigger};

#[tokio::test]
async fn a_scheduled_job_runs_once_at_each_time() {
    for house in houses().await {
        let runner = house.runner(&[kind("tidy", Trigger::Schedule(Every::Minutes(5)))]);
        let other = house.runner(&[kind("tidy", Trigger::Schedule(Every::Minutes(5)))]);
        assert_eq!(
            runner.drain().await.unwrap(),
            0,
            "ten o'clock only plans it"
        );
        house.forward(4);
        assert_eq!(runner.drain().await.unwrap(), 0);
        house.forward(1);
        let both = runner.drain().await.unwrap() + other.drain().await.unwrap();
        assert_eq!(both, 1);
        house.forward(180);
        assert_eq!(
            runner.drain().await.unwrap(),
            1,
            "missed times are not made up for"
        );
        let schedule = house.status().await.schedules.remove(0);
        let now = house.ctx().now;
        assert_eq!(
            (schedule.last_at, schedule.next_at),
            (Some(now), now.plus_minutes(5))
        );
        assert_eq!(schedule.last_outcome.as_deref(), Some("done"));
    }
}

#[tokio::test]
async fn an_earlier_time_in_the_code_brings_the_schedule_forward() {
    for house in houses().await {
        let daily = |hour, minute| {
            house.runner(&[kind("tidy", Trigger::Schedule(Every::DayAt(hour, minute)))])
        };
        daily(23, 0).drain().await.unwrap();
        daily(11, 0).drain().await.unwrap();
        house.forward(60);
        assert_eq!(daily(11, 0).drain().await.unwrap(), 1);
        house.forward(23 * 60 + 59);
        assert_eq!(daily(11, 0).drain().await.unwrap(), 0);
        house.forward(1);
        assert_eq!(daily(11, 0).drain().await.unwrap(), 1);
    }
}
