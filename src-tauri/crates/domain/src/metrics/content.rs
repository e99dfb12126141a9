//! What is read, as the source counted it or somebody typed it in. Reads are never estimated from posts.
//!
//! **Invariants:** a number for days that reach out of a window is not in it; where a number of the whole was kept beside
//! those of single pages, the whole is not added up again.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{
    Behind, Definition, Direction, FEWEST_OF_PERCENT, Group, Reason, Unit, Value,
    figures::float,
    kept::{dates, either, figures},
};
use crate::figures::Period;

/// What was counted, with what had to be left out.
fn counted(frame: &super::Frame<'_>, kind: &str) -> Value {
    either(figures(frame, kind).map(|numbers| {
        let (from, until) = dates(frame.window);
        let found = sum(numbers, from, until);
        match found.value {
            None => Value::none(Reason::NotKept),
            Some(value) if found.cut > 0 => Value::count(value.unsigned_abs()).with("left_out", float(found.cut)),
            Some(value) => Value::count(value.unsigned_abs()),
        }
    }))
}

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "views",
        version: 1,
        title: "Views",
        text: "Views of pages or topics in the window, as the source counted them and they are kept under Figures: those of the \
               whole where there are any, else the sum of the pages. A number for days that reach out of the window is left \
               out. Reads are never estimated from posts.",
        group: Group::Content,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| counted(frame, "views"),
        behind: |_, _| Behind::People(Vec::new()),
    },
    Definition {
        id: "downloads",
        version: 1,
        title: "Downloads",
        text: "Downloads in the window, as the source counted them and they are kept under Figures. A number for days that \
               reach out of the window is left out.",
        group: Group::Content,
        unit: Unit::Count,
        direction: Direction::Up,
        least: 0,
        compute: |frame| counted(frame, "downloads"),
        behind: |_, _| Behind::People(Vec::new()),
    },
    Definition {
        id: "views_per_item",
        version: 1,
        title: "Views per active page",
        text: "Views of single pages in the window, divided by the pages that were viewed at all. n is the latter. Views are \
               kept under Figures; the page is what stands under \"of what\".",
        group: Group::Content,
        unit: Unit::Number,
        direction: Direction::Up,
        least: 1,
        compute: |frame| {
            either(figures(frame, "views").map(|numbers| {
                let (from, until) = dates(frame.window);
                match viewed_items(numbers, from, until) {
                    (0, _) => Value::none(Reason::NotKept),
                    (items, views) => Value::of(float(views.unsigned_abs()) / float(items), items),
                }
            }))
        },
        behind: |_, _| Behind::People(Vec::new()),
    },
    Definition {
        id: "unread_share",
        version: 1,
        title: "Pages nobody read",
        text: "Of the pages whose views are kept under Figures up to the end of the window, those without a view in its last 28 \
               days.",
        group: Group::Content,
        unit: Unit::Percent,
        direction: Direction::Down,
        least: FEWEST_OF_PERCENT,
        compute: |frame| {
            either(figures(frame, "views").map(|numbers| match unread(numbers, dates(frame.window).1) {
                None => Value::none(Reason::NotKept),
                Some((unread, items)) => Value::share(unread, items),
            }))
        },
        behind: |_, _| Behind::People(Vec::new()),
    },
];

/// A number of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Which days.
    pub period: Period,
    /// Of what: a page; empty for the whole.
    pub label: String,
    /// How many.
    pub value: i64,
}

/// What numbers say about a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Their sum; nothing when no number lies within the window.
    pub value: Option<i64>,
    /// How many numbers it is made of.
    pub n: u64,
    /// How many lie only partly within the window, and were left out.
    pub cut: u64,
}

/// The sum of the numbers that lie within a window: those of the whole where there are any, else those of its parts.
pub fn sum(numbers: &[Dated], from: NaiveDate, until: NaiveDate) -> Sum {
    let whole = numbers.iter().any(|one| one.label.is_empty() && one.period.within(from, until));
    let mut sum = Sum::default();
    for one in numbers.iter().filter(|one| !whole || one.label.is_empty()) {
        if one.period.within(from, until) {
            sum.value = Some(sum.value.unwrap_or(0).saturating_add(one.value));
            sum.n += 1;
        } else if one.period.touches(from, until) {
            sum.cut += 1;
        }
    }
    sum
}

