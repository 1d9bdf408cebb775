ALTER TABLE bid_rounds DROP COLUMN names_by;
