-- The whole market in one step: every table of the first release. Instants are unix milliseconds, money is fen, states are words.

-- platform

-- one value each: first administrator made, demo city's progress, clock of a simulated city
CREATE TABLE settings (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (key)
);

-- a counter for each topic of public pages, raised in the transaction that changes what they show
CREATE TABLE revisions (
    topic TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (topic)
);

-- audit/v1 entries, written in the transaction of the business change, waiting for the sequencer
CREATE TABLE log_pending (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    body TEXT NOT NULL
);

-- what an entry's body hashes: the document and, when it was secret, its salt
CREATE TABLE log_documents (
    id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    salt TEXT,
    document TEXT NOT NULL,
    thing_kind TEXT NOT NULL,
    thing_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX log_documents_by_thing_kind_thing_id ON log_documents (thing_kind, thing_id);
CREATE INDEX log_documents_by_at ON log_documents (at);

-- the outbox: work promised in a transaction, done after it
CREATE TABLE jobs (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    claimed_by TEXT NOT NULL,
    claimed_until BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    once TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX jobs_by_state_run_at ON jobs (state, run_at);
CREATE UNIQUE INDEX jobs_by_once ON jobs (once);

-- files people handed in; bytes lie encrypted in the store under their SHA-256
CREATE TABLE documents (
    id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    file_name TEXT NOT NULL,
    thing_kind TEXT NOT NULL,
    thing_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX documents_by_thing_kind_thing_id ON documents (thing_kind, thing_id);
CREATE INDEX documents_by_uploaded_by_created_at ON documents (uploaded_by, created_at);

-- working-day tables an administrator added for years without one in the configuration
CREATE TABLE calendar_tables (
    year BIGINT NOT NULL,
    body TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (year)
);

-- accounts

-- who people act for
CREATE TABLE organisations (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE accounts (
    id TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    role TEXT NOT NULL,
    rank TEXT NOT NULL,
    org_id TEXT NOT NULL REFERENCES organisations,
    state TEXT NOT NULL,
    lang TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    password_hash TEXT,
    totp_secret TEXT,
    totp_step BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX accounts_by_email ON accounts (email);
CREATE UNIQUE INDEX accounts_by_pseudonym ON accounts (pseudonym);
CREATE INDEX accounts_by_org_id ON accounts (org_id);
CREATE INDEX accounts_by_role_state ON accounts (role, state);

CREATE TABLE sessions (
    token_hash TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    second_factor BOOLEAN NOT NULL,
    device TEXT NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX sessions_by_account_id ON sessions (account_id);
CREATE INDEX sessions_by_expires_at ON sessions (expires_at);

-- one-time links: invitation, password reset, first administrator
CREATE TABLE account_links (
    token_hash TEXT NOT NULL,
    account_id TEXT,
    purpose TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (token_hash)
);
CREATE INDEX account_links_by_account_id ON account_links (account_id);

CREATE TABLE recovery_codes (
    code_hash TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts,
    used_at BIGINT,
    PRIMARY KEY (code_hash)
);
CREATE INDEX recovery_codes_by_account_id ON recovery_codes (account_id);

CREATE TABLE access_tokens (
    id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    seen_at BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX access_tokens_by_token_hash ON access_tokens (token_hash);
CREATE INDEX access_tokens_by_account_id ON access_tokens (account_id);

-- what was sent to whom, as its reader saw it, without one-time links
CREATE TABLE mails (
    id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    lang TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX mails_by_account_id_sent_at ON mails (account_id, sent_at);

-- onboarding

-- the version in effect; filings hold what waits for a check
CREATE TABLE agencies (
    id TEXT NOT NULL REFERENCES organisations,
    uscc TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    province TEXT NOT NULL,
    place TEXT NOT NULL,
    address TEXT NOT NULL,
    legal_representative TEXT NOT NULL,
    established_on TEXT NOT NULL,
    capital_fen BIGINT NOT NULL,
    scope TEXT NOT NULL,
    contact_name TEXT NOT NULL,
    contact_phone TEXT NOT NULL,
    contact_email TEXT NOT NULL,
    introduction TEXT NOT NULL,
    licence_document TEXT,
    nested_check BOOLEAN NOT NULL,
    filing_version BIGINT NOT NULL,
    listed_at BIGINT NOT NULL,
    credit_tenths BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX agencies_by_uscc ON agencies (uscc);
CREATE INDEX agencies_by_state_name ON agencies (state, name);
CREATE INDEX agencies_by_state_credit_tenths ON agencies (state, credit_tenths);

CREATE TABLE agency_items (
    agency_id TEXT NOT NULL REFERENCES agencies,
    item_code TEXT NOT NULL,
    promise TEXT NOT NULL,
    promised_days BIGINT NOT NULL,
    PRIMARY KEY (agency_id, item_code)
);
CREATE INDEX agency_items_by_item_code ON agency_items (item_code);

CREATE TABLE agency_qualifications (
    id TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agencies,
    item_code TEXT NOT NULL,
    type_code TEXT NOT NULL,
    major TEXT NOT NULL,
    grade TEXT NOT NULL,
    certificate TEXT NOT NULL,
    issuer TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    document_id TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX agency_qualifications_by_agency_id ON agency_qualifications (agency_id);

-- an application to enter or to change; its body is the whole profile
CREATE TABLE agency_filings (
    id TEXT NOT NULL,
    org_id TEXT NOT NULL REFERENCES organisations,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    reasons TEXT NOT NULL,
    created_by TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX agency_filings_by_org_id_version ON agency_filings (org_id, version);
CREATE INDEX agency_filings_by_state_due_at ON agency_filings (state, due_at);

CREATE TABLE owners (
    id TEXT NOT NULL REFERENCES organisations,
    uscc TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    address TEXT NOT NULL,
    legal_representative TEXT NOT NULL,
    contact_name TEXT NOT NULL,
    contact_phone TEXT NOT NULL,
    complaint_phone TEXT NOT NULL,
    filing_version BIGINT NOT NULL,
    approved_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX owners_by_uscc ON owners (uscc);
CREATE INDEX owners_by_state_name ON owners (state, name);

CREATE TABLE owner_filings (
    id TEXT NOT NULL,
    org_id TEXT NOT NULL REFERENCES organisations,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    reasons TEXT NOT NULL,
    created_by TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX owner_filings_by_org_id_version ON owner_filings (org_id, version);
CREATE INDEX owner_filings_by_state_due_at ON owner_filings (state, due_at);

-- credit and standing

-- append-only; the score is a pure function of these at an instant
CREATE TABLE credit_entries (
    id TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agencies,
    source_kind TEXT NOT NULL,
    source_id TEXT NOT NULL,
    points_tenths BIGINT NOT NULL,
    weight BIGINT NOT NULL,
    rule TEXT NOT NULL,
    policy TEXT NOT NULL,
    at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX credit_entries_by_source_kind_source_id ON credit_entries (source_kind, source_id);
CREATE INDEX credit_entries_by_agency_id_at ON credit_entries (agency_id, at);

CREATE TABLE blacklist_cases (
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agencies,
    state TEXT NOT NULL,
    grade TEXT NOT NULL,
    rule TEXT NOT NULL,
    facts TEXT NOT NULL,
    months BIGINT NOT NULL,
    policy TEXT NOT NULL,
    drafted_by TEXT NOT NULL,
    drafted_at BIGINT NOT NULL,
    notified_at BIGINT,
    defence_due BIGINT,
    defence TEXT NOT NULL,
    defence_at BIGINT,
    decided_by TEXT NOT NULL,
    decided_at BIGINT,
    decision TEXT NOT NULL,
    authority TEXT NOT NULL,
    published BOOLEAN NOT NULL,
    reply TEXT NOT NULL,
    starts_at BIGINT,
    ends_at BIGINT,
    ended_at BIGINT,
    end_reason TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX blacklist_cases_by_number ON blacklist_cases (number);
CREATE INDEX blacklist_cases_by_agency_id_state ON blacklist_cases (agency_id, state);
CREATE INDEX blacklist_cases_by_state_drafted_at ON blacklist_cases (state, drafted_at);
CREATE INDEX blacklist_cases_by_drafted_at ON blacklist_cases (drafted_at);

-- interim: its own act of two persons, with reason and end
CREATE TABLE suspensions (
    id TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agencies,
    case_id TEXT,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_at BIGINT,
    starts_at BIGINT,
    ends_at BIGINT NOT NULL,
    ended_at BIGINT,
    end_reason TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX suspensions_by_agency_id_state ON suspensions (agency_id, state);
CREATE INDEX suspensions_by_state_ends_at ON suspensions (state, ends_at);

-- projects

CREATE TABLE projects (
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    owner_id TEXT NOT NULL REFERENCES owners,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    item_code TEXT NOT NULL,
    price_kind TEXT NOT NULL,
    price_fen BIGINT NOT NULL,
    spec TEXT NOT NULL,
    policy TEXT NOT NULL,
    stage BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    submitted_at BIGINT NOT NULL,
    review_due BIGINT NOT NULL,
    reviewed_by TEXT NOT NULL,
    return_reason TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    reveal_by BIGINT NOT NULL,
    select_by BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    end_reason TEXT NOT NULL,
    due_provisional BOOLEAN NOT NULL,
    replaces TEXT,
    end_asked TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX projects_by_number ON projects (number);
CREATE INDEX projects_by_state_closes_at ON projects (state, closes_at);
CREATE INDEX projects_by_state_published_at ON projects (state, published_at);
CREATE INDEX projects_by_owner_id_created_at ON projects (owner_id, created_at);
CREATE INDEX projects_by_published_at ON projects (published_at);
CREATE INDEX projects_by_item_code_published_at ON projects (item_code, published_at);

-- a project is an ordered list of stages; here the list has one: draw
CREATE TABLE project_stages (
    project_id TEXT NOT NULL REFERENCES projects,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    draw_id TEXT NOT NULL,
    settings TEXT NOT NULL,
    PRIMARY KEY (project_id, position)
);

CREATE TABLE project_avoidances (
    project_id TEXT NOT NULL REFERENCES projects,
    uscc TEXT NOT NULL,
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (project_id, uscc)
);

-- what was told to the public about a project, in order
CREATE TABLE project_notices (
    id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    log_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX project_notices_by_project_id_position ON project_notices (project_id, position);
CREATE INDEX project_notices_by_kind_at ON project_notices (kind, at);

-- draws and sign-ups

CREATE TABLE draws (
    id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects,
    stage BIGINT NOT NULL,
    attempt BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    policy TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    commit_due BIGINT NOT NULL,
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    reveal_by BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    follows TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX draws_by_project_id_stage_attempt ON draws (project_id, stage, attempt);
CREATE INDEX draws_by_state_closes_at ON draws (state, closes_at);

-- the platform and each witness officer of one draw
CREATE TABLE draw_parties (
    draw_id TEXT NOT NULL REFERENCES draws,
    who TEXT NOT NULL,
    position BIGINT NOT NULL,
    commitment TEXT NOT NULL,
    secret TEXT NOT NULL,
    reveal TEXT NOT NULL,
    committed_at BIGINT NOT NULL,
    revealed_at BIGINT NOT NULL,
    PRIMARY KEY (draw_id, who)
);

-- the documents of a draw, each once: the primary key is the guarantee
CREATE TABLE draw_documents (
    draw_id TEXT NOT NULL REFERENCES draws,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    log_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (draw_id, name)
);

CREATE TABLE signups (
    id TEXT NOT NULL,
    draw_id TEXT NOT NULL REFERENCES draws,
    project_id TEXT NOT NULL REFERENCES projects,
    agency_id TEXT NOT NULL REFERENCES agencies,
    account_id TEXT NOT NULL,
    state TEXT NOT NULL,
    label TEXT NOT NULL,
    label_nonce TEXT NOT NULL,
    commitment TEXT NOT NULL,
    salt TEXT NOT NULL,
    log_id BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL,
    carried_from TEXT,
    outcome TEXT NOT NULL,
    outcome_reason TEXT NOT NULL,
    profile TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX signups_by_draw_id_agency_id_active ON signups (draw_id, agency_id) WHERE state = 'active';
CREATE UNIQUE INDEX signups_by_label ON signups (label);
CREATE INDEX signups_by_agency_id_received_at ON signups (agency_id, received_at);
CREATE INDEX signups_by_draw_id_state ON signups (draw_id, state);

-- the witness officer's own store; only the witness reads or writes it
CREATE TABLE witness_draws (
    draw_id TEXT NOT NULL,
    officer TEXT NOT NULL,
    about TEXT NOT NULL,
    secret TEXT NOT NULL,
    commitment TEXT NOT NULL,
    freeze TEXT NOT NULL,
    state TEXT NOT NULL,
    refusal TEXT NOT NULL,
    committed_at BIGINT NOT NULL,
    PRIMARY KEY (draw_id, officer)
);

-- after the draw

CREATE TABLE awards (
    id TEXT NOT NULL,
    serial TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects,
    draw_id TEXT NOT NULL REFERENCES draws,
    rank BIGINT NOT NULL,
    label TEXT NOT NULL,
    agency_id TEXT NOT NULL REFERENCES agencies,
    owner_id TEXT NOT NULL REFERENCES owners,
    state TEXT NOT NULL,
    price_fen BIGINT NOT NULL,
    offered_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX awards_by_project_id_rank ON awards (project_id, rank);
CREATE UNIQUE INDEX awards_by_serial ON awards (serial);
CREATE INDEX awards_by_agency_id_state ON awards (agency_id, state);
CREATE INDEX awards_by_owner_id_state ON awards (owner_id, state);
CREATE INDEX awards_by_state_due_at ON awards (state, due_at);

CREATE TABLE contracts (
    id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects,
    award_id TEXT NOT NULL REFERENCES awards,
    owner_id TEXT NOT NULL REFERENCES owners,
    agency_id TEXT NOT NULL REFERENCES agencies,
    state TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    amount_fen BIGINT NOT NULL,
    content TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    document_id TEXT,
    registered_by TEXT NOT NULL,
    registered_side TEXT NOT NULL,
    registered_at BIGINT NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_at BIGINT NOT NULL,
    return_reason TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    accepted_at BIGINT NOT NULL,
    rated_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX contracts_by_award_id ON contracts (award_id);
CREATE INDEX contracts_by_agency_id_state ON contracts (agency_id, state);
CREATE INDEX contracts_by_owner_id_state ON contracts (owner_id, state);
CREATE INDEX contracts_by_state_due_at ON contracts (state, due_at);

CREATE TABLE deliverables (
    id TEXT NOT NULL,
    contract_id TEXT NOT NULL REFERENCES contracts,
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    document_id TEXT,
    submitted_by TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    reply TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX deliverables_by_contract_id_position ON deliverables (contract_id, position);

CREATE TABLE ratings (
    id TEXT NOT NULL,
    contract_id TEXT NOT NULL REFERENCES contracts,
    project_id TEXT NOT NULL REFERENCES projects,
    owner_id TEXT NOT NULL REFERENCES owners,
    agency_id TEXT NOT NULL REFERENCES agencies,
    quality BIGINT NOT NULL,
    timeliness BIGINT NOT NULL,
    attitude BIGINT NOT NULL,
    charge BIGINT NOT NULL,
    compliance BIGINT NOT NULL,
    words TEXT NOT NULL,
    by_default BOOLEAN NOT NULL,
    rated_by TEXT NOT NULL,
    rated_at BIGINT NOT NULL,
    answer TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ratings_by_contract_id ON ratings (contract_id);
CREATE INDEX ratings_by_agency_id_rated_at ON ratings (agency_id, rated_at);

-- search

-- every change of an agency's public entry, in order; each server follows it by its own cursor
CREATE TABLE search_changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    agency_id TEXT NOT NULL,
    at BIGINT NOT NULL
);
