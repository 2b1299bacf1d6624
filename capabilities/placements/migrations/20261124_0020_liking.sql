-- A job that a person turned down stays turned down: it is neither listed first nor pushed again.
CREATE TABLE job_refusals (
    worker_id TEXT NOT NULL,
    vacancy_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    refused_at BIGINT NOT NULL,
    PRIMARY KEY (worker_id, vacancy_id)
);
