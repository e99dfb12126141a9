//! What holds for any HTML.

use proptest::prelude::*;

use super::*;

/// The cleaner that finds nothing to change in what the window gets: its list is that of `domain::rich`.
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

fn serialised(markup: &str) -> String {
    markup.replace("&quot;", "\"").replace("&#39;", "'").replace("&nbsp;", "\u{a0}")
}

/// HTML in Discourse's shapes, in others, and torn apart.
fn any_html() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z <>&\"'/=]{0,10}",
        1 => any::<String>(),
        6 => proptest::sample::select(vec![
            "<p>", "</p>", "<div>", "</div>", "<blockquote>", "</blockquote>", "<aside class=\"quote\" data-username=\"a<b\">",
            "<aside class='onebox' data-onebox-src='javascript:x'>", "</aside>", "<ul>", "<ol start=\"-3\">", "<li>", "</li>", "</ul>",
            "<table>", "<tr>", "<td>", "</table>", "<pre>", "<code>", "</code>", "</pre>", "<a href=\"https://x.org/\">",
            "<a class=mention>", "<a class=\"hashtag-cooked\" data-type=category data-id=\"<1>\">", "</a>", "<img class=emoji title=':a:'>",
            "<img alt='\"><script>'>", "<script>", "</script>", "<style>", "<svg><foreignObject>", "<math><mtext>", "<template>", "<!--",
            "-->", "<b>", "<i>", "</b>", "</i>", "<details>", "<summary>", "<br>", "<hr>", "&lt;script&gt;", "&#0;", "\u{202e}", "<![CDATA[",
            "<noscript>", "<textarea>", "<plaintext>", "<select><option>", "<frameset>", "<body onload=x>",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, ..ProptestConfig::default() })]

    #[test]
    fn a_sanitiser_finds_nothing_to_change(html in any_html()) {
        let rendered = to_html(&nodes_of(&html, None), &NoNames);
        let markup = rendered.html.as_str();
        prop_assert_eq!(cleaned(markup), serialised(markup));
        prop_assert!(rendered.links.iter().all(|link| link.starts_with("http") || link.starts_with("mailto")));
        own_words(&html);
    }

    #[test]
    fn any_markdown_is_read(text in "([>`\\[\\]a-z =\",:/\n]|\\[quote|\\[/quote\\]|```){0,60}") {
        let markup = to_html(&parse_markdown(&text), &NoNames);
        prop_assert_eq!(cleaned(markup.html.as_str()), serialised(markup.html.as_str()));
    }
}
