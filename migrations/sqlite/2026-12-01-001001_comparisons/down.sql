ALTER TABLE choices DROP COLUMN instead;
ALTER TABLE choices DROP COLUMN draft;
