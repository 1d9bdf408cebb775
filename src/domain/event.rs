//! What the audit log can say: the kind word in the first line of an audit/v1 entry (audit-v1.md, "Entry").
//!
//! Everything done while something is sealed is [`Kind::EntryReceived`], whatever it was; the log then tells neither project nor party.

crate::text_states! {
    /// One kind for each thing that can happen.
    pub enum Kind {
        AccountInvite => "account.invite",
        AccountActivate => "account.activate",
        AccountChange => "account.change",
        AccountDisable => "account.disable",
        PasswordReset => "password.reset",
        SecondFactor => "account.second-factor",
        RoleGrant => "role.grant",
        TokenCreate => "token.create",
        TokenRevoke => "token.revoke",
        PolicySet => "policy.set",
        CalendarSet => "calendar.set",
        DocumentStore => "document.store",
        AgencyFile => "agency.file",
        AgencyPass => "agency.pass",
        AgencyReturn => "agency.return",
        AgencyAskExit => "agency.ask-exit",
        AgencyKeepEntry => "agency.keep-entry",
        AgencyRefuseExit => "agency.refuse-exit",
        AgencyExit => "agency.exit",
        OwnerFile => "owner.file",
        OwnerPass => "owner.pass",
        OwnerReturn => "owner.return",
        ProjectDraft => "project.draft",
        ProjectSubmit => "project.submit",
        ProjectReturn => "project.return",
        ProjectApprove => "project.approve",
        ProjectPublish => "project.publish",
        ProjectCorrect => "project.correct",
        ProjectAskEnd => "project.ask-end",
        ProjectRefuseEnd => "project.refuse-end",
        ProjectTerminate => "project.terminate",
        ProjectHalt => "project.halt",
        ProjectAskResume => "project.ask-resume",
        ProjectResume => "project.resume",
        ProjectFail => "project.fail",
        ProjectFinish => "project.finish",
        EntryReceived => "entry.received",
        DrawRequest => "draw.request",
        DrawCommit => "draw.commit",
        DrawNotice => "draw.notice",
        DrawPool => "draw.pool",
        DrawClose => "draw.close",
        DrawLapsed => "draw.lapsed",
        DrawFreeze => "draw.freeze",
        DrawReveal => "draw.reveal",
        DrawCeremony => "draw.ceremony",
        DrawSeed => "draw.seed",
        DrawResult => "draw.result",
        DrawOpened => "draw.opened",
        DrawVoid => "draw.void",
        DrawExcluded => "draw.excluded",
        BidClose => "bid.close",
        BidStates => "bid.states",
        BidOpening => "bid.opening",
        LinkSeal => "link.seal",
        LinkOpen => "link.open",
        BidFiles => "bid.files",
        BidFound => "bid.found",
        ObjectionRefuse => "objection.refuse",
        WitnessRefusal => "witness.refusal",
        WitnessEnrol => "witness.enrol",
        Erasure => "erasure",
        LogKey => "log.key",
        Strike => "strike",
        Admit => "admit",
        ChoicePick => "choice.pick",
        ChoiceOpen => "choice.open",
        ChoiceNegotiation => "choice.negotiation",
        ChoiceComparison => "choice.comparison",
        ChoiceInputs => "choice.inputs",
        ChoiceOutcome => "choice.outcome",
        ExpertAdd => "expert.add",
        ExpertChange => "expert.change",
        ReviewScores => "review.scores",
        AwardOffer => "award.offer",
        AwardAccept => "award.accept",
        AwardDecline => "award.decline",
        AwardLapse => "award.lapse",
        AwardExclude => "award.exclude",
        AwardDisplace => "award.displace",
        ContractRegister => "contract.register",
        ContractReturn => "contract.return",
        ContractConfirm => "contract.confirm",
        DeliverableSubmit => "deliverable.submit",
        DeliverableReturn => "deliverable.return",
        DeliverableAccept => "deliverable.accept",
        RatingGive => "rating.give",
        RatingAmend => "rating.amend",
        RatingDefault => "rating.default",
        RatingAnswer => "rating.answer",
        CreditEntry => "credit.entry",
        BlacklistDraft => "blacklist.draft",
        BlacklistWithdraw => "blacklist.withdraw",
        BlacklistNotify => "blacklist.notify",
        BlacklistDefence => "blacklist.defence",
        BlacklistDecide => "blacklist.decide",
        BlacklistInForce => "blacklist.in-force",
        BlacklistEnd => "blacklist.end",
        SuspensionPropose => "suspension.propose",
        SuspensionConfirm => "suspension.confirm",
        SuspensionReject => "suspension.reject",
        SuspensionEnd => "suspension.end",
    }
}

impl Kind {
    /// Whether it goes against somebody, or answers what did: whoever did it gets its receipt by mail. All other receipts wait on one's own page.
    pub fn is_contested(self) -> bool {
        matches!(
            self,
            Kind::AgencyReturn
                | Kind::AgencyRefuseExit
                | Kind::OwnerReturn
                | Kind::ProjectReturn
                | Kind::ProjectRefuseEnd
                | Kind::ProjectTerminate
                | Kind::ProjectHalt
                | Kind::AwardDecline
                | Kind::ContractReturn
                | Kind::DeliverableReturn
                | Kind::RatingAnswer
                | Kind::BlacklistNotify
                | Kind::BlacklistDefence
                | Kind::BlacklistDecide
                | Kind::SuspensionPropose
                | Kind::SuspensionConfirm
                | Kind::SuspensionReject
                | Kind::Erasure
                | Kind::Admit
                | Kind::ObjectionRefuse
        )
    }
}
