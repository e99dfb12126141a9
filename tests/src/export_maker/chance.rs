//! Repeatable chance.
//!
//! **Invariant:** the same seed gives the same numbers on every machine and in every version.

/// A splitmix64 generator.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A generator for one part of the whole, so that parts do not depend on each other's order.
    pub(crate) fn part(seed: u64, part: u64) -> Self {
        let mut one = Self(seed ^ part.wrapping_mul(0xa076_1d64_78bd_642f));
        one.next();
        one
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// At least 0, less than 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// At least 0, less than `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    pub(crate) fn often(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// About the standard normal distribution: the sum of twelve even ones.
    pub(crate) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// A rank from 0 below `end`, the lower the likelier: about `1 / (rank + 1)^slope`. `slope` is not 1.
    pub(crate) fn rank(&mut self, end: usize, slope: f64) -> usize {
        let power = 1.0 - slope;
        let top = (end as f64 + 1.0).powf(power);
        let rank = ((top - 1.0) * self.unit() + 1.0).powf(1.0 / power) - 1.0;
        (rank as usize).min(end - 1)
    }
}

/// Draws numbers with given weights in constant time (Vose's alias method).
#[derive(Debug)]
pub(crate) struct Weighted(Vec<(f64, u32)>);

impl Weighted {
    pub(crate) fn new(weights: &[f64]) -> Self {
        let scale = weights.len() as f64 / weights.iter().sum::<f64>();
        let mut slots: Vec<(f64, u32)> = (0u32..).zip(weights).map(|(own, weight)| (weight * scale, own)).collect();
        let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..slots.len()).partition(|&slot| slots[slot].0 < 1.0);
        while let (Some(poor), Some(rich)) = (small.pop(), large.pop()) {
            slots[poor].1 = rich as u32;
            slots[rich].0 -= 1.0 - slots[poor].0;
            if slots[rich].0 < 1.0 { small.push(rich) } else { large.push(rich) }
        }
        for slot in small.into_iter().chain(large) {
            slots[slot].0 = 1.0;
        }
        Self(slots)
    }

    pub(crate) fn draw(&self, chance: &mut Chance) -> usize {
        let slot = chance.below(self.0.len());
        let (share, other) = self.0[slot];
        if chance.unit() < share { slot } else { other as usize }
    }
}
