//! What holds for any JSON.

use proptest::prelude::*;

use super::*;

/// JSON in Slack's shapes and in others.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        "[a-z<>&*:|@]{0,8}".prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(Value::Null),
        proptest::sample::select(vec![
            "rich_text",
            "rich_text_section",
            "rich_text_list",
            "rich_text_quote",
            "rich_text_preformatted",
            "section",
            "header",
            "context",
            "divider",
            "image",
            "video",
            "table",
            "canvas_table",
            "canvas_table_cell",
            "markdown",
            "text",
            "link",
            "user",
            "channel",
            "emoji",
            "date",
            "mrkdwn",
            "plain_text",
            "ordered",
            "bullet",
            "unknown",
        ])
        .prop_map(Value::from),
    ];
    let key = proptest::sample::select(vec![
        "type",
        "type",
        "type",
        "elements",
        "elements",
        "blocks",
        "attachments",
        "text",
        "fields",
        "rows",
        "cells",
        "style",
        "indent",
        "offset",
        "url",
        "unicode",
        "name",
        "title",
        "title_link",
        "value",
        "pretext",
        "fallback",
        "message_blocks",
        "message",
        "author_name",
        "timestamp",
        "skin_tone",
        "alt_text",
        "bold",
    ]);
    word.prop_recursive(8, 64, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            proptest::collection::vec((key.clone(), inner), 0..5).prop_map(|pairs| Value::Object(
                pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_read(blocks in proptest::collection::vec(any_json(), 0..4), attachments in any_json(), text in any_json()) {
        let message = json!({ "text": text, "blocks": blocks, "attachments": attachments });
        if let Some(nodes) = nodes_of(&message) {
            let rendered = to_html(&nodes, &NoNames);
            prop_assert!(!rendered.html.as_str().contains(" href"));
            let (mut depth, mut deepest) = (0_usize, 0);
            kith_domain::rich::walk(&nodes, |step| match step {
                kith_domain::rich::Step::Item | kith_domain::rich::Step::Cell => { depth += 1; deepest = deepest.max(depth); }
                kith_domain::rich::Step::ItemEnd | kith_domain::rich::Step::CellEnd => depth -= 1,
                _ => {}
            });
            prop_assert!(deepest <= 30);
        }
        text_of(&message);
    }
}
