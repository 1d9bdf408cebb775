-- who was drawn for a panel lies encrypted until its review is closed: behind the labels of its draw, and on its seats. What lay open before is not
-- kept: of a closed review everything that counts stands in its published documents, and a review in progress has to be posted anew
DROP TABLE draw_entries;
-- who is behind the blind labels of a draw that nobody signed up for, in the order of the labels
CREATE TABLE draw_entries (
    draw_id TEXT NOT NULL REFERENCES draws,
    label TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (draw_id, label)
) WITHOUT ROWID;
DROP TABLE review_deviations;
DROP TABLE review_scores;
DROP TABLE review_sheets;
DROP TABLE panel_seats;
-- `id` is a code that only the market's key makes of panel and account; `sealed` says who it is and what it said; `account_id` says who was asked
-- once the review is closed, and nothing before
CREATE TABLE panel_seats (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    state TEXT NOT NULL,
    invited_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    account_id TEXT REFERENCES accounts
);
CREATE UNIQUE INDEX panel_seats_by_project_id_position ON panel_seats (project_id, position);
CREATE INDEX panel_seats_by_account_id ON panel_seats (account_id);
CREATE INDEX panels_by_state ON panels (state);
UPDATE panels SET state = 'opened' WHERE project_id IN (SELECT project_id FROM reviews WHERE state = 'closed');
CREATE TABLE review_sheets (
    seat_id TEXT PRIMARY KEY NOT NULL REFERENCES panel_seats,
    project_id TEXT NOT NULL REFERENCES projects,
    shuffle TEXT NOT NULL,
    locked_at INTEGER NOT NULL,
    settled_at INTEGER NOT NULL
);
CREATE INDEX review_sheets_by_project_id ON review_sheets (project_id);
CREATE TABLE review_scores (
    seat_id TEXT NOT NULL REFERENCES panel_seats,
    pseudonym TEXT NOT NULL,
    criterion TEXT NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (seat_id, pseudonym, criterion)
);
CREATE TABLE review_deviations (
    seat_id TEXT NOT NULL REFERENCES panel_seats,
    pseudonym TEXT NOT NULL,
    first_total INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (seat_id, pseudonym)
);
