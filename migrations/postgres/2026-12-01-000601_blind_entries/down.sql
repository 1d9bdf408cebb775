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
    round BIGINT NOT NULL,
    sealed TEXT NOT NULL,
    FOREIGN KEY (project_id, round) REFERENCES bid_rounds
);
CREATE INDEX bid_links_by_round ON bid_links (project_id, round);
ALTER TABLE signups DROP COLUMN link;
DELETE FROM bid_files WHERE entry_id IN (SELECT id FROM bid_entries WHERE signup_id = '');
DELETE FROM bid_entries WHERE signup_id = '';
DROP INDEX bid_entries_standing_by_draw_id_label;
CREATE UNIQUE INDEX bid_entries_standing_by_signup_id ON bid_entries (signup_id) WHERE state = 'standing';
ALTER TABLE bid_entries DROP COLUMN draw_id;
ALTER TABLE bid_entries DROP COLUMN facts;
ALTER TABLE bid_entries ADD CONSTRAINT bid_entries_signup_id_fkey FOREIGN KEY (signup_id) REFERENCES signups;
