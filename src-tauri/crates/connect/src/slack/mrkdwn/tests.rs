//! Slack's markup, rule by rule, and what holds for any text.

mod properties;

use kith_domain::rich::{Broadcast, NoNames, Node, mentioned, to_html};

use super::*;

/// The markup without what only the window needs.
fn html(mrkdwn: &str) -> String {
    let rendered = to_html(&parse(mrkdwn), &NoNames).html.as_str().to_owned();
    let short = rendered
        .replace(" dir=\"auto\"", "")
        .replace(" class=\"link\"", "")
        .replace(" tabindex=\"0\" role=\"link\"", "");
    match short.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => short,
    }
}

#[test]
fn styles_need_the_edge_of_a_word() {
    for (mrkdwn, expected) in [
        ("*b* _i_ ~s~ `c`", "<strong>b</strong> <em>i</em> <s>s</s> <code>c</code>"),
        ("(*b*), _i_!", "(<strong>b</strong>), <em>i</em>!"),
        ("*two words*", "<strong>two words</strong>"),
        ("_*both* one_", "<em><strong>both</strong> one</em>"),
        ("*a _b* c_", "<strong>a _b</strong> c_"),
        ("2*3*4 snake_case_name a~b~c", "2*3*4 snake_case_name a~b~c"),
        ("* b* *b *", "* b* *b *"),
        ("*open", "*open"),
        ("*one\ntwo*", "*one<br>two*"),
        ("**b** __i__ ***", "**b** __i__ ***"),
        ("* item\n* item", "* item<br>* item"),
        ("*a* and *b*", "<strong>a</strong> and <strong>b</strong>"),
        ("*a*b*", "<strong>a*b</strong>"),
        ("これは*太字*です", "これは<strong>太字</strong>です"),
        ("②~4/22~", "②<s>4/22</s>"),
        ("予算_2025_案", "予算_2025_案"),
        ("*<https://a.org|x> y*", "<strong><a data-link=\"0\">x</a> y</strong>"),
        ("_:tada:_", "<em><span class=\"emoji\" title=\":tada:\">🎉</span></em>"),
        ("`*b* _i_ :tada:`", "<code>*b* _i_ :tada:</code>"),
        ("it`s `ok`", "it`s <code>ok</code>"),
        ("`` ` `a", "`` ` `a"),
        ("`a &lt; b &amp;&amp; <https://x.org|c>`", "<code>a &lt; b &amp;&amp; c</code>"),
        ("*a `b* c` d*", "<strong>a <code>b* c</code> d</strong>"),
    ] {
        assert_eq!(html(mrkdwn), expected, "{mrkdwn}");
    }
}

