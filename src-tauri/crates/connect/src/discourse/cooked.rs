//! Discourse's HTML of posts ("cooked"), read into rich text.
//!
//! The forum makes it from Markdown and cleans it; here it is a stranger's HTML all the same. Pictures are never fetched:
//! their description stands for them. Quotes of other posts and previews of links are quotes; they are not the author's
//! own words.
//!
//! **Invariants:** any text can be read, whatever it holds, in time that grows with its size; what is not known is read for
//! its words; the tree is at most [`DEEPEST`] elements deep.

mod block;
mod inline;
mod markdown;
#[cfg(test)]
mod tests;

use kith_domain::rich::{NoNames, Node, to_plain};
use scraper::Html;
use serde_json::Value;
use url::Url;

use super::wire;
pub use markdown::parse as parse_markdown;

/// How deep elements may hold elements; deeper ones lose their frames.
const DEEPEST: usize = 24;
/// More bytes, or more elements, than any post has: then its words alone are read.
const MOST: (usize, usize) = (1 << 20, 10_000);

/// Reads what a post shows, from the post's own JSON. `None` when that is no post.
pub fn parse(raw_json: &str) -> Option<Vec<Node>> {
    parse_at(raw_json, None)
}

/// The same, with the forum's address for links within it.
pub fn parse_at(raw_json: &str, base: Option<&Url>) -> Option<Vec<Node>> {
    // Other sources' JSON is told without reading it.
    memchr::memmem::find(raw_json.as_bytes(), b"\"cooked\":")?;
    let post = &serde_json::from_str::<Value>(raw_json).ok()?;
    post["post_number"].is_number().then(|| nodes_of(&wire::text(&post["cooked"]).unwrap_or_default(), base))
}

/// Reads a post's HTML.
pub fn nodes_of(html: &str, base: Option<&Url>) -> Vec<Node> {
    read(html, base, false)
}

/// What the author wrote, without quotes of others and previews, as plain words.
pub(super) fn own_words(html: &str) -> String {
    plain(&read(html, None, true))
}

/// The words of a tree.
pub(super) fn plain(nodes: &[Node]) -> String {
    to_plain(nodes, &NoNames)
}

fn read(html: &str, base: Option<&Url>, own: bool) -> Vec<Node> {
    if html.len() > MOST.0 || memchr::memchr_iter(b'<', html.as_bytes()).count() > MOST.1 {
        return bare(html);
    }
    let tree = Html::parse_fragment(html);
    let reader = Reader { base, own };
    let mut nodes = Vec::new();
    reader.blocks(*tree.root_element(), 0, &mut nodes);
    // A line at the edge divides nothing.
    while nodes.last() == Some(&Node::Rule) {
        nodes.pop();
    }
    nodes
}

/// The words of something far too large to be a post: everything between the signs.
fn bare(html: &str) -> Vec<Node> {
    let words = html.split('<').filter_map(|part| part.split_once('>').map(|(_, words)| words));
    let text: String = words.filter(|words| !words.trim().is_empty()).collect();
    let text = text.chars().take(MOST.0).collect::<String>();
    vec![Node::Paragraph(vec![Node::Text(text)])]
}

/// How a text is read.
struct Reader<'a> {
    /// The forum's address.
    base: Option<&'a Url>,
    /// Quotes of others and previews are left out.
    own: bool,
}
