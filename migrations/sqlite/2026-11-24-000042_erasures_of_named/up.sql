-- a person may be forgotten who has no account: one an organisation named in its filings
CREATE TABLE kept_log_erasures AS SELECT document_id, erasure_id FROM log_erasures;
DROP TABLE log_erasures;
CREATE TABLE kept_erasures AS SELECT * FROM erasures;
DROP TABLE erasures;
CREATE TABLE erasures (
    id TEXT NOT NULL,
    account_id TEXT REFERENCES accounts,
    ground TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    org_id TEXT REFERENCES organisations,
    person TEXT NOT NULL,
    PRIMARY KEY (id)
);
INSERT INTO erasures SELECT id, account_id, ground, state, asked_by, asked_at, decided_by, decided_at, NULL, '' FROM kept_erasures;
DROP TABLE kept_erasures;
CREATE INDEX erasures_by_state ON erasures (state);
CREATE UNIQUE INDEX erasures_asked_once ON erasures (account_id) WHERE state = 'asked';
CREATE UNIQUE INDEX erasures_named_once ON erasures (org_id, person) WHERE state = 'asked';
CREATE TABLE log_erasures (
    document_id INTEGER NOT NULL,
    erasure_id TEXT NOT NULL REFERENCES erasures,
    PRIMARY KEY (document_id)
);
INSERT INTO log_erasures SELECT document_id, erasure_id FROM kept_log_erasures;
DROP TABLE kept_log_erasures;
CREATE INDEX log_erasures_by_erasure_id ON log_erasures (erasure_id);
