//! The comparison as a table (csv, markdown) and as a picture (SVG).

use crate::{Arm, Assumptions, Comparison, Figure};
use std::fmt::Write;

/// The columns after the arm: heading, and where the figure stands.
type Column = (&'static str, fn(&Comparison) -> Figure);
const COLUMNS: [Column; 7] = [
    ("filled", |c| c.filled),
    ("utility", |c| c.utility),
    ("kept", |c| c.kept),
    ("gini", |c| c.gini),
    ("crowd", |c| c.crowd),
    ("waiting", |c| c.waiting),
    ("without", |c| c.without),
];

/// One line an arm: every figure, each with its standard error beside it.
#[must_use]
pub fn csv(rows: &[Comparison]) -> String {
    let mut out = String::from("arm");
    for (name, _) in COLUMNS {
        let _ = write!(out, ",{name},{name}_se");
    }
    out.push('\n');
    for row in rows {
        out.push_str(row.arm.name());
        for (_, of) in COLUMNS {
            let figure = of(row);
            let _ = write!(out, ",{:.5},{:.5}", figure.mean, figure.error);
        }
        out.push('\n');
    }
    out
}

/// The same as a markdown table.
#[must_use]
pub fn markdown(rows: &[Comparison]) -> String {
    let mut out = String::from(
        "| arm | filled ÷ optimum | utility ÷ optimum's | utility ÷ the day's optimum \
         | Gini of looks | most applicants a seat | days until work | left without |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let _ = write!(out, "| {} |", row.arm.name());
        for (_, of) in COLUMNS {
            let _ = write!(out, " {} |", shown(of(row)));
        }
        out.push('\n');
    }
    out
}

/// A mean with its standard error.
fn shown(figure: Figure) -> String {
    format!("{:.3} ± {:.3}", figure.mean, figure.error)
}

/// Every assumption as a markdown table.
#[must_use]
pub fn assumptions(assume: &Assumptions) -> String {
    let mut out = String::from("| argument | value | what it means |\n|---|---|---|\n");
    for stated in assume.stated() {
        let (argument, value, meaning) = (stated.argument, stated.value, stated.meaning);
        let _ = writeln!(out, "| `{argument}` | {value} | {meaning} |");
    }
    out
}

/// How the naive and the priced arm fare under other assumptions, as a markdown table.
#[must_use]
pub fn sensitivity(rows: &[(&'static str, f64, Figure, Figure)]) -> String {
    let mut out = String::from("| assumption | own-top-k | ours |\n|---|---|---|\n");
    for (argument, value, naive, ours) in rows {
        let _ = writeln!(
            out,
            "| `{argument} {value}` | {} | {} |",
            shown(*naive),
            shown(*ours)
        );
    }
    out
}

const WIDTH: f64 = 640.0;
const LEFT: f64 = 110.0;
const ROW: f64 = 34.0;
const TOP: f64 = 56.0;

/// Bars of the filled share of every arm with an interval of two standard errors each way.
#[must_use]
pub fn svg(rows: &[Comparison], seeds: usize) -> String {
    let many = f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    let (height, base) = (TOP + ROW * many + 40.0, TOP + ROW * many);
    let x = |share: f64| LEFT + share.clamp(0.0, 1.1) * (WIDTH - LEFT - 90.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\" \
         viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"14\">\n\
         <title id=\"t\">Seats filled in a simulated year ÷ the optimum</title>\n\
         <desc id=\"d\">{}</desc>\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"16\" y=\"24\" font-size=\"16\" fill=\"#1a1a1a\">Seats filled ÷ the optimum in \
         hindsight 填补岗位占最优的比例</text>\n\
         <text x=\"16\" y=\"44\" fill=\"#444444\">synthetic county, {seeds} seeds; \
         lines: ± 2 standard errors</text>\n",
        described(rows)
    );
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let at = x(tick);
        let _ = writeln!(
            out,
            "<line x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP}\" y2=\"{base}\" stroke=\"#cccccc\"/>\
             <text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#444444\">{tick}</text>",
            base + 20.0
        );
    }
    let mut y = TOP;
    for row in rows {
        let (from, to) = (x(0.0), x(row.filled.mean));
        let fill = if row.arm == Arm::Priced {
            "#0b5d4e"
        } else {
            "#6b7f8c"
        };
        let spread = 2.0 * row.filled.error;
        let (low, high) = (x(row.filled.mean - spread), x(row.filled.mean + spread));
        let mid = y + ROW / 2.0;
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#1a1a1a\">{}</text>\
             <rect x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{fill}\"/>\
             <line x1=\"{low:.1}\" x2=\"{high:.1}\" y1=\"{mid:.1}\" y2=\"{mid:.1}\" \
             stroke=\"#1a1a1a\" stroke-width=\"2\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" fill=\"#1a1a1a\">{:.3}</text>",
            LEFT - 8.0,
            mid + 5.0,
            row.arm.name(),
            y + 6.0,
            to - from,
            ROW - 12.0,
            high.max(to) + 8.0,
            mid + 5.0,
            row.filled.mean
        );
        y += ROW;
    }
    out.push_str("</svg>\n");
    out
}

/// The bars in words.
fn described(rows: &[Comparison]) -> String {
    let one = |row: &Comparison| {
        let (mean, error) = (row.filled.mean, row.filled.error);
        format!("{} {mean:.3} (standard error {error:.3})", row.arm.name())
    };
    rows.iter().map(one).collect::<Vec<_>>().join("; ")
}
