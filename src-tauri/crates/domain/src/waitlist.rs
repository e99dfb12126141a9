//! Who gets a seat that became free: WAITING → OFFERED → ACCEPTED, or EXPIRED and back to the end.
//!
//! **Invariants:** seats are offered in the order in which people began to wait, and nobody is passed over because those
//! who come along with somebody need more seats; an offer keeps its seats until it is accepted, declined or expired; never
//! are more seats promised than there are.

/// Somebody who waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Which guest.
    pub guest: String,
    /// Since when, UTC milliseconds.
    pub since: i64,
    /// Seats they need.
    pub seats: u32,
}

/// An offer that was not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Which guest.
    pub guest: String,
    /// Until when it holds, UTC milliseconds.
    pub until: i64,
    /// Seats that are kept for them.
    pub seats: u32,
}

/// What is to happen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    /// Offers that ran out.
    pub expired: Vec<String>,
    /// Those who are offered a seat now.
    pub offered: Vec<String>,
    /// Seats that are free after that.
    pub free: u32,
}

/// Offers what is free: of `seats`, of which `taken` are.
pub fn offer(seats: u32, taken: u32, offered: &[Offered], waiting: &[Waiting], now: i64) -> Moves {
    let (open, gone): (Vec<&Offered>, Vec<&Offered>) = offered.iter().partition(|offer| offer.until > now);
    let kept = open.iter().fold(taken, |sum, offer| sum.saturating_add(offer.seats));
    let mut free = seats.saturating_sub(kept);
    let mut line: Vec<&Waiting> = waiting.iter().collect();
    line.sort_by(|a, b| (a.since, &a.guest).cmp(&(b.since, &b.guest)));
    let mut moves = Moves { expired: gone.iter().map(|offer| offer.guest.clone()).collect(), ..Moves::default() };
    for next in line {
        if next.seats > free {
            break;
        }
        free -= next.seats;
        moves.offered.push(next.guest.clone());
    }
    moves.free = free;
    moves
}

/// Until when an offer made now holds: two days, though not beyond the hour before the doors open, and at least an hour.
pub fn holds_until(now: i64, start_at: i64) -> i64 {
    const HOUR: i64 = 3_600_000;
    now.saturating_add(48 * HOUR).min(start_at.saturating_sub(HOUR)).max(now.saturating_add(HOUR))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn waits(guest: &str, since: i64, seats: u32) -> Waiting {
        Waiting { guest: guest.into(), since, seats }
    }

    #[test]
    fn who_waited_longest_is_asked_first_and_nobody_is_passed_over() {
        let line = [waits("late", 30, 1), waits("first", 10, 1), waits("party", 20, 3)];
        let offers = [
            Offered { guest: "open".into(), until: 100, seats: 1 },
            Offered { guest: "old".into(), until: 50, seats: 2 },
        ];
        let moves = offer(10, 6, &offers, &line, 60);
        assert_eq!(moves, Moves { expired: vec!["old".into()], offered: vec!["first".into()], free: 2 });
        assert_eq!(offer(12, 6, &offers, &line, 60).offered, ["first", "party", "late"]);
        assert_eq!(offer(0, 6, &[], &line, 60).offered, [""; 0]);
    }

    #[test]
    fn an_offer_ends_before_the_doors_open() {
        let hour = 3_600_000;
        assert_eq!(holds_until(0, 1_000 * hour), 48 * hour);
        assert_eq!(holds_until(0, 10 * hour), 9 * hour);
        assert_eq!(holds_until(0, 0), hour);
    }

    proptest! {
        #[test]
        fn never_more_seats_than_there_are(seats in 0_u32..50, taken in 0_u32..60, line in proptest::collection::vec((0_i64..20, 1_u32..4), 0..20)) {
            let waiting: Vec<Waiting> = line.iter().enumerate().map(|(n, (since, seats))| waits(&format!("{n:02}"), *since, *seats)).collect();
            let moves = offer(seats, taken, &[], &waiting, 0);
            let given: u32 = moves.offered.iter().map(|guest| waiting.iter().find(|one| one.guest == *guest).unwrap().seats).sum();
            prop_assert_eq!(given + moves.free, seats.saturating_sub(taken));
            // Everybody before the last one who was asked was asked as well.
            if let Some(last) = moves.offered.last() {
                let last = waiting.iter().find(|one| one.guest == *last).unwrap();
                for one in &waiting {
                    let before = (one.since, &one.guest) < (last.since, &last.guest);
                    prop_assert!(!before || moves.offered.contains(&one.guest));
                }
            }
        }
    }
}
