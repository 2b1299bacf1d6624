//! How each column about persons is to be treated.

use capability::{Class, Privacy};

const fn of(table: &'static str, column: &'static str, class: Class) -> Privacy {
    Privacy {
        table,
        column,
        class,
    }
}

/// Every column of every table of this room.
pub(crate) const PRIVACY: &[Privacy] = &[
    of("employers", "id", Class::Plain),
    of("employers", "county", Class::Plain),
    of("employers", "kind", Class::Plain),
    of("employers", "class", Class::Plain),
    of("employers", "name", Class::Personal),
    of("employers", "name_fold", Class::Personal),
    of("employers", "uscc", Class::Plain),
    of("employers", "identity", Class::Sealed),
    of("employers", "identity_index", Class::Sealed),
    of("employers", "region", Class::Personal),
    of("employers", "address", Class::Personal),
    of("employers", "industry", Class::Plain),
    of("employers", "contact_name", Class::Personal),
    of("employers", "phone", Class::Sealed),
    of("employers", "phone_index", Class::Sealed),
    of("employers", "licence_no", Class::Plain),
    of("employers", "licence_file", Class::Plain),
    of("employers", "is_key", Class::Plain),
    of("employers", "state", Class::Plain),
    of("employers", "verified_level", Class::Plain),
    of("employers", "verified_until_day", Class::Plain),
    of("employers", "verified_at", Class::Plain),
    of("employers", "verified_by", Class::Plain),
    of("employers", "warned_days", Class::Plain),
    of("employers", "submitted_at", Class::Plain),
    of("employers", "created_by", Class::Plain),
    of("employers", "created_at", Class::Plain),
    of("employers", "updated_at", Class::Plain),
    of("employer_agents", "employer_id", Class::Plain),
    of("employer_agents", "account_id", Class::Plain),
    of("employer_agents", "added_at", Class::Plain),
    of("employer_checks", "id", Class::Plain),
    of("employer_checks", "employer_id", Class::Plain),
    of("employer_checks", "checked_at", Class::Plain),
    of("employer_checks", "checked_by", Class::Plain),
    of("employer_checks", "move", Class::Plain),
    of("employer_checks", "level", Class::Plain),
    of("employer_checks", "reason", Class::Personal),
    of("employer_checks", "until_day", Class::Plain),
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_column_has_a_class() {
        let sql = include_str!("../migrations/20261123_1810_employers.sql");
        let mut table = "";
        let mut columns = Vec::new();
        for line in sql.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                table = rest.trim_end_matches(" (");
            }
            let column = line.strip_prefix("    ").and_then(|l| l.split(' ').next());
            let lower = |c: char| c.is_ascii_lowercase() || c == '_';
            columns.extend(column.filter(|c| c.chars().all(lower)).map(|c| (table, c)));
        }
        let classed: Vec<_> = super::PRIVACY.iter().map(|p| (p.table, p.column)).collect();
        assert_eq!(columns, classed);
    }
}
