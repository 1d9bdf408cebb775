DROP TABLE review_deviations;
DROP TABLE review_scores;
DROP TABLE review_sheets;
DROP TABLE review_entries;
DROP TABLE reviews;
