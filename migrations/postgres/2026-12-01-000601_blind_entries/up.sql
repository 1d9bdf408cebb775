-- where a review or a blind choice follows quotes, an entry lies under a pseudonym and belongs to no sign-up that could be read; rows of one draw lie
-- in the order of the pseudonyms, and tell no time
ALTER TABLE bid_entries DROP CONSTRAINT bid_entries_signup_id_fkey;
ALTER TABLE bid_entries ADD COLUMN draw_id TEXT NOT NULL DEFAULT '';
UPDATE bid_entries SET draw_id = (SELECT draw_id FROM signups WHERE signups.id = bid_entries.signup_id);
-- bands of what a card shows, as they were when the entry was sealed, encrypted; empty where no card follows
ALTER TABLE bid_entries ADD COLUMN facts TEXT NOT NULL DEFAULT '';
DROP INDEX bid_entries_standing_by_signup_id;
CREATE UNIQUE INDEX bid_entries_standing_by_draw_id_label ON bid_entries (draw_id, label) WHERE state = 'standing';
-- the sealed link of a sign-up to the pseudonym of its entry; empty while it has none
ALTER TABLE signups ADD COLUMN link TEXT NOT NULL DEFAULT '';
-- what a label stands for, sealed: by the draw label, since nothing may lie beside a pseudonym
DROP TABLE bid_links;
CREATE TABLE bid_links (
    label TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    sealed TEXT NOT NULL,
    FOREIGN KEY (project_id, round) REFERENCES bid_rounds
);
CREATE INDEX bid_links_by_round ON bid_links (project_id, round);
-- ciphertexts of files of entries under pseudonyms, in the order of their hashes, and how many each sign-up sent
CREATE TABLE bid_ciphertexts (
    draw_id TEXT NOT NULL REFERENCES draws,
    sha256 TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (draw_id, sha256)
);
CREATE TABLE bid_tries (
    signup_id TEXT PRIMARY KEY NOT NULL REFERENCES signups,
    payloads BIGINT NOT NULL
);
-- what is reviewed; whose it is stands in its sealed link alone
DROP TABLE review_entries;
CREATE TABLE review_entries (
    project_id TEXT NOT NULL REFERENCES projects,
    pseudonym TEXT NOT NULL,
    PRIMARY KEY (project_id, pseudonym)
);
