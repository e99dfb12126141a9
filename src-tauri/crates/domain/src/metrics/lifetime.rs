//! What members bring, compared with customers who are none.
//!
//! **Invariants:** it is never "members minus others": members were better customers beforehand. Without the totals of both
//! groups, in this window and in the one before, there is no value.

use super::{
    Behind, Definition, Direction, Frame, Group as About, Reason, Unit, Value, Window,
    kept::{either, figures, sum},
};

/// What customers brought in a window, of one kind of them.
fn brought(frame: &Frame<'_>, window: Window, kinds: (&str, &str)) -> Option<Brought> {
    let revenue = sum(frame, kinds.0, window).ok()?;
    Some(Brought { revenue, customers: sum(frame, kinds.1, window).ok()?.unsigned_abs() })
}

pub(super) const METRICS: &[Definition] = &[Definition {
    id: "clv_effect",
    version: 1,
    title: "What the community adds to a customer's value",
    text: "Difference in differences: by how much more the revenue per customer rose from the window before to this one for \
           customers who are members than for those who are not. Never \"members minus others\": members were better \
           customers beforehand. Needs the revenue and the number of customers of both groups in both windows, kept under \
           Figures. n is the customers of this window.",
    group: About::Value,
    unit: Unit::Money,
    direction: Direction::Up,
    least: 1,
    compute: |frame| {
        either(figures(frame, "revenue_members").map(|_| {
            let group = |kinds| Group {
                before: brought(frame, frame.previous, kinds),
                after: brought(frame, frame.window, kinds),
            };
            let members = group(("revenue_members", "customers_members"));
            let others = group(("revenue_others", "customers_others"));
            let n = [members.after, others.after].into_iter().flatten().map(|one| one.customers).sum();
            match effect(members, others) {
                None => Value::none(Reason::NotKept),
                Some(value) => Value::of(value, n)
                    .with("members", members.change().unwrap_or_default())
                    .with("others", others.change().unwrap_or_default()),
            }
        }))
    },
    behind: |_, _| Behind::People(Vec::new()),
}];

/// What a group of customers brought in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    /// Money, in minor units.
    pub revenue: i64,
    /// How many customers they were.
    pub customers: u64,
}

impl Brought {
    /// What each of them brought.
    #[expect(clippy::cast_precision_loss, reason = "amounts are below 2^53 minor units")]
    pub fn each(self) -> Option<f64> {
        (self.customers > 0).then(|| self.revenue as f64 / self.customers as f64)
    }
}

/// A group in a window and in the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Group {
    /// In the window before.
    pub before: Option<Brought>,
    /// In the window.
    pub after: Option<Brought>,
}

impl Group {
    /// By how much what each brought changed.
    pub fn change(self) -> Option<f64> {
        Some(self.after?.each()? - self.before?.each()?)
    }
}

/// Difference in differences: how much more a member's value rose than that of customers who are no members.
pub fn effect(members: Group, others: Group) -> Option<f64> {
    Some((members.change()? - others.change()?).round())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn group(before: i64, after: i64, customers: u64) -> Group {
        let brought = |revenue| Some(Brought { revenue, customers });
        Group { before: brought(before), after: brought(after) }
    }

    #[test]
    fn the_example_of_feverbee() {
        // Members spend $50 more than before, others $20 more: the community made $30 of it.
        assert_eq!(effect(group(10_000, 15_000, 1), group(8_000, 10_000, 1)), Some(3_000.0));
        assert_eq!(effect(group(100_000, 150_000, 10), group(800_000, 1_000_000, 100)), Some(3_000.0));
    }

    #[test]
    fn without_all_four_totals_there_is_no_value() {
        let whole = group(1, 2, 1);
        for members in [Group { before: None, ..whole }, Group { after: None, ..whole }, group(1, 2, 0)] {
            assert_eq!(effect(members, whole), None);
            assert_eq!(effect(whole, members), None);
        }
    }

    proptest! {
        #[test]
        fn better_customers_beforehand_are_no_effect(before in 0_i64..1_000_000, head_start in 0_i64..1_000_000, rise in -1_000_i64..1_000) {
            let others = group(before, before + rise, 1);
            let members = group(before + head_start, before + head_start + rise, 1);
            prop_assert_eq!(effect(members, others), Some(0.0));
        }
    }
}
