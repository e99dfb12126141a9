//! The words of a tree, for titles, previews and the command line.

use super::{Names, Node, Step, kept, moment, walk};

/// The words without any markup. Blocks stand on lines of their own; items begin with `•` or their number.
pub fn to_plain(nodes: &[Node], names: &dyn Names) -> String {
    let mut writer = Writer { out: String::new(), lists: Vec::new(), fresh: usize::MAX, cell: 0 };
    walk(nodes, |step| writer.step(step, names));
    let kept = writer.out.trim_end().len();
    writer.out.truncate(kept);
    writer.out
}

/// The words of one inline node that holds no others.
pub(super) fn words<'a>(node: &'a Node, names: &'a dyn Names) -> String {
    let known = |sign: char, name: Option<&str>, label: &Option<String>, remote: &str| {
        format!("{sign}{}", name.or(label.as_deref()).unwrap_or(remote))
    };
    match node {
        Node::Account { remote, label } => {
            known('@', names.account(remote).as_ref().map(|named| named.name.as_ref()), label, remote)
        }
        Node::Space { remote, label } => {
            known('#', names.space(remote).as_ref().map(|named| named.name.as_ref()), label, remote)
        }
        Node::Group { remote, label } => known('@', names.group(remote).as_deref(), label, remote),
        Node::Broadcast(whom) => format!("@{}", whom.word()),
        Node::Emoji { name, unicode } => unicode.clone().unwrap_or_else(|| format!(":{name}:")),
        Node::Date { at, fallback } if fallback.is_empty() => moment(*at),
        Node::Date { fallback, .. } => fallback.clone(),
        Node::Text(text) | Node::Code(text) | Node::Pre(text) => text.clone(),
        Node::Link { target, .. } => target.clone(),
        _ => String::new(),
    }
}

struct Writer {
    out: String,
    /// For each list that is open, whether it is numbered and the number of its next item.
    lists: Vec<Option<u32>>,
    /// Where the words of the newest item or cell begin.
    fresh: usize,
    /// How many cells of the row are done.
    cell: usize,
}

impl Writer {
    fn push(&mut self, text: &str) {
        self.out.extend(text.chars().filter(|c| kept(*c)));
    }

    fn new_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') && self.out.len() != self.fresh {
            self.out.push('\n');
        }
    }

    fn step(&mut self, step: Step<'_>, names: &dyn Names) {
        match step {
            Step::Enter(node) => {
                if node.is_block() {
                    self.new_line();
                }
                match node {
                    Node::List { ordered, start, .. } => self.lists.push(ordered.then_some(*start)),
                    Node::Link { target, label } if label.is_empty() => self.push(target),
                    Node::Link { .. } => {}
                    Node::Text(text) | Node::Code(text) => self.push(text),
                    Node::Pre(text) => {
                        self.push(text);
                        self.new_line();
                    }
                    leaf => self.push(&words(leaf, names)),
                }
            }
            Step::Leave(node) => {
                if matches!(node, Node::List { .. }) {
                    self.lists.pop();
                }
                if node.is_block() {
                    self.new_line();
                }
            }
            Step::Item => {
                self.new_line();
                self.item();
            }
            Step::ItemEnd | Step::RowEnd => self.new_line(),
            Step::Row => {
                self.new_line();
                self.cell = 0;
            }
            Step::Cell => {
                if self.cell > 0 {
                    self.out.push('\t');
                }
                self.fresh = self.out.len();
            }
            Step::CellEnd => {
                self.cell += 1;
                let kept = self.out.trim_end_matches('\n').len().max(self.fresh.min(self.out.len()));
                self.out.truncate(kept);
            }
        }
    }

    fn item(&mut self) {
        let deeper = self.lists.len().saturating_sub(1).min(8);
        for _ in 0..deeper {
            self.out.push_str("  ");
        }
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.out.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            _ => self.out.push_str("• "),
        }
        self.fresh = self.out.len();
    }
}
