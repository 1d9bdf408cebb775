//! Rights as types: what a handler's signature can ask for.

use super::acting::Identity;
use crate::domain::role::{MemberRank, Role};

/// A right: a question about the person that asks.
pub trait Right: 'static {
    /// Whether this person has it.
    fn allows(who: &Identity) -> bool;
}

macro_rules! rights {
    ($($(#[$meta:meta])* $name:ident = |$who:ident| $rule:expr;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl Right for $name {
            fn allows($who: &Identity) -> bool { $rule }
        }
    )+};
}

rights! {
    /// Anybody signed in.
    SignedIn = |_who| true;
    /// Somebody of an owner organisation.
    Owner = |who| who.role == Role::Owner;
    /// The manager (管理员) of an owner organisation.
    OwnerManager = |who| who.role == Role::Owner && who.rank == MemberRank::Manager;
    /// Somebody of an agency.
    Agency = |who| who.role == Role::Agency;
    /// The manager (管理员) of an agency.
    AgencyManager = |who| who.role == Role::Agency && who.rank == MemberRank::Manager;
    /// The manager of any organisation that trades here.
    Manager = |who| who.role.trades() && who.rank == MemberRank::Manager;
    /// Somebody of an owner or an agency: the two sides of a contract.
    Party = |who| who.role.trades();
    /// 运营机构.
    Operator = |who| who.role == Role::Operator;
    /// 信用管理.
    CreditOfficer = |who| who.role == Role::CreditOfficer;
    /// Those who may read the files of credit cases: who keep them, and who watch.
    CreditFile = |who| matches!(who.role, Role::CreditOfficer | Role::Supervisor);
    /// 监督.
    Supervisor = |who| who.role == Role::Supervisor;
    /// 系统管理.
    Administrator = |who| who.role == Role::Administrator;
    /// The two persons an erasure takes: who asks for it and who decides.
    Erasing = |who| matches!(who.role, Role::Administrator | Role::Supervisor);
    /// Those who may agree that a stopped project goes on: supervisors and administrators.
    Resuming = |who| matches!(who.role, Role::Supervisor | Role::Administrator);
    /// Operators and administrators: those who keep the market running.
    Staff = |who| matches!(who.role, Role::Operator | Role::Administrator);
    /// Everybody who works for the market or watches it.
    Office = |who| who.role.serves();
    /// 评审专家.
    Expert = |who| who.role == Role::Expert;
}
