-- Work to be done after the request that caused it, or at a set time.
CREATE TABLE jobs (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  dedupe TEXT,
  payload TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'done', 'dead')),
  tries BIGINT NOT NULL,
  lease_until_at BIGINT,
  worker TEXT,
  error TEXT,
  created_at BIGINT NOT NULL,
  done_at BIGINT
);
CREATE UNIQUE INDEX jobs_dedupe ON jobs (kind, dedupe)
  WHERE dedupe IS NOT NULL AND state IN ('ready', 'running');
CREATE INDEX jobs_ready ON jobs (run_at) WHERE state = 'ready';
CREATE INDEX jobs_leased ON jobs (lease_until_at) WHERE state = 'running';
CREATE INDEX jobs_done ON jobs (done_at) WHERE state = 'done';
CREATE INDEX jobs_dead ON jobs (created_at) WHERE state = 'dead';

-- When each scheduled kind runs next.
CREATE TABLE job_schedules (
  kind TEXT PRIMARY KEY,
  next_at BIGINT NOT NULL,
  last_at BIGINT,
  last_outcome TEXT
);
