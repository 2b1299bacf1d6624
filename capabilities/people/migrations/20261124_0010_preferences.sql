-- What a person did with jobs and said of them, by day; no times, no posts. Only while the person
-- wishes to be recommended jobs: the rows go with the consent, and after a dated number of days.
CREATE TABLE preference_events (
    worker_id TEXT NOT NULL,
    aspect TEXT NOT NULL CHECK (aspect IN ('trade', 'employer', 'place', 'settle', 'pay')),
    value TEXT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('viewed', 'applied', 'refused', 'completed', 'wish')),
    reason TEXT NOT NULL,
    seen_day TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (worker_id, aspect, value, act, reason, seen_day)
);
CREATE INDEX preference_events_day ON preference_events (seen_day);
