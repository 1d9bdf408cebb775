DROP TABLE bid_entries;
DROP TABLE bid_documents;
DROP TABLE bid_members;
DROP TABLE bid_rounds;
