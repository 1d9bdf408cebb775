-- rounds of keys to which the quotes of a project are sealed; draw_id is the draw whose entries they open, empty while none is begun
CREATE TABLE bid_rounds (
    project_id TEXT NOT NULL REFERENCES projects,
    round BIGINT NOT NULL,
    draw_id TEXT NOT NULL,
    state TEXT NOT NULL,
    release_by BIGINT NOT NULL,
    cure_by BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, round)
);
CREATE INDEX bid_rounds_by_draw_id ON bid_rounds (draw_id);
CREATE INDEX bid_rounds_by_state ON bid_rounds (state);
-- the members of a round's committee; the platform's private key is sealed, an officer's comes with its release and is sealed until the opening
CREATE TABLE bid_members (
    project_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    member TEXT NOT NULL,
    position BIGINT NOT NULL,
    entry_key TEXT NOT NULL,
    secret TEXT NOT NULL,
    released_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, round, member),
    FOREIGN KEY (project_id, round) REFERENCES bid_rounds
);
CREATE INDEX bid_members_by_member ON bid_members (member, entry_key);
-- committee.txt, bid-close.txt, states.txt, opening.txt of a round: each once
CREATE TABLE bid_documents (
    project_id TEXT NOT NULL,
    round BIGINT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    log_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (project_id, round, name),
    FOREIGN KEY (project_id, round) REFERENCES bid_rounds
);
-- sealed entries; the last of a sign-up stands, those before it were replaced
CREATE TABLE bid_entries (
    id TEXT PRIMARY KEY NOT NULL,
    signup_id TEXT NOT NULL REFERENCES signups,
    label TEXT NOT NULL,
    sealed TEXT NOT NULL,
    made TEXT NOT NULL,
    state TEXT NOT NULL,
    log_id BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    cure TEXT NOT NULL
);
CREATE UNIQUE INDEX bid_entries_standing_by_signup_id ON bid_entries (signup_id) WHERE state = 'standing';
CREATE INDEX bid_entries_by_signup_id_received_at ON bid_entries (signup_id, received_at);
