//! Whether a message asks for something: in a chat, where not everything wants an answer.
//!
//! A guess, and told as one: a sentence that ends in a question mark of any script, or one of a few English and Japanese
//! ways to ask; Japanese ends a question without a mark, and writes on without a space. What is quoted, code and addresses of pages do not count.
//!
//! **Invariant:** a message that asks nobody (a greeting, an announcement, thanks) may be missed or found wrongly; nothing
//! but the order of a list follows from it.

/// The rule by which a message asks: what was kept by another one is asked anew. Whoever changes the rule raises it.
pub const EDITION: i32 = 1;

/// Ways to ask without a question mark, in small letters.
const ASKING: [&str; 14] = [
    "anyone know",
    "anybody know",
    "does anyone",
    "does anybody",
    "has anyone",
    "has anybody",
    "can someone",
    "can somebody",
    "can anyone",
    "could someone",
    "could anyone",
    "need help",
    "please help",
    "help me",
];

/// Ways to ask in Japanese, where a mark is often left out.
const ASKING_JAPANESE: [&str; 8] =
    ["ですか", "ますか", "ませんか", "でしょうか", "教えてください", "教えて下さい", "どなたか", "誰か"];

/// Question marks that stand in no address and no code, so that they count within a word too.
const WIDE_MARKS: [char; 5] = ['？', '؟', '⁇', '⁈', '՞'];

/// Whether a message (plain text or Slack's or a forum's markup) asks for something.
pub fn asks(text: &str) -> bool {
    let mut fenced = false;
    text.lines().any(|line| {
        let line = line.trim();
        if line.starts_with("```") {
            fenced = !fenced;
            return false;
        }
        !fenced && !line.starts_with('>') && !line.starts_with("&gt;") && line_asks(line)
    })
}

fn line_asks(line: &str) -> bool {
    // Between single backticks is code.
    let outside = || line.split('`').step_by(2);
    let question = outside().any(|part| {
        part.split_whitespace().any(|word| {
            let bare = word.trim_end_matches([')', '"', '\'', '*', '_', '!', '.', ':', '”', '’', '»']);
            let ends = bare.ends_with('?') || (bare.ends_with(';') && is_greek(part));
            !is_address(word) && (ends || word.contains(WIDE_MARKS))
        })
    });
    question
        || outside().any(|part| {
            let small = part.to_lowercase();
            ASKING.iter().any(|way| small.contains(way)) || asks_in_japanese(&small)
        })
}

/// With one sign more it is "because" (ですから), which asks nobody.
fn asks_in_japanese(text: &str) -> bool {
    ASKING_JAPANESE.iter().any(|way| text.split(way).skip(1).any(|after| !after.starts_with('ら')))
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.")
}

/// Greek asks with a semicolon.
fn is_greek(part: &str) -> bool {
    part.chars().any(|letter| ('\u{370}'..='\u{3ff}').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::asks;

    #[test]
    fn questions_are_found_in_any_script() {
        for text in [
            "How do I prune a pear tree?",
            "Thanks!\nWhere are the ladders kept (the tall ones)?",
            "はしごはどこですか？",
            "はしごはどこですか（緑の）？）",
            "いつ始まりますか？参加したいです。",
            "どうすればいいでしょうか。",
            "詳しい方、教えてください",
            "أين السلالم؟",
            "Πού είναι η σκάλα;",
            "does anyone have spare gloves",
            "Why *now?*",
            "<@U123> can you bring it?",
        ] {
            assert!(asks(text), "{text}");
        }
    }

    #[test]
    fn what_asks_nobody_is_left_alone() {
        for text in [
            "Good morning",
            "See https://example.org/search?q=pears",
            "> Where are the ladders?\nIn the shed.",
            "&gt; really?\nyes",
            "`a ? b : c` is an expression",
            "```\nwhy?\n```",
            "Done; thanks;",
            "雨ですから、明日やりますからね。",
            "できました。ありがとうございます！",
            "",
        ] {
            assert!(!asks(text), "{text}");
        }
    }
}
