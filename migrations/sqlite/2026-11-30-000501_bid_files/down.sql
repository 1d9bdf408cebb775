DROP TABLE bid_files;
DROP TABLE bid_payloads;
