//! Many short lists of numbers, one after the other.
//!
//! **Invariant:** a list keeps the order in which its numbers came; a list that nobody filled is empty.

/// Lists by number.
pub(super) struct Lists {
    items: Vec<u32>,
    /// Where each list begins, and where the last ends.
    begins: Vec<u32>,
}

/// A number of 32 bits; there are never more accounts, nor entries of them.
pub(super) fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Lists {
    /// From pairs of a list and a number in it.
    pub(super) fn new(lists: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut begins = vec![0_u32; lists + 1];
        for (list, _) in pairs.clone() {
            begins.get_mut(list as usize + 1).into_iter().for_each(|count| *count += 1);
        }
        let mut before = 0;
        for count in &mut begins {
            before += *count;
            *count = before;
        }
        let mut items = vec![0; before as usize];
        let mut free = begins.clone();
        for (list, item) in pairs {
            let Some(place) = free.get_mut(list as usize) else { continue };
            items.get_mut(*place as usize).into_iter().for_each(|free| *free = item);
            *place += 1;
        }
        Self { items, begins }
    }

    /// The numbers of a list.
    pub(super) fn of(&self, list: u32) -> &[u32] {
        let at = |place: usize| self.begins.get(place).map_or(0, |begin| *begin as usize);
        self.items.get(at(list as usize)..at(list as usize + 1)).unwrap_or_default()
    }
}
