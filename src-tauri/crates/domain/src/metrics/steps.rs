//! What goes through dated steps: feedback, leads, invitations, incidents.
//!
//! **Invariants:** what is counted in a window is what entered a step for the first time within it; a share is taken only
//! of those for whom there was time enough; a duration has the number still waiting beside it.

use std::collections::BTreeMap;

/// One matter: when it entered each of its steps for the first time, UTC milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matter {
    /// Step and instant.
    pub steps: BTreeMap<String, i64>,
    /// What kind it is, or how it ended.
    pub kind: Option<String>,
    /// The key of the member it is about.
    pub member: Option<i64>,
}

impl Matter {
    /// When it entered a step.
    pub fn at(&self, step: &str) -> Option<i64> {
        self.steps.get(step).copied()
    }

    /// When it entered the first of some steps.
    pub fn first(&self, steps: &[&str]) -> Option<i64> {
        steps.iter().filter_map(|step| self.at(step)).min()
    }
}

/// Those of some matters that entered a step in the window.
pub fn entered<'a>(matters: &'a [Matter], step: &'a str, window: (i64, i64)) -> impl Iterator<Item = &'a Matter> {
    matters.iter().filter(move |matter| matter.at(step).is_some_and(|at| (window.0..window.1).contains(&at)))
}

/// A share of what entered a step in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Those of whom it is true.
    pub some: u64,
    /// All.
    pub all: u64,
}

impl Share {
    /// 0 to 100.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn percent(self) -> Option<f64> {
        (self.all > 0).then(|| 100.0 * self.some as f64 / self.all as f64)
    }
}

/// Of the feedback collected in a window, what was passed on, planned or shipped.
pub fn passed_on(feedback: &[Matter], window: (i64, i64)) -> Share {
    share(feedback, "new", window, |one| one.first(&["passed_on", "planned", "shipped"]).is_some())
}

/// Of the feedback collected in a window, what was shipped or declined *and* the member told.
pub fn closed(feedback: &[Matter], window: (i64, i64)) -> Share {
    share(feedback, "new", window, |one| one.first(&["shipped", "declined"]).is_some() && one.at("told").is_some())
}

fn share(matters: &[Matter], step: &str, window: (i64, i64), is: impl Fn(&Matter) -> bool) -> Share {
    entered(matters, step, window)
        .fold(Share::default(), |sum, one| Share { some: sum.some + u64::from(is(one)), all: sum.all + 1 })
}

/// Of the invitations sent in a window (bounced ones left out) at least `days` ago, those accepted within `days`.
/// Answers the share, and how many are too young to say.
pub fn accepted(invitations: &[Matter], window: (i64, i64), now: i64, days: i64) -> (Share, u64) {
    let limit = days * crate::time::DAY;
    let (mut share, mut young) = (Share::default(), 0);
    for one in entered(invitations, "sent", window).filter(|one| one.at("bounced").is_none()) {
        let sent = one.at("sent").unwrap_or(now);
        if now < sent + limit {
            young += 1;
        } else {
            let in_time = one.at("accepted").is_some_and(|at| (sent..=sent + limit).contains(&at));
            share = Share { some: share.some + u64::from(in_time), all: share.all + 1 };
        }
    }
    (share, young)
}

/// How long it took from one step to the first of some others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Took {
    /// Milliseconds, shortest first.
    pub durations: Vec<i64>,
    /// How many did not come so far.
    pub waiting: u64,
}

impl Took {
    /// The middle one; the mean of the two in the middle.
    #[expect(clippy::cast_precision_loss, reason = "durations are below 2^53 milliseconds")]
    pub fn median(&self) -> Option<f64> {
        let middle = self.durations.len() / 2;
        let upper = *self.durations.get(middle)?;
        if self.durations.len() % 2 == 1 {
            return Some(upper as f64);
        }
        let lower = *self.durations.get(middle.checked_sub(1)?)?;
        Some((lower as f64 + upper as f64) / 2.0)
    }
}

