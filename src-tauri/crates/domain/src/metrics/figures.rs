//! Arithmetic that several metrics share.

/// A count as a number to calculate with; exact below 2^53.
#[expect(clippy::cast_precision_loss, reason = "no community has 2^53 of anything")]
pub(super) fn float(count: u64) -> f64 {
    count as f64
}

/// A length as a count.
pub(super) fn len<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}

/// Milliseconds as hours.
pub(super) fn hours(milliseconds: i64) -> f64 {
    float(milliseconds.unsigned_abs()) * if milliseconds < 0 { -1.0 } else { 1.0 } / 3_600_000.0
}

/// The middle of values in ascending order; of an even number, the mean of the two in the middle.
pub fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        return sorted.get(middle).copied();
    }
    let (low, high) = (sorted.get(middle.checked_sub(1)?)?, sorted.get(middle)?);
    Some(f64::midpoint(*low, *high))
}

/// The value below which `percent` of values in ascending order lie, between the two nearest ones in proportion: of 50, the
/// median.
pub fn percentile(sorted: &[f64], percent: u64) -> Option<f64> {
    let last = len(sorted).checked_sub(1)?;
    let (below, rest) = (last * percent / 100, last * percent % 100);
    let at = |index: u64| usize::try_from(index).ok().and_then(|index| sorted.get(index)).copied();
    let low = at(below)?;
    let high = at(below + 1).unwrap_or(low);
    Some(low + (high - low) * float(rest) / 100.0)
}

/// Ascending.
pub(super) fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values
}
