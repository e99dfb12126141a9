//! What holds for every tree.

use proptest::prelude::*;

use super::*;

/// An HTML sanitiser that allows what [`to_html`] documents, and nothing else.
fn cleaned(markup: &str) -> String {
    let tags = "p blockquote pre ul ol li table tbody tr td hr strong em s code br time a span";
    let mut builder = ammonia::Builder::empty();
    builder.tags(tags.split(' ').collect()).link_rel(None);
    for (tag, attributes) in [
        ("p", "dir"),
        ("blockquote", "dir"),
        ("li", "dir"),
        ("td", "dir"),
        ("ol", "start"),
        ("time", "datetime"),
        ("a", "class data-link tabindex role dir"),
        ("span", "class data-account data-space title dir"),
    ] {
        builder.add_tag_attributes(tag, attributes.split(' '));
    }
    serialised(&builder.clean(markup).to_string())
}

/// Evens out the ways to write the same character.
fn serialised(markup: &str) -> String {
    markup.replace("&quot;", "\"").replace("&#39;", "'").replace("&nbsp;", "\u{a0}")
}

fn tree() -> impl Strategy<Value = Vec<Node>> {
    let words = || prop_oneof!["[<>&\"'\n\r\t a-z/=:;-]{0,12}", "\\PC{0,8}", any::<String>()];
    let target = move || {
        prop_oneof![words(), words().prop_map(|w| format!("https://example.org/{w}")), Just("javascript:x".to_owned())]
    };
    let label = || proptest::option::of(words());
    let leaf = prop_oneof![
        4 => words().prop_map(Node::Text),
        1 => words().prop_map(Node::Code),
        1 => words().prop_map(Node::Pre),
        1 => Just(Node::Rule),
        1 => (prop_oneof![Just("U1".to_owned()), words()], label()).prop_map(|(remote, label)| Node::Account { remote, label }),
        1 => (prop_oneof![Just("C1".to_owned()), words()], label()).prop_map(|(remote, label)| Node::Space { remote, label }),
        1 => (words(), label()).prop_map(|(remote, label)| Node::Group { remote, label }),
        1 => Just(Node::Broadcast(Broadcast::Everyone)),
        1 => (words(), label()).prop_map(|(name, unicode)| Node::Emoji { name, unicode }),
        1 => (any::<i64>(), words()).prop_map(|(at, fallback)| Node::Date { at, fallback }),
    ];
    let node = leaf.prop_recursive(8, 40, 4, move |inner| {
        let nodes = || proptest::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            nodes().prop_map(Node::Bold),
            nodes().prop_map(Node::Italic),
            nodes().prop_map(Node::Strike),
            nodes().prop_map(Node::Paragraph),
            nodes().prop_map(Node::Quote),
            (target(), nodes()).prop_map(|(target, label)| Node::Link { target, label }),
            (any::<bool>(), any::<u32>(), proptest::collection::vec(nodes(), 0..3))
                .prop_map(|(ordered, start, items)| Node::List { ordered, start, items }),
            proptest::collection::vec(proptest::collection::vec(nodes(), 0..3), 0..3).prop_map(Node::Table),
        ]
    });
    proptest::collection::vec(node, 0..5)
}

/// The words alone: bullets and numbers of lists are not in the markup.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn without_lists(nodes: &[Node]) -> bool {
    let mut none = true;
    walk(nodes, |step| none &= !matches!(step, Step::Item));
    none
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_sanitiser_finds_nothing_to_change(nodes in tree()) {
        let markup = html(&nodes);
        prop_assert_eq!(cleaned(&markup), serialised(&markup));
    }

    #[test]
    fn markup_and_plain_words_say_the_same(nodes in tree().prop_filter("no bullets", |nodes| without_lists(nodes))) {
        prop_assert_eq!(bare(&unmarked(&html(&nodes))), bare(&to_plain(&nodes, &Few)));
    }

    #[test]
    fn text_reads_back_as_it_was(text in any::<String>()) {
        let kept: String = text.chars().filter(|c| kept(*c)).collect();
        prop_assert_eq!(unmarked(&html(&[Node::text(&*text)])), &*kept);
        prop_assert_eq!(unmarked(SafeHtml::escape(&text).as_str()), &*kept);
    }

    #[test]
    fn highlights_change_no_words(text in "\\PC{0,20}", ranges in proptest::collection::vec((0..30_usize, 0..30_usize), 0..5)) {
        let ranges: Vec<_> = ranges.into_iter().map(|(from, to)| from..to).collect();
        prop_assert_eq!(unmarked(highlight(&text, &ranges).as_str()), text);
    }

    #[test]
    fn any_address_is_followed_or_refused(target in "(https?|mailto|file|javascript)?:?/?/?\\PC{0,20}") {
        if let Ok(url) = allowed_link(&target) {
            prop_assert!(matches!(url.scheme(), "http" | "https" | "mailto"));
            prop_assert!(url.username().is_empty() && url.password().is_none());
            prop_assert!(url.host_str().unwrap_or_default().is_ascii());
        }
    }
}
