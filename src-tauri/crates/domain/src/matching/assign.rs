//! The one best way to give people to places that have room for several.
//!
//! Shortest augmenting paths with potentials (Jonker and Volgenant's way of the Hungarian method), where a place is full
//! only when all of its room is: a min-cost flow on a dense graph. Being left is one more place, with room for everybody,
//! that costs more than all pairs together.
//!
//! **Invariants:** after each row, the rows so far are given in the best way; ties go to the place that comes first.

/// Two who must not be paired.
pub(super) const BLOCKED: i64 = i64::MIN;
const FAR: i64 = i64::MAX / 4;

fn at<T: Copy>(list: &[T], place: usize, other: T) -> T {
    list.get(place).copied().unwrap_or(other)
}

fn put<T>(list: &mut [T], place: usize, value: T) {
    if let Some(slot) = list.get_mut(place) {
        *slot = value;
    }
}

/// The place of each row. `scores` has `rows` rows of as many columns as there is `room`.
pub(super) fn assign(scores: &[i64], room: &[u32], rows: usize) -> Vec<Option<usize>> {
    let columns = room.len();
    if columns == 0 || rows == 0 {
        return vec![None; rows];
    }
    let known = || scores.iter().copied().filter(|score| *score != BLOCKED);
    let (best, worst) = (known().max().unwrap_or(0), known().min().unwrap_or(0));
    // One more pair is worth more than whatever all others lose by it.
    let alone = (best - worst + 1).saturating_mul(i64::try_from(rows.min(1 << 20)).unwrap_or(1) + 1);
    let mut mine: Vec<Option<usize>> = vec![None; rows];
    let mut given: Vec<Vec<usize>> = vec![Vec::new(); columns];
    let (mut of_row, mut of_column) = (vec![0_i64; rows], vec![0_i64; columns]);
    for row in 0..rows {
        let (mut far, mut via) = (vec![FAR; columns], vec![row; columns]);
        let mut done = vec![false; columns];
        let (mut left_far, mut left_via) = (FAR, row);
        // Rows that were reached, and how far they are.
        let mut reached: Vec<(usize, i64)> = vec![(row, 0)];
        let mut fresh = 0;
        let (end, length) = loop {
            while let Some(&(from, base)) = reached.get(fresh) {
                fresh += 1;
                let price = base - at(&of_row, from, 0);
                if price + alone < left_far {
                    (left_far, left_via) = (price + alone, from);
                }
                let line = scores.get(from * columns..(from + 1) * columns).unwrap_or_default();
                let slots = far.iter_mut().zip(via.iter_mut()).zip(done.iter().zip(&of_column));
                for (score, ((far, via), (done, of_column))) in line.iter().zip(slots) {
                    if *score == BLOCKED || *done {
                        continue;
                    }
                    let length = price + (best - score) - of_column;
                    if length < *far {
                        (*far, *via) = (length, from);
                    }
                }
            }
            let next = far.iter().zip(&done).enumerate().filter(|(_, (_, done))| !**done);
            let next = next.min_by_key(|(_, (far, _))| **far).map(|(column, (far, _))| (column, *far));
            let Some((column, length)) = next.filter(|(_, length)| *length <= left_far && *length < FAR) else {
                break (None, left_far);
            };
            put(&mut done, column, true);
            let taken = given.get(column).map_or(0, Vec::len);
            if taken < usize::try_from(at(room, column, 0)).unwrap_or(usize::MAX) {
                break (Some(column), length);
            }
            reached.extend(given.get(column).into_iter().flatten().map(|row| (*row, length)));
        };
        for (reached, base) in reached {
            let before = at(&of_row, reached, 0);
            put(&mut of_row, reached, before + length - base);
        }
        for ((far, done), of_column) in far.iter().zip(&done).zip(of_column.iter_mut()) {
            if *done {
                *of_column += far - length;
            }
        }
        // Along the path, everybody moves one place on.
        let mut column = end;
        let mut mover = end.map_or(left_via, |column| at(&via, column, row));
        loop {
            let before = at(&mine, mover, None);
            if let Some(before) = before.and_then(|before| given.get_mut(before)) {
                before.retain(|one| *one != mover);
            }
            put(&mut mine, mover, column);
            if let Some(list) = column.and_then(|column| given.get_mut(column)) {
                list.push(mover);
            }
            if mover == row {
                break;
            }
            let Some(before) = before else { break };
            column = Some(before);
            mover = at(&via, before, row);
        }
    }
    mine
}
