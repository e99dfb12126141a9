//! Each kind of block, attachments, and any JSON at all.

mod properties;

use kith_domain::rich::{NoNames, to_html};
use serde_json::json;

use super::*;

fn html(message: &Value) -> String {
    let nodes = parse(&message.to_string()).unwrap_or_else(|| panic!("{message}"));
    let rendered = to_html(&nodes, &NoNames).html.as_str().to_owned();
    rendered.replace(" dir=\"auto\"", "").replace(" class=\"link\"", "").replace(" tabindex=\"0\" role=\"link\"", "")
}

fn rich_html(parts: &Value) -> String {
    html(&json!({"text": "", "blocks": [{"type": "rich_text", "block_id": "x", "elements": parts}]}))
}

fn section(elements: &Value) -> Value {
    json!([{"type": "rich_text_section", "elements": elements}])
}

#[test]
fn elements_of_rich_text() {
    let text = |text: &str, style: &[&str]| {
        let style: serde_json::Map<_, _> = style.iter().map(|name| ((*name).to_owned(), json!(true))).collect();
        json!({"type": "text", "text": text, "style": style})
    };
    for (elements, expected) in [
        (json!([text("a <b> *c*\n", &[])]), "<p>a &lt;b&gt; *c*</p>"),
        (json!([text("a", &["bold", "italic", "strike"])]), "<p><strong><em><s>a</s></em></strong></p>"),
        (
            json!([text("a", &["bold"]), {"type": "user", "user_id": "U1", "style": {"bold": true}}, text("b", &["underline"])]),
            "<p><strong>a<span class=\"mention unknown\">@U1</span></strong>b</p>",
        ),
        (json!([text("a\nb", &["code"])]), "<p><code>a<br>b</code></p>"),
        (json!([{"type": "link", "url": "https://x.org/", "text": "x"}]), "<p><a data-link=\"0\">x</a></p>"),
        (json!([{"type": "link", "url": "https://x.org/"}]), "<p><a data-link=\"0\">https://x.org/</a></p>"),
        (
            json!([{"type": "link", "url": "tel:123", "text": "123", "style": {"code": true}}]),
            "<p><code>123</code></p>",
        ),
        (
            json!([{"type": "channel", "channel_id": "C1"}, {"type": "usergroup", "usergroup_id": "S1"}]),
            "<p><span class=\"mention unknown\">#C1</span><span class=\"mention group\">@S1</span></p>",
        ),
        (
            json!([{"type": "broadcast", "range": "here"}, {"type": "broadcast", "range": "everyone"}, {"type": "broadcast", "range": "channel"}]),
            "<p><span class=\"mention broadcast\">@here</span><span class=\"mention broadcast\">@everyone</span><span class=\"mention broadcast\">@channel</span></p>",
        ),
        (
            json!([{"type": "emoji", "name": "wave", "unicode": "1f44b-1f3fd", "skin_tone": 4}]),
            "<p><span class=\"emoji\" title=\":wave::skin-tone-4:\">👋🏽</span></p>",
        ),
        (
            json!([{"type": "emoji", "name": "wave", "skin_tone": 4}, {"type": "emoji", "name": "our_own"}]),
            "<p><span class=\"emoji\" title=\":wave::skin-tone-4:\">👋🏽</span><span class=\"emoji custom\">:our_own:</span></p>",
        ),
        (
            json!([{"type": "date", "timestamp": 86400, "format": "{date}", "fallback": "2 Jan"}]),
            "<p><time datetime=\"1970-01-02T00:00Z\">2 Jan</time></p>",
        ),
        (json!([{"type": "color", "value": "#a1b2c3"}, {"type": "canvas", "file_id": "F1"}]), "<p>#a1b2c3[canvas]</p>"),
        (
            json!([{"type": "new_thing", "text": {"text": "words"}}, {"type": "other", "fallback": "!"}, 7, null]),
            "<p>words!</p>",
        ),
    ] {
        assert_eq!(rich_html(&section(&elements)), expected, "{elements}");
    }
}

