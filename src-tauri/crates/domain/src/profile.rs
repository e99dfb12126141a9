//! What may stand in the fields of a member: which fields there are, what shape each has, what is refused.
//!
//! **Invariant:** what a function here lets pass is trimmed, not empty, without control characters and within its bounds;
//! letting it pass again changes nothing.

use chrono::NaiveDate;

use crate::{rich::allowed_link, time};

/// Characters of a line.
pub const LONGEST_LINE: usize = 200;
/// Characters of what a person says about themselves.
pub const LONGEST_TEXT: usize = 4_000;
/// Entries of a list.
pub const MOST_ENTRIES: usize = 50;

/// A field of a member.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The name to show.
    Name,
    /// Pronouns.
    Pronouns,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// IANA time zone.
    Zone,
    /// Where they live, in words.
    Location,
    /// Job title, or what they do.
    Title,
    /// About them, in words.
    Bio,
    /// What they do in the community.
    Roles,
    /// What they care about.
    Interests,
    /// What they can do.
    Skills,
    /// What they look for in others.
    Asks,
    /// What they offer to others.
    Offers,
    /// Web pages.
    Links,
    /// What they agreed to.
    Consent,
    /// How they want to be reached.
    Contact,
    /// A person, one of the team, or a bot.
    Mark,
    /// A field that the community made itself, by its id.
    Custom(String),
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words, or another simple value.
    Text,
    /// Several of them.
    List,
    /// Answers to "may we".
    Consent,
    /// Preferences.
    Contact,
    /// As its definition says.
    Custom,
}

/// What begins the word of a custom field.
const CUSTOM: &str = "custom:";

/// All fields that every member has.
pub const FIELDS: [(&str, Field); 17] = [
    ("name", Field::Name),
    ("pronouns", Field::Pronouns),
    ("email", Field::Email),
    ("phone", Field::Phone),
    ("zone", Field::Zone),
    ("location", Field::Location),
    ("title", Field::Title),
    ("bio", Field::Bio),
    ("roles", Field::Roles),
    ("interests", Field::Interests),
    ("skills", Field::Skills),
    ("asks", Field::Asks),
    ("offers", Field::Offers),
    ("links", Field::Links),
    ("consent", Field::Consent),
    ("contact", Field::Contact),
    ("mark", Field::Mark),
];

impl Field {
    /// The field of a word such as `name` or `custom:` and an id.
    pub fn parse(word: &str) -> Option<Self> {
        if let Some(id) = word.strip_prefix(CUSTOM) {
            return (!id.is_empty() && !id.contains(char::is_whitespace)).then(|| Self::Custom(id.to_owned()));
        }
        FIELDS.iter().find(|(known, _)| *known == word).map(|(_, field)| field.clone())
    }

    /// The word kept in the file.
    pub fn word(&self) -> String {
        if let Self::Custom(id) = self {
            return format!("{CUSTOM}{id}");
        }
        FIELDS.iter().find(|(_, field)| field == self).map(|(word, _)| (*word).to_owned()).unwrap_or_default()
    }

    /// What it holds.
    pub const fn shape(&self) -> Shape {
        match self {
            Self::Roles | Self::Interests | Self::Skills | Self::Asks | Self::Offers | Self::Links => Shape::List,
            Self::Consent => Shape::Consent,
            Self::Contact => Shape::Contact,
            Self::Custom(_) => Shape::Custom,
            _ => Shape::Text,
        }
    }

    /// Whether it may be known to be empty.
    pub const fn may_be_empty(&self) -> bool {
        !matches!(self, Self::Name | Self::Mark)
    }
}

/// Why a value cannot stand in a field, in words for whoever typed it.
pub type Wrong = &'static str;

/// What a text field keeps of what was typed; nothing when it is empty.
///
/// # Errors
/// When it cannot stand in this field.
pub fn text(field: &Field, typed: &str) -> Result<Option<String>, Wrong> {
    let several_lines = *field == Field::Bio;
    let Some(text) = words(typed, if several_lines { LONGEST_TEXT } else { LONGEST_LINE }, several_lines)? else {
        return Ok(None);
    };
    match field {
        Field::Email if !is_address(&text) => Err("this is not an e-mail address"),
        Field::Phone if !is_phone(&text) => Err("this is not a telephone number"),
        Field::Zone if time::zone(&text).is_none() => Err("choose a time zone from the list"),
        Field::Mark if !matches!(text.as_str(), "person" | "team" | "bot") => Err("choose person, team or bot"),
        _ => Ok(Some(text)),
    }
}

