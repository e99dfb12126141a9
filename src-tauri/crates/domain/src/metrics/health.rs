//! The health of a community: measures put on a scale of 0 to 5 by fixed bands, and the mean of each group.
//!
//! The mechanics and three of the scales (retention, absence factor, contributors) are those that crowd.dev published; a
//! measure without data drops out, and a group with fewer than three has no score. A community may set bands of its own.
//!
//! **Invariants:** bounds of a measure lie in the direction in which it is better, and differ; a measure without bounds of
//! its own has those of [`BANDS`].

use super::{Behind, Definition, Direction, Frame, Group, Reason, Unit, Value, compute, figures::float, find};

/// A measure and the lower bounds of 1, 2, 3, 4 and 5. Bounds that fall belong to measures of which less is better.
pub const BANDS: &[(&str, &str, [f64; 5])] = &[
    ("engagement", "stickiness", [5.0, 8.0, 12.0, 16.0, 20.0]),
    ("engagement", "participation_rate", [1.0, 3.0, 6.0, 10.0, 20.0]),
    ("engagement", "posts_per_member", [1.5, 2.5, 4.0, 6.0, 8.0]),
    ("engagement", "newcomer_voice_share", [2.0, 5.0, 10.0, 15.0, 20.0]),
    ("growth", "activation_rate", [5.0, 10.0, 20.0, 30.0, 40.0]),
    ("growth", "second_post_rate", [10.0, 20.0, 30.0, 40.0, 50.0]),
    ("growth", "returning_rate", [15.0, 25.0, 35.0, 45.0, 55.0]),
    ("service", "response_rate", [30.0, 50.0, 65.0, 80.0, 90.0]),
    ("service", "first_response.median", [72.0, 24.0, 12.0, 4.0, 1.0]),
    ("service", "peer_answer_share", [10.0, 25.0, 40.0, 55.0, 70.0]),
    ("service", "solo_thread_rate", [70.0, 50.0, 35.0, 20.0, 10.0]),
    ("stability", "retention", [3.0, 6.0, 10.0, 15.0, 20.0]),
    ("stability", "absence_factor", [2.0, 3.0, 5.0, 7.0, 10.0]),
    ("stability", "top10_share", [90.0, 75.0, 60.0, 45.0, 30.0]),
    ("stability", "active_members.month", [2.0, 4.0, 7.0, 11.0, 21.0]),
];

const GROUPS: [&str; 4] = ["engagement", "growth", "service", "stability"];
/// Measures without which a group has no score.
const LEAST: usize = 3;

pub(super) const METRICS: &[Definition] = &[Definition {
    id: "health",
    version: 2,
    title: "Health",
    text: "Up to fifteen measures of the window, each put on a scale of 0 to 5 by bands (which you can change): engagement (stickiness, participation, \
           messages per contributor, newcomers' share), growth (activation, second message, returning contributors), service \
           (response rate, time to first response, answers by members, conversations with oneself) and stability (retention, \
           absence factor, share of the ten most active, active members). A group's score is 100 times the mean of its \
           measures divided by five; a group with fewer than three measures has none; the value is the mean of the groups. n \
           is the number of measures that had data. Compare it with the community's own past, not with others.",
    group: Group::Health,
    unit: Unit::Number,
    direction: Direction::Up,
    least: 3,
    compute: health,
    behind: |_, _| Behind::People(Vec::new()),
}];

fn health(frame: &Frame<'_>) -> Value {
    let mut value = Value::none(Reason::TooFew);
    let (mut groups, mut n) = (Vec::new(), 0);
    for group in GROUPS {
        let mut scores = Vec::new();
        for (_, id, bands) in BANDS.iter().filter(|(of, ..)| *of == group) {
            let Some(found) = find(id).map(|definition| compute(definition, frame)) else { continue };
            let Some(measured) = found.value else { continue };
            let bands = frame.facts.kept.bands.get(*id).unwrap_or(bands);
            let score = score(measured, bands);
            value = value.with(format!("{group}.{id}"), float(score));
            scores.push(score);
        }
        n += scores.len() as u64;
        if scores.len() >= LEAST {
            let score = float(scores.iter().sum()) * 100.0 / (5.0 * float(scores.len() as u64));
            value = value.with(group, score);
            groups.push(score);
        }
    }
    value.n = n;
    if !groups.is_empty() {
        value.value = Some(groups.iter().sum::<f64>() / float(groups.len() as u64));
        value.reason = None;
    }
    value.with("measures", float(BANDS.len() as u64))
}

