//! How many of those who said yes will come, and how many more one can ask without running out of seats.
//!
//! Each person shows up as often as they did before, pulled towards what is usual here: as if everybody had been expected at
//! [`PRIOR`] more events, and had shown up at them as usual. What is usual differs from evening to evening (rain, a strike, a
//! match on television), so the whole is computed for many such rates, weighted by how likely each of them is.
//!
//! **Invariants:** nothing is said where no event is over yet; of up to [`EXACT`] people the distribution is exact, and beyond
//! that it is a normal one with the same mean and variance; more people asked never leave more seats.

/// Events that everybody is taken to have been expected at before, with the usual rate.
pub const PRIOR: f64 = 4.0;
/// So many people are summed exactly.
pub const EXACT: usize = 600;
/// How sure one is to have seats enough.
pub const SURE: f64 = 0.95;
/// What is cut off at each end of the range that is told.
const TAIL: f64 = 0.05;
/// How far evenings differ before there are enough of them to tell: a standard deviation, weighing as much as two events.
const USUAL_SPREAD: f64 = 0.1;
const USUAL_WEIGHT: f64 = 2.0;
/// Rates that are tried.
const STEPS: u32 = 40;

/// How often somebody was expected, and how often they came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Past {
    /// They had said that they come.
    pub expected: u32,
    /// And they did.
    pub shown: u32,
}

/// Somebody who said that they come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Going {
    /// Their own past.
    pub past: Past,
    /// Seats they take if they come: themselves, and those they bring.
    pub heads: u32,
}

/// How many will come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// On average.
    pub mean: f64,
    /// Nineteen times in twenty at least so many.
    pub low: u32,
    /// Nineteen times in twenty at most so many.
    pub high: u32,
}

/// What is usual here: rates with how likely they are, which add up to one.
#[derive(Debug, Clone, PartialEq)]
pub struct Usual {
    /// Of those who were expected, the part that came, 0 to 1.
    pub rate: f64,
    rates: Vec<(f64, f64)>,
}

/// The sum of heads for one rate.
#[derive(Debug, Clone)]
enum Sum {
    /// How likely each number is, from none on.
    Exact(Vec<f64>),
    Normal {
        mean: f64,
        variance: f64,
    },
}

impl Usual {
    /// What was usual at these events; nothing where nobody was ever expected.
    pub fn of(events: &[Past]) -> Option<Self> {
        let sum = |part: fn(&Past) -> u32| events.iter().map(|event| f64::from(part(event))).sum::<f64>();
        let (expected, shown) = (sum(|event| event.expected), sum(|event| event.shown));
        if expected < 1.0 {
            return None;
        }
        // One more came and one more did not: an event at which everybody came makes nobody certain.
        let rate = (shown + 1.0) / (expected + 2.0);
        let (mut weight, mut squares) = (USUAL_WEIGHT, USUAL_WEIGHT * USUAL_SPREAD * USUAL_SPREAD);
        for event in events.iter().filter(|event| event.expected > 0) {
            let own = f64::from(event.shown.min(event.expected)) / f64::from(event.expected);
            weight += 1.0;
            squares += (own - rate) * (own - rate);
        }
        let most = rate * (1.0 - rate);
        let variance = (squares / weight).clamp(most / 1_000.0, most * 0.5);
        let size = most / variance - 1.0;
        let (yes, no) = (rate * size - 1.0, (1.0 - rate) * size - 1.0);
        let mut rates: Vec<(f64, f64)> = (0..STEPS)
            .map(|step| {
                let rate = (f64::from(step) + 0.5) / f64::from(STEPS);
                (rate, yes * rate.ln() + no * (1.0 - rate).ln())
            })
            .collect();
        let highest = rates.iter().fold(f64::NEG_INFINITY, |high, one| high.max(one.1));
        rates.iter_mut().for_each(|one| one.1 = (one.1 - highest).exp());
        let total: f64 = rates.iter().map(|one| one.1).sum();
        rates.iter_mut().for_each(|one| one.1 /= total);
        rates.retain(|one| one.1 > 1e-9);
        Some(Self { rate, rates })
    }

    /// How likely somebody comes, on average.
    pub fn chance(&self, past: Past) -> f64 {
        self.rates.iter().map(|(rate, weight)| chance(past, *rate) * weight).sum()
    }

