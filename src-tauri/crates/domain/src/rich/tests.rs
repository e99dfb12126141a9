//! Each kind of node, each rule about links, and what holds for hostile trees.

use std::borrow::Cow;

use super::*;

mod properties;

/// Knows `U1` as Ada (with a name that needs care) and `C1` as a channel.
struct Few;

impl Names for Few {
    fn account(&self, remote: &str) -> Option<Named<'_>> {
        (remote == "U1").then_some(Named { uid: Cow::Borrowed("a-1"), name: Cow::Borrowed("Ada <b>&\u{202e}") })
    }

    fn space(&self, remote: &str) -> Option<Named<'_>> {
        (remote == "C1").then_some(Named { uid: Cow::Borrowed("s\"1"), name: Cow::Borrowed("général") })
    }
}

fn html(nodes: &[Node]) -> String {
    to_html(nodes, &Few).html.as_str().to_owned()
}

fn link(target: &str, label: &str) -> Node {
    let label = if label.is_empty() { Vec::new() } else { vec![Node::text(label)] };
    Node::Link { target: target.into(), label }
}

fn a(number: usize, label: &str) -> String {
    format!("<a class=\"link\" data-link=\"{number}\" tabindex=\"0\" role=\"link\" dir=\"auto\">{label}</a>")
}

fn list(ordered: bool, start: u32, items: Vec<Vec<Node>>) -> Node {
    Node::List { ordered, start, items }
}

#[test]
fn every_node_has_its_markup_and_its_words() {
    let remote = || String::from("U1");
    let t = Node::text;
    let cases: Vec<(Node, &str, &str)> = vec![
        (t("a<b>&\"'\n\0\rc"), "a&lt;b&gt;&amp;&quot;&#39;<br>c", "a<b>&\"'\nc"),
        (Node::Bold(vec![t("x")]), "<strong>x</strong>", "x"),
        (Node::Italic(vec![t("x")]), "<em>x</em>", "x"),
        (Node::Strike(vec![t("x")]), "<s>x</s>", "x"),
        (Node::Code("a<b".into()), "<code>a&lt;b</code>", "a<b"),
        (Node::Pre("\nx\n y".into()), "<pre><br>x\n y</pre>", "\nx\n y"),
        (Node::Paragraph(vec![t("x")]), "<p dir=\"auto\">x</p>", "x"),
        (Node::Quote(vec![t("x")]), "<blockquote dir=\"auto\">x</blockquote>", "x"),
        (
            list(false, 1, vec![vec![t("x")], vec![t("y")]]),
            "<ul><li dir=\"auto\">x</li><li dir=\"auto\">y</li></ul>",
            "• x\n• y",
        ),
        (list(true, 1, vec![vec![t("x")]]), "<ol><li dir=\"auto\">x</li></ol>", "1. x"),
        (
            list(true, 9, vec![vec![t("x")], vec![]]),
            "<ol start=\"9\"><li dir=\"auto\">x</li><li dir=\"auto\"></li></ol>",
            "9. x\n10.",
        ),
        (
            Node::Table(vec![vec![vec![t("x")], vec![Node::Paragraph(vec![t("y")])]], vec![vec![], vec![t("z")]]]),
            "<table><tbody><tr><td dir=\"auto\">x</td><td dir=\"auto\"><p dir=\"auto\">y</p></td></tr><tr><td dir=\"auto\"></td><td dir=\"auto\">z</td></tr></tbody></table>",
            "x\ty\n\tz",
        ),
        (Node::Rule, "<hr>", ""),
        (
            Node::Account { remote: remote(), label: None },
            "<span class=\"mention\" data-account=\"a-1\" dir=\"auto\">@Ada &lt;b&gt;&amp;\u{202e}</span>",
            "@Ada <b>&\u{202e}",
        ),
        (
            Node::Account { remote: "U2".into(), label: Some("bo".into()) },
            "<span class=\"mention unknown\" dir=\"auto\">@bo</span>",
            "@bo",
        ),
        (
            Node::Account { remote: "U2".into(), label: None },
            "<span class=\"mention unknown\" dir=\"auto\">@U2</span>",
            "@U2",
        ),
        (
            Node::Space { remote: "C1".into(), label: Some("old".into()) },
            "<span class=\"mention\" data-space=\"s&quot;1\" dir=\"auto\">#général</span>",
            "#général",
        ),
        (
            Node::Group { remote: "S1".into(), label: Some("team".into()) },
            "<span class=\"mention group\" dir=\"auto\">@team</span>",
            "@team",
        ),
        (Node::Broadcast(Broadcast::Here), "<span class=\"mention broadcast\">@here</span>", "@here"),
        (
            Node::Emoji { name: "tada".into(), unicode: Some("🎉".into()) },
            "<span class=\"emoji\" title=\":tada:\">🎉</span>",
            "🎉",
        ),
        (
            Node::Emoji { name: "party\"".into(), unicode: None },
            "<span class=\"emoji custom\">:party&quot;:</span>",
            ":party\":",
        ),
        (
            Node::Date { at: 86_400, fallback: "soon".into() },
            "<time datetime=\"1970-01-02T00:00Z\">soon</time>",
            "soon",
        ),
        (
            Node::Date { at: 86_400, fallback: String::new() },
            "<time datetime=\"1970-01-02T00:00Z\">1970-01-02 00:00 UTC</time>",
            "1970-01-02 00:00 UTC",
        ),
    ];
    for (node, markup, plain) in cases {
        let nodes = [node];
        assert_eq!(html(&nodes), markup);
        assert_eq!(to_plain(&nodes, &Few), plain);
    }
}

