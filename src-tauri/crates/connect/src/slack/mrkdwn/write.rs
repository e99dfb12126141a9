//! Rich text back into mrkdwn, for messages whose words are only in blocks.
//!
//! **Invariant:** reading what is written gives the same words, references and links, unless words look like markup without
//! the styles that kept them apart. Styles are left out: the text is for search and previews, what people see is rendered
//! from the blocks.

use kith_domain::rich::{NoNames, Node, Step, to_plain, walk};

/// Escapes the three characters that mean something in mrkdwn.
pub fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Writes a tree as mrkdwn; blocks on lines of their own.
pub fn write(nodes: &[Node]) -> String {
    let mut out = String::new();
    let mut links = 0_usize;
    walk(nodes, |step| match step {
        Step::Enter(node) => {
            if node.is_block() {
                new_line(&mut out);
            }
            match node {
                Node::Link { target, label } => {
                    links += 1;
                    if links == 1 {
                        link(target, label, &mut out);
                    }
                }
                // The words of a link are written with it.
                _ if links > 0 => {}
                leaf => leaf_into(leaf, &mut out),
            }
        }
        Step::Leave(Node::Link { .. }) => links = links.saturating_sub(1),
        Step::Leave(node) if node.is_block() => new_line(&mut out),
        Step::Leave(_) | Step::Row => {}
        Step::Item | Step::ItemEnd | Step::RowEnd => new_line(&mut out),
        Step::Cell | Step::CellEnd => {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        }
    });
    out.truncate(out.trim_end().len());
    out
}

fn new_line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn link(target: &str, label: &[Node], out: &mut String) {
    let words = to_plain(label, &NoNames);
    // Within `<…>` these would end the target or the line.
    let target = escape(target).replace('|', "%7C").replace(char::is_whitespace, "%20");
    let words = escape(&words).replace('\n', " ");
    out.push('<');
    out.push_str(&target);
    if !words.trim().is_empty() && words != target {
        out.push('|');
        out.push_str(&words);
    }
    out.push('>');
}

fn leaf_into(node: &Node, out: &mut String) {
    let mut reference = |sign: &str, remote: &str, label: &Option<String>| {
        out.push('<');
        out.push_str(sign);
        out.push_str(&escape(remote));
        if let Some(label) = label {
            out.push('|');
            out.push_str(&escape(label));
        }
        out.push('>');
    };
    match node {
        Node::Account { remote, label } => reference("@", remote, label),
        Node::Space { remote, label } => reference("#", remote, label),
        Node::Group { remote, label } => reference("!subteam^", remote, label),
        Node::Broadcast(whom) => reference("!", whom.word(), &None),
        Node::Emoji { name, .. } => {
            out.push(':');
            out.push_str(&escape(name));
            out.push(':');
        }
        Node::Text(words) => out.push_str(&escape(words)),
        Node::Code(words) => {
            let fence = if words.contains('`') { "" } else { "`" };
            out.extend([fence, &escape(words), fence]);
        }
        Node::Pre(words) => {
            let fence = if words.contains("```") { "" } else { "```\n" };
            out.extend([fence, &escape(words), "\n", fence]);
        }
        Node::Date { at, fallback } if !fallback.is_empty() => {
            out.push_str(&format!("<!date^{at}^{{date}}|{}>", escape(fallback)));
        }
        Node::Date { .. } => out.push_str(&escape(&to_plain(std::slice::from_ref(node), &NoNames))),
        _ => {}
    }
}
