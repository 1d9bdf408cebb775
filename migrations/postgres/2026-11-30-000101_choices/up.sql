-- an owner picks blind among those who were drawn; the cards are what it is shown, in an order of their own
CREATE TABLE choices (
    project_id TEXT PRIMARY KEY NOT NULL REFERENCES projects,
    draw_id TEXT NOT NULL REFERENCES draws,
    state TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    reason TEXT NOT NULL,
    picked_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL
);
CREATE INDEX choices_by_state_due_at ON choices (state, due_at);
CREATE TABLE choice_cards (
    project_id TEXT NOT NULL REFERENCES projects,
    position BIGINT NOT NULL,
    label TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (project_id, position)
);
CREATE UNIQUE INDEX choice_cards_by_project_id_label ON choice_cards (project_id, label);
-- how many projects of an item an agency has finished
CREATE INDEX projects_by_chosen_agency ON projects (chosen_agency, item_code, state);
