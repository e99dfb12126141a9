//! What members bring, compared with customers who are none.
//!
//! **Invariants:** it is never "members minus others": members were better customers beforehand. Without the totals of both
//! groups, in this window and in the one before, there is no value.

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