#[test]
fn parts_of_rich_text() {
    let part = |kind: &str, text: &str| json!({"type": kind, "elements": [{"type": "text", "text": text}]});
    let list = |style: &str, indent: u64, offset: u64, items: &[&str]| {
        let items: Vec<Value> = items.iter().map(|item| part("rich_text_section", item)).collect();
        json!({"type": "rich_text_list", "style": style, "indent": indent, "offset": offset, "border": 0, "elements": items})
    };
    for (parts, expected) in [
        (
            json!([part("rich_text_section", "a\n\n"), part("rich_text_quote", "b"), part("rich_text_section", "\nc")]),
            "<p>a</p><blockquote><p>b</p></blockquote><p>c</p>",
        ),
        (json!([part("rich_text_preformatted", "if a < b:\n  c\n")]), "<pre>if a &lt; b:\n  c</pre>"),
        (json!([list("bullet", 0, 0, &["a", "b"])]), "<ul><li>a</li><li>b</li></ul>"),
        (
            json!([
                list("ordered", 0, 0, &["a", "b"]),
                list("bullet", 1, 0, &["c"]),
                list("bullet", 2, 0, &["d"]),
                list("ordered", 0, 2, &["e"])
            ]),
            "<ol><li>a</li><li>b<ul><li>c<ul><li>d</li></ul></li></ul></li><li>e</li></ol>",
        ),
        (json!([list("ordered", 0, 4, &["a"])]), "<ol start=\"5\"><li>a</li></ol>"),
        (json!([list("bullet", 2, 0, &["a"]), list("bullet", 0, 0, &["b"])]), "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        (json!([list("bullet", 0, 0, &[]), list("bullet", 1, 0, &["b"])]), "<ul><li><ul><li>b</li></ul></li></ul>"),
        (
            json!([list("bullet", 0, 0, &["a"]), list("ordered", 0, 0, &["b"])]),
            "<ul><li>a</li></ul><ol><li>b</li></ol>",
        ),
        (json!([list("bullet", u64::MAX, u64::MAX, &["a"])]), "<ul><li>a</li></ul>"),
    ] {
        assert_eq!(rich_html(&parts), expected, "{parts}");
    }
}

#[test]
fn what_has_a_border_is_quoted_together() {
    let text = |kind: &str, text: &str, border: u64| json!({"type": kind, "border": border, "elements": [{"type": "text", "text": text}]});
    let list = |border: u64| json!({"type": "rich_text_list", "style": "bullet", "border": border, "elements": [text("rich_text_section", "l", 0)]});
    let parts = json!([
        text("rich_text_quote", "a", 0),
        list(1),
        text("rich_text_preformatted", "b", 1),
        list(1),
        list(0),
        text("rich_text_section", "c", 0),
    ]);
    assert_eq!(
        rich_html(&parts),
        "<blockquote><p>a</p><ul><li>l</li></ul><pre>b</pre><ul><li>l</li></ul></blockquote><ul><li>l</li></ul><p>c</p>"
    );
}

#[test]
fn other_blocks() {
    for (block, expected) in [
        (
            json!({"type": "section", "text": {"type": "mrkdwn", "text": "*a* &amp;"}, "fields": [{"type": "plain_text", "text": "*b* :tada:"}]}),
            "<p><strong>a</strong> &amp;</p><p>*b* <span class=\"emoji\" title=\":tada:\">🎉</span></p>",
        ),
        (json!({"type": "header", "text": {"type": "plain_text", "text": "a"}}), "<p><strong>a</strong></p>"),
        (
            json!({"type": "context", "elements": [{"type": "mrkdwn", "text": "_a_"}, {"type": "image", "alt_text": "b"}, {"type": "plain_text", "text": "c"}]}),
            "<p><em>a</em> [b] c</p>",
        ),
        (
            json!({"type": "image", "image_url": "https://x.org/i.png", "alt_text": "", "title": {"type": "plain_text", "text": "t"}}),
            "<p>[t]</p>",
        ),
        (
            json!({"type": "video", "title": {"type": "plain_text", "text": "t"}, "title_url": "https://x.org/v", "description": {"type": "plain_text", "text": "d"}}),
            "<p><a data-link=\"0\">t</a></p><p>d</p>",
        ),
        (json!({"type": "markdown", "text": "**a** <b>"}), "<p>**a** &lt;b&gt;</p>"),
        (
            json!({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}, {"type": "rich_text", "elements": section(&json!([{"type": "text", "text": "b"}]))}]]}),
            "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
        ),
        (
            json!({"type": "canvas_table", "rows": [{"cells": [{"type": "canvas_table_cell", "elements": [{"type": "rich_text", "elements": section(&json!([{"type": "text", "text": "a"}]))}]}]}]}),
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        (
            json!({"type": "task_card", "title": "t", "output": {"type": "rich_text", "elements": section(&json!([{"type": "text", "text": "o"}]))}}),
            "<p>t</p><p>o</p>",
        ),
    ] {
        assert_eq!(html(&json!({"text": "", "blocks": [block]})), expected, "{block}");
    }
    let divided = json!([{"type": "divider"}, {"type": "header", "text": {"text": "a"}}, {"type": "divider"}, {"type": "header", "text": {"text": "b"}}, {"type": "divider"}]);
    assert_eq!(html(&json!({ "blocks": divided })), "<p><strong>a</strong></p><hr><p><strong>b</strong></p>");
}

