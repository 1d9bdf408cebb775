//! Who acts in the market, and with what standing inside an organisation.

crate::text_states! {
    /// What a person acts as. One account may hold several roles; it acts in one at a time.
    pub enum Role {
        /// 项目业主: posts projects, accepts and rates the work.
        Owner => "owner",
        /// 中介服务机构: signs up and does the work.
        Agency => "agency",
        /// 运营机构: checks the form of applications and notices, never chooses a winner.
        Operator => "operator",
        /// 信用管理: drafts and decides what goes on the list of the dishonest.
        CreditOfficer => "credit-officer",
        /// 监督: sees everything that is not sealed and acts on nothing in the business itself.
        Supervisor => "supervisor",
        /// 系统管理: accounts, calendar, policy; no business decisions.
        Administrator => "administrator",
        /// 评审专家: scores proposals of the panels it is drawn for, and sees nothing else.
        Expert => "expert",
    }
}

crate::text_states! {
    /// What a member may do inside the own organisation.
    pub enum MemberRank {
        /// 管理员: also invites and removes members and changes the organisation's entry.
        Manager => "manager",
        /// 经办人: does the daily work.
        Clerk => "clerk",
    }
}

impl Role {
    /// Whether this role is exercised for an organisation that trades here (an owner or an agency), not for the platform or its supervision.
    pub const fn trades(self) -> bool {
        matches!(self, Role::Owner | Role::Agency)
    }

    /// Whether this role works in an office of the market, or watches it.
    pub const fn serves(self) -> bool {
        matches!(self, Role::Operator | Role::CreditOfficer | Role::Supervisor | Role::Administrator)
    }
}

impl MemberRank {
    /// Whether this rank may invite, remove and promote members.
    pub const fn may_manage_members(self) -> bool {
        matches!(self, MemberRank::Manager)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stable() {
        let words: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        assert_eq!(words, ["owner", "agency", "operator", "credit-officer", "supervisor", "administrator", "expert"]);
        assert_eq!(MemberRank::parse("manager"), Some(MemberRank::Manager));
        assert_eq!(Role::parse("Owner"), None);
        assert_eq!(Role::ALL.iter().filter(|role| role.trades()).count(), 2);
        assert_eq!(Role::ALL.iter().filter(|role| role.serves()).count(), 4);
    }
}
