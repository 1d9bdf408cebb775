DROP TABLE log_erasures;
DROP TABLE erasures;
