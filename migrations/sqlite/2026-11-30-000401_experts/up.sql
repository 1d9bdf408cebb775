-- the pool of experts: no more of a person than draws and the exclusion of conflicts need; lists as JSON
CREATE TABLE experts (
    id TEXT PRIMARY KEY NOT NULL,
    number TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    employer TEXT NOT NULL,
    former TEXT NOT NULL,
    kin TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    version INTEGER NOT NULL
);
CREATE UNIQUE INDEX experts_by_number ON experts (number);
CREATE UNIQUE INDEX experts_by_account_id ON experts (account_id);
CREATE TABLE expert_items (
    expert_id TEXT NOT NULL REFERENCES experts,
    item_code TEXT NOT NULL,
    PRIMARY KEY (expert_id, item_code)
);
CREATE INDEX expert_items_by_item_code ON expert_items (item_code);
-- a panel is formed once a draw of experts has its result; who is on it is read by nobody but the experts themselves until the review is closed
CREATE TABLE panels (
    project_id TEXT PRIMARY KEY NOT NULL REFERENCES projects,
    draw_id TEXT NOT NULL REFERENCES draws,
    state TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    seated_at INTEGER NOT NULL
);
CREATE TABLE panel_seats (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects,
    position INTEGER NOT NULL,
    expert_id TEXT NOT NULL REFERENCES experts,
    label TEXT NOT NULL,
    state TEXT NOT NULL,
    flagged INTEGER NOT NULL,
    invited_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    reason TEXT NOT NULL
);
CREATE UNIQUE INDEX panel_seats_by_project_id_position ON panel_seats (project_id, position);
CREATE INDEX panel_seats_by_expert_id_state ON panel_seats (expert_id, state, due_at);
