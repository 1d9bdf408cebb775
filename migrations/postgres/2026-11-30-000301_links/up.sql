-- whether quotes are sealed to a round of keys; how far its links are; the act in the log after which they are opened (0: none yet)
ALTER TABLE bid_rounds ADD COLUMN quotes BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE bid_rounds ADD COLUMN links TEXT NOT NULL DEFAULT 'none';
ALTER TABLE bid_rounds ADD COLUMN deed_log_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX bid_rounds_by_links ON bid_rounds (links);
-- a member's key for links, empty where it has none; its private key sealed as that for quotes is
ALTER TABLE bid_members ADD COLUMN map_key TEXT NOT NULL DEFAULT '';
ALTER TABLE bid_members ADD COLUMN map_secret TEXT NOT NULL DEFAULT '';
ALTER TABLE bid_members ADD COLUMN map_released_at BIGINT NOT NULL DEFAULT 0;
-- what a pseudonym stands for, sealed; rows lie in the order of the pseudonyms, so that their place tells nothing
CREATE TABLE bid_links (
    pseudonym TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    sealed TEXT NOT NULL,
    FOREIGN KEY (project_id, round) REFERENCES bid_rounds
);
CREATE INDEX bid_links_by_round ON bid_links (project_id, round);
-- a card has a pseudonym; whose it is stands in its sealed link alone
DROP INDEX choice_cards_by_project_id_label;
ALTER TABLE choice_cards ADD COLUMN pseudonym TEXT NOT NULL DEFAULT '';
UPDATE choice_cards SET pseudonym = 'p-' || position;
ALTER TABLE choice_cards DROP COLUMN label;
CREATE UNIQUE INDEX choice_cards_by_project_id_pseudonym ON choice_cards (project_id, pseudonym);
