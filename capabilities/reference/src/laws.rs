//! Reads official texts into articles.

use crate::model::{Article, Law};
use kernel::Day;

/// Reads a Chinese numeral below a thousand: 五 5, 十二 12, 一百零七 107.
fn numeral(text: &str) -> Option<i64> {
    let (mut sum, mut digit) = (0, 0);
    for c in text.chars() {
        match c {
            '零' => {}
            '十' => {
                sum += digit.max(1) * 10;
                digit = 0;
            }
            '百' => {
                sum += digit * 100;
                digit = 0;
            }
            c => {
                digit =
                    i64::try_from("一二三四五六七八九".chars().position(|d| d == c)? + 1).ok()?
            }
        }
    }
    Some(sum + digit).filter(|n| *n > 0)
}

/// `第三十五条　text` → label, number and text.
fn opening(line: &str) -> Option<(&str, i64, &str)> {
    let rest = line.strip_prefix('第')?;
    let (number, _) = rest.split_once('条')?;
    let end = '第'.len_utf8() + number.len() + '条'.len_utf8();
    let text = &line[end..];
    let apart = text.starts_with([' ', '\u{3000}']) || text.is_empty();
    Some((&line[..end], numeral(number)?, text.trim())).filter(|_| apart)
}

/// Reads a text: its title, its history above the mark, then chapters and articles.
#[must_use]
pub fn parse(id: &str, short_title: &str, version_day: Day, text: &str) -> Law {
    let (head, main) = text.split_once("<!-- INFO END -->").unwrap_or(("", text));
    let mut lines = head.lines().map(str::trim).filter(|l| !l.is_empty());
    let title = lines
        .next()
        .map_or(short_title, |t| t.trim_start_matches('#').trim());
    let history: Vec<&str> = lines.collect();
    let mut articles: Vec<Article> = Vec::new();
    let mut chapter = String::new();
    let mut fresh = true;
    for line in main.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if line.starts_with('#') {
            chapter = line.trim_start_matches('#').trim().replace('\u{3000}', " ");
            fresh = true;
            continue;
        }
        let (label, number, text) = opening(line).unwrap_or(("", 0, line));
        match articles.last_mut() {
            Some(article) if number == 0 && !fresh => {
                article.body.push('\n');
                article.body.push_str(text);
            }
            _ => {
                let (chapter, label) = (chapter.clone(), label.to_owned());
                articles.push(Article {
                    chapter,
                    label,
                    number,
                    body: text.to_owned(),
                });
            }
        }
        fresh = false;
    }
    Law {
        id: id.to_owned(),
        title: title.to_owned(),
        short_title: short_title.to_owned(),
        version_day,
        history: history.join("\n"),
        articles,
    }
}