/// What a list keeps of what was typed: without empty entries and without saying one twice.
///
/// # Errors
/// When an entry cannot stand in it, or there are too many.
pub fn list(field: &Field, typed: &[String]) -> Result<Vec<String>, Wrong> {
    let mut kept: Vec<String> = Vec::new();
    for entry in typed {
        let entry = match field {
            Field::Links => link(entry)?,
            _ => words(entry, LONGEST_LINE, false)?,
        };
        let Some(entry) = entry else { continue };
        if !kept.iter().any(|known| known.to_lowercase() == entry.to_lowercase()) {
            kept.push(entry);
        }
    }
    if kept.len() > MOST_ENTRIES {
        return Err("these are too many");
    }
    Ok(kept)
}

/// A web address that may be followed; `https` where it does not say.
///
/// # Errors
/// When it is none.
pub fn link(typed: &str) -> Result<Option<String>, Wrong> {
    const NONE: Wrong = "this is not a web address";
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let url = allowed_link(&whole).map_err(|_| NONE)?;
    if !matches!(url.scheme(), "http" | "https") || !url.host_str().is_some_and(|host| host.contains('.')) {
        return Err(NONE);
    }
    Ok(Some(url.to_string()))
}

/// A calendar day, `YYYY-MM-DD`.
///
/// # Errors
/// When it is none.
pub fn day(typed: &str) -> Result<Option<String>, Wrong> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let day: NaiveDate = typed.parse().map_err(|_| "this is not a day: write it as 2026-01-31")?;
    Ok(Some(day.to_string()))
}

/// A year, a month or a day: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
///
/// # Errors
/// When it is none of them.
pub fn partial_day(typed: &str) -> Result<Option<String>, Wrong> {
    const NONE: Wrong = "write a year, a month or a day: 2026, 2026-01 or 2026-01-31";
    let typed = typed.trim();
    let whole = match typed.len() {
        0 => return Ok(None),
        4 => format!("{typed}-01-01"),
        7 => format!("{typed}-01"),
        10 => typed.to_owned(),
        _ => return Err(NONE),
    };
    if !typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return Err(NONE);
    }
    whole.parse::<NaiveDate>().map(|_| Some(typed.to_owned())).map_err(|_| NONE)
}

/// Whether one partial day can be before another: a year is not before a month of it, nor after.
pub fn may_follow(from: &str, until: &str) -> bool {
    let common = from.len().min(until.len());
    from.get(..common) <= until.get(..common)
}

/// What the labelled fields of a source's profile say that Kith has fields for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Where they live.
    pub location: Option<String>,
    /// Where they work.
    pub company: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Web addresses in any of them, each once.
    pub links: Vec<String>,
}

/// Reads labelled fields (label and value): a community names them as it likes, so words in their labels decide.
pub fn said_in(fields: &[(String, String)]) -> Said {
    let mut said = Said::default();
    for (label, value) in fields {
        let label = label.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
        let from = value.find("https://").or_else(|| value.find("http://"));
        let address = from.and_then(|from| value.get(from..)).and_then(|rest| {
            let end =
                rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '|' | '"')).unwrap_or(rest.len());
            rest.get(..end)
        });
        if let Some(Ok(Some(address))) = address.map(link) {
            if !said.links.contains(&address) {
                said.links.push(address);
            }
            continue;
        }
        let Ok(Some(value)) = words(value, LONGEST_LINE, false) else { continue };
        if has(&["company", "organization", "organisation", "employer", "firma", "affiliation"]) {
            said.company.get_or_insert(value);
        } else if has(&["location", "city", "country", "town", "based in", "standort", "wohnort"]) {
            said.location.get_or_insert(value);
        } else if has(&["phone", "telephone", "mobile", "telefon"]) && is_phone(&value) {
            said.phone.get_or_insert(value);
        }
    }
    said
}

/// Words on one line or several.
///
/// # Errors
/// When there are more than `longest` characters.
pub fn words(typed: &str, longest: usize, several_lines: bool) -> Result<Option<String>, Wrong> {
    let keep = |c: char| !c.is_control() || (several_lines && c == '\n');
    let text: String = typed
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if keep(c) { c } else { ' ' })
        .collect::<String>()
        .trim()
        .to_owned();
    if text.chars().count() > longest {
        return Err("this is too long");
    }
    Ok((!text.is_empty()).then_some(text))
}