/// How long it took what entered `from` in the window to come to the first of `to`.
pub fn took(matters: &[Matter], from: &str, to: &[&str], window: (i64, i64)) -> Took {
    let mut took = Took::default();
    for one in entered(matters, from, window) {
        match one.at(from).zip(one.first(to)) {
            Some((start, end)) => took.durations.push((end - start).max(0)),
            None => took.waiting += 1,
        }
    }
    took.durations.sort_unstable();
    took
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::DAY;

    fn matter(steps: &[(&str, i64)]) -> Matter {
        Matter { steps: steps.iter().map(|(step, at)| ((*step).to_owned(), *at)).collect(), ..Matter::default() }
    }

    const ALWAYS: (i64, i64) = (0, i64::MAX);

    #[test]
    fn the_loop_is_closed_when_the_member_was_told() {
        let feedback = [
            matter(&[("new", 1)]),
            matter(&[("new", 2), ("passed_on", 3)]),
            matter(&[("new", 3), ("shipped", 9)]),
            matter(&[("new", 4), ("declined", 9), ("told", 10)]),
            matter(&[("new", 100), ("shipped", 101), ("told", 102)]),
        ];
        assert_eq!(passed_on(&feedback, (0, 50)), Share { some: 2, all: 4 });
        assert_eq!(closed(&feedback, (0, 50)), Share { some: 1, all: 4 });
        assert_eq!(closed(&feedback, (0, 50)).percent(), Some(25.0));
        assert_eq!(closed(&feedback, (50, 60)).percent(), None, "nothing was collected");
    }

    #[test]
    fn an_invitation_has_thirty_days() {
        let day = |number: i64| number * DAY;
        let invitations = [
            matter(&[("sent", day(0)), ("accepted", day(30))]),
            matter(&[("sent", day(0)), ("accepted", day(31))]),
            matter(&[("sent", day(0)), ("bounced", day(1))]),
            matter(&[("sent", day(1))]),
            matter(&[("sent", day(40)), ("accepted", day(41))]),
        ];
        assert_eq!(accepted(&invitations, ALWAYS, day(45), 30), (Share { some: 1, all: 3 }, 1));
    }

    #[test]
    fn durations_have_those_still_waiting_beside_them() {
        let hour = crate::time::HOUR;
        let incidents = [
            matter(&[("received", 0), ("acknowledged", 2 * hour), ("closed", 30 * hour)]),
            matter(&[("received", 0), ("acknowledged", 26 * hour)]),
            matter(&[("received", hour)]),
        ];
        let took = took(&incidents, "received", &["acknowledged"], ALWAYS);
        assert_eq!((took.median(), took.waiting), (Some(14.0 * hour as f64), 1));
        assert_eq!(Took::default().median(), None);
    }

    proptest! {
        // The plain reading: look at every matter, sort, take the middle.
        #[test]
        fn medians_equal_the_plain_reading(cases in prop::collection::vec((0_i64..100, prop::option::of(0_i64..100)), 0..40), end in 0_i64..120) {
            let matters: Vec<Matter> = cases
                .iter()
                .map(|(start, length)| match length {
                    Some(length) => matter(&[("a", *start), ("b", start + length)]),
                    None => matter(&[("a", *start)]),
                })
                .collect();
            let found = took(&matters, "a", &["c", "b"], (10, end));
            let within: Vec<_> = cases.iter().filter(|(start, _)| *start >= 10 && *start < end).collect();
            let mut lengths: Vec<f64> = within.iter().filter_map(|(_, length)| length.map(|length| length as f64)).collect();
            lengths.sort_by(f64::total_cmp);
            let plain = match lengths.len() {
                0 => None,
                many if many % 2 == 1 => Some(lengths[many / 2]),
                many => Some((lengths[many / 2 - 1] + lengths[many / 2]) / 2.0),
            };
            prop_assert_eq!(found.median(), plain);
            prop_assert_eq!(usize::try_from(found.waiting).unwrap() + found.durations.len(), within.len());
        }
    }
}
