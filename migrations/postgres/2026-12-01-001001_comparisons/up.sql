-- a choice whose owner compares proposals itself: what it has written so far, and why it picked somebody who has not most points
ALTER TABLE choices ADD COLUMN draft TEXT NOT NULL DEFAULT '';
ALTER TABLE choices ADD COLUMN instead TEXT NOT NULL DEFAULT '';
