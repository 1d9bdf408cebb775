//! What decides between two labels, one criterion after the other: the first in which they differ.

use super::outcome::Ground;
use super::ratio::Ratio;
use super::row::Row;

/// A criterion with the value of a label; less comes first.
pub type Criterion = (Ground, Ratio);

/// The criteria that always come last: credit, then the draw. No two labels have one rank.
fn last(row: &Row) -> [Criterion; 2] {
    let rank = row.rank.map_or(i128::from(u32::MAX), i128::from);
    [(Ground::Credit, Ratio::whole(-i128::from(row.credit))), (Ground::Draw, Ratio::whole(rank))]
}

/// In the order of the draw alone.
pub fn by_draw(row: &Row) -> Vec<Criterion> {
    let [_, draw] = last(row);
    vec![draw]
}

/// The cheaper, then credit, then the draw.
pub fn by_price(row: &Row) -> Vec<Criterion> {
    let price = (Ground::Price, Ratio::whole(row.to_pay().unwrap_or(i128::MAX >> 64)));
    [price].into_iter().chain(last(row)).collect()
}

/// The closer to the baseline, then the cheaper, then credit, then the draw.
pub fn by_distance(row: &Row, distance: i128) -> Vec<Criterion> {
    let distance = (Ground::Distance, Ratio::whole(distance.abs()));
    [distance].into_iter().chain(by_price(row)).collect()
}

/// The better score, then credit, then the draw.
pub fn by_score(row: &Row) -> Vec<Criterion> {
    let score = (Ground::Score, row.score.unwrap_or(Ratio::whole(0)).negated());
    [score].into_iter().chain(last(row)).collect()
}

/// The criterion in which two labels differ first.
pub fn between(one: &[Criterion], other: &[Criterion]) -> Ground {
    one.iter().zip(other).find(|(one, other)| one != other).map_or(Ground::Draw, |((ground, _), _)| *ground)
}