/// Pages that were viewed in a window, and their views: for views per active item.
pub fn viewed_items(numbers: &[Dated], from: NaiveDate, until: NaiveDate) -> (u64, i64) {
    let mut items: BTreeMap<&str, i64> = BTreeMap::new();
    for one in numbers.iter().filter(|one| !one.label.is_empty() && one.period.within(from, until)) {
        *items.entry(&one.label).or_default() += one.value;
    }
    items.values().filter(|views| **views > 0).fold((0, 0), |(many, sum), views| (many + 1, sum + views))
}

/// Of the pages with a number up to the end of a window, those without a view in its last 28 days; and how many pages
/// there are. Nothing when no page has a number in these days: then nobody counted.
pub fn unread(numbers: &[Dated], until: NaiveDate) -> Option<(u64, u64)> {
    let from = until.checked_sub_days(Days::new(28))?;
    let pages = || numbers.iter().filter(|one| !one.label.is_empty() && one.period.from < until);
    if !pages().any(|one| one.period.touches(from, until)) {
        return None;
    }
    let mut items: BTreeMap<&str, bool> = BTreeMap::new();
    for one in pages() {
        *items.entry(&one.label).or_default() |= one.value > 0 && one.period.touches(from, until);
    }
    let unread = items.values().filter(|read| !**read).count();
    Some((u64::try_from(unread).unwrap_or(0), u64::try_from(items.len()).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dated(period: &str, label: &str, value: i64) -> Dated {
        Dated { period: Period::parse(period).unwrap(), label: label.into(), value }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_number_that_reaches_out_is_left_out() {
        let numbers = [dated("2024-05", "", 100), dated("2024-06-01", "", 5), dated("2024-06-02", "", 7)];
        let may = sum(&numbers, day("2024-05-01"), day("2024-06-01"));
        assert_eq!(may, Sum { value: Some(100), n: 1, cut: 0 });
        let week = sum(&numbers, day("2024-05-27"), day("2024-06-03"));
        assert_eq!(week, Sum { value: Some(12), n: 2, cut: 1 });
        assert_eq!(sum(&numbers, day("2024-07-01"), day("2024-08-01")), Sum::default());
    }

    #[test]
    fn the_whole_is_not_added_to_its_parts() {
        let numbers =
            [dated("2024-05", "", 100), dated("2024-05", "a", 60), dated("2024-05", "b", 0), dated("2024-06", "a", 9)];
        assert_eq!(sum(&numbers, day("2024-05-01"), day("2024-06-01")).value, Some(100));
        assert_eq!(sum(&numbers, day("2024-06-01"), day("2024-07-01")).value, Some(9));
        assert_eq!(viewed_items(&numbers, day("2024-05-01"), day("2024-06-01")), (1, 60));
    }

    #[test]
    fn unread_pages() {
        let numbers = [
            dated("2024-05-20", "a", 60),
            dated("2024-05-20", "b", 0),
            dated("2024-01-01", "c", 9),
            dated("2024-05-20", "", 5),
        ];
        assert_eq!(unread(&numbers, day("2024-06-01")), Some((2, 3)));
        assert_eq!(unread(&numbers, day("2024-09-01")), None, "nobody counted any more");
        assert_eq!(unread(&numbers, day("2024-01-01")), None);
    }

    proptest! {
        // Days only: then windows put together give the sum of the windows.
        #[test]
        fn windows_add_up(values in prop::collection::vec((0_u64..60, 0_i64..1_000), 0..50), cut in 0_u64..60) {
            let start = day("2024-01-01");
            let numbers: Vec<Dated> = values
                .iter()
                .map(|(offset, value)| {
                    let from = start + Days::new(*offset);
                    Dated { period: Period { from, until: from.succ_opt().unwrap() }, label: String::new(), value: *value }
                })
                .collect();
            let all = |from: u64, until: u64| sum(&numbers, start + Days::new(from), start + Days::new(until));
            let (left, right, whole) = (all(0, cut), all(cut, 60), all(0, 60));
            prop_assert_eq!(left.value.unwrap_or(0) + right.value.unwrap_or(0), whole.value.unwrap_or(0));
            prop_assert_eq!(left.n + right.n, whole.n);
            prop_assert_eq!(whole.value.is_none(), numbers.is_empty());
        }
    }
}
