//! Rich text: what a message says, as a tree, and its safe HTML.
//!
//! Every source's markup is read into [`Node`]s; only this module turns them into HTML, so that there is one place where
//! a stranger's words meet the window.
//!
//! **Invariants:** the HTML holds no attribute and no element but the fixed ones of [`to_html`], no `href` and no `src`;
//! a link is a number into [`Rendered::links`]; every tree, however deep or ill-built, gives well-formed HTML in time
//! that grows with its size, and no call goes deeper than the machine's stack allows.

mod html;
mod link;
mod plain;
#[cfg(test)]
mod tests;
mod tree;

pub use html::{MAX_DEPTH, Rendered, SafeHtml, highlight, to_html};
pub use link::{LinkRefused, allowed_link};
pub use plain::to_plain;
pub use tree::{Broadcast, Named, Names, NoNames, Node, Step, mentioned, walk};

/// What is left of a text in HTML and in plain words alike: control characters but tab and line feed are dropped.
/// (HTML parsers change them: NUL vanishes, CR becomes LF.)
fn kept(character: char) -> bool {
    matches!(character, '\n' | '\t') || !character.is_control()
}

/// Whether a character turns the direction of the text around it.
const fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The UTC moment of a date node as people read it, when the source gave no words for it.
fn moment(at: i64) -> String {
    chrono::DateTime::from_timestamp(at, 0)
        .map_or_else(|| at.to_string(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string())
}
