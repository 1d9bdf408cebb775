ALTER TABLE review_deviations DROP COLUMN sealed;
