//! Laptops join and part rows and pass files around; a plain reading of the same tells what must come of it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Given, Joins, stands};
use crate::door::{Entry, Log};

const ROWS: [&str; 6] = ["a", "b", "c", "d", "file 1", "file 2"];

fn is_of_file(row: &str) -> bool {
    row.starts_with("file")
}

fn merged(one: &Joins, other: &Joins) -> Joins {
    let mut both = one.clone();
    both.merge(other);
    both
}

/// Which rows are one, without saying which of them stays.
fn classes(given: &Given) -> BTreeSet<BTreeSet<String>> {
    let mut of: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in ROWS {
        of.entry(stands(given, row)).or_default().insert(row.to_owned());
    }
    of.into_values().collect()
}

/// A laptop: its list, its joins, its door.
#[derive(Debug, Clone, Default)]
struct Laptop {
    rows: Given,
    joins: Joins,
    log: Log,
}

impl Laptop {
    /// What a person does in the list: nothing where two rows of files would become one. Answers whether it was done.
    fn join(&mut self, one: &str, other: &str) -> bool {
        let (one, other) = (stands(&self.rows, one).to_owned(), stands(&self.rows, other).to_owned());
        if one == other || (is_of_file(&one) && is_of_file(&other)) {
            return false;
        }
        let (stays, goes) =
            if (!is_of_file(&one), &one) < (!is_of_file(&other), &other) { (one, other) } else { (other, one) };
        for of in self.rows.values_mut().filter(|of| **of == goes) {
            of.clone_from(&stays);
        }
        self.rows.insert(goes, stays);
        true
    }

    fn part(&mut self, row: &str) {
        self.rows.remove(row);
    }

    fn file(&mut self) -> (Joins, Log) {
        self.joins.catch_up(&self.rows, is_of_file);
        (self.joins.clone(), self.log.clone())
    }

    fn read(&mut self, file: &(Joins, Log)) {
        self.joins.catch_up(&self.rows, is_of_file);
        self.joins.merge(&file.0);
        self.log.merge(&file.1);
        self.rows = self.joins.given(is_of_file);
    }

    /// People who are in.
    fn heads(&self) -> usize {
        self.log.present().keys().map(|row| stands(&self.rows, row)).collect::<BTreeSet<_>>().len()
    }
}

fn pass(laptops: &mut [Laptop], from: usize, to: usize) {
    let file = laptops[from].file();
    laptops[to].read(&file);
}

/// Everybody reads everybody's file, in some order, twice.
fn pass_all(laptops: &mut [Laptop], order: &[(usize, usize)]) {
    for (from, to) in order.iter().chain(order) {
        pass(laptops, *from, *to);
    }
}

fn orders() -> impl Strategy<Value = Vec<(usize, usize)>> {
    Just(vec![(0, 1), (1, 2), (2, 0), (0, 2), (2, 1), (1, 0)]).prop_shuffle()
}

fn steps(kinds: u8) -> impl Strategy<Value = Vec<(usize, u8, usize, usize)>> {
    proptest::collection::vec((0_usize..3, 0..kinds, 0_usize..ROWS.len(), 0_usize..ROWS.len()), 0..40)
}

fn told() -> impl Strategy<Value = Joins> {
    proptest::collection::vec((0_usize..ROWS.len(), 0_usize..ROWS.len(), 0_u32..4), 0..10).prop_map(|all| {
        let mut joins = Joins::default();
        all.into_iter().for_each(|(one, other, turns)| joins.note(ROWS[one], ROWS[other], turns));
        joins
    })
}

#[test]
fn a_row_of_a_file_stays_and_a_join_that_was_taken_back_stays_so() {
    let mut here = Laptop::default();
    assert!(here.join("a", "file 1") && here.join("b", "a") && !here.join("b", "file 1"));
    assert_eq!(here.rows, Given::from([("a".into(), "file 1".into()), ("b".into(), "file 1".into())]));
    let mut there = Laptop::default();
    let before = here.file();
    there.read(&before);
    assert_eq!(there.rows, here.rows);
    // Taken back here; the file of before and that of the other laptop bring nothing back.
    here.part("a");
    here.read(&before);
    assert_eq!(here.rows, Given::from([("b".into(), "file 1".into())]));
    there.read(&here.file());
    here.read(&there.file());
    assert_eq!((&there.rows, here.rows.len()), (&here.rows, 1));
    // Done again, it is one again everywhere.
    assert!(here.join("a", "b"));
    there.read(&here.file());
    assert_eq!((there.rows.len(), there.rows == here.rows), (2, true));
}