#[test]
fn entities_are_read_once_and_after_the_tokens() {
    for (mrkdwn, expected) in [
        ("&lt;b&gt; &amp;amp; &quot;", "&lt;b&gt; &amp;amp; &amp;quot;"),
        ("&lt;@U1&gt;", "&lt;@U1&gt;"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("a <- b -> c < d", "a &lt;- b -&gt; c &lt; d"),
        ("a < b <https://x.org|y>", "a &lt; b <a data-link=\"0\">y</a>"),
        ("<https://x.org/?a=1&amp;b=2>", "<a data-link=\"0\">https://x.org/?a=1&amp;b=2</a>"),
        ("&", "&amp;"),
        ("<", "&lt;"),
        ("<>", "&lt;&gt;"),
    ] {
        assert_eq!(html(mrkdwn), expected, "{mrkdwn}");
    }
    let links = to_html(&parse("<https://x.org/?a=1&amp;b=2|x>"), &NoNames).links;
    assert_eq!(links, ["https://x.org/?a=1&b=2"]);
}

#[test]
fn references_are_told_apart() {
    let node = |mrkdwn: &str| match parse(mrkdwn).pop() {
        Some(Node::Paragraph(mut nodes)) if nodes.len() == 1 => nodes.pop().unwrap(),
        other => panic!("{mrkdwn}: {other:?}"),
    };
    let some = |label: &str| Some(label.to_owned());
    let link = |target: &str, label: &[Node]| Node::Link { target: target.into(), label: label.to_vec() };
    for (mrkdwn, expected) in [
        ("<@U1>", Node::Account { remote: "U1".into(), label: None }),
        ("<@W1|ada &amp; co>", Node::Account { remote: "W1".into(), label: some("ada & co") }),
        ("<#C1>", Node::Space { remote: "C1".into(), label: None }),
        ("<#C1|>", Node::Space { remote: "C1".into(), label: None }),
        ("<#C1|general>", Node::Space { remote: "C1".into(), label: some("general") }),
        ("<!subteam^S1|@team>", Node::Group { remote: "S1".into(), label: some("team") }),
        ("<!subteam^S1>", Node::Group { remote: "S1".into(), label: None }),
        ("<!here|here>", Node::Broadcast(Broadcast::Here)),
        ("<!channel>", Node::Broadcast(Broadcast::Channel)),
        ("<!group>", Node::Broadcast(Broadcast::Channel)),
        ("<!everyone>", Node::Broadcast(Broadcast::Everyone)),
        ("<!date^86400^{date}|2 Jan>", Node::Date { at: 86_400, fallback: "2 Jan".into() }),
        (
            "<!date^86400^{date}^https://x.org|2 Jan>",
            link("https://x.org", &[Node::Date { at: 86_400, fallback: "2 Jan".into() }]),
        ),
        ("<!date^soon|2 Jan>", Node::text("2 Jan")),
        ("<!unknown^thing|label>", Node::text("label")),
        ("<!unknown>", Node::text("unknown")),
        ("<https://x.org>", link("https://x.org", &[])),
        ("<https://x.org|https://x.org>", link("https://x.org", &[])),
        ("<https://x.org/_a_|x.org/_a_>", link("https://x.org/_a_", &[Node::text("x.org/_a_")])),
        ("<https://x.org|*b*>", link("https://x.org", &[Node::Bold(vec![Node::text("b")])])),
        ("<https://x.org| >", link("https://x.org", &[])),
        ("<mailto:a@x.org|a@x.org>", link("mailto:a@x.org", &[Node::text("a@x.org")])),
        ("<tel:+123|+123>", link("tel:+123", &[Node::text("+123")])),
        ("<anonymous>", Node::text("<anonymous>")),
        ("<—x: y>", Node::text("<—x: y>")),
        ("<@>", Node::text("<@>")),
    ] {
        assert_eq!(node(mrkdwn), expected, "{mrkdwn}");
    }
    let nodes = parse("&gt; *<@U2> <@U1>* <#C1|x>\n`<@U3>`");
    assert_eq!(mentioned(&nodes), (vec!["U1".into(), "U2".into()], vec!["C1".into()]));
}

#[test]
fn emoji_are_told_from_colons() {
    let custom = |name: &str| format!("<span class=\"emoji custom\">:{name}:</span>");
    let known = |name: &str, emoji: &str| format!("<span class=\"emoji\" title=\":{name}:\">{emoji}</span>");
    for (mrkdwn, expected) in [
        (":tada:", known("tada", "🎉")),
        ("です:tada:です", format!("です{}です", known("tada", "🎉"))),
        (":+1::skin-tone-3:!", known("+1::skin-tone-3", "👍🏼") + "!"),
        (":+1::tada:", known("+1", "👍") + &known("tada", "🎉")),
        (":party_parrot: :それな:", custom("party_parrot") + " " + &custom("それな")),
        (
            "10:30:45 10:100:20 std::string::size http://a:b:c",
            "10:30:45 10:100:20 std::string::size http://a:b:c".into(),
        ),
        (":Not: : a: :: :", ":Not: : a: :: :".into()),
    ] {
        assert_eq!(html(mrkdwn), expected, "{mrkdwn}");
    }
    assert!(!html(&format!(":{}:", "a".repeat(200))).contains("span"));
}

#[test]
fn quotes_and_code_are_blocks() {
    for (mrkdwn, expected) in [
        ("a\n&gt; b\n&gt; c\nd", "<p>a</p><blockquote><p>b<br>c</p></blockquote><p>d</p>"),
        ("&gt;b", "<blockquote><p>b</p></blockquote>"),
        ("&gt; b\n&gt;\n&gt; c", "<blockquote><p>b<br><br>c</p></blockquote>"),
        ("&gt; &gt; b", "<blockquote><p>&gt; b</p></blockquote>"),
        ("a &gt; b", "a &gt; b"),
        ("&gt;&gt;&gt; a\nb\n```c```\nd", "<blockquote><p>a<br>b</p><pre>c</pre><p>d</p></blockquote>"),
        ("&gt; ```c```", "<blockquote><pre>c</pre></blockquote>"),
        ("&gt; a\n```c```\nb", "<blockquote><p>a</p></blockquote><pre>c</pre><p>b</p>"),
        ("a ```b``` c", "<p>a </p><pre>b</pre><p> c</p>"),
        ("```\n*a* &lt;\n  <https://x.org>\n```", "<pre>*a* &lt;\n  https://x.org</pre>"),
        ("```a``` ```b```", "<pre>a</pre><pre>b</pre>"),
        ("``` open *b*", "``` open <strong>b</strong>"),
        ("\n\na\n\nb\n\n", "a<br><br>b"),
        ("", ""),
        (" \n ", ""),
    ] {
        assert_eq!(html(mrkdwn), expected, "{mrkdwn}");
    }
}

#[test]
fn words_are_found_and_ids_are_not() {
    for (mrkdwn, expected) in [
        ("plain words", "plain words"),
        ("a &amp; b &lt;c&gt; &quot;", "a & b <c> &quot;"),
        ("hi <@U123>, see <#C1|general> and <#C2|>", "hi , see general and "),
        ("<@U1|ada> <!subteam^S1|@team> <!here> <!date^1^{date}|soon>", "ada team  soon"),
        ("<https://x.org/path/to/?q=1#f|The *label*>", "The *label* x.org/path/to"),
        ("<https://x.org/a>", "x.org/a"),
        ("<https://x.org/a|https://x.org/a>", "x.org/a"),
        ("<https://x.org/%E3%83%87%20b>", "x.org/デ b"),
        ("<https://x.org/%E3%8>", "x.org/%E3%8"),
        ("<mailto:a@x.org|a@x.org>", "a@x.org"),
        ("a < b & c", "a < b & c"),
    ] {
        let mut out = String::from("before ");
        index_text(mrkdwn, &mut out);
        assert_eq!(out, format!("before {expected}"), "{mrkdwn}");
    }
}

#[test]
fn hostile_texts_stay_small() {
    let parts = [
        "&gt;",
        "&gt;\n",
        "*a ",
        "*a _b ~c ",
        "`",
        "`a",
        "```",
        "<",
        "<@",
        "<a:b|",
        ":",
        ":a",
        "::skin-tone-",
        "&",
        "*_~",
        "_a* ",
        "<!date^",
        "[",
        "\u{202e}",
    ];
    for part in parts {
        let text = part.repeat(100_000);
        let nodes = parse(&text);
        let (mut count, mut depth, mut deepest) = (0_usize, 0_i64, 0);
        kith_domain::rich::walk(&nodes, |step| {
            use kith_domain::rich::Step::{Enter, Leave};
            count += 1;
            match step {
                Enter(
                    Node::Paragraph(_)
                    | Node::Quote(_)
                    | Node::Bold(_)
                    | Node::Italic(_)
                    | Node::Strike(_)
                    | Node::Link { .. },
                ) => depth += 1,
                Leave(_) => depth -= 1,
                _ => {}
            }
            deepest = deepest.max(depth);
        });
        assert!(deepest <= 8 && count <= 300_000, "{part}: {deepest} deep, {count} nodes");
        assert!(to_html(&nodes, &NoNames).html.as_str().len() <= text.len() * 30, "{part}");
        let mut index = String::new();
        index_text(&text, &mut index);
        assert!(index.len() <= text.len());
    }
}
