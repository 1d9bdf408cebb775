-- the head of the log under which the officers vouched for all reveals of a draw before the beacon's round; 0: none
ALTER TABLE draws ADD COLUMN vouched BIGINT NOT NULL DEFAULT 0;