    /// How many will come.
    pub fn expected(&self, going: &[Going]) -> Expected {
        let sums = self.sums(going);
        let mean = sums.iter().map(|(weight, _, sum)| weight * sum.mean()).sum();
        let all = going.iter().fold(0_u32, |all, one| all.saturating_add(one.heads));
        let from = |part: f64| {
            // The first number at which so much of everything is below or at it.
            let (mut low, mut high) = (0, all);
            while low < high {
                let middle = low + (high - low) / 2;
                if at_most(&sums, middle) >= part { high = middle } else { low = middle + 1 }
            }
            low
        };
        Expected { mean, low: from(TAIL), high: from(1.0 - TAIL) }
    }

    /// How many of `next`, in their order, can be asked as well so that the seats are enough, as sure as [`SURE`].
    pub fn room(&self, going: &[Going], next: impl Iterator<Item = Going>, seats: u32) -> u32 {
        let mut sums = self.sums(going);
        let mut many = 0;
        for one in next {
            for (_, rate, sum) in &mut sums {
                sum.add(one, *rate);
            }
            if at_most(&sums, seats) < SURE {
                break;
            }
            many += 1;
        }
        many
    }

    /// Weight, rate and sum, for each rate.
    fn sums(&self, going: &[Going]) -> Vec<(f64, f64, Sum)> {
        let begin = if going.len() > EXACT { Sum::Normal { mean: 0.0, variance: 0.0 } } else { Sum::Exact(vec![1.0]) };
        let sum = |rate: f64| {
            let mut sum = begin.clone();
            going.iter().for_each(|one| sum.add(*one, rate));
            sum
        };
        self.rates.iter().map(|(rate, weight)| (*weight, *rate, sum(*rate))).collect()
    }
}

fn chance(past: Past, rate: f64) -> f64 {
    let shown = f64::from(past.shown.min(past.expected));
    (PRIOR * rate + shown) / (PRIOR + f64::from(past.expected))
}

fn at_most(sums: &[(f64, f64, Sum)], heads: u32) -> f64 {
    sums.iter().map(|(weight, _, sum)| weight * sum.at_most(heads)).sum()
}

impl Sum {
    fn add(&mut self, one: Going, rate: f64) {
        let yes = chance(one.past, rate);
        match self {
            Self::Normal { mean, variance } => {
                let heads = f64::from(one.heads);
                *mean += heads * yes;
                *variance += heads * heads * yes * (1.0 - yes);
            }
            Self::Exact(parts) => {
                let heads = usize::try_from(one.heads).unwrap_or(0);
                let mut after = vec![0.0; parts.len() + heads];
                for (place, part) in parts.iter().enumerate() {
                    if let Some(stays) = after.get_mut(place) {
                        *stays += part * (1.0 - yes);
                    }
                    if let Some(comes) = after.get_mut(place + heads) {
                        *comes += part * yes;
                    }
                }
                *parts = after;
            }
        }
    }

    fn mean(&self) -> f64 {
        match self {
            Self::Normal { mean, .. } => *mean,
            Self::Exact(parts) => parts.iter().zip(0_u32..).map(|(part, heads)| part * f64::from(heads)).sum(),
        }
    }

    fn at_most(&self, heads: u32) -> f64 {
        match self {
            Self::Normal { mean, variance } if *variance > 0.0 => {
                below((f64::from(heads) + 0.5 - mean) / variance.sqrt())
            }
            Self::Normal { mean, .. } => f64::from(u8::from(f64::from(heads) >= *mean)),
            Self::Exact(parts) => {
                parts.iter().take(usize::try_from(heads).map_or(usize::MAX, |heads| heads.saturating_add(1))).sum()
            }
        }
    }
}

