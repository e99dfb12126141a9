//! vCard 4.0 (RFC 6350): what address books read.

use std::io::{self, Write};

use kith_store::exports::MemberExport;

use super::columns::name;

/// Octets of a line; a longer one goes on after a space.
const LINE: usize = 75;

/// Writes a member's card.
///
/// # Errors
/// As `out`.
pub(super) fn card(out: &mut impl Write, member: &MemberExport) -> io::Result<()> {
    let (first, last) = name(member);
    let mut lines = vec![
        "BEGIN:VCARD".to_owned(),
        "VERSION:4.0".to_owned(),
        format!("UID:urn:uuid:{}", member.id),
        format!("KIND:{}", if member.is_bot { "application" } else { "individual" }),
        format!("FN:{}", escaped(&member.name)),
        format!("N:{};{};;;", escaped(&last), escaped(&first)),
    ];
    let mut add = |key: &str, value: Option<&String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            lines.push(format!("{key}:{}", escaped(value)));
        }
    };
    add("NICKNAME", member.handle.as_ref());
    for email in &member.emails {
        add("EMAIL", Some(email));
    }
    add("TEL;VALUE=text", member.phone.as_ref());
    add("TITLE", member.title.as_ref());
    add("ORG", member.company.as_ref());
    add("TZ;VALUE=text", member.zone.as_ref());
    if let Some(location) = &member.location {
        lines.push(format!("ADR:;;;{};;;", escaped(location)));
    }
    for link in &member.links {
        // A URL is not text: nothing in it is escaped.
        lines.push(format!("URL:{}", link.replace(['\r', '\n'], "")));
    }
    if !member.tags.is_empty() {
        let tags: Vec<String> = member.tags.iter().map(|tag| escaped(tag)).collect();
        lines.push(format!("CATEGORIES:{}", tags.join(",")));
    }
    if let Some(bio) = &member.bio {
        lines.push(format!("NOTE:{}", escaped(bio)));
    }
    lines.push("END:VCARD".to_owned());
    for line in lines {
        folded(out, &line)?;
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            // Others would end the line or the card for some readers.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, folded between characters and never within one.
fn folded(out: &mut impl Write, line: &str) -> io::Result<()> {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.write_all(b"\r\n ")?;
            length = 1;
        }
        let mut bytes = [0; 4];
        out.write_all(c.encode_utf8(&mut bytes).as_bytes())?;
        length += c.len_utf8();
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(member: &MemberExport) -> String {
        let mut out = Vec::new();
        card(&mut out, member).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_card_is_escaped_and_folded() {
        let member = MemberExport {
            id: "0190".into(),
            name: "Ada; Lovelace, \\ Countess\nEND:VCARD".into(),
            emails: vec!["ada@example.org".into()],
            bio: Some("ä".repeat(200)),
            links: vec!["https://example.org/a;b,c".into()],
            tags: vec!["a,b".into(), "c".into()],
            ..MemberExport::default()
        };
        let card = written(&member);
        assert!(card.contains("FN:Ada\\; Lovelace\\, \\\\ Countess\\nEND:VCARD\r\n"), "{card}");
        assert!(card.contains("CATEGORIES:a\\,b,c\r\n") && card.contains("URL:https://example.org/a;b,c\r\n"));
        assert_eq!(card.matches("\r\nEND:VCARD\r\n").count(), 1, "nobody's name ends the card");
        assert!(card.lines().all(|line| line.len() <= LINE), "{card}");
        let unfolded = card.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("NOTE:{}\r\n", "ä".repeat(200))));
    }
}
