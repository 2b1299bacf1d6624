-- Who wishes to be told of fitting jobs; nobody is told without it.
CREATE TABLE push_wishes (
    worker_id TEXT PRIMARY KEY,
    region TEXT NOT NULL,
    how TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    given_by TEXT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX push_wishes_on ON push_wishes (worker_id) WHERE withdrawn_at IS NULL;

-- One message, or one call to be made by the station or the village.
CREATE TABLE pushes (
    id TEXT PRIMARY KEY,
    worker_id TEXT NOT NULL,
    region TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('sms', 'call')),
    urgent BIGINT NOT NULL CHECK (urgent IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('sent', 'waiting', 'told', 'unreached', 'unwanted', 'lapsed')),
    made_at BIGINT NOT NULL,
    made_day TEXT NOT NULL,
    read_at BIGINT,
    done_at BIGINT,
    done_by TEXT
);
CREATE INDEX pushes_worker ON pushes (worker_id, made_at, id);
CREATE INDEX pushes_waiting ON pushes (region, made_at, id) WHERE state = 'waiting';
CREATE INDEX pushes_day ON pushes (made_day, worker_id);

-- What was pushed to whom; the key says that nobody is pushed the same post twice.
CREATE TABLE push_posts (
    worker_id TEXT NOT NULL,
    vacancy_id TEXT NOT NULL,
    push_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    why TEXT NOT NULL,
    applied_at BIGINT,
    PRIMARY KEY (worker_id, vacancy_id)
);
CREATE INDEX push_posts_push ON push_posts (push_id, position);
