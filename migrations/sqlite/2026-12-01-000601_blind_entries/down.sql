DROP TABLE review_entries;
CREATE TABLE review_entries (
    project_id TEXT NOT NULL REFERENCES projects,
    pseudonym TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (project_id, pseudonym)
);
CREATE UNIQUE INDEX review_entries_by_project_id_label ON review_entries (project_id, label);
DROP TABLE bid_tries;
DROP TABLE bid_ciphertexts;
DROP TABLE bid_links;
CREATE TABLE bid_links (
    pseudonym TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL,
    round INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    FOREIGN KEY (project_id, round) REFERENCES bid_rounds
);
CREATE INDEX bid_links_by_round ON bid_links (project_id, round);
ALTER TABLE signups DROP COLUMN link;
DELETE FROM bid_files WHERE entry_id IN (SELECT id FROM bid_entries WHERE signup_id = '');
DELETE FROM bid_entries WHERE signup_id = '';
CREATE TABLE kept_bid_files AS SELECT * FROM bid_files;
DROP TABLE bid_files;
CREATE TABLE kept_bid_entries AS SELECT id, signup_id, label, sealed, made, state, log_id, received_at, outcome, cure FROM bid_entries;
DROP TABLE bid_entries;
CREATE TABLE bid_entries (
    id TEXT PRIMARY KEY NOT NULL,
    signup_id TEXT NOT NULL REFERENCES signups,
    label TEXT NOT NULL,
    sealed TEXT NOT NULL,
    made TEXT NOT NULL,
    state TEXT NOT NULL,
    log_id INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    cure TEXT NOT NULL
);
INSERT INTO bid_entries SELECT * FROM kept_bid_entries;
DROP TABLE kept_bid_entries;
CREATE UNIQUE INDEX bid_entries_standing_by_signup_id ON bid_entries (signup_id) WHERE state = 'standing';
CREATE INDEX bid_entries_by_signup_id_received_at ON bid_entries (signup_id, received_at);
CREATE TABLE bid_files (
    entry_id TEXT NOT NULL REFERENCES bid_entries,
    number INTEGER NOT NULL,
    envelope TEXT NOT NULL,
    log_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    finding TEXT NOT NULL,
    PRIMARY KEY (entry_id, number)
);
INSERT INTO bid_files SELECT * FROM kept_bid_files;
DROP TABLE kept_bid_files;
