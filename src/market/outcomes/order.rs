//! In which order agencies are asked: that of the draw alone, or that of the outcome where more stages follow. Struck labels are skipped.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::{DrawId, Label};
use crate::domain::method::{Inputs, Offer, Outcome};
use crate::domain::money::Fen;
use crate::error::{Error, Result};
use crate::market::projects::{self, Project};
use crate::market::selection::{self, OpenedLabel, Order};

/// The draw a project's way begins with.
///
/// # Errors
/// [`Error::NotFound`] while none is allotted.
pub fn draw_of(conn: &mut DbConn, project: &Project) -> Result<DrawId> {
    DrawId::parse(&projects::current_draw(conn, &project.id, project.stage)?).ok_or(Error::NotFound)
}

/// Who has a place in the outcome and still stands: the place from 1, and the label.
fn places(conn: &mut DbConn, draw: &DrawId) -> Result<Vec<(usize, Label)>> {
    let (outcome, _) = selection::kept_choice::<Outcome>(conn, draw)?.ok_or(Error::NotFound)?;
    let order = Order::load(conn, draw)?;
    let standing = order.standing()?;
    let places = (1..).zip(outcome.places()).filter(|(_, place)| !standing.is_struck(&place.label));
    Ok(places.map(|(n, place)| (n, place.label.clone())).collect())
}

/// The label that is to be asked first now.
///
/// # Errors
/// [`Error::NotFound`] while there is no outcome.
pub fn first(conn: &mut DbConn, project: &Project) -> Result<Option<String>> {
    let draw = draw_of(conn, project)?;
    if project.spec.way.is_draw() {
        return selection::first(conn, draw.as_str());
    }
    Ok(places(conn, &draw)?.into_iter().next().map(|(_, label)| label.to_string()))
}

/// Opens whoever is to be asked first now; `None` where nobody is left.
///
/// # Errors
/// [`Error::NotFound`] while there is no outcome.
pub fn open_next(conn: &mut DbConn, app: &App, project: &Project) -> Result<Option<OpenedLabel>> {
    let draw = draw_of(conn, project)?;
    if project.spec.way.is_draw() {
        return selection::open_standing(conn, app, draw.as_str(), 0);
    }
    let Some((place, label)) = places(conn, &draw)?.into_iter().next() else { return Ok(None) };
    selection::open_placed(conn, app, draw.as_str(), (&label, place)).map(Some)
}

/// How many may be asked one after the other: the one and its alternates.
///
/// # Errors
/// [`Error::NotFound`] for a draw without notice.
pub fn ready(conn: &mut DbConn, project: &Project) -> Result<usize> {
    if project.spec.way.is_draw() {
        let draw = draw_of(conn, project)?;
        return selection::ready(conn, draw.as_str());
    }
    Ok(1 + project.spec.alternates as usize)
}

/// How many have a place.
///
/// # Errors
/// [`Error::NotFound`] while there is no outcome.
pub fn ranked(conn: &mut DbConn, project: &Project) -> Result<usize> {
    let draw = draw_of(conn, project)?;
    if project.spec.way.is_draw() {
        return selection::ranked(conn, draw.as_str());
    }
    Ok(selection::kept_choice::<Outcome>(conn, &draw)?.ok_or(Error::NotFound)?.0.places().len())
}

/// At which price a label is awarded: its own quote, where there was one, else that of the notice.
///
/// # Errors
/// [`Error::Internal`] where what is stored cannot be read.
pub fn price(conn: &mut DbConn, project: &Project, label: &str) -> Result<Fen> {
    Ok(quoted(conn, project, label)?.unwrap_or(project.price))
}

/// The sum of a contract at a label's own quote; `None` where it quoted nothing.
///
/// # Errors
/// As [`price`].
pub fn quoted(conn: &mut DbConn, project: &Project, label: &str) -> Result<Option<Fen>> {
    if project.spec.way.is_draw() {
        return Ok(None);
    }
    let draw = draw_of(conn, project)?;
    let Some((inputs, _)) = selection::kept_choice::<Inputs>(conn, &draw)? else { return Ok(None) };
    let offer = Label::parse(label).and_then(|label| inputs.row(&label).map(|row| row.offer));
    Ok(match offer {
        Some(Offer::Quoted(quote)) => Some(quote.contract(project.price)),
        _ => None,
    })
}
