//! The room as a whole: every page with every sample in both languages, every column classed.

use kernel::{Locale, Role};
use std::collections::BTreeSet;

#[tokio::test]
async fn every_page_renders_with_every_sample_in_both_languages() {
    let house = crate::testing::house().await;
    let own = crate::capability().pages;
    for sample in own {
        for locale in Locale::ALL {
            for role in [Role::Worker, Role::CountyClerk] {
                let mut ctx = house.ctx(role, &[], crate::testing::COUNTY);
                ctx.locale = locale;
                let rendered = (sample.render)(&house.house, &ctx);
                assert!(
                    rendered.is_ok(),
                    "{} {locale:?}: {rendered:?}",
                    sample.template
                );
            }
        }
    }
}

#[test]
fn every_column_has_a_privacy_class() {
    let sql: String = crate::MIGRATIONS.iter().map(|m| m.sql).collect();
    let mut table = "";
    let mut columns = BTreeSet::new();
    for line in sql.lines() {
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            table = rest.trim_end_matches(" (");
        }
        let column = line.strip_prefix("    ").filter(|l| !l.starts_with(' '));
        if let Some(name) = column.and_then(|l| l.split(' ').next())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        {
            columns.insert((table.to_owned(), name.to_owned()));
        }
    }
    let classed: BTreeSet<_> = crate::privacy::PRIVACY
        .iter()
        .map(|p| (p.table.to_owned(), p.column.to_owned()))
        .collect();
    assert_eq!(columns, classed);
}
