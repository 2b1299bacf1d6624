//! Certificates: from a post's own words to the codes of a worker's file.

use std::sync::LazyLock;

/// Codes with the folded words that stand for them, in the order in which they are tried.
static CODES: LazyLock<Vec<(&'static str, Vec<String>)>> = LazyLock::new(|| {
    let rows = include_str!("../../../../data/certificates.csv")
        .lines()
        .skip(1);
    let row = |line: &'static str| {
        let (code, said) = line.split_once(',')?;
        Some((code, said.split('|').map(words::fold).collect()))
    };
    rows.filter_map(row).collect()
});

/// The code of a certificate: `高处作业证` → `height`; a code stands for itself.
pub(super) fn code(said: &str) -> Option<&'static str> {
    let folded = words::fold(said);
    let fits = |(code, names): &&(&'static str, Vec<String>)| {
        *code == said.trim() || names.iter().any(|name| folded.contains(name.as_str()))
    };
    CODES.iter().find(fits).map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn words_of_posts_become_codes() {
        let cases = [
            ("高处作业证", Some("height")),
            ("電工證", Some("electrician")),
            ("电焊工证", Some("welder")),
            ("叉车驾驶证", Some("forklift")),
            ("驾照 C1", Some("driver")),
            ("health", Some("health")),
            ("普通话证", None),
        ];
        for (said, wanted) in cases {
            assert_eq!(code(said), wanted, "{said}");
        }
    }
}
