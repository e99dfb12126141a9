//! The hours in which a community's team works.

use chrono::NaiveTime;

/// Working days and hours, in the community's zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingHours {
    /// ISO days of the week, 1 = Monday, ascending, none twice.
    pub days: Vec<u8>,
    /// When work begins.
    pub from: NaiveTime,
    /// When work ends; after `from`.
    pub to: NaiveTime,
}

/// Why working hours cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// No day, a day twice, or a day that is not 1 to 7.
    #[error("choose at least one working day")]
    Days,
    /// Not a time such as 09:00.
    #[error("write times as 09:00")]
    Time,
    /// Work would end before it begins.
    #[error("working hours must end after they begin")]
    Order,
}

impl WorkingHours {
    /// Checks days and times as a person typed them.
    ///
    /// # Errors
    /// [`HoursError`] says which rule is broken.
    pub fn new(days: &[u8], from: &str, to: &str) -> Result<Self, HoursError> {
        let mut days = days.to_vec();
        days.sort_unstable();
        let count = days.len();
        days.dedup();
        if days.is_empty() || days.len() != count || days.iter().any(|day| !(1..=7).contains(day)) {
            return Err(HoursError::Days);
        }
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| HoursError::Time);
        let (from, to) = (time(from)?, time(to)?);
        if to <= from {
            return Err(HoursError::Order);
        }
        Ok(Self { days, from, to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_is_told_apart() {
        assert!(WorkingHours::new(&[5, 1], "09:00", "17:30").is_ok_and(|hours| hours.days == [1, 5]));
        assert_eq!(WorkingHours::new(&[], "09:00", "17:00"), Err(HoursError::Days));
        assert_eq!(WorkingHours::new(&[8], "09:00", "17:00"), Err(HoursError::Days));
        assert_eq!(WorkingHours::new(&[1, 1], "09:00", "17:00"), Err(HoursError::Days));
        assert_eq!(WorkingHours::new(&[1], "9 am", "17:00"), Err(HoursError::Time));
        assert_eq!(WorkingHours::new(&[1], "17:00", "09:00"), Err(HoursError::Order));
    }
}
