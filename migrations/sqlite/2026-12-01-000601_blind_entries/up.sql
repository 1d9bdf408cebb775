-- where a review or a blind choice follows quotes, an entry lies under a pseudonym and belongs to no sign-up that could be read; rows of one draw lie
-- in the order of the pseudonyms, and tell no time
CREATE TABLE kept_bid_files AS SELECT * FROM bid_files;
DROP TABLE bid_files;
CREATE TABLE kept_bid_entries AS SELECT * FROM bid_entries;
DROP TABLE bid_entries;
-- `facts`: bands of what a card shows, as they were when the entry was sealed, encrypted; empty where no card follows
CREATE TABLE bid_entries (
    id TEXT PRIMARY KEY NOT NULL,
    signup_id TEXT NOT NULL,
    label TEXT NOT NULL,
    sealed TEXT NOT NULL,
    made TEXT NOT NULL,
    state TEXT NOT NULL,
    log_id INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    cure TEXT NOT NULL,
    draw_id TEXT NOT NULL,
    facts TEXT NOT NULL
);
INSERT INTO bid_entries
SELECT kept_bid_entries.id, signup_id, kept_bid_entries.label, sealed, made, kept_bid_entries.state, kept_bid_entries.log_id,
    kept_bid_entries.received_at, kept_bid_entries.outcome, cure, signups.draw_id, ''
FROM kept_bid_entries JOIN signups ON signups.id = signup_id;
DROP TABLE kept_bid_entries;
CREATE UNIQUE INDEX bid_entries_standing_by_draw_id_label ON bid_entries (draw_id, label) WHERE state = 'standing';
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
-- the sealed link of a sign-up to the pseudonym of its entry; empty while it has none
ALTER TABLE signups ADD COLUMN link TEXT NOT NULL DEFAULT '';
-- what a label stands for, sealed: by the draw label, since nothing may lie beside a pseudonym
DROP TABLE bid_links;
CREATE TABLE bid_links (
    label TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL,
    round INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    FOREIGN KEY (project_id, round) REFERENCES bid_rounds
) WITHOUT ROWID;
CREATE INDEX bid_links_by_round ON bid_links (project_id, round);
-- ciphertexts of files of entries under pseudonyms, in the order of their hashes, and how many each sign-up sent
CREATE TABLE bid_ciphertexts (
    draw_id TEXT NOT NULL REFERENCES draws,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (draw_id, sha256)
) WITHOUT ROWID;
CREATE TABLE bid_tries (
    signup_id TEXT PRIMARY KEY NOT NULL REFERENCES signups,
    payloads INTEGER NOT NULL
);
-- what is reviewed; whose it is stands in its sealed link alone
DROP TABLE review_entries;
CREATE TABLE review_entries (
    project_id TEXT NOT NULL REFERENCES projects,
    pseudonym TEXT NOT NULL,
    PRIMARY KEY (project_id, pseudonym)
) WITHOUT ROWID;
