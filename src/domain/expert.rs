//! Experts who review proposals (评审专家): what the market keeps of one, and who may not sit on which panel.

use serde::{Deserialize, Serialize};

use super::time::Day;

crate::text_ids! {
    /// An expert of the pool.
    ExpertId
}

crate::text_states! {
    /// Whether an expert can be drawn.
    pub enum ExpertState {
        Active => "active",
        /// Not drawn for a time: ill, abroad, asked to be left alone.
        Resting => "resting",
        /// Has left the pool; the row stays for the panels it sat on.
        Left => "left",
    }
}

/// Where an expert works or worked. The code counts where both sides have one, else the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Employer {
    pub name: String,
    /// Unified social credit code; empty where it is not known.
    #[serde(default)]
    pub uscc: String,
}

/// A former employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Former {
    pub name: String,
    /// The last day there.
    pub until: Day,
}

/// What the pool knows of an expert: no more than the draw and the exclusion of conflicts need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// 职称.
    pub title: String,
    pub employer: Employer,
    pub former: Vec<Former>,
    /// Names of people and organisations the expert must not judge: relatives, spouses' employers.
    pub kin: Vec<String>,
    /// Codes of the service items it can judge.
    pub items: Vec<String>,
}

/// A side of a project that an expert may be too near to: an agency that takes part, or the owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    pub uscc: String,
    pub name: String,
    /// Its legal representative.
    pub head: String,
}

/// Why an expert takes no part in a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Works for a side.
    Employer,
    /// Worked for a side within the policy's years.
    FormerEmployer,
    /// Named a side, or its legal representative, as somebody it must not judge.
    Kin,
}

/// The first conflict of an expert with any side; `years` are those of the policy for former employers, counted from `today`.
pub fn conflict(expert: &Profile, sides: &[Side], (today, years): (Day, u32)) -> Option<Conflict> {
    let recent = |one: &Former| one.until.plus_months(12 * years.min(100)) >= today;
    let former = |side: &Side| expert.former.iter().any(|one| recent(one) && one.name == side.name);
    sides.iter().find_map(|side| match () {
        () if works_for(&expert.employer, side) => Some(Conflict::Employer),
        () if former(side) => Some(Conflict::FormerEmployer),
        () if expert.kin.iter().any(|name| *name == side.name || *name == side.head) => Some(Conflict::Kin),
        () => None,
    })
}

fn works_for(employer: &Employer, side: &Side) -> bool {
    let coded = !employer.uscc.is_empty() && !side.uscc.is_empty();
    (coded && employer.uscc == side.uscc) || employer.name == side.name
}

/// Whether an expert has the family name of a side's legal representative: that is no conflict, and is asked about.
pub fn shares_family_name(name: &str, sides: &[Side]) -> bool {
    family_name(name).is_some_and(|own| sides.iter().any(|side| family_name(&side.head) == Some(own)))
}

/// Family names of two characters.
const COMPOUND: [&str; 14] =
    ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "司徒", "夏侯", "端木"];

/// The family name of a Chinese name; `None` for a name of another form.
fn family_name(name: &str) -> Option<&str> {
    let first = name.chars().next().filter(|c| matches!(c, '\u{3400}'..='\u{9FFF}'))?;
    let compound = COMPOUND.iter().find(|known| name.starts_with(**known) && name.len() > known.len());
    name.get(..compound.map_or(first.len_utf8(), |known| known.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expert() -> Profile {
        Profile {
            title: "高级工程师".into(),
            employer: Employer { name: "临澄大学".into(), uscc: "12510100MB00000010".into() },
            former: vec![Former { name: "青禾咨询有限公司".into(), until: Day::of(2024, 3, 1).unwrap() }],
            kin: vec!["沈既明".into(), "长风设计有限公司".into()],
            items: vec!["cost-consulting".into()],
        }
    }

    fn side(name: &str, uscc: &str, head: &str) -> Side {
        Side { uscc: uscc.into(), name: name.into(), head: head.into() }
    }

    #[test]
    fn whoever_works_or_worked_for_a_side_or_is_kin_to_it_takes_no_part() {
        let found = |side: Side, today: Day| conflict(&expert(), &[side], (today, 3));
        let (today, later) = (Day::of(2027, 3, 1).unwrap(), Day::of(2027, 3, 2).unwrap());
        assert_eq!(found(side("临澄大学", "", "某"), today), Some(Conflict::Employer));
        assert_eq!(found(side("改了名的大学", "12510100MB00000010", "某"), today), Some(Conflict::Employer));
        assert_eq!(found(side("青禾咨询有限公司", "", "某"), today), Some(Conflict::FormerEmployer), "the last day of three years counts");
        assert_eq!(found(side("青禾咨询有限公司", "", "某"), later), None);
        assert_eq!(found(side("别家", "", "沈既明"), today), Some(Conflict::Kin));
        assert_eq!(found(side("长风设计有限公司", "", "某"), today), Some(Conflict::Kin));
        assert_eq!(found(side("别家", "91510100MB00000020", "沈明"), today), None);
    }

    #[test]
    fn a_shared_family_name_is_seen_compound_ones_too() {
        let heads = [side("甲", "", "沈既明"), side("乙", "", "欧阳远")];
        assert!(shares_family_name("沈青", &heads) && shares_family_name("欧阳青", &heads));
        assert!(!shares_family_name("欧青", &heads) && !shares_family_name("Shen Qing", &heads) && !shares_family_name("", &heads));
    }
}