#[test]
fn links_carry_a_number_and_never_an_address() {
    let nodes =
        [link("https://example.org/a", "here"), link("javascript:alert(1)", "there"), link("mailto:a@example.org", "")];
    let rendered = to_html(&nodes, &NoNames);
    assert_eq!(rendered.html.as_str(), format!("{}there{}", a(0, "here"), a(1, "mailto:a@example.org")));
    assert_eq!(rendered.links, ["https://example.org/a", "mailto:a@example.org"]);
    let sent = serde_json::to_value(&rendered).unwrap();
    assert_eq!(sent["html"], rendered.html.as_str(), "the window gets plain strings");
}

#[test]
fn a_link_in_a_link_and_a_block_in_a_line_lose_their_frames() {
    let inner = Node::Link { target: "https://a.org".into(), label: vec![link("https://b.org", "b")] };
    assert_eq!(html(&[inner]), a(0, "b"));
    let block = Node::Bold(vec![Node::text("x"), list(false, 1, vec![vec![Node::text("y")]]), Node::Pre("z".into())]);
    assert_eq!(html(&[block]), "<strong>x<br>yz</strong>");
}

#[test]
fn the_place_is_shown_when_the_words_show_another() {
    let host = |host: &str| format!(" <span class=\"host\" dir=\"ltr\">{host}</span>");
    for (target, label, shown) in [
        ("https://example.org/a", "here", None),
        ("https://example.org/a", "https://example.org/b", None),
        ("https://www.example.org/a", "example.org", None),
        ("https://example.org/a", "Version 2.1, e.g. this", None),
        ("https://evil.example/a", "https://bank.example/login", Some("evil.example")),
        ("https://evil.example/a", "see (bank.example)!", Some("evil.example")),
        ("https://evil.example/a", "bank\u{200b}.ex\u{ad}ample", Some("evil.example")),
        ("https://evil.example/a", "bank。example", Some("evil.example")),
        ("https://evil.example/a", "https://evil.example@bank.example", Some("evil.example")),
        ("https://evil.example/a", "\u{202e}elpmaxe.knab", Some("evil.example")),
        ("https://evil.example/a", "10.0.0.1", Some("evil.example")),
        ("https://evil.example/a", "\u{200b} ", Some("evil.example")),
        ("https://b\u{430}nk.example/", "b\u{430}nk.example", Some("xn--bnk-6cd.example")),
        ("mailto:a@example.org", "a@example.org", None),
        ("mailto:a@example.org", "write to us", None),
        ("mailto:evil@example.org", "help@bank.example", Some("evil@example.org")),
        ("mailto:evil@example.org", "https://bank.example", Some("evil@example.org")),
    ] {
        let expected = a(0, label) + &shown.map(host).unwrap_or_default();
        assert_eq!(html(&[link(target, label)]), expected, "{target} {label:?}");
    }
}

