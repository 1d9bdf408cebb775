DROP TABLE log_positions;
DROP TABLE log_cosignature;
DROP TABLE log_checkpoint;
DROP TABLE log_hash;
DROP TABLE log_entry;
DROP FUNCTION log_is_never_changed();
