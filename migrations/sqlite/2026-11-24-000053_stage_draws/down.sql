DROP TABLE draw_entries;
ALTER TABLE draws DROP COLUMN alternates;
ALTER TABLE draws DROP COLUMN winners;
ALTER TABLE draws DROP COLUMN entries;