/// The part of a normal distribution below so many standard deviations (Abramowitz and Stegun 7.1.26: wrong by 2·10⁻⁷ at most).
fn below(deviations: f64) -> f64 {
    let x = deviations.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let series =
        t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    let tail = series * (-x * x).exp() / 2.0;
    if deviations > 0.0 { 1.0 - tail } else { tail }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn past(expected: u32, shown: u32) -> Past {
        Past { expected, shown }
    }

    fn guest(expected: u32, shown: u32, heads: u32) -> Going {
        Going { past: past(expected, shown), heads }
    }

    #[test]
    fn nothing_is_said_before_an_event_was() {
        assert!(Usual::of(&[]).is_none() && Usual::of(&[past(0, 0)]).is_none());
        let usual = Usual::of(&[past(50, 30), past(50, 34)]).unwrap();
        assert!((usual.rate - 65.0 / 102.0).abs() < 1e-12);
    }

    #[test]
    fn who_came_before_is_expected_more_than_who_did_not() {
        let usual = Usual::of(&[past(100, 60)]).unwrap();
        let [new, loyal, absent] = [past(0, 0), past(6, 6), past(6, 0)].map(|past| usual.chance(past));
        assert!((new - 0.6).abs() < 0.02 && (loyal - 0.84).abs() < 0.01 && (absent - 0.24).abs() < 0.01);
        // Evenings that differ make the range wider, and not the mean another one.
        let even = Usual::of(&[past(100, 60), past(100, 60), past(100, 60), past(100, 60)]).unwrap();
        let wild = Usual::of(&[past(100, 30), past(100, 90), past(100, 35), past(100, 85)]).unwrap();
        let going = vec![guest(0, 0, 1); 80];
        let (even, wild) = (even.expected(&going), wild.expected(&going));
        assert!((even.mean - wild.mean).abs() < 1.0 && wild.high - wild.low > 2 * (even.high - even.low) - 10);
    }

    #[test]
    fn more_are_asked_while_seats_are_enough() {
        let usual = Usual::of(&[past(40, 24), past(45, 27), past(38, 22)]).unwrap();
        let going = vec![guest(0, 0, 1); 40];
        let room = usual.room(&going, std::iter::repeat(guest(0, 0, 1)), 40);
        assert!((3..15).contains(&room), "{room}");
        assert_eq!(usual.room(&vec![guest(0, 0, 1); 90], std::iter::repeat(guest(0, 0, 1)), 40), 0);
        // A table of six at the head of the line is not passed over.
        let line = [guest(9, 9, 30), guest(0, 0, 1)];
        assert_eq!(usual.room(&going, line.into_iter(), 40), 0);
    }

    /// Every way an evening can go, one by one.
    fn naive(usual: &Usual, going: &[Going], heads: u32) -> f64 {
        let mut sum = 0.0;
        for (rate, weight) in &usual.rates {
            for who in 0_u32..1 << going.len() {
                let (mut likely, mut came) = (*weight, 0);
                for (place, one) in going.iter().enumerate() {
                    let shown = f64::from(one.past.shown.min(one.past.expected));
                    let yes = (4.0 * rate + shown) / (4.0 + f64::from(one.past.expected));
                    let comes = who >> place & 1 == 1;
                    likely *= if comes { yes } else { 1.0 - yes };
                    came += if comes { one.heads } else { 0 };
                }
                sum += if came <= heads { likely } else { 0.0 };
            }
        }
        sum
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn the_sum_is_that_of_every_way_it_can_go(
            before in proptest::collection::vec((1_u32..60, 0_u32..60), 1..5),
            people in proptest::collection::vec((0_u32..6, 0_u32..6, 1_u32..4), 0..9),
        ) {
            let events: Vec<Past> = before.iter().map(|(expected, shown)| past(*expected, *shown.min(expected))).collect();
            let usual = Usual::of(&events).unwrap();
            prop_assert!((usual.rates.iter().map(|one| one.1).sum::<f64>() - 1.0).abs() < 1e-6);
            let going: Vec<Going> = people.iter().map(|(expected, shown, heads)| guest(*expected, *shown, *heads)).collect();
            let sums = usual.sums(&going);
            let all: u32 = going.iter().map(|one| one.heads).sum();
            for heads in 0..=all {
                prop_assert!((at_most(&sums, heads) - naive(&usual, &going, heads)).abs() < 1e-9);
            }
            let expected = usual.expected(&going);
            prop_assert!(naive(&usual, &going, expected.low) >= TAIL - 1e-9 && naive(&usual, &going, expected.high) >= 1.0 - TAIL - 1e-9);
            prop_assert!(expected.low == 0 || naive(&usual, &going, expected.low - 1) < TAIL + 1e-9);
            prop_assert!(expected.high == 0 || naive(&usual, &going, expected.high - 1) < 1.0 - TAIL + 1e-9);
            let mean: f64 = going.iter().map(|one| usual.chance(one.past) * f64::from(one.heads)).sum();
            prop_assert!((expected.mean - mean).abs() < 1e-6);
        }

        #[test]
        fn many_people_are_as_exact_as_need_be(many in 300_usize..500, shown in 20_u32..80) {
            let usual = Usual::of(&[past(100, shown), past(80, shown.min(80))]).unwrap();
            let going = vec![guest(3, 2, 1); many];
            let exact = usual.sums(&going);
            for (_, rate, sum) in exact {
                let mut normal = Sum::Normal { mean: 0.0, variance: 0.0 };
                going.iter().for_each(|one| normal.add(*one, rate));
                for heads in (0..u32::try_from(many).unwrap()).step_by(17) {
                    prop_assert!((sum.at_most(heads) - normal.at_most(heads)).abs() < 0.01);
                }
            }
        }
    }
}