/// Whether something looks like an e-mail address; whether it is one, only sending tells.
pub fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    !name.is_empty()
        && host.contains('.')
        && host.split('.').all(|part| !part.is_empty())
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';'))
}

fn is_phone(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 3
        && text.chars().all(|c| c.is_alphanumeric() || " +-()./#*".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_field_keeps_what_belongs_in_it() {
        let kept = |field: Field, typed: &str| text(&field, typed);
        assert_eq!(kept(Field::Name, "  Ada \u{7} Lovelace "), Ok(Some("Ada   Lovelace".into())));
        assert_eq!(kept(Field::Pronouns, "   "), Ok(None));
        assert_eq!(kept(Field::Bio, "one\r\ntwo"), Ok(Some("one\ntwo".into())));
        assert_eq!(kept(Field::Email, "ada@example.org"), Ok(Some("ada@example.org".into())));
        assert!(kept(Field::Email, "ada at example.org").is_err());
        assert!(kept(Field::Email, "Ada <ada@example.org>").is_err());
        assert!(kept(Field::Phone, "+49 (0)30 123-456").is_ok());
        assert!(kept(Field::Phone, "call me").is_err());
        assert!(kept(Field::Zone, "Europe/Berlin").is_ok());
        assert!(kept(Field::Zone, "Berlin").is_err());
        assert!(kept(Field::Mark, "boss").is_err());
        assert!(kept(Field::Title, &"x".repeat(LONGEST_LINE + 1)).is_err());
    }

    #[test]
    fn lists_say_nothing_twice() {
        let typed: Vec<String> = ["Rust", " ", "rust", "Gardens "].map(str::to_owned).to_vec();
        assert_eq!(list(&Field::Skills, &typed), Ok(vec!["Rust".into(), "Gardens".into()]));
        let many: Vec<String> = (0..=MOST_ENTRIES).map(|number| number.to_string()).collect();
        assert!(list(&Field::Skills, &many).is_err());
    }

    #[test]
    fn links_are_web_addresses() {
        assert_eq!(link("example.org/ada"), Ok(Some("https://example.org/ada".into())));
        assert_eq!(link("http://example.org"), Ok(Some("http://example.org/".into())));
        for wrong in
            ["javascript://example.org/%0aalert(1)", "ftp://example.org", "ada", "https://user:pass@example.org"]
        {
            assert!(link(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_may_be_known_in_part() {
        for right in ["2024", "2024-02", "2024-02-29"] {
            assert_eq!(partial_day(right), Ok(Some(right.into())));
        }
        for wrong in ["24", "2024-13", "2023-02-29", "2024/02", "soon", "+024", "2024-2-1"] {
            assert!(partial_day(wrong).is_err(), "{wrong}");
        }
        assert!(may_follow("2024", "2024-02") && may_follow("2024-02", "2024") && may_follow("2023-12-31", "2024"));
        assert!(!may_follow("2024-03", "2024-02-28") && !may_follow("2025", "2024-12"));
    }

    #[test]
    fn labelled_fields_are_read_by_their_labels() {
        let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        let said = said_in(&[
            pair("Your city", " Bremen "),
            pair("Organisation", "Acme"),
            pair("Site", "mine (https://x.example)"),
            pair("Company page", "http://x.example/a"),
            pair("Mobile", "ask me"),
            pair("Former company", "Elsewhere"),
            pair("Again", "https://x.example/"),
            pair("Shirt", "M"),
        ]);
        let links = vec!["https://x.example/".to_owned(), "http://x.example/a".to_owned()];
        assert_eq!(said, Said { location: Some("Bremen".into()), company: Some("Acme".into()), phone: None, links });
    }

    proptest! {
        #[test]
        fn what_passes_once_passes_again(typed in "\\PC{0,40}|[a-z]{1,8}@[a-z]{1,8}\\.[a-z]{2}|[0-9 +]{3,12}|[a-z]{1,6}\\.[a-z]{2}/[a-z]{0,4}") {
            for (_, field) in &FIELDS {
                if let Ok(Some(kept)) = text(field, &typed) {
                    prop_assert_eq!(text(field, &kept), Ok(Some(kept.clone())));
                }
            }
            if let Ok(Some(kept)) = link(&typed) {
                prop_assert_eq!(link(&kept), Ok(Some(kept.clone())));
            }
        }

        #[test]
        fn fields_have_one_word(word in "[a-z]{1,9}|custom:[a-z0-9-]{1,9}") {
            if let Some(field) = Field::parse(&word) {
                prop_assert_eq!(field.word(), word);
            }
        }
    }
}
