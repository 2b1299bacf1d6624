//! `yizhan occupation`: free words of job titles to codes of the occupation classification.

use anyhow::{Context, Result, bail};
use clap::Args;
use encoding_rs::GB18030;
use occupation::{Coder, Guess, Scratch, title};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Bytes of a line that are kept; a title is not read so far.
const KEPT: usize = 4096;
/// Bands of the table that tells how far confidence can be believed.
const BANDS: usize = 5;

/// Gives each title on standard input its code, one JSON line a title
#[derive(Debug, Args)]
pub struct Occupation {
    /// Tell instead how often the answers are right: a csv with the headings `title` and `code`
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
    /// With --check: all its rows, not only those of the part kept from learning
    #[arg(long, requires = "check")]
    whole: bool,
}

/// Carries out `yizhan occupation`.
///
/// # Errors
/// When a stream breaks, or what is wrong with the file, with its line.
pub fn run(args: &Occupation) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match &args.check {
        Some(file) => check(file, args.whole, &mut out)?,
        None => answer(
            BufReader::with_capacity(1 << 16, io::stdin().lock()),
            &mut out,
        )?,
    }
    Ok(out.flush()?)
}

/// Reads one line into `line` without its end, at most [`KEPT`] bytes of it; false at the end.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let bytes = input.fill_buf()?;
        if bytes.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let here = &bytes[..end.unwrap_or(bytes.len())];
        line.extend(&here[..here.len().min(KEPT - line.len())]);
        let used = end.map_or(here.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

/// One JSON line for each line of the input.
fn answer(mut input: impl BufRead, out: &mut impl Write) -> io::Result<()> {
    let coder = Coder::shipped();
    let (mut line, mut scratch) = (Vec::new(), Scratch::default());
    let (mut guesses, mut json) = (Vec::new(), String::new());
    while next_line(&mut input, &mut line)? {
        match std::str::from_utf8(&line) {
            Ok(title) => coder.code_into(&mut scratch, title, &mut guesses),
            // A character cut in two at the end of what is kept.
            Err(cut) if cut.error_len().is_none() && line.len() == KEPT => {
                let title = String::from_utf8_lossy(&line[..cut.valid_up_to()]);
                coder.code_into(&mut scratch, &title, &mut guesses);
            }
            Err(_) => coder.code_into(&mut scratch, &GB18030.decode(&line).0, &mut guesses),
        }
        put(&guesses, &mut json);
        out.write_all(json.as_bytes())?;
    }
    Ok(())
}

/// Writes guesses as a line of JSON; codes and names hold nothing that needs escaping.
fn put(guesses: &[Guess<'_>], json: &mut String) {
    json.clear();
    let Some((best, others)) = guesses.split_first() else {
        json.push_str("{\"code\":null,\"name\":null,\"confidence\":0,\"next\":[]}\n");
        return;
    };
    let parts = [
        "{\"code\":\"",
        best.code,
        "\",\"name\":\"",
        best.name,
        "\",\"confidence\":",
    ];
    parts.iter().for_each(|part| json.push_str(part));
    json.push_str(&format!("{:.3}", best.confidence));
    json.push_str(",\"next\":[");
    for (at, guess) in others.iter().enumerate() {
        json.push_str(if at == 0 { "\"" } else { ",\"" });
        json.push_str(guess.code);
        json.push('"');
    }
    json.push_str("]}\n");
}

/// What was seen of a labelled file.
#[derive(Debug, Default)]
struct Seen {
    titles: u32,
    exact: u32,
    ten: u32,
    /// Titles, right ones and the sum of confidences of each band.
    bands: [(u32, u32, f64); BANDS],
}

fn share(part: u32, of: u32) -> f64 {
    f64::from(part) / f64::from(of.max(1))
}

/// Holds the answers against a labelled file.
fn check(file: &Path, whole: bool, out: &mut impl Write) -> Result<()> {
    let coder = Coder::shipped();
    let name = file.display();
    let mut rows = csv::Reader::from_path(file).with_context(|| format!("{name}"))?;
    let heads = rows.headers().with_context(|| format!("{name}"))?.clone();
    let column = |name: &str| heads.iter().position(|head| head.trim() == name);
    let (Some(title), Some(code)) = (column("title"), column("code")) else {
        bail!("{name}: line 1: the headings title and code are needed");
    };
    let mut seen = Seen::default();
    for row in rows.records() {
        let row = row.with_context(|| format!("{name}"))?;
        let title = row.get(title).unwrap_or_default();
        if !whole && !title::is_test(title) {
            continue;
        }
        let guesses = coder.code(title);
        let place = guesses
            .iter()
            .position(|guess| row.get(code) == Some(guess.code));
        let sure = guesses
            .first()
            .map_or(0.0, |guess| f64::from(guess.confidence));
        let right = u32::from(place == Some(0));
        seen.titles += 1;
        seen.exact += right;
        seen.ten += u32::from(place.is_some());
        let band = (1..BANDS).filter(|b| sure * 5.0 >= f64::from(u8::try_from(*b).unwrap_or(0)));
        let band = &mut seen.bands[band.count()];
        *band = (band.0 + 1, band.1 + right, band.2 + sure);
    }
    writeln!(out, "titles {}", seen.titles)?;
    writeln!(out, "exact {:.4}", share(seen.exact, seen.titles))?;
    writeln!(out, "in_top_ten {:.4}", share(seen.ten, seen.titles))?;
    for (at, (titles, right, sure)) in seen.bands.into_iter().enumerate() {
        let mean = sure / f64::from(titles.max(1));
        let right = share(right, titles);
        writeln!(
            out,
            "band_{} titles {titles} said {mean:.3} right {right:.3}",
            at + 1
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(bytes: &[u8]) -> Vec<serde_json::Value> {
        let mut out = Vec::new();
        answer(bytes, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    #[test]
    fn a_line_has_a_code_and_nine_more() {
        let said = lines("急招保洁员 4500元/月\r\n\n电工".as_bytes());
        assert_eq!(said.len(), 3);
        assert_eq!(said[0]["code"], "4-09-08-01");
        assert_eq!(said[0]["name"], "保洁员");
        assert_eq!(said[0]["next"].as_array().unwrap().len(), 9);
        assert!(said[1]["code"].is_null());
        assert!(said[2]["code"].is_string());
    }

    #[test]
    fn office_bytes_and_endless_lines_are_read_too() {
        let (office, _, _) = GB18030.encode("保洁员");
        assert_eq!(lines(&office)[0]["code"], "4-09-08-01");
        let endless = "保洁员".repeat(400_000);
        assert_eq!(lines(endless.as_bytes()).len(), 1);
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_line_of_json_each(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let wanted = bytes.split_inclusive(|byte| *byte == b'\n').count();
            prop_assert_eq!(lines(&bytes).len(), wanted);
        }
    }
}
