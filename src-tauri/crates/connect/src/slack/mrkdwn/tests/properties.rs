//! What holds for any text.

use proptest::prelude::*;

use super::*;

/// Texts in which Slack's signs are frequent, with something between them.
fn text(between: &'static str) -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("*"),
        Just("_"),
        Just("~"),
        Just("`"),
        Just("```"),
        Just("\n"),
        Just(" "),
        Just("<"),
        Just(">"),
        Just("|"),
        Just("&gt;"),
        Just("&lt;"),
        Just("&amp;"),
        Just("&"),
        Just(":"),
        Just("*q*"),
        Just("_q_"),
        Just(":tada:"),
        Just("<@U0X9Z>"),
        Just("<#C1|x>"),
        Just("<!here>"),
        Just("<https://x.org/a?b|y.org>"),
        Just("<!date^1^a|b>"),
        Just("q"),
        Just("B"),
        Just("1"),
        Just("太"),
        Just("\u{202e}"),
        Just("'\""),
    ];
    prop_oneof![proptest::collection::vec(part, 0..30).prop_map(move |parts| parts.join(between)), any::<String>()]
}

/// A sanitiser with the elements and attributes that rich text may have.
fn cleaned(markup: &str) -> String {
    let tags = "p blockquote pre strong em s code br time a span";
    let mut builder = ammonia::Builder::empty();
    builder.tags(tags.split(' ').collect()).link_rel(None);
    for (tag, attributes) in [
        ("p", "dir"),
        ("blockquote", "dir"),
        ("time", "datetime"),
        ("a", "class data-link tabindex role dir"),
        ("span", "class data-account data-space title dir"),
    ] {
        builder.add_tag_attributes(tag, attributes.split(' '));
    }
    even(&builder.clean(markup).to_string())
}

fn even(markup: &str) -> String {
    markup.replace("&quot;", "\"").replace("&#39;", "'").replace("&nbsp;", "\u{a0}")
}

/// Letters and digits, in order.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn a_sanitiser_finds_nothing_to_change(text in text("")) {
        let markup = to_html(&parse(&text), &NoNames);
        prop_assert_eq!(cleaned(markup.html.as_str()), even(markup.html.as_str()));
    }

    #[test]
    fn no_word_is_lost_outside_of_references(text in "[qw*_~`:\n>. ]{0,40}") {
        prop_assert_eq!(letters(&plain(&text, &NoNames)), letters(&text));
    }

    #[test]
    fn escaped_words_come_back(words in "[a-c<>&\n;!@#|]{0,30}") {
        // A line that begins with this sign is a quote.
        let words = words.replace("\n>", "\n").trim_start_matches('>').replace("\n>", "\n");
        prop_assume!(!words.contains("\n>") && !words.starts_with('>'));
        let expected: Vec<&str> = words.trim_matches('\n').split('\n').collect();
        prop_assert_eq!(plain(&escape(&words), &NoNames), expected.join("\n"));
    }

    #[test]
    fn what_is_written_reads_back(text in text(" ")) {
        let (once, names) = (parse(&text), NoNames);
        let again = parse(&write(&once));
        prop_assert_eq!(letters(&to_plain(&again, &names)), letters(&to_plain(&once, &names)));
        prop_assert_eq!(mentioned(&again), mentioned(&once));
    }

    #[test]
    fn ids_are_never_indexed(text in text("")) {
        let mut out = String::new();
        index_text(&text, &mut out);
        prop_assert!(!out.contains("U0X9Z"));
    }
}
