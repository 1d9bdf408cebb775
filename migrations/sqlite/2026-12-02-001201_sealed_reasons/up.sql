-- what an expert says of its deviation, encrypted while the review runs; once it is closed the words lie open in reason
ALTER TABLE review_deviations ADD COLUMN sealed TEXT NOT NULL DEFAULT '';