#[test]
fn joined_with_two_rows_of_files_is_one_of_them_and_the_files_rows_stay_two() {
    let (mut here, mut there) = (Laptop::default(), Laptop::default());
    here.join("a", "file 2");
    there.join("a", "file 1");
    pass_all(&mut [here.clone(), there.clone(), Laptop::default()], &[(0, 1)]);
    let (file, other) = (here.file(), there.file());
    here.read(&other);
    there.read(&file);
    assert_eq!(here.rows, Given::from([("a".into(), "file 1".into())]));
    assert_eq!(there.rows, here.rows);
    // Parted, it is alone: the other one does not come up from under it.
    here.part("a");
    there.read(&here.file());
    assert!(there.rows.is_empty());
}

proptest! {
    #[test]
    fn merging_commutes_associates_and_twice_is_once(a in told(), b in told(), c in told()) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &a), a.clone());
        prop_assert_eq!(merged(&merged(&a, &b), &b), merged(&a, &b));
    }

    #[test]
    fn the_joins_say_what_the_rows_say(mut joins in told(), other in told()) {
        let rows = other.given(is_of_file);
        joins.catch_up(&rows, is_of_file);
        prop_assert_eq!(classes(&joins.given(is_of_file)), classes(&rows));
        let once = joins.clone();
        joins.catch_up(&rows, is_of_file);
        prop_assert_eq!(joins, once);
    }

    /// Three laptops do what they do; in the end all of them say the same, and nothing that is read again changes it.
    #[test]
    fn in_the_end_all_laptops_show_the_same(steps in steps(6), order in orders()) {
        let mut laptops = vec![Laptop::default(); 3];
        for (number, (laptop, what, row, other)) in steps.into_iter().enumerate() {
            let at = i64::try_from(number).unwrap();
            match what {
                0 => laptops[laptop].log.note(&format!("{number}"), Entry { guest: ROWS[row].into(), at, heads: 1, desk: String::new(), undone_at: None }),
                1 => { laptops[laptop].log.undo(ROWS[row], at); }
                2 | 3 => { laptops[laptop].join(ROWS[row], ROWS[other]); }
                4 => laptops[laptop].part(ROWS[row]),
                _ => pass(&mut laptops, other % 3, laptop),
            }
        }
        pass_all(&mut laptops, &order);
        let one = laptops[0].clone();
        for laptop in &laptops {
            prop_assert_eq!(&laptop.rows, &one.rows);
            prop_assert_eq!((&laptop.joins, &laptop.log, laptop.heads()), (&one.joins, &one.log, one.heads()));
        }
        let before = laptops.clone();
        pass_all(&mut laptops, &order);
        for (after, before) in laptops.iter().zip(&before) {
            prop_assert_eq!((&after.rows, &after.joins), (&before.rows, &before.joins));
        }
    }

    /// The plain reading where nobody parts anything: whoever was joined anywhere is one everywhere, by hand counted.
    #[test]
    fn whoever_was_joined_anywhere_is_one_everywhere(steps in steps(3), order in orders()) {
        let mut laptops = vec![Laptop::default(); 3];
        let mut one = [[false; 4]; 4];
        let mut came = [false; 4];
        for (number, (laptop, what, row, other)) in steps.into_iter().enumerate() {
            let (row, other) = (row % 4, other % 4);
            match what {
                0 => {
                    laptops[laptop].log.note(&format!("{number}"), Entry { guest: ROWS[row].into(), at: 0, heads: 1, desk: String::new(), undone_at: None });
                    came[row] = true;
                }
                1 => {
                    laptops[laptop].join(ROWS[row], ROWS[other]);
                    one[row][other] = true;
                    one[other][row] = true;
                }
                _ => pass(&mut laptops, other % 3, laptop),
            }
        }
        for middle in 0..4 {
            for from in 0..4 {
                for to in 0..4 {
                    one[from][to] |= one[from][middle] && one[middle][to];
                }
            }
        }
        // A person is counted at the first of their rows.
        let people = (0..4).filter(|row| !(0..*row).any(|other| one[*row][other])).filter(|row| (0..4).any(|other| came[other] && (other == *row || one[*row][other]))).count();
        pass_all(&mut laptops, &order);
        for laptop in &laptops {
            prop_assert_eq!(laptop.heads(), people);
        }
    }

    /// The plain reading where one laptop decides and the others carry its files about, old ones too: it is as that one says.
    #[test]
    fn what_one_laptop_decides_is_so_everywhere(steps in steps(4), order in orders()) {
        let mut laptops = vec![Laptop::default(); 3];
        let mut old = Vec::new();
        for (to, what, row, other) in steps {
            match what {
                0 => { laptops[0].join(ROWS[row], ROWS[other]); }
                1 => laptops[0].part(ROWS[row]),
                2 => old.push(laptops[0].file()),
                _ => if let Some(file) = old.get(row) { laptops[to].read(file); },
            }
        }
        let decided = classes(&laptops[0].rows);
        pass_all(&mut laptops, &order);
        for laptop in &laptops {
            prop_assert_eq!(classes(&laptop.rows), decided.clone());
        }
    }
}
