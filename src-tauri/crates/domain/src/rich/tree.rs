//! The tree, the names it needs, and one way to walk it.
//!
//! **Invariant:** [`walk`] keeps its own stack, so a tree's depth costs memory and never the machine's stack.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::slice::Iter;

/// Whom an announcement calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broadcast {
    /// Those who are active now.
    Here,
    /// Everybody in the space.
    Channel,
    /// Everybody in the community.
    Everyone,
}

impl Broadcast {
    /// The word without its sign.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Channel => "channel",
            Self::Everyone => "everyone",
        }
    }
}

/// A piece of a message.
///
/// Blocks are [`Node::Paragraph`], [`Node::Quote`], [`Node::Pre`], [`Node::List`], [`Node::Table`] and [`Node::Rule`];
/// everything else is inline. Blocks belong at the top, in quotes, list items and cells; anywhere else they lose their
/// frame and keep their words. A line feed in a text is a line break. Builders keep trees shallower than
/// [`super::MAX_DEPTH`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Words.
    Text(String),
    /// Strong.
    Bold(Vec<Self>),
    /// Stressed.
    Italic(Vec<Self>),
    /// Struck out.
    Strike(Vec<Self>),
    /// Code within a line.
    Code(String),
    /// Lines of code.
    Pre(String),
    /// Lines of running text.
    Paragraph(Vec<Self>),
    /// Somebody else's words, or a preview.
    Quote(Vec<Self>),
    /// A list.
    List {
        /// Numbered.
        ordered: bool,
        /// The first number.
        start: u32,
        /// What each item holds; deeper lists are inside the item they belong to.
        items: Vec<Vec<Self>>,
    },
    /// Rows of cells.
    Table(Vec<Vec<Vec<Self>>>),
    /// A line across.
    Rule,
    /// A link. Whether it may be followed is decided when it is rendered.
    Link {
        /// Where to, as the source wrote it.
        target: String,
        /// The words to click; the target itself when empty.
        label: Vec<Self>,
    },
    /// Somebody is named.
    Account {
        /// The source's id.
        remote: String,
        /// The name the source gave along, without the sign.
        label: Option<String>,
    },
    /// A space is named.
    Space {
        /// The source's id.
        remote: String,
        /// The name the source gave along, without the sign.
        label: Option<String>,
    },
    /// A group of people is named.
    Group {
        /// The source's id.
        remote: String,
        /// The handle the source gave along, without the sign.
        label: Option<String>,
    },
    /// Everybody is called.
    Broadcast(Broadcast),
    /// An emoji.
    Emoji {
        /// The source's name for it, without colons.
        name: String,
        /// The emoji itself; `None` for one of the community's own.
        unicode: Option<String>,
    },
    /// A moment.
    Date {
        /// Seconds since 1970-01-01 UTC.
        at: i64,
        /// The source's words for it; empty when it gave none.
        fallback: String,
    },
}

impl Node {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// Whether it stands on lines of its own.
    pub const fn is_block(&self) -> bool {
        matches!(
            self,
            Self::Pre(_) | Self::Paragraph(_) | Self::Quote(_) | Self::List { .. } | Self::Table(_) | Self::Rule
        )
    }
}

/// An account or a space that Kith knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<'a> {
    /// Kith's own id.
    pub uid: Cow<'a, str>,
    /// The name to show, without a sign.
    pub name: Cow<'a, str>,
}

/// Who and what the ids in a message are.
pub trait Names {
    /// The account with a remote id.
    fn account(&self, remote: &str) -> Option<Named<'_>>;
    /// The space with a remote id.
    fn space(&self, remote: &str) -> Option<Named<'_>>;
    /// The handle of a group of people.
    fn group(&self, _remote: &str) -> Option<Cow<'_, str>> {
        None
    }
}

/// Knows nobody: labels and ids are all there is.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoNames;

impl Names for NoNames {
    fn account(&self, _remote: &str) -> Option<Named<'_>> {
        None
    }

    fn space(&self, _remote: &str) -> Option<Named<'_>> {
        None
    }
}

/// One step of a [`walk`].
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// A node begins; one that holds others is followed by them and its [`Step::Leave`].
    Enter(&'a Node),
    /// A node that holds others ends.
    Leave(&'a Node),
    /// An item of the list around begins.
    Item,
    /// It ends.
    ItemEnd,
    /// A row of the table around begins.
    Row,
    /// It ends.
    RowEnd,
    /// A cell of the row around begins.
    Cell,
    /// It ends.
    CellEnd,
}

enum Frame<'a> {
    Nodes(Iter<'a, Node>, Option<Step<'a>>),
    Items(Iter<'a, Vec<Node>>, &'a Node),
    Rows(Iter<'a, Vec<Vec<Node>>>, &'a Node),
    Cells(Iter<'a, Vec<Node>>),
}

/// Visits every node in reading order.
pub fn walk<'a>(nodes: &'a [Node], mut visit: impl FnMut(Step<'a>)) {
    let mut stack = vec![Frame::Nodes(nodes.iter(), None)];
    while let Some(frame) = stack.last_mut() {
        let (step, inner) = match frame {
            Frame::Nodes(rest, end) => match rest.next() {
                Some(node) => (Some(Step::Enter(node)), inside(node)),
                None => (*end, None),
            },
            Frame::Items(rest, list) => match rest.next() {
                Some(item) => (Some(Step::Item), Some(Frame::Nodes(item.iter(), Some(Step::ItemEnd)))),
                None => (Some(Step::Leave(list)), None),
            },
            Frame::Rows(rest, table) => match rest.next() {
                Some(row) => (Some(Step::Row), Some(Frame::Cells(row.iter()))),
                None => (Some(Step::Leave(table)), None),
            },
            Frame::Cells(rest) => match rest.next() {
                Some(cell) => (Some(Step::Cell), Some(Frame::Nodes(cell.iter(), Some(Step::CellEnd)))),
                None => (Some(Step::RowEnd), None),
            },
        };
        // A leaf leaves the frame as it is; a frame that has ended goes.
        let ended = inner.is_none() && !matches!(step, Some(Step::Enter(_)));
        if let Some(step) = step {
            visit(step);
        }
        match inner {
            Some(inner) => stack.push(inner),
            None if ended => drop(stack.pop()),
            None => {}
        }
    }
}

fn inside(node: &Node) -> Option<Frame<'_>> {
    match node {
        Node::Bold(inner) | Node::Italic(inner) | Node::Strike(inner) => Some(inner),
        Node::Paragraph(inner) | Node::Quote(inner) | Node::Link { label: inner, .. } => Some(inner),
        Node::List { items, .. } => return Some(Frame::Items(items.iter(), node)),
        Node::Table(rows) => return Some(Frame::Rows(rows.iter(), node)),
        _ => None,
    }
    .map(|inner| Frame::Nodes(inner.iter(), Some(Step::Leave(node))))
}

/// The remote ids of the accounts and of the spaces that are named, each once, in the order of their ids.
pub fn mentioned(nodes: &[Node]) -> (Vec<String>, Vec<String>) {
    let (mut accounts, mut spaces) = (BTreeSet::new(), BTreeSet::new());
    walk(nodes, |step| match step {
        Step::Enter(Node::Account { remote, .. }) => drop(accounts.insert(remote)),
        Step::Enter(Node::Space { remote, .. }) => drop(spaces.insert(remote)),
        _ => {}
    });
    (accounts.into_iter().cloned().collect(), spaces.into_iter().cloned().collect())
}