#[test]
fn attachments_are_quoted_after_the_text() {
    let message = json!({"text": "*see* <https://x.org>", "attachments": [
        {"pretext": "before", "author_name": "Ada", "author_link": "https://x.org/ada", "title": "T", "title_link": "https://x.org/t",
         "text": "&lt;words&gt;", "fields": [{"title": "f", "value": "*v*", "short": true}], "fallback": "no"},
        {"fallback": "only <https://y.org|this>"},
        {"fallback": "[no preview available]"},
        {"is_msg_unfurl": true, "author_name": "Bo", "text": "no", "message_blocks": [{"message": {"blocks": [{"type": "rich_text", "elements": section(&json!([{"type": "text", "text": "said"}]))}]}}]},
        {"title": "<https://x.org/1|#1 *it*>"},
    ]});
    assert_eq!(
        html(&message),
        "<p><strong>see</strong> <a data-link=\"0\">https://x.org</a></p><p>before</p>\
         <blockquote><p><a data-link=\"1\">Ada</a></p><p><strong><a data-link=\"2\">T</a></strong></p><p>&lt;words&gt;</p>\
         <p><strong>f</strong></p><p><strong>v</strong></p></blockquote>\
         <blockquote><p>only <a data-link=\"3\">this</a></p></blockquote>\
         <blockquote><p>Bo</p><p>said</p></blockquote>\
         <blockquote><p><strong><a data-link=\"4\">#1 <strong>it</strong></a></strong></p></blockquote>"
    );
}

#[test]
fn nothing_more_than_the_text_is_none() {
    for raw in [
        r#"{"text":"a"}"#,
        r#"{"text":"a","blocks":null,"attachments":[]}"#,
        r#"{"text":"a","blocks":[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Open"}}]}]}"#,
        r#"{"text":"a","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[]}]}]}"#,
        r#"{"text":"a","blocks":"#,
        "",
        "[]",
        "null",
        r#""blocks""#,
    ] {
        assert_eq!(parse(raw), None, "{raw}");
    }
    let deep = format!(r#"{{"blocks":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(parse(&deep), None);
}

#[test]
fn searchable_text_comes_from_where_the_words_are() {
    let rich = |text: &str| json!([{"type": "rich_text", "elements": section(&json!([{"type": "text", "text": text}, {"type": "user", "user_id": "U1"}, {"type": "link", "url": "https://x.org/?a&b", "text": "l"}]))}]);
    let header = json!([{"type": "header", "text": {"type": "plain_text", "text": "Weekly numbers & more"}}]);
    for (message, expected) in [
        (json!({"text": "*a*"}), "*a*"),
        (json!({"text": "*a*", "blocks": rich("a")}), "*a*"),
        (json!({"text": "", "blocks": rich("a <b> ")}), "a &lt;b&gt; <@U1><https://x.org/?a&amp;b|l>"),
        (json!({"text": "fallback", "blocks": header}), "Weekly numbers &amp; more"),
        (
            json!({"text": "Weekly numbers", "blocks": [{"type": "header", "text": {"text": "Weekly"}}]}),
            "Weekly numbers",
        ),
        (
            json!({"text": "", "attachments": [{"pretext": "p", "title": "t", "text": "x &amp; y", "fallback": "f"}]}),
            "p\nt\nx &amp; y",
        ),
        (json!({"text": "", "attachments": [{"fallback": "f"}]}), "f"),
        (json!({"text": "said", "attachments": [{"text": "by the app"}]}), "said\nby the app"),
        (json!({"text": "said", "attachments": [{"from_url": "https://x.org", "text": "preview"}]}), "said"),
        (json!({"text": "", "attachments": [{"from_url": "https://x.org", "text": "preview"}]}), "preview"),
        (json!({}), ""),
        (json!(7), ""),
    ] {
        assert_eq!(text_of(&message), expected, "{message}");
    }
}
