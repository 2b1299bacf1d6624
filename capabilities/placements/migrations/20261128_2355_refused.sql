-- Who turned a post down is asked by post too: people who fit it are not asked twice.
CREATE INDEX job_refusals_vacancy ON job_refusals (vacancy_id, worker_id);
