-- wishes to erase what is known of a person: an administrator writes one down, a supervisor decides
CREATE TABLE erasures (
    id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts,
    ground TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX erasures_by_state ON erasures (state);
CREATE UNIQUE INDEX erasures_asked_once ON erasures (account_id) WHERE state = 'asked';

-- which documents of the log an erasure took away; their entries stay
CREATE TABLE log_erasures (
    document_id BIGINT NOT NULL,
    erasure_id TEXT NOT NULL REFERENCES erasures,
    PRIMARY KEY (document_id)
);
CREATE INDEX log_erasures_by_erasure_id ON log_erasures (erasure_id);
