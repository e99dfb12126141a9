//! Slack's names of emoji.
//!
//! Slack writes every emoji as `:name:`, with the short names of iamcal/emoji-data, and a chosen skin tone as
//! `:name::skin-tone-2:` (2 is the lightest, 6 the darkest). Most names are GitHub's as well, which the `emojis` crate
//! knows; `names.tsv` holds those that differ.
//!
//! **Invariant:** a name that is not in these two tables is one of the workspace's own and has no Unicode.

use std::sync::LazyLock;

use emojis::SkinTone;
use rustc_hash::FxHashMap;

static NAMES: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("emoji/names.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// Between the name and the number of a skin tone.
const TONE: &str = "::skin-tone-";

/// The emoji with a Slack name, without its colons (`tada`, `+1::skin-tone-3`).
pub fn unicode(name: &str) -> Option<&'static str> {
    let (name, tone) = match name.split_once(TONE) {
        Some((name, tone)) => (name, Some(tone)),
        None => (name, None),
    };
    let plain = base(name)?;
    let tone = match tone {
        None => return Some(plain),
        Some("2") => SkinTone::Light,
        Some("3") => SkinTone::MediumLight,
        Some("4") => SkinTone::Medium,
        Some("5") => SkinTone::MediumDark,
        Some("6") => SkinTone::Dark,
        // Two people of different tones (`2-4`): nobody needs it exactly.
        Some(_) => return Some(plain),
    };
    let toned = emojis::get(plain).and_then(|emoji| emoji.with_skin_tone(tone));
    Some(toned.map_or(plain, |emoji| emoji.as_str()))
}

fn base(name: &str) -> Option<&'static str> {
    if let Some(known) = NAMES.get(name) {
        return Some(known);
    }
    if let Some(known) = emojis::get_by_shortcode(name) {
        return Some(known.as_str());
    }
    // `flag-de`: two letters of the regional indicator alphabet.
    let country = name.strip_prefix("flag-").filter(|country| country.len() == 2)?;
    let letters: Option<String> = country.bytes().map(indicator).collect();
    emojis::get(&letters?).map(|flag| flag.as_str())
}

fn indicator(letter: u8) -> Option<char> {
    letter.is_ascii_lowercase().then(|| char::from_u32(0x1f1e6 + u32::from(letter - b'a'))).flatten()
}

/// The emoji that Slack's blocks name by its code points in hexadecimal (`1f64b-1f3fb-200d-2640-fe0f`).
pub fn from_hex(code_points: &str) -> Option<String> {
    let emoji: Option<String> = code_points
        .split('-')
        .map(|hex| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).filter(|c| !c.is_control()))
        .collect();
    emoji.filter(|emoji| (1..=64).contains(&emoji.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_slack_are_known() {
        for (name, expected) in [
            ("tada", Some("🎉")),
            ("+1", Some("👍")),
            ("+1::skin-tone-2", Some("👍🏻")),
            ("+1::skin-tone-6", Some("👍🏿")),
            ("woman-raising-hand::skin-tone-4", Some("🙋🏽‍♀️")),
            ("tada::skin-tone-3", Some("🎉")),
            ("handshake::skin-tone-2-5", Some("🤝")),
            ("slightly_smiling_face", Some("🙂")),
            ("simple_smile", Some("🙂")),
            ("flag-de", Some("🇩🇪")),
            ("flag-england", Some("🏴󠁧󠁢󠁥󠁮󠁧󠁿")),
            ("flag-zz", None),
            ("flag-dé", None),
            ("us", Some("🇺🇸")),
            ("email", Some("✉️")),
            ("umbrella", Some("☂️")),
            ("partyparrot", None),
            ("", None),
        ] {
            assert_eq!(unicode(name), expected, "{name}");
        }
    }

    #[test]
    fn the_table_holds_only_what_the_crate_does_not() {
        assert_eq!(NAMES.len(), 375);
        for (name, emoji) in NAMES.iter() {
            assert_ne!(emojis::get_by_shortcode(name).map(|known| known.as_str()), Some(*emoji), "{name}");
        }
    }

    #[test]
    fn code_points_are_read() {
        for (hex, expected) in [
            ("1f642", Some("🙂")),
            ("1f64b-1f3fb-200d-2640-fe0f", Some("🙋🏻‍♀️")),
            ("d800", None),
            ("zz", None),
            ("", None),
            ("0", None),
        ] {
            assert_eq!(from_hex(hex).as_deref(), expected, "{hex}");
        }
        assert_eq!(from_hex(&"1f642-".repeat(40)), None);
    }
}
