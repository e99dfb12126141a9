//! Time zones as people write them.

use crate::time;

/// A zone's name as it is kept; `UTC+2` is one too.
#[must_use]
pub fn zone_name(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if let Some(zone) = time::zone(&typed.replace(' ', "_")) {
        return Some(zone.name().to_owned());
    }
    let upper = typed.to_uppercase().replace(' ', "");
    let hours = upper.strip_prefix("UTC").or_else(|| upper.strip_prefix("GMT"))?;
    let hours = hours.strip_suffix(":00").unwrap_or(hours);
    let (sign, number) = match (hours.strip_prefix('+'), hours.strip_prefix('-').or_else(|| hours.strip_prefix('−')))
    {
        (Some(number), _) => ('-', number),
        (None, Some(number)) => ('+', number),
        _ => return None,
    };
    let number: u32 = number.parse().ok()?;
    // Names of zones say it the other way around.
    let name = if number == 0 { "Etc/UTC".to_owned() } else { format!("Etc/GMT{sign}{number}") };
    time::zone(&name).map(|zone| zone.name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_as_people_write_them() {
        assert_eq!(zone_name(" Europe/Berlin ").as_deref(), Some("Europe/Berlin"));
        assert_eq!(zone_name("America/New York").as_deref(), Some("America/New_York"));
        assert_eq!(zone_name("UTC+2").as_deref(), Some("Etc/GMT-2"));
        assert_eq!(zone_name("gmt -05:00").as_deref(), Some("Etc/GMT+5"));
        for wrong in ["", "UTC+", "UTC+99", "somewhere", "UTC+2:30"] {
            assert_eq!(zone_name(wrong), None, "{wrong}");
        }
    }
}
