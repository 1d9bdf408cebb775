-- what the end of a review's time and of a negotiation's turn is reckoned from, so that it can be reckoned again when the calendar changes
ALTER TABLE reviews ADD COLUMN runs_from BIGINT NOT NULL DEFAULT 0;
ALTER TABLE negotiations ADD COLUMN runs_from BIGINT NOT NULL DEFAULT 0;
ALTER TABLE negotiations ADD COLUMN runs_minutes BIGINT NOT NULL DEFAULT 0;
UPDATE reviews SET runs_from = opened_at WHERE state = 'scoring';
