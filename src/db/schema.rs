//! The tables as diesel knows them; one schema for both engines (migrations/sqlite and migrations/postgres hold them together, a test compares).

diesel::table! {
    settings (key) {
        key -> Text,
        value -> Text,
    }
}

diesel::table! {
    revisions (topic) {
        topic -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    log_pending (id) {
        id -> BigInt,
        body -> Text,
    }
}

diesel::table! {
    log_documents (id) {
        id -> BigInt,
        kind -> Text,
        salt -> Nullable<Text>,
        document -> Text,
        thing_kind -> Text,
        thing_id -> Text,
        at -> BigInt,
        actor -> Text,
    }
}

diesel::table! {
    log_entry (idx) {
        idx -> BigInt,
        body -> Text,
    }
}

diesel::table! {
    log_hash (idx) {
        idx -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    log_checkpoint (size) {
        size -> BigInt,
        root -> Text,
        note -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    log_cosignature (size, witness) {
        size -> BigInt,
        witness -> Text,
        line -> Text,
    }
}

diesel::table! {
    log_positions (document_id) {
        document_id -> BigInt,
        idx -> BigInt,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        kind -> Text,
        body -> Text,
        state -> Text,
        run_at -> BigInt,
        attempts -> BigInt,
        claimed_by -> Text,
        claimed_until -> BigInt,
        last_error -> Text,
        created_at -> BigInt,
        once -> Nullable<Text>,
    }
}

diesel::table! {
    documents (id) {
        id -> Text,
        sha256 -> Text,
        size -> BigInt,
        media_type -> Text,
        file_name -> Text,
        thing_kind -> Text,
        thing_id -> Text,
        purpose -> Text,
        uploaded_by -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    calendar_tables (year) {
        year -> BigInt,
        body -> Text,
        added_by -> Text,
        added_at -> BigInt,
    }
}

diesel::table! {
    organisations (id) {
        id -> Text,
        kind -> Text,
        name -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    accounts (id) {
        id -> Text,
        email -> Text,
        name -> Text,
        phone -> Text,
        role -> Text,
        rank -> Text,
        org_id -> Text,
        state -> Text,
        lang -> Text,
        pseudonym -> Text,
        password_hash -> Nullable<Text>,
        totp_secret -> Nullable<Text>,
        totp_step -> BigInt,
        failed -> BigInt,
        locked_until -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Text,
        account_id -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        expires_at -> BigInt,
        second_factor -> Bool,
        device -> Text,
    }
}

diesel::table! {
    account_links (token_hash) {
        token_hash -> Text,
        account_id -> Nullable<Text>,
        purpose -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    recovery_codes (code_hash) {
        code_hash -> Text,
        account_id -> Text,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    access_tokens (id) {
        id -> Text,
        account_id -> Text,
        name -> Text,
        token_hash -> Text,
        scopes -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        seen_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    mails (id) {
        id -> Text,
        account_id -> Text,
        subject -> Text,
        body -> Text,
        lang -> Text,
        sent_at -> BigInt,
    }
}

diesel::table! {
    agencies (id) {
        id -> Text,
        uscc -> Text,
        name -> Text,
        name_en -> Text,
        kind -> Text,
        state -> Text,
        province -> Text,
        place -> Text,
        address -> Text,
        legal_representative -> Text,
        established_on -> Text,
        capital_fen -> BigInt,
        scope -> Text,
        contact_name -> Text,
        contact_phone -> Text,
        contact_email -> Text,
        introduction -> Text,
        licence_document -> Nullable<Text>,
        nested_check -> Bool,
        filing_version -> BigInt,
        listed_at -> BigInt,
        credit_tenths -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    agency_items (agency_id, item_code) {
        agency_id -> Text,
        item_code -> Text,
        promise -> Text,
        promised_days -> BigInt,
    }
}

diesel::table! {
    agency_qualifications (id) {
        id -> Text,
        agency_id -> Text,
        item_code -> Text,
        type_code -> Text,
        major -> Text,
        grade -> Text,
        certificate -> Text,
        issuer -> Text,
        valid_from -> Text,
        valid_until -> Text,
        document_id -> Nullable<Text>,
    }
}

diesel::table! {
    agency_filings (id) {
        id -> Text,
        org_id -> Text,
        version -> BigInt,
        state -> Text,
        body -> Text,
        reasons -> Text,
        created_by -> Text,
        submitted_at -> BigInt,
        due_at -> BigInt,
        decided_at -> BigInt,
        decided_by -> Text,
    }
}

diesel::table! {
    agency_exits (id) {
        id -> Text,
        agency_id -> Text,
        state -> Text,
        reason -> Text,
        asked_by -> Text,
        asked_at -> BigInt,
        due_at -> BigInt,
        decided_by -> Text,
        decided_at -> BigInt,
        answer -> Text,
    }
}

diesel::table! {
    owners (id) {
        id -> Text,
        uscc -> Text,
        name -> Text,
        kind -> Text,
        state -> Text,
        address -> Text,
        legal_representative -> Text,
        contact_name -> Text,
        contact_phone -> Text,
        complaint_phone -> Text,
        filing_version -> BigInt,
        approved_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    owner_filings (id) {
        id -> Text,
        org_id -> Text,
        version -> BigInt,
        state -> Text,
        body -> Text,
        reasons -> Text,
        created_by -> Text,
        submitted_at -> BigInt,
        due_at -> BigInt,
        decided_at -> BigInt,
        decided_by -> Text,
    }
}

diesel::table! {
    credit_entries (id) {
        id -> Text,
        agency_id -> Text,
        source_kind -> Text,
        source_id -> Text,
        points_tenths -> BigInt,
        weight -> BigInt,
        rule -> Text,
        policy -> Text,
        at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::table! {
    blacklist_cases (id) {
        id -> Text,
        number -> Text,
        agency_id -> Text,
        state -> Text,
        grade -> Text,
        rule -> Text,
        facts -> Text,
        months -> BigInt,
        policy -> Text,
        drafted_by -> Text,
        drafted_at -> BigInt,
        notified_at -> Nullable<BigInt>,
        defence_due -> Nullable<BigInt>,
        defence -> Text,
        defence_at -> Nullable<BigInt>,
        decided_by -> Text,
        decided_at -> Nullable<BigInt>,
        decision -> Text,
        authority -> Text,
        published -> Bool,
        reply -> Text,
        starts_at -> Nullable<BigInt>,
        ends_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        end_reason -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    suspensions (id) {
        id -> Text,
        agency_id -> Text,
        case_id -> Nullable<Text>,
        state -> Text,
        reason -> Text,
        proposed_by -> Text,
        proposed_at -> BigInt,
        confirmed_by -> Text,
        confirmed_at -> Nullable<BigInt>,
        starts_at -> Nullable<BigInt>,
        ends_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        end_reason -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    projects (id) {
        id -> Text,
        number -> Text,
        owner_id -> Text,
        state -> Text,
        title -> Text,
        item_code -> Text,
        price_kind -> Text,
        price_fen -> BigInt,
        spec -> Text,
        policy -> Text,
        stage -> BigInt,
        created_by -> Text,
        created_at -> BigInt,
        submitted_at -> BigInt,
        review_due -> BigInt,
        reviewed_by -> Text,
        return_reason -> Text,
        published_at -> BigInt,
        opens_at -> BigInt,
        closes_at -> BigInt,
        reveal_by -> BigInt,
        select_by -> BigInt,
        decided_at -> BigInt,
        ended_at -> BigInt,
        end_reason -> Text,
        due_provisional -> Bool,
        replaces -> Nullable<Text>,
        end_asked -> Nullable<Text>,
        version -> BigInt,
        chosen_agency -> Nullable<Text>,
    }
}

diesel::table! {
    project_stages (project_id, position) {
        project_id -> Text,
        position -> BigInt,
        kind -> Text,
        state -> Text,
        draw_id -> Text,
        settings -> Text,
    }
}

diesel::table! {
    choices (project_id) {
        project_id -> Text,
        draw_id -> Text,
        state -> Text,
        opened_at -> BigInt,
        due_at -> BigInt,
        reason -> Text,
        picked_by -> Text,
        decided_at -> BigInt,
        draft -> Text,
        instead -> Text,
    }
}

diesel::table! {
    choice_cards (project_id, position) {
        project_id -> Text,
        position -> BigInt,
        facts -> Text,
        pseudonym -> Text,
    }
}

diesel::table! {
    negotiations (project_id) {
        project_id -> Text,
        draw_id -> Text,
        turn -> Text,
        round -> BigInt,
        due_at -> BigInt,
        runs_from -> BigInt,
        runs_minutes -> BigInt,
    }
}

diesel::table! {
    negotiation_seats (seat) {
        seat -> Text,
        project_id -> Text,
        pseudonym -> Text,
    }
}

diesel::table! {
    negotiation_acts (pseudonym, round, kind) {
        pseudonym -> Text,
        round -> BigInt,
        kind -> Text,
        sealed -> Text,
        log_id -> BigInt,
        at -> BigInt,
    }
}

diesel::table! {
    project_avoidances (project_id, uscc) {
        project_id -> Text,
        uscc -> Text,
        name -> Text,
        reason -> Text,
    }
}

diesel::table! {
    project_notices (id) {
        id -> Text,
        project_id -> Text,
        position -> BigInt,
        kind -> Text,
        body -> Text,
        log_id -> BigInt,
        at -> BigInt,
    }
}

diesel::table! {
    draws (id) {
        id -> Text,
        project_id -> Text,
        stage -> BigInt,
        attempt -> BigInt,
        kind -> Text,
        state -> Text,
        policy -> Text,
        requested_at -> BigInt,
        commit_due -> BigInt,
        opens_at -> BigInt,
        closes_at -> BigInt,
        reveal_by -> BigInt,
        decided_at -> BigInt,
        follows -> Nullable<Text>,
        version -> BigInt,
        mode -> Text,
        nonces -> Text,
        dice -> Text,
        beacon -> Text,
        pool -> Text,
        vouched -> BigInt,
        entries -> Text,
        winners -> BigInt,
        alternates -> BigInt,
    }
}

diesel::table! {
    draw_parties (draw_id, who) {
        draw_id -> Text,
        who -> Text,
        position -> BigInt,
        commitment -> Text,
        secret -> Text,
        reveal -> Text,
        committed_at -> BigInt,
        revealed_at -> BigInt,
    }
}

diesel::table! {
    bid_rounds (project_id, round) {
        project_id -> Text,
        round -> BigInt,
        draw_id -> Text,
        state -> Text,
        release_by -> BigInt,
        cure_by -> BigInt,
        opened_at -> BigInt,
        quotes -> Bool,
        links -> Text,
        deed_log_id -> BigInt,
        names_by -> BigInt,
    }
}

diesel::table! {
    bid_members (project_id, round, member) {
        project_id -> Text,
        round -> BigInt,
        member -> Text,
        position -> BigInt,
        entry_key -> Text,
        secret -> Text,
        released_at -> BigInt,
        map_key -> Text,
        map_secret -> Text,
        map_released_at -> BigInt,
    }
}

diesel::table! {
    bid_links (label) {
        label -> Text,
        project_id -> Text,
        round -> BigInt,
        sealed -> Text,
    }
}

diesel::table! {
    bid_documents (project_id, round, name) {
        project_id -> Text,
        round -> BigInt,
        name -> Text,
        body -> Text,
        log_id -> BigInt,
        at -> BigInt,
    }
}

diesel::table! {
    bid_entries (id) {
        id -> Text,
        signup_id -> Text,
        label -> Text,
        sealed -> Text,
        made -> Text,
        state -> Text,
        log_id -> BigInt,
        received_at -> BigInt,
        outcome -> Text,
        cure -> Text,
        draw_id -> Text,
        facts -> Text,
    }
}

diesel::table! {
    bid_ciphertexts (draw_id, sha256) {
        draw_id -> Text,
        sha256 -> Text,
        bytes -> BigInt,
    }
}

diesel::table! {
    bid_tries (signup_id) {
        signup_id -> Text,
        payloads -> BigInt,
    }
}

diesel::table! {
    bid_payloads (signup_id, sha256) {
        signup_id -> Text,
        sha256 -> Text,
        bytes -> BigInt,
        received_at -> BigInt,
    }
}

diesel::table! {
    bid_files (entry_id, number) {
        entry_id -> Text,
        number -> BigInt,
        envelope -> Text,
        log_id -> BigInt,
        state -> Text,
        name -> Text,
        sha256 -> Text,
        bytes -> BigInt,
        finding -> Text,
    }
}

diesel::table! {
    objections (id) {
        id -> Text,
        draw_id -> Text,
        label -> Text,
        signup_id -> Text,
        agency_id -> Text,
        grounds -> Text,
        log_id -> BigInt,
        at -> BigInt,
        state -> Text,
        reason -> Text,
        ruled_by -> Text,
        ruled_at -> BigInt,
    }
}

diesel::table! {
    draw_entries (draw_id, label) {
        draw_id -> Text,
        label -> Text,
        sealed -> Text,
    }
}

diesel::table! {
    draw_documents (draw_id, name) {
        draw_id -> Text,
        name -> Text,
        body -> Text,
        sha256 -> Text,
        log_id -> BigInt,
        at -> BigInt,
    }
}

diesel::table! {
    signups (id) {
        id -> Text,
        draw_id -> Text,
        project_id -> Text,
        agency_id -> Text,
        account_id -> Text,
        state -> Text,
        label -> Text,
        label_nonce -> Text,
        commitment -> Text,
        salt -> Text,
        log_id -> BigInt,
        received_at -> BigInt,
        ended_at -> BigInt,
        carried_from -> Nullable<Text>,
        outcome -> Text,
        outcome_reason -> Text,
        profile -> Text,
        link -> Text,
    }
}

diesel::table! {
    witness_draws (draw_id, officer) {
        draw_id -> Text,
        officer -> Text,
        about -> Text,
        secret -> Text,
        commitment -> Text,
        freeze -> Text,
        state -> Text,
        refusal -> Text,
        committed_at -> BigInt,
    }
}

diesel::table! {
    witness_heads (officer, origin) {
        officer -> Text,
        origin -> Text,
        size -> BigInt,
        root -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    witness_officers (id) {
        id -> Text,
        public_key -> Text,
        body -> Text,
        state -> Text,
        proposed_by -> Text,
        proposed_at -> BigInt,
        decided_by -> Text,
        decided_at -> BigInt,
    }
}

diesel::table! {
    experts (id) {
        id -> Text,
        number -> Text,
        account_id -> Text,
        state -> Text,
        title -> Text,
        employer -> Text,
        former -> Text,
        kin -> Text,
        added_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    expert_items (expert_id, item_code) {
        expert_id -> Text,
        item_code -> Text,
    }
}

diesel::table! {
    panels (project_id) {
        project_id -> Text,
        draw_id -> Text,
        state -> Text,
        begun_at -> BigInt,
        seated_at -> BigInt,
    }
}

diesel::table! {
    panel_seats (id) {
        id -> Text,
        project_id -> Text,
        position -> BigInt,
        label -> Text,
        state -> Text,
        invited_at -> BigInt,
        due_at -> BigInt,
        answered_at -> BigInt,
        sealed -> Text,
        account_id -> Nullable<Text>,
    }
}

diesel::table! {
    reviews (project_id) {
        project_id -> Text,
        draw_id -> Text,
        state -> Text,
        opened_at -> BigInt,
        due_at -> BigInt,
        closed_at -> BigInt,
        runs_from -> BigInt,
    }
}

diesel::table! {
    review_entries (project_id, pseudonym) {
        project_id -> Text,
        pseudonym -> Text,
    }
}

diesel::table! {
    review_sheets (seat_id) {
        seat_id -> Text,
        project_id -> Text,
        shuffle -> Text,
        locked_at -> BigInt,
        settled_at -> BigInt,
    }
}

diesel::table! {
    review_scores (seat_id, pseudonym, criterion) {
        seat_id -> Text,
        pseudonym -> Text,
        criterion -> Text,
        points -> BigInt,
    }
}

diesel::table! {
    review_deviations (seat_id, pseudonym) {
        seat_id -> Text,
        pseudonym -> Text,
        first_total -> BigInt,
        reason -> Text,
        sealed -> Text,
    }
}

diesel::table! {
    awards (id) {
        id -> Text,
        serial -> Text,
        project_id -> Text,
        draw_id -> Text,
        rank -> BigInt,
        label -> Text,
        agency_id -> Text,
        owner_id -> Text,
        state -> Text,
        price_fen -> BigInt,
        offered_at -> BigInt,
        due_at -> BigInt,
        decided_at -> BigInt,
        decided_by -> Text,
        reason -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    contracts (id) {
        id -> Text,
        project_id -> Text,
        award_id -> Text,
        owner_id -> Text,
        agency_id -> Text,
        state -> Text,
        number -> Text,
        title -> Text,
        amount_fen -> BigInt,
        content -> Text,
        signed_on -> Text,
        starts_on -> Text,
        ends_on -> Text,
        document_id -> Nullable<Text>,
        registered_by -> Text,
        registered_side -> Text,
        registered_at -> BigInt,
        confirmed_by -> Text,
        confirmed_at -> BigInt,
        return_reason -> Text,
        due_at -> BigInt,
        accepted_at -> BigInt,
        rated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    deliverables (id) {
        id -> Text,
        contract_id -> Text,
        position -> BigInt,
        state -> Text,
        note -> Text,
        document_id -> Nullable<Text>,
        submitted_by -> Text,
        submitted_at -> BigInt,
        due_at -> BigInt,
        decided_by -> Text,
        decided_at -> BigInt,
        reply -> Text,
    }
}

diesel::table! {
    ratings (id) {
        id -> Text,
        contract_id -> Text,
        project_id -> Text,
        owner_id -> Text,
        agency_id -> Text,
        quality -> BigInt,
        timeliness -> BigInt,
        attitude -> BigInt,
        charge -> BigInt,
        compliance -> BigInt,
        words -> Text,
        by_default -> Bool,
        rated_by -> Text,
        rated_at -> BigInt,
        answer -> Text,
        answered_by -> Text,
        answered_at -> BigInt,
    }
}

diesel::table! {
    rating_originals (rating_id) {
        rating_id -> Text,
        quality -> BigInt,
        timeliness -> BigInt,
        attitude -> BigInt,
        charge -> BigInt,
        compliance -> BigInt,
        words -> Text,
        rated_by -> Text,
        rated_at -> BigInt,
        answer -> Text,
        answered_by -> Text,
        answered_at -> BigInt,
    }
}

diesel::table! {
    search_changes (seq) {
        seq -> BigInt,
        agency_id -> Text,
        at -> BigInt,
    }
}

diesel::table! {
    erasures (id) {
        id -> Text,
        account_id -> Nullable<Text>,
        ground -> Text,
        state -> Text,
        asked_by -> Text,
        asked_at -> BigInt,
        decided_by -> Text,
        decided_at -> BigInt,
        org_id -> Nullable<Text>,
        person -> Text,
    }
}

diesel::table! {
    log_erasures (document_id) {
        document_id -> BigInt,
        erasure_id -> Text,
    }
}

diesel::table! {
    project_halts (id) {
        id -> Text,
        project_id -> Text,
        state -> Text,
        reason -> Text,
        halted_by -> Text,
        halted_at -> BigInt,
        resume_reason -> Text,
        asked_by -> Text,
        asked_at -> BigInt,
        ended_by -> Text,
        ended_at -> BigInt,
    }
}

diesel::joinable!(project_halts -> projects (project_id));
diesel::joinable!(accounts -> organisations (org_id));
diesel::joinable!(erasures -> accounts (account_id));
diesel::joinable!(erasures -> organisations (org_id));
diesel::joinable!(log_erasures -> erasures (erasure_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(recovery_codes -> accounts (account_id));
diesel::joinable!(access_tokens -> accounts (account_id));
diesel::joinable!(mails -> accounts (account_id));
diesel::joinable!(agencies -> organisations (id));
diesel::joinable!(agency_items -> agencies (agency_id));
diesel::joinable!(agency_qualifications -> agencies (agency_id));
diesel::joinable!(agency_filings -> organisations (org_id));
diesel::joinable!(owners -> organisations (id));
diesel::joinable!(owner_filings -> organisations (org_id));
diesel::joinable!(credit_entries -> agencies (agency_id));
diesel::joinable!(blacklist_cases -> agencies (agency_id));
diesel::joinable!(suspensions -> agencies (agency_id));
diesel::joinable!(projects -> owners (owner_id));
diesel::joinable!(project_stages -> projects (project_id));
diesel::joinable!(project_avoidances -> projects (project_id));
diesel::joinable!(project_notices -> projects (project_id));
diesel::joinable!(draws -> projects (project_id));
diesel::joinable!(draw_parties -> draws (draw_id));
diesel::joinable!(draw_documents -> draws (draw_id));
diesel::joinable!(signups -> draws (draw_id));
diesel::joinable!(signups -> projects (project_id));
diesel::joinable!(signups -> agencies (agency_id));
diesel::joinable!(choices -> projects (project_id));
diesel::joinable!(choices -> draws (draw_id));
diesel::joinable!(choice_cards -> projects (project_id));
diesel::joinable!(negotiations -> projects (project_id));
diesel::joinable!(experts -> accounts (account_id));
diesel::joinable!(expert_items -> experts (expert_id));
diesel::joinable!(panels -> projects (project_id));
diesel::joinable!(panels -> draws (draw_id));
diesel::joinable!(panel_seats -> projects (project_id));
diesel::joinable!(panel_seats -> accounts (account_id));
diesel::joinable!(reviews -> projects (project_id));
diesel::joinable!(reviews -> draws (draw_id));
diesel::joinable!(review_entries -> projects (project_id));
diesel::joinable!(review_sheets -> panel_seats (seat_id));
diesel::joinable!(review_sheets -> projects (project_id));
diesel::joinable!(review_scores -> panel_seats (seat_id));
diesel::joinable!(review_deviations -> panel_seats (seat_id));
diesel::joinable!(awards -> projects (project_id));
diesel::joinable!(awards -> draws (draw_id));
diesel::joinable!(awards -> agencies (agency_id));
diesel::joinable!(awards -> owners (owner_id));
diesel::joinable!(contracts -> projects (project_id));
diesel::joinable!(contracts -> awards (award_id));
diesel::joinable!(contracts -> owners (owner_id));
diesel::joinable!(contracts -> agencies (agency_id));
diesel::joinable!(deliverables -> contracts (contract_id));
diesel::joinable!(ratings -> contracts (contract_id));
diesel::joinable!(ratings -> projects (project_id));
diesel::joinable!(ratings -> owners (owner_id));
diesel::joinable!(ratings -> agencies (agency_id));
diesel::joinable!(rating_originals -> ratings (rating_id));
diesel::joinable!(agency_exits -> agencies (agency_id));

// Which tables one question may name together. Each pair costs the compiler ten implementations, so those that are asked for are listed, and not all
// are allowed (ADR 27).
macro_rules! together {
    ($($left:ident: $($right:ident)+;)+) => {$($(diesel::allow_tables_to_appear_in_same_query!($left, $right);)+)+};
}

together! {
    log_pending: log_documents;
    log_documents: log_entry log_positions accounts;
    log_entry: log_positions;
    log_checkpoint: log_cosignature;
    log_positions: project_notices draws objections draw_documents;
    organisations: accounts sessions access_tokens agencies agency_filings owners owner_filings erasures;
    accounts: sessions recovery_codes access_tokens mails experts panel_seats erasures;
    agencies: agency_items agency_qualifications agency_exits credit_entries blacklist_cases suspensions signups awards contracts ratings;
    owners: projects draws awards contracts ratings;
    projects: project_stages project_avoidances project_notices project_halts draws bid_rounds bid_entries signups choices choice_cards negotiations
              panels panel_seats reviews review_entries review_sheets awards contracts ratings;
    draws: draw_parties objections draw_documents signups choices panels reviews awards;
    bid_rounds: bid_entries signups;
    bid_entries: bid_files signups;
    negotiation_seats: negotiation_acts;
    experts: expert_items;
    panel_seats: review_sheets review_scores review_deviations;
    awards: contracts;
    contracts: deliverables ratings;
    ratings: rating_originals;
    erasures: log_erasures;
}
