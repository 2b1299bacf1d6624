-- Every write leaves one line here; each line's hash covers the line before it.
CREATE TABLE audit_lines (
  chain TEXT NOT NULL,
  seq BIGINT NOT NULL CHECK (seq > 0),
  noted_at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  behalf_subject TEXT NOT NULL,
  behalf_consent TEXT NOT NULL,
  verb TEXT NOT NULL,
  subject TEXT NOT NULL,
  region TEXT NOT NULL,
  detail TEXT NOT NULL,
  request TEXT NOT NULL,
  prev BYTES NOT NULL,
  hash BYTES NOT NULL,
  PRIMARY KEY (chain, seq)
);
CREATE INDEX audit_lines_subject ON audit_lines (subject, noted_at);
CREATE INDEX audit_lines_actor ON audit_lines (actor, noted_at);
CREATE INDEX audit_lines_noted ON audit_lines (noted_at);

-- The last line of each chain; writers of one chain queue at its row.
CREATE TABLE audit_heads (
  chain TEXT PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash BYTES NOT NULL
);

-- Published facts that wait for their reactions.
CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  topic TEXT NOT NULL,
  subject TEXT NOT NULL,
  region TEXT NOT NULL,
  data TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  done_at BIGINT
);
CREATE INDEX outbox_waiting ON outbox (published_at) WHERE done_at IS NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;

-- Requests that carried a retry key, with the answer that a retry gets again.
CREATE TABLE once (
  actor TEXT NOT NULL,
  once_key TEXT NOT NULL,
  digest TEXT NOT NULL,
  request TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  status BIGINT,
  content_type TEXT,
  location TEXT,
  body TEXT,
  PRIMARY KEY (actor, once_key)
);
CREATE INDEX once_begun ON once (begun_at);
