//! Each kind of element, and any HTML at all.

mod properties;

use kith_domain::rich::{NoNames, to_html};
use serde_json::json;

use super::*;

fn shown(html: &str) -> String {
    let rendered = to_html(&nodes_of(html, None), &NoNames).html.as_str().to_owned();
    rendered.replace(" dir=\"auto\"", "").replace(" class=\"link\"", "").replace(" tabindex=\"0\" role=\"link\"", "")
}

#[test]
fn elements_of_posts() {
    for (html, expected) in [
        ("<p>One\n line &amp; <b>two</b></p>\n<p>next</p>", "<p>One line &amp; <strong>two</strong></p><p>next</p>"),
        ("just words", "<p>just words</p>"),
        ("<h2><a name=\"x\" class=\"anchor\" href=\"#x\"></a>Title</h2>", "<p><strong>Title</strong></p>"),
        (
            "<ul>\n<li>a</li>\n<li>b\n<ol start=\"3\">\n<li>c</li>\n</ol>\n</li>\n</ul>",
            "<ul><li>a</li><li><p>b</p><ol start=\"3\"><li>c</li></ol></li></ul>",
        ),
        ("<pre><code class=\"lang-rust\">if a &lt; b {\n  c\n}\n</code></pre>", "<pre>if a &lt; b {\n  c\n}</pre>"),
        ("<p>a <code>b  c</code><br>\nd</p>", "<p>a <code>b  c</code><br>d</p>"),
        ("<p><del>a</del><em>b</em></p>", "<p><s>a</s><em>b</em></p>"),
        ("<p><a href=\"https://x.org/\">x</a></p>", "<p><a data-link=\"0\">x</a></p>"),
        ("<p><a href=\"https://x.org/\">https://x.org/</a></p>", "<p><a data-link=\"0\">https://x.org/</a></p>"),
        ("<p><a href=\"javascript:alert(1)\">x</a></p>", "<p>x</p>"),
        (
            "<p><a class=\"mention\" href=\"/u/ada\">@ada</a> <a class=\"mention-group\" href=\"/g/team\">@team</a></p>",
            "<p><span class=\"mention unknown\">@ada</span> <span class=\"mention group\">@team</span></p>",
        ),
        (
            "<p><a class=\"hashtag-cooked\" href=\"/c/help/3\" data-type=\"category\" data-id=\"3\"><span>Help</span></a></p>",
            "<p><span class=\"mention unknown\">#Help</span></p>",
        ),
        (
            "<p><img src=\"/e.png\" title=\":tada:\" class=\"emoji\" alt=\":tada:\"><img class=\"emoji emoji-custom\" title=\":ours:\"></p>",
            "<p><span class=\"emoji\" title=\":tada:\">🎉</span><span class=\"emoji custom\">:ours:</span></p>",
        ),
        (
            "<div class=\"lightbox-wrapper\"><a class=\"lightbox\" href=\"https://x.org/a.png\"><img src=\"a.png\" alt=\"A view\"><div class=\"meta\"><span>a.png 10 KB</span></div></a></div>",
            "<p>[A view]</p>",
        ),
        ("<p><img src=\"https://x.org/track.gif\"></p>", "<p>[image]</p>"),
        (
            "<aside class=\"quote\" data-username=\"bo\" data-post=\"2\" data-topic=\"5\"><div class=\"title\">bo:</div><blockquote><p>Said</p></blockquote></aside><p>Mine</p>",
            "<blockquote><p><strong><span class=\"mention unknown\">@bo</span>:</strong></p><p>Said</p></blockquote><p>Mine</p>",
        ),
        (
            "<aside class=\"onebox allowlistedgeneric\" data-onebox-src=\"https://x.org/a\"><header><a href=\"https://x.org/a\">x.org</a></header><article><h3>Head</h3><p>Words</p></article></aside>",
            "<blockquote><p><a data-link=\"0\">https://x.org/a</a></p><p><strong>Head</strong></p><p>Words</p></blockquote>",
        ),
        ("<details><summary>More</summary><p>inside</p></details>", "<p><strong>More</strong></p><p>inside</p>"),
        (
            "<div class=\"md-table\"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table></div>",
            "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>",
        ),
        ("<hr><p>a</p><hr>", "<hr><p>a</p>"),
        ("<script>alert(1)</script><style>p{}</style><p onclick=\"x\">a<script>b</script></p>", "<p>a</p>"),
        ("<iframe src=\"https://x.org\">words</iframe><svg><a href=\"x\">y</a></svg>", ""),
        ("", ""),
    ] {
        assert_eq!(shown(html), expected, "{html}");
    }
}

#[test]
fn links_within_the_forum_get_its_address() {
    let base = Url::parse("https://x.org/forum/").unwrap();
    let nodes = nodes_of("<p><a href=\"/forum/t/1\">a</a><a href=\"//cdn.x.org/b\">b</a></p>", Some(&base));
    assert_eq!(to_html(&nodes, &NoNames).links, ["https://x.org/forum/t/1", "https://cdn.x.org/b"]);
}

#[test]
fn own_words_are_without_quotes_of_others() {
    let html = "<aside class=\"quote\" data-username=\"bo\"><blockquote><p>Said</p></blockquote></aside><p>Mine</p>\
        <blockquote><p>Marked by me</p></blockquote>";
    assert_eq!(own_words(html), "Mine\nMarked by me");
    assert_eq!(plain(&nodes_of(html, None)), "@bo:\nSaid\nMine\nMarked by me");
}

#[test]
fn only_posts_are_parsed() {
    assert!(parse(&json!({"cooked": "<p>a</p>", "post_number": 1}).to_string()).is_some());
    assert!(parse(&json!({"cooked": "<p>a</p>"}).to_string()).is_none());
    assert!(parse(&json!({"text": "\"cooked\":", "post_number": 1}).to_string()).is_none());
    assert!(parse("\"cooked\": nonsense").is_none());
}

#[test]
fn markdown_without_html() {
    let shown = |text: &str| to_html(&parse_markdown(text), &NoNames).html.as_str().replace(" dir=\"auto\"", "");
    for (text, expected) in [
        ("One\ntwo\n\nthree", "<p>One<br>two</p><p>three</p>"),
        ("```rust\nlet a = 1;\n```\nafter", "<pre>let a = 1;</pre><p>after</p>"),
        ("> said\n> this\n\nmine", "<blockquote><p>said<br>this</p></blockquote><p>mine</p>"),
        (
            "[quote=\"bo, post:1, topic:2\"]\nsaid\n\nmore\n[/quote]\nmine",
            "<blockquote><p><strong>bo:</strong></p><p>said</p><p>more</p></blockquote><p>mine</p>",
        ),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("```\nnever ends", "<pre>never ends</pre>"),
        ("", ""),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn enormous_and_deep_html_is_read_in_bounded_time() {
    let deep = "<div>".repeat(9_900) + "words";
    assert!(plain(&nodes_of(&deep, None)).contains("words"));
    let quotes = "<blockquote>".repeat(2_000) + "words";
    assert!(plain(&nodes_of(&quotes, None)).contains("words"));
    let many = "<b>".repeat(200_000) + "words</b>";
    assert!(plain(&nodes_of(&many, None)).contains("words"));
}
