//! `match` on small files: what comes out, and what is refused with line and field.

use crate::match_run::{Match, run};
use clap::{Args, Command, FromArgMatches};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

const JOBS: &str = "编号,工种,地点,日薪,结算方式,开工日期,最大年龄,证书,人数\n\
                    j1,砌墙,石坡镇,200,日结,2026-11-25,60,,3\n\
                    j2,电焊,石坡镇,260,月结,2026-11-25,,焊工证,1\n\
                    j3,砌墙,古城镇,210,日结,2026-11-25,,,0\n\
                    j4,抹灰,古城镇,230,日结,2026-11-25,,,2\n";
const WORKERS: &str = "id,trades,home,max_minutes,pay_floor,settle,birth,certs\n\
                       w1,砌墙;抹灰,石坡镇,40,150,日结,1980-05-01,\n\
                       w2,电焊,古城镇,,,,1950-01-01,焊工证\n\
                       w3,砌墙,石坡镇,5,900,,2012-01-01,\n";
const WAYS: &str = "from,to,minutes\n石坡镇,古城镇,45\n石坡镇,石坡镇,5\n古城镇,古城镇,5\n";

/// A folder of its own, removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("yizhan-match-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn asked(words: &[&str]) -> Match {
    let command = Match::augment_args(Command::new("match").no_binary_name(true));
    Match::from_arg_matches(&command.try_get_matches_from(words).unwrap()).unwrap()
}

fn lists(folder: &Folder, workers: &str, jobs: &str, more: &[&str]) -> Result<String, String> {
    let workers = folder.file("workers.csv", workers);
    let jobs = folder.file("jobs.csv", jobs);
    let ways = folder.file("ways.csv", WAYS);
    let out = folder.0.join("out.csv");
    let text = |path: &Path| path.display().to_string();
    let (workers, jobs, ways, file) = (text(&workers), text(&jobs), text(&ways), text(&out));
    let mut words = vec![workers.as_str(), jobs.as_str(), "--minutes", &ways];
    words.extend(["--today", "2026-11-23", "--out", &file]);
    words.extend(more);
    run(&asked(&words)).map_err(|why| format!("{why:#}"))?;
    Ok(std::fs::read_to_string(out).unwrap())
}

#[test]
fn each_worker_has_the_fitting_jobs_with_reasons() {
    let folder = Folder::new("lists");
    let out = lists(&folder, WORKERS, JOBS, &[]).unwrap();
    let out = out.trim_start_matches('\u{feff}');
    let rows: Vec<Vec<&str>> = out.lines().map(|l| l.split(',').collect()).collect();
    let pairs: Vec<[&str; 3]> = rows.iter().map(|r| [r[0], r[1], r[2]]).collect();
    let expected = [
        ["worker", "rank", "job"],
        ["w1", "1", "j1"],
        ["w2", "1", "j2"],
        ["w2", "2", "j4"],
    ];
    assert_eq!(
        pairs, expected,
        "j3 is full, w3 is a child, w2 is too old for j1"
    );
    assert!(
        rows[1][5].starts_with("是您想找的活; 离您家乘车约 5 分钟"),
        "{}",
        rows[1][5]
    );
    let english = lists(&folder, WORKERS, JOBS, &["--language", "en"]).unwrap();
    assert!(english.contains("This is the work you want"));
    let reverse = lists(&folder, WORKERS, JOBS, &["--reverse"]).unwrap();
    assert!(reverse.contains("\nj1,1,w1,") && reverse.contains("\nj4,1,w2,"));
    assert!(reverse.contains("正想找这个活"));
    let one = lists(&folder, WORKERS, JOBS, &["--top", "1"]).unwrap();
    assert_eq!(one.lines().count(), 3);
}

#[test]
fn an_empty_market_is_an_empty_answer() {
    let folder = Folder::new("empty");
    let heading = |text: &str| text.lines().next().unwrap().to_owned() + "\n";
    for (workers, jobs) in [
        (heading(WORKERS), JOBS.to_owned()),
        (WORKERS.to_owned(), heading(JOBS)),
    ] {
        let out = lists(&folder, &workers, &jobs, &[]).unwrap();
        assert_eq!(out.lines().count(), 1);
    }
}

#[test]
fn what_is_wrong_is_named_with_line_and_field() {
    let folder = Folder::new("wrong");
    let cases = [
        ("j1,砌墙", "j1,", "jobs.csv, line 2, trade"),
        (",200,", ",NaN,", "line 2, pay: “NaN”"),
        (",200,", ",-200,", "line 2, pay: “-200”"),
        (",200,", ",1e9,", "line 2, pay: “1e9”"),
        (",200,", ",99999999999999999999,", "line 2, pay"),
        ("日结,2026-11-25,60", "日结,2026-02-30,60", "line 2, start"),
        (",60,,3", ",600,,3", "line 2, age_max"),
        (",60,,3", ",60,,-3", "line 2, places: “-3”"),
        (
            "石坡镇,200,日结",
            "石坡镇,200,年结",
            "line 2, settle: “年结”",
        ),
        ("j2,", "j1,", "line 3, id: “j1” stands there twice"),
        ("编号", "号", "there is no column id"),
        ("最大年龄", "编号", "two columns are headed id"),
    ];
    for (from, to, told) in cases {
        assert!(JOBS.contains(from), "{from}");
        let why = lists(&folder, WORKERS, &JOBS.replacen(from, to, 1), &[]).unwrap_err();
        assert!(why.contains(told), "{why} must name {told}");
    }
    let backwards = JOBS.replace("开工日期,", "开工日期,end,");
    let backwards = backwards.replace("2026-11-25,", "2026-11-25,2026-11-20,");
    let out = lists(&folder, WORKERS, &backwards, &[]).unwrap();
    assert_eq!(out.lines().count(), 1, "days that run backwards fit nobody");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_file_brings_it_down(
        cells in proptest::collection::vec(
            prop_oneof![
                "[0-9.;:+-]{0,12}", "\\PC{0,8}", Just("NaN".to_owned()), Just("2026-11-25".to_owned()),
                Just("日结".to_owned()), Just("4294967295".to_owned()), Just("\"".to_owned()),
            ],
            0..60,
        ),
    ) {
        let folder = Folder::new("fuzz");
        let rows: Vec<String> = cells.chunks(9).map(|row| row.join(",")).collect();
        let with = |head: &str| format!("{}\n{}\n", head.lines().next().unwrap(), rows.join("\n"));
        let _ = lists(&folder, &with(WORKERS), JOBS, &[]);
        let _ = lists(&folder, WORKERS, &with(JOBS), &[]);
    }
}
