-- until when the members of a committee release their keys for names; a round that is asked already has no end
ALTER TABLE bid_rounds ADD COLUMN names_by BIGINT NOT NULL DEFAULT 0;
UPDATE bid_rounds SET names_by = 9000000000000000 WHERE links = 'asked';
