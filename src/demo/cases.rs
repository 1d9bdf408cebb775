//! Cases against agencies of the city, one in every state: some from early in the year, so that a bar has ended and another still holds.

use std::sync::Arc;

use super::cast::Offices;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::standing::{CaseId, Grade};
use crate::domain::text::{Line, Paragraphs};
use crate::domain::time::DAY;
use crate::error::{Error, Result};
use crate::market::agencies;
use crate::market::blacklist::hearing::{self, Answer};
use crate::market::blacklist::{Decision, Draft, Outcome, Proposal, decision, drafting, suspension};
use crate::platform::auth::{Acting, Agency, CreditOfficer, Identity};

/// How far a case is taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Until {
    Draft,
    Notified,
    Answered,
    Dismissed,
    Decided,
    InForce,
}

/// Cases of the first weeks: one whose bar has ended long since, one that still holds, one dismissed.
pub async fn early(app: &App, offices: &Offices, agencies: &[Arc<Identity>]) -> Result<()> {
    let ways = [(Grade::General, 3, Until::InForce), (Grade::Serious, 18, Until::InForce), (Grade::General, 6, Until::Dismissed)];
    run(app, offices, (agencies, 1), &ways).await
}

/// Cases of the last day, in every state before the end, and two interim suspensions.
pub async fn late(app: &App, offices: &Offices, agencies: &[Arc<Identity>]) -> Result<()> {
    let ways = [
        (Grade::Minor, 2, Until::Draft),
        (Grade::General, 6, Until::Notified),
        (Grade::General, 9, Until::Answered),
        (Grade::Serious, 12, Until::Decided),
    ];
    run(app, offices, (agencies, 5), &ways).await?;
    let (shared, offices, suspects) = (app.clone(), offices.clone(), (nth(agencies, 10)?, nth(agencies, 11)?));
    app.db
        .write(move |conn| {
            let (one, other) = (Acting::<CreditOfficer>::of(offices.credit[0].clone())?, Acting::of(offices.credit[1].clone())?);
            let now = shared.clock.now();
            for (n, who) in [suspects.0, suspects.1].iter().enumerate() {
                let code = agencies::code_of(conn, &agencies::agency_of(who))?.ok_or(Error::NotFound)?;
                let reason = Paragraphs::parse("涉嫌出借资质证书，正在核查，为防止损害扩大，临时暂停报名。")
                    .map_err(|_| Error::internal("a reason of the demo city"))?;
                let proposal = Proposal { agency: code, reason, until: now.plus(14 * DAY), case: None };
                let id = suspension::propose(conn, &shared, &one, now, &proposal)?;
                if n == 0 {
                    suspension::confirm(conn, &shared, &other, now, &id)?;
                }
            }
            Ok(())
        })
        .await
}

fn nth(agencies: &[Arc<Identity>], back: usize) -> Result<Arc<Identity>> {
    let place = agencies.len().checked_sub(back).ok_or_else(|| Error::internal("a demo city needs more agencies"))?;
    agencies.get(place).cloned().ok_or_else(|| Error::internal("a demo city needs more agencies"))
}

async fn run(app: &App, offices: &Offices, (agencies, from): (&[Arc<Identity>], usize), ways: &[(Grade, u32, Until)]) -> Result<()> {
    for (n, (grade, months, until)) in ways.iter().copied().enumerate() {
        let (shared, offices, suspect) = (app.clone(), offices.clone(), nth(agencies, from + n)?);
        app.db.write(move |conn| case(conn, &shared, (&offices, &suspect), (grade, months, until)).map(|_| ())).await?;
    }
    Ok(())
}

fn case(
    conn: &mut DbConn,
    app: &App,
    (offices, suspect): (&Offices, &Arc<Identity>),
    (grade, months, until): (Grade, u32, Until),
) -> Result<CaseId> {
    let (one, other) = (Acting::<CreditOfficer>::of(offices.credit[0].clone())?, Acting::<CreditOfficer>::of(offices.credit[1].clone())?);
    let (now, words) = (app.clock.now(), |_| Error::internal("words of the demo city"));
    let draft = Draft {
        agency: agencies::code_of(conn, &agencies::agency_of(suspect))?.ok_or(Error::NotFound)?,
        grade,
        rule: Line::parse("《临澄市网上中介服务超市管理办法》第二十三条").map_err(words)?,
        facts: Paragraphs::parse("在入驻材料中提供虚假的业绩证明，经核对原件与发证机关登记不符。")
            .map_err(|_| Error::internal("words of the demo city"))?,
        months,
        papers: Vec::new(),
    };
    let id = drafting::draft(conn, app, &one, now, &draft)?;
    if until >= Until::Notified {
        drafting::notify(conn, app, &one, now, &id)?;
    }
    if until >= Until::Answered {
        let words = Paragraphs::parse("材料由原经办人员准备，我单位已自查整改，愿意接受处理，恳请从轻。")
            .map_err(|_| Error::internal("words of the demo city"))?;
        let answer = Answer { case: id.clone(), words, papers: Vec::new() };
        hearing::answer(conn, app, &Acting::<Agency>::of(suspect.clone())?, now, &answer)?;
    }
    if until >= Until::Dismissed {
        let text = |text: &str| Paragraphs::<4000>::parse(text).map_err(|_| Error::internal("words of the demo city"));
        let outcome = if until == Until::Dismissed { Outcome::For } else { Outcome::Against };
        let decision = Decision {
            case: id.clone(),
            outcome,
            reply: Some(text("对陈述申辩已逐条核对，意见附后。")?),
            reasons: text("依据查明的事实和上述条款作出决定。")?,
        };
        decision::decide(conn, &other, now, &decision)?;
    }
    if until >= Until::InForce {
        decision::serve(conn, app, &other, now, &id)?;
    }
    Ok(id)
}
