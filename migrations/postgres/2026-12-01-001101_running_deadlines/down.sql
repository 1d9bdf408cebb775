ALTER TABLE negotiations DROP COLUMN runs_minutes;
ALTER TABLE negotiations DROP COLUMN runs_from;
ALTER TABLE reviews DROP COLUMN runs_from;
