//! `prove seats`: a crowd for one order with twenty seats, random steps of 64 hands, and the
//! program beside a reference model; on SQLite and, where there is one, on PostgreSQL. The work is
//! in the tests of the room of day work, which have its doors from within.

use crate::shell;

/// 5,000 claims, a million steps on SQLite and a hundred thousand on PostgreSQL, 2,000 and 500
/// sequences; or 2,000 claims and what every test run does, when short.
pub fn run(short: bool) -> Result<(), String> {
    let claims = if short { "2000" } else { "5000" };
    // Alone, for it measures: throughput against a bare UPDATE, and the longest wait.
    test("seats::tests::crowd", &[("YIZHAN_PROVE_SEATS", claims)])?;
    let long: &[(&str, &str)] = if short { &[] } else { &[("YIZHAN_LONG", "1")] };
    test("seats::tests::storm", long)?;
    test("seats::tests::checker", long)
}

fn test(name: &str, with: &[(&str, &str)]) -> Result<(), String> {
    let mut command = shell::cargo();
    command.args(["test", "--quiet", "--package", "gigs", "--lib", name]);
    command.args(["--", "--nocapture"]);
    command.envs(with.iter().copied());
    shell::run(&mut command)
}
