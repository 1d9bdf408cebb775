DROP TABLE rating_originals;
DROP TABLE agency_exits;
