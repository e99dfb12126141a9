//! The channels and categories of the sample, read from `text/spaces.txt`.

use super::{calendar::DAYS, phrases::sections};

/// Who opens conversations in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Everybody.
    All,
    /// The team; everybody answers.
    Team,
    /// Those who speak a language, and only they answer.
    Speakers(&'static str),
    /// A program.
    Bot,
}

/// A channel or a category.
#[derive(Debug)]
pub(super) struct Space {
    pub(super) remote: &'static str,
    pub(super) name: &'static str,
    pub(super) purpose: &'static str,
    /// Sections of the words; `help` stands for all areas.
    pub(super) about: Vec<&'static str>,
    pub(super) who: Who,
    /// How many conversations in three years.
    pub(super) threads: usize,
    /// The first day and the day after the last.
    pub(super) days: (usize, usize),
}

/// Where people introduce themselves.
pub(super) const INTRODUCTIONS: usize = 1;
/// The remote id of the forum as a whole.
pub(super) const FORUM: &str = "forum";

/// The spaces of the forum or of the chat; the first of the chat is the one everybody is in.
pub(super) fn spaces(forum: bool) -> Vec<Space> {
    let place = if forum { "forum" } else { "chat" };
    let rows = sections(include_str!("text/spaces.txt")).filter(|(section, _)| *section == place);
    rows.map(|(_, row)| space(row)).collect()
}

fn space(row: &'static str) -> Space {
    let mut cells = row.split('|').map(str::trim);
    let mut next = || cells.next().unwrap_or_default();
    let (remote, name, purpose, about) = (next(), next(), next(), next());
    let who = match next() {
        "all" => Who::All,
        "team" => Who::Team,
        "bot" => Who::Bot,
        language => Who::Speakers(language),
    };
    let mut number = |or: usize| next().parse().unwrap_or(or);
    Space {
        remote,
        name,
        purpose,
        about: about.split(' ').filter(|section| *section != "-").collect(),
        who,
        threads: number(0),
        days: (number(0), number(DAYS)),
    }
}
