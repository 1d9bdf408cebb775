//! Accounts: their states, and what a password must be.

crate::text_states! {
    /// Where an account is.
    pub enum AccountState {
        /// Invited: it has no password yet.
        Invited => "invited",
        Active => "active",
        Disabled => "disabled",
    }
}

crate::text_states! {
    /// What an organisation is.
    pub enum OrgKind {
        Owner => "owner",
        Agency => "agency",
        /// An office of the market: operators, credit officers, supervisors, administrators.
        Office => "office",
        /// The experts of the pool.
        Experts => "experts",
    }
}

crate::text_states! {
    /// What a one-time link is for.
    pub enum LinkPurpose {
        /// Accept an invitation: set the first password.
        Invite => "invite",
        /// Set a new password.
        Reset => "reset",
        /// Become the first administrator.
        First => "first",
    }
}

/// The most characters of a password: enough for any phrase, and a bound on the work of hashing.
pub const LONGEST_PASSWORD: usize = 200;

/// Why a password is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasswordFault {
    Short {
        min: u32,
    },
    Long {
        max: usize,
    },
    /// It is, or holds, the person's own address or name.
    Personal,
    /// One character over and over, or a run such as 12345678.
    Monotonous,
}

/// Whether a password may be used by a person.
///
/// # Errors
/// The first rule it breaks.
pub fn password_fits(password: &str, min: u32, email: &str, name: &str) -> Result<(), PasswordFault> {
    let count = password.chars().count();
    if count < min as usize {
        return Err(PasswordFault::Short { min });
    }
    if count > LONGEST_PASSWORD {
        return Err(PasswordFault::Long { max: LONGEST_PASSWORD });
    }
    let lower = password.to_lowercase();
    let local = email.split('@').next().unwrap_or_default().to_lowercase();
    let holds = |part: &str| part.chars().count() >= 2 && lower.contains(&part.to_lowercase());
    if holds(name) || (local.len() >= 4 && holds(&local)) {
        return Err(PasswordFault::Personal);
    }
    let codes: Vec<i64> = lower.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps: Vec<i64> = codes.windows(2).map(|pair| pair[1] - pair[0]).collect();
    if steps.windows(2).all(|pair| pair[0] == pair[1]) && steps.first().is_none_or(|step| step.abs() <= 1) {
        return Err(PasswordFault::Monotonous);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_not_the_person() {
        let fits = |password: &str| password_fits(password, 10, "lin.zhiyuan@city.example", "林知远");
        assert_eq!(fits("短"), Err(PasswordFault::Short { min: 10 }));
        assert_eq!(fits(&"长".repeat(201)), Err(PasswordFault::Long { max: 200 }));
        assert_eq!(fits("Lin.Zhiyuan2026"), Err(PasswordFault::Personal));
        assert_eq!(fits("我是林知远我是林知远"), Err(PasswordFault::Personal));
        assert_eq!(fits("aaaaaaaaaaaa"), Err(PasswordFault::Monotonous));
        assert_eq!(fits("abcdefghijkl"), Err(PasswordFault::Monotonous));
        assert_eq!(fits("清晨的江面有薄雾与船"), Ok(()));
        assert_eq!(fits("correct horse"), Ok(()));
    }
}