/// Bounds that somebody set for a measure.
///
/// # Errors
/// Why they cannot be used.
pub fn checked(measure: &str, bounds: &[f64]) -> Result<[f64; 5], &'static str> {
    let usual = BANDS.iter().find(|(_, id, _)| *id == measure).map(|(.., bounds)| bounds);
    let usual = usual.ok_or("there is no such measure")?;
    let bounds: [f64; 5] = bounds.try_into().map_err(|_| "write five numbers")?;
    if bounds.iter().any(|bound| !bound.is_finite() || *bound < 0.0) {
        return Err("write five numbers, none below 0");
    }
    let rises = usual.is_sorted();
    let in_order = bounds.windows(2).all(|pair| match pair {
        [a, b] => {
            if rises {
                a < b
            } else {
                a > b
            }
        }
        _ => true,
    });
    match (in_order, rises) {
        (true, _) => Ok(bounds),
        (false, true) => Err("more is better here: each number must be larger than the one before"),
        (false, false) => Err("less is better here: each number must be smaller than the one before"),
    }
}

/// How many bounds a value has reached.
fn score(value: f64, bands: &[f64; 5]) -> u64 {
    let [first, .., last] = bands;
    let falls = first > last;
    bands.iter().filter(|bound| if falls { value <= **bound } else { value >= **bound }).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_bands_must_lie_in_the_measures_direction() {
        assert_eq!(checked("stickiness", &[1.0, 2.0, 3.0, 4.0, 5.0]), Ok([1.0, 2.0, 3.0, 4.0, 5.0]));
        assert_eq!(checked("first_response.median", &[9.0, 7.0, 5.0, 3.0, 0.5]), Ok([9.0, 7.0, 5.0, 3.0, 0.5]));
        for (measure, bounds) in [
            ("stickiness", vec![1.0, 2.0, 2.0, 4.0, 5.0]),
            ("stickiness", vec![5.0, 4.0, 3.0, 2.0, 1.0]),
            ("stickiness", vec![1.0, 2.0, 3.0, 4.0]),
            ("stickiness", vec![1.0, 2.0, 3.0, 4.0, f64::NAN]),
            ("stickiness", vec![-1.0, 2.0, 3.0, 4.0, 5.0]),
            ("first_response.median", vec![1.0, 2.0, 3.0, 4.0, 5.0]),
            ("posts", vec![1.0, 2.0, 3.0, 4.0, 5.0]),
        ] {
            assert!(checked(measure, &bounds).is_err(), "{measure} {bounds:?}");
        }
    }

    #[test]
    fn own_bands_are_the_ones_that_count() {
        let mut facts = super::super::tests::facts(40);
        for person in 0..40 {
            facts.days.push(crate::metrics::Day { day: 100, person, posts: 1, replies: 1, reactions: 0 });
        }
        let part = |facts: &crate::metrics::Facts| {
            let frame =
                Frame::new(facts, crate::metrics::Window { start: 100, end: 128 }, crate::metrics::Every::Whole);
            let found = compute(&METRICS[0], &frame);
            found.parts.into_iter().find(|(name, _)| name == "engagement.posts_per_member").map(|(_, value)| value)
        };
        // Two messages each: one bound of 1.5, 2.5 …
        assert_eq!(part(&facts), Some(1.0));
        facts.kept.bands.insert("posts_per_member".into(), [0.5, 1.0, 1.5, 2.0, 9.0]);
        assert_eq!(part(&facts), Some(4.0));
    }

    #[test]
    fn bands_rise_or_fall_and_name_metrics() {
        for (group, id, bands) in BANDS {
            assert!(GROUPS.contains(group), "{group}");
            assert!(find(id).is_some(), "{id}");
            assert!(bands.is_sorted() || bands.iter().rev().is_sorted(), "{id}");
        }
        assert_eq!([0.0, 1.0, 2.0, 4.0, 7.0, 50.0].map(|k| score(k, &[2.0, 3.0, 5.0, 7.0, 10.0])), [0, 0, 1, 2, 4, 5]);
        assert_eq!([100.0, 72.0, 5.0, 0.5].map(|hours| score(hours, &[72.0, 24.0, 12.0, 4.0, 1.0])), [0, 1, 3, 5]);
    }
}
