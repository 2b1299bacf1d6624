//! How each column is to be treated: ids, states and times; the persons are in other rooms.

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
    of("applications", "id", Class::Plain),
    of("applications", "county", Class::Plain),
    of("applications", "vacancy_id", Class::Plain),
    of("applications", "vacancy_version", Class::Plain),
    of("applications", "worker_id", Class::Plain),
    of("applications", "employer_id", Class::Plain),
    of("applications", "region", Class::Plain),
    of("applications", "worker_region", Class::Personal),
    of("applications", "state", Class::Plain),
    of("applications", "seat", Class::Plain),
    of("applications", "channel", Class::Plain),
    of("applications", "title", Class::Plain),
    of("applications", "trade", Class::Plain),
    of("applications", "day_work", Class::Plain),
    of("applications", "work_from_day", Class::Plain),
    of("applications", "work_to_day", Class::Plain),
    of("applications", "applied_at", Class::Plain),
    of("applications", "answered_at", Class::Plain),
    of("applications", "accepted_at", Class::Plain),
    of("applications", "started_day", Class::Plain),
    of("applications", "stable_due_day", Class::Plain),
    of("applications", "stable_asked_at", Class::Plain),
    of("applications", "left_day", Class::Plain),
    of("applications", "left_reason", Class::Plain),
    of("applications", "seq", Class::Plain),
    of("applications", "updated_at", Class::Plain),
    of("application_moves", "application_id", Class::Plain),
    of("application_moves", "seq", Class::Plain),
    of("application_moves", "from_state", Class::Plain),
    of("application_moves", "to_state", Class::Plain),
    of("application_moves", "move", Class::Plain),
    of("application_moves", "party", Class::Plain),
    of("application_moves", "actor", Class::Plain),
    of("application_moves", "behalf", Class::Plain),
    of("application_moves", "consent", Class::Plain),
    of("application_moves", "reply", Class::Plain),
    of("application_moves", "moved_at", Class::Plain),
    of("job_refusals", "worker_id", Class::Plain),
    of("job_refusals", "vacancy_id", Class::Plain),
    of("job_refusals", "reason", Class::Personal),
    of("job_refusals", "refused_at", Class::Plain),
    of("market_runs", "id", Class::Plain),
    of("market_runs", "county", Class::Plain),
    of("market_runs", "computed_at", Class::Plain),
    of("market_runs", "workers", Class::Plain),
    of("market_runs", "posts", Class::Plain),
    of("market_runs", "places", Class::Plain),
    of("market_runs", "arcs", Class::Plain),
    of("market_runs", "millis", Class::Plain),
    of("market_runs", "filled_best", Class::Plain),
    of("market_runs", "filled_alone", Class::Plain),
    of("market_runs", "filled_priced", Class::Plain),
    of("market_runs", "total", Class::Plain),
    of("market_runs", "bound", Class::Plain),
    of("market_runs", "gini_alone", Class::Plain),
    of("market_runs", "gini_priced", Class::Plain),
    of("market_runs", "crowding", Class::Plain),
    of("push_wishes", "worker_id", Class::Plain),
    of("push_wishes", "region", Class::Personal),
    of("push_wishes", "how", Class::Plain),
    of("push_wishes", "given_at", Class::Plain),
    of("push_wishes", "given_by", Class::Plain),
    of("push_wishes", "withdrawn_at", Class::Plain),
    of("pushes", "id", Class::Plain),
    of("pushes", "worker_id", Class::Plain),
    of("pushes", "region", Class::Personal),
    of("pushes", "channel", Class::Plain),
    of("pushes", "urgent", Class::Plain),
    of("pushes", "state", Class::Plain),
    of("pushes", "made_at", Class::Plain),
    of("pushes", "made_day", Class::Plain),
    of("pushes", "read_at", Class::Personal),
    of("pushes", "done_at", Class::Plain),
    of("pushes", "done_by", Class::Plain),
    of("push_posts", "worker_id", Class::Plain),
    of("push_posts", "vacancy_id", Class::Plain),
    of("push_posts", "push_id", Class::Plain),
    of("push_posts", "position", Class::Plain),
    of("push_posts", "why", Class::Personal),
    of("push_posts", "applied_at", Class::Plain),
    of("kept_fits", "id", Class::Plain),
    of("kept_fits", "worker_id", Class::Plain),
    of("kept_fits", "vacancy_id", Class::Plain),
    of("kept_fits", "occasion", Class::Plain),
    of("kept_fits", "record_id", Class::Plain),
    of("kept_fits", "engine", Class::Plain),
    of("kept_fits", "kept_at", Class::Plain),
    of("kept_fits", "snapshot", Class::Sealed),
];

#[cfg(test)]
mod tests {
    #[test]
    fn every_column_has_a_class() {
        let sql: String = crate::MIGRATIONS.iter().map(|m| m.sql).collect();
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
