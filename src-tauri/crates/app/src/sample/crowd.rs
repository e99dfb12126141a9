//! Who is there at a moment, and who of them speaks.
//!
//! **Invariant:** whoever is chosen has an account in the place and stays in it at that moment.

use super::{
    chance::Chance,
    people::{Person, Stay},
};

/// The people of one place, for choosing somebody who is there.
#[derive(Debug)]
pub(super) struct Crowd {
    upto: Vec<(f64, u32, Stay)>,
    /// By arrival.
    newest: Vec<(u32, Stay)>,
}

impl Crowd {
    /// Those of the people that a function gives a stay and a weight.
    pub(super) fn new(people: &[Person], chosen: impl Fn(usize, &Person) -> Option<(Stay, f64)>) -> Self {
        let mut sum = 0.0;
        let mut upto = Vec::new();
        for (number, person) in people.iter().enumerate() {
            if let Some((stay, weight)) = chosen(number, person).filter(|(_, weight)| *weight > 0.0) {
                sum += weight;
                upto.push((sum, number as u32, stay));
            }
        }
        let mut newest: Vec<(u32, Stay)> = upto.iter().map(|&(_, number, stay)| (number, stay)).collect();
        newest.sort_by_key(|(number, stay)| (stay.from, *number));
        Self { upto, newest }
    }

    /// Somebody who is there, likelier who writes much.
    pub(super) fn someone(&self, at: i64, chance: &mut Chance) -> Option<u32> {
        let (all, ..) = *self.upto.last()?;
        for _ in 0..48 {
            let drawn = chance.unit() * all;
            let place = self.upto.partition_point(|(upto, ..)| *upto <= drawn);
            if let Some((_, number, stay)) = self.upto.get(place)
                && stay.from < at
                && at < stay.until
            {
                return Some(*number);
            }
        }
        None
    }

    /// Somebody who came in the weeks before and is still there; when nobody did, anybody.
    pub(super) fn newcomer(&self, at: i64, weeks: i64, chance: &mut Chance) -> Option<u32> {
        let since = at - weeks * 7 * kith_domain::time::DAY;
        let first = self.newest.partition_point(|(_, stay)| stay.from < since);
        let last = self.newest.partition_point(|(_, stay)| stay.from < at);
        for _ in 0..8 {
            let place = first + chance.below(last.saturating_sub(first));
            if let Some((number, stay)) = self.newest.get(place).filter(|_| place < last)
                && at < stay.until
            {
                debug_assert!(stay.from < at);
                return Some(*number);
            }
        }
        self.someone(at, chance)
    }

    /// How many are there at a moment.
    pub(super) fn size(&self, at: i64) -> usize {
        self.newest.iter().filter(|(_, stay)| stay.from < at && at < stay.until).count()
    }
}
