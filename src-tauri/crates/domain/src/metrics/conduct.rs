//! How people treat each other: incidents and flags, as numbers and never as names.
//!
//! **Invariant:** a number below five is written "<5" wherever it leaves the team.

use super::steps::{Matter, entered};

/// Numbers below this are not told in anything shared.
pub const LEAST_SHARED: u64 = 5;

/// How an incident can end (Django's five), and whether that confirms it.
pub const OUTCOMES: [(&str, bool); 5] =
    [("no_violation", false), ("not_identified", true), ("resolved", true), ("recorded", true), ("banned", true)];

/// Whether an outcome says that there was a violation.
pub fn confirms(outcome: &str) -> bool {
    OUTCOMES.iter().any(|(word, confirms)| *word == outcome && *confirms)
}

/// Incidents received in a window, and how many of them were confirmed.
pub fn incidents(all: &[Matter], window: (i64, i64)) -> (u64, u64) {
    entered(all, "received", window)
        .fold((0, 0), |(all, sure), one| (all + 1, sure + u64::from(one.kind.as_deref().is_some_and(confirms))))
}

/// A number as it may be shared: one below five says no more than that.
pub fn shared(count: u64) -> String {
    if count < LEAST_SHARED { format!("<{LEAST_SHARED}") } else { count.to_string() }
}

/// Flags for 1,000 posts.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub fn per_thousand(flags: u64, posts: u64) -> Option<f64> {
    (posts > 0).then(|| 1_000.0 * flags as f64 / posts as f64)
}

/// Discourse's flagging ratio: agreed² when nothing was disagreed with, else (1 − agreed ÷ disagreed) × (disagreed − agreed),
/// rounded. Above zero, either kind outweighs the other clearly.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub fn flagging_ratio(agreed: u64, disagreed: u64) -> f64 {
    let (agreed, disagreed) = (agreed as f64, disagreed as f64);
    if disagreed == 0.0 { agreed * agreed } else { ((1.0 - agreed / disagreed) * (disagreed - agreed)).round() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incident(received: i64, outcome: Option<&str>) -> Matter {
        Matter { steps: [("received".to_owned(), received)].into(), kind: outcome.map(str::to_owned) }
    }

    #[test]
    fn reported_and_confirmed_are_two_numbers() {
        let all = [
            incident(1, None),
            incident(2, Some("no_violation")),
            incident(3, Some("not_identified")),
            incident(4, Some("banned")),
            incident(50, Some("banned")),
        ];
        assert_eq!(incidents(&all, (0, 50)), (4, 2));
        assert_eq!(incidents(&[], (0, 50)), (0, 0));
    }

    #[test]
    fn few_are_not_told() {
        let words: Vec<String> = [0, 1, 4, 5, 12].into_iter().map(shared).collect();
        assert_eq!(words, ["<5", "<5", "<5", "5", "12"]);
    }

    #[test]
    fn flags() {
        assert_eq!(per_thousand(3, 2_000), Some(1.5));
        assert_eq!(per_thousand(3, 0), None);
        for (agreed, disagreed, ratio) in
            [(0, 0, 0.0), (4, 0, 16.0), (1, 4, 2.0), (4, 1, 9.0), (2, 2, 0.0), (0, 3, 3.0)]
        {
            assert_eq!(flagging_ratio(agreed, disagreed), ratio, "{agreed} {disagreed}");
        }
    }
}
