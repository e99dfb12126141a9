//! A set of members by their keys, a bit for each.

/// Members.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberSet {
    bits: Vec<u64>,
}

/// Where a key's bit is.
fn place(key: i64) -> Option<(usize, u64)> {
    let key = usize::try_from(key).ok()?;
    Some((key / 64, 1 << (key % 64)))
}

impl MemberSet {
    pub(super) fn insert(&mut self, key: i64) {
        let Some((word, bit)) = place(key) else { return };
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        if let Some(word) = self.bits.get_mut(word) {
            *word |= bit;
        }
    }

    pub(super) fn remove(&mut self, key: i64) {
        let Some((word, bit)) = place(key) else { return };
        if let Some(word) = self.bits.get_mut(word) {
            *word &= !bit;
        }
    }

    /// Whether a member is in it.
    pub fn contains(&self, key: i64) -> bool {
        place(key).is_some_and(|(word, bit)| self.bits.get(word).is_some_and(|word| word & bit != 0))
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.bits.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether there is nobody in it.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|word| *word == 0)
    }

    pub(super) fn keep(&mut self, other: &Self) {
        for (place, word) in self.bits.iter_mut().enumerate() {
            *word &= other.bits.get(place).copied().unwrap_or(0);
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        if self.bits.len() < other.bits.len() {
            self.bits.resize(other.bits.len(), 0);
        }
        for (word, more) in self.bits.iter_mut().zip(&other.bits) {
            *word |= more;
        }
    }

    pub(super) fn drop(&mut self, other: &Self) {
        for (word, less) in self.bits.iter_mut().zip(&other.bits) {
            *word &= !less;
        }
    }

    /// The keys, ascending.
    pub fn keys(&self) -> impl Iterator<Item = i64> + '_ {
        self.bits.iter().enumerate().flat_map(|(place, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| (place * 64) as i64 + bit)
        })
    }

    /// As a JSON list of keys, for SQL.
    pub(crate) fn json(&self) -> String {
        use std::fmt::Write as _;
        let mut text = String::from("[");
        for key in self.keys() {
            // Writing to a string cannot fail.
            let _ = if text.len() > 1 { write!(text, ",{key}") } else { write!(text, "{key}") };
        }
        text.push(']');
        text
    }
}

impl FromIterator<i64> for MemberSet {
    fn from_iter<I: IntoIterator<Item = i64>>(keys: I) -> Self {
        let mut set = Self::default();
        keys.into_iter().for_each(|key| set.insert(key));
        set
    }
}