#[test]
fn only_harmless_addresses_may_be_followed() {
    use LinkRefused::*;
    for (target, expected) in [
        ("https://example.org", Ok("https://example.org/")),
        ("HTTP://EXAMPLE.org/ä?b#c", Ok("http://example.org/%C3%A4?b#c")),
        ("https://bücher.example", Ok("https://xn--bcher-kva.example/")),
        ("mailto:a@b.example?subject=x", Ok("mailto:a@b.example?subject=x")),
        ("mailto://a@b.example", Err(UserInfo)),
        ("mailto://b.example", Err(Malformed)),
        ("mailto:a@b.example?attach=/etc/passwd", Err(MailFields)),
        ("javascript:alert(1)", Err(Scheme)),
        ("file:///etc/passwd", Err(Scheme)),
        ("smb://host/share", Err(Scheme)),
        ("tel:+123", Err(Scheme)),
        ("\\\\host\\share", Err(Malformed)),
        ("example.org", Err(Malformed)),
        ("https://", Err(Malformed)),
        ("https://bank.example@evil.example", Err(UserInfo)),
        ("https://a:b@evil.example", Err(UserInfo)),
        ("https://evil.example/\u{202e}", Err(Characters)),
        ("java\tscript:alert(1)", Err(Characters)),
        ("https://exa\u{200b}mple.org", Err(Characters)),
        (" https://example.org", Err(Characters)),
    ] {
        assert_eq!(
            allowed_link(target).as_ref().map(url::Url::as_str),
            expected.as_ref().map(|url| *url),
            "{target:?}"
        );
    }
    assert_eq!(allowed_link(&format!("https://example.org/{}", "a".repeat(9_000))), Err(TooLong));
}

#[test]
fn highlights_survive_any_ranges() {
    for (text, ranges, expected) in [
        ("a<b c", &[(2, 3)][..], "a&lt;<mark>b</mark> c"),
        ("abcdef", &[(3, 5), (0, 1), (4, 6)][..], "<mark>a</mark>bc<mark>de</mark><mark>f</mark>"),
        ("äöü", &[(1, 3)][..], "ä<mark>ö</mark>ü"),
        ("ab", &[(1, 99), (50, 60)][..], "a<mark>b</mark>"),
        ("ab", &[(1, 1)][..], "ab"),
        ("", &[(0, 4)][..], ""),
    ] {
        let ranges: Vec<_> = ranges.iter().map(|(from, to)| *from..*to).collect();
        assert_eq!(highlight(text, &ranges).as_str(), expected);
    }
}

#[test]
fn who_is_mentioned_is_told_once() {
    let account = |remote: &str| Node::Account { remote: remote.into(), label: None };
    let nodes = [
        account("U2"),
        Node::Quote(vec![Node::Bold(vec![account("U1"), account("U2")])]),
        list(false, 1, vec![vec![Node::Space { remote: "C1".into(), label: None }]]),
    ];
    assert_eq!(mentioned(&nodes), (vec!["U1".into(), "U2".into()], vec!["C1".into()]));
}

#[test]
fn depth_is_bounded_and_no_word_is_lost() {
    for wrap in [
        Node::Bold as fn(Vec<Node>) -> Node,
        Node::Quote,
        |inner| list(true, 1, vec![inner]),
        |inner| Node::Table(vec![vec![inner]]),
        |label| Node::Link { target: "https://a.org".into(), label },
    ] {
        // As deep as a derived drop can take down again.
        let deep = (0..2_000).fold(Node::text("word"), |inner, _| wrap(vec![inner]));
        let nodes = [deep];
        let markup = html(&nodes);
        assert_eq!(unmarked(&markup).split_whitespace().last(), Some("word"));
        assert!(markup.matches('<').count() <= 6 * MAX_DEPTH, "{}", markup.len());
        assert!(to_plain(&nodes, &Few).ends_with("word"));
    }
}

/// What is left of markup without its tags and the shown places.
fn unmarked(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let (name, after) = tag.split_once('>').unwrap();
        rest = if name.starts_with("span class=\"host\"") { after.split_once("</span>").unwrap().1 } else { after };
        if name == "br" {
            out.push('\n');
        }
    }
    out.push_str(rest);
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}
