//! Is the ranking fair? Chi-square of who wins and of who comes where, over many seeds, through the code that ranks every draw; and weights
//! against the Plackett–Luce law that they promise.
//!
//! `cargo bench --bench fairness`, about a minute. Seeds are hashes of numbers, so every run gives the same figures; it ends with an error where
//! a figure would come by chance less than once in a million times.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "a program that measures says what it found")]

use std::process::ExitCode;

use mingxuan::domain::draw::{Hash32, Label, Weight, rank};

/// Standard deviations beyond which chance is no explanation: once in a million on this side.
const MOST_DEVIATIONS: f64 = 4.75;

fn main() -> ExitCode {
    println!("{:<44} {:>9} {:>9} {:>14} {:>10}", "figure", "draws", "freedom", "chi-square", "deviation");
    let mut fair = uniform(20, 1_000_000);
    fair &= uniform(897, 40_000);
    fair &= weighted(20, 200_000);
    if fair { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Entries with the labels that a market makes, sorted by them; the weights are dealt in that order.
fn entries(weights: impl Iterator<Item = u16>) -> Vec<(Label, Weight)> {
    let weights: Vec<Weight> = weights.map(|tickets| Weight::of(tickets).expect("1 to 1000")).collect();
    let label = |number: usize| Label::parse(&format!("b-{}", &Hash32::of(format!("agency {number}")).to_string()[..40]));
    let mut labels: Vec<Label> = (0..weights.len()).map(|number| label(number).expect("a blind label")).collect();
    labels.sort_unstable();
    labels.into_iter().zip(weights).collect()
}

/// The order of a draw, as the numbers of the entries, best first.
fn order(entries: &[(Label, Weight)], number: usize) -> Vec<usize> {
    let seed = Hash32::of(format!("fairness {} {number}", entries.len()));
    let ranked = rank(&seed, entries.iter().map(|(label, weight)| (label, *weight)));
    let number_of = |label: &Label| entries.binary_search_by(|(other, _)| other.cmp(label)).expect("only these were ranked");
    ranked.iter().map(|place| number_of(place.label)).collect()
}

/// Everybody wins equally often, and comes equally often to every place.
fn uniform(count: usize, draws: usize) -> bool {
    let entries = entries(std::iter::repeat_n(1, count));
    let mut came = vec![0_u32; count * count];
    for number in 0..draws {
        for (place, entry) in order(&entries, number).into_iter().enumerate() {
            came[entry * count + place] += 1;
        }
    }
    let expected = draws as f64 / count as f64;
    let winners = (0..count).map(|entry| (f64::from(came[entry * count]), expected));
    let mut fair = judged(&format!("winner of {count}, one ticket each"), draws, (count - 1) as f64, chi_square(winners));
    let places = came.iter().map(|&times| (f64::from(times), expected));
    // Rows and columns are given, so what is free is one less each way.
    let freedom = ((count - 1) * (count - 1)) as f64;
    fair &= judged(&format!("place of each of {count}"), draws, freedom, chi_square(places));
    fair
}

/// Entry i holds i tickets: it wins with probability i of all, and comes second behind j with i of all but j's.
fn weighted(count: usize, draws: usize) -> bool {
    let entries = entries((1..=count).map(|tickets| tickets as u16));
    let tickets: Vec<f64> = entries.iter().map(|(_, weight)| f64::from(weight.tickets())).collect();
    let all: f64 = tickets.iter().sum();
    let mut pairs = vec![0_u32; count * count];
    for number in 0..draws {
        let order = order(&entries, number);
        pairs[order[0] * count + order[1]] += 1;
    }
    let won = |entry: usize| f64::from(pairs[entry * count..][..count].iter().sum::<u32>());
    let winners = (0..count).map(|entry| (won(entry), draws as f64 * tickets[entry] / all));
    let mut fair = judged(&format!("winner of {count}, 1 to {count} tickets"), draws, (count - 1) as f64, chi_square(winners));
    let cells = (0..count * count).map(|cell| (cell / count, cell % count)).filter(|(first, second)| first != second);
    let expected = cells.map(|(first, second)| {
        let share = tickets[first] / all * tickets[second] / (all - tickets[first]);
        (f64::from(pairs[first * count + second]), draws as f64 * share)
    });
    fair &= judged(&format!("first two of {count}, Plackett-Luce"), draws, (count * (count - 1) - 1) as f64, chi_square(expected));
    fair
}

fn chi_square(cells: impl Iterator<Item = (f64, f64)>) -> f64 {
    cells.map(|(found, expected)| (found - expected).powi(2) / expected).sum()
}

/// Prints a figure; whether chance explains it. The cube root of chi-square is nearly normal (Wilson and Hilferty, 1931). Too good a figure is as
/// suspicious as a bad one.
fn judged(figure: &str, draws: usize, freedom: f64, chi_square: f64) -> bool {
    let spread = 2.0 / (9.0 * freedom);
    let deviation = ((chi_square / freedom).cbrt() - (1.0 - spread)) / spread.sqrt();
    println!("{figure:<44} {draws:>9} {freedom:>9} {chi_square:>14.1} {deviation:>10.2}");
    deviation.abs() < MOST_DEVIATIONS
}
