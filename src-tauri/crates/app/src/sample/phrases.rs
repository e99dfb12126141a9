//! The words of the sample community, read from the files in `text/`.
//!
//! **Invariant:** every section that the code asks for is there and not empty (a test holds it).

use std::collections::BTreeMap;

/// A conversation: how it begins and what may be said to that.
#[derive(Debug, Default)]
pub(super) struct Talk {
    pub(super) title: &'static str,
    pub(super) opening: &'static str,
    pub(super) replies: Vec<&'static str>,
}

/// Everything that can be said.
#[derive(Debug)]
pub(super) struct Phrases {
    talks: BTreeMap<&'static str, Vec<Talk>>,
    lines: BTreeMap<&'static str, Vec<&'static str>>,
    areas: Vec<&'static str>,
}

impl Phrases {
    pub(super) fn new() -> Self {
        let mut talks: BTreeMap<&str, Vec<Talk>> = BTreeMap::new();
        let mut areas = Vec::new();
        let help = [include_str!("text/help_a.txt"), include_str!("text/help_b.txt"), include_str!("text/help_c.txt")];
        for (section, line) in help.into_iter().flat_map(sections) {
            if areas.last() != Some(&section) {
                areas.push(section);
            }
            talks.entry(section).or_default().push(talk(line));
        }
        for (section, line) in
            sections(include_str!("text/talk.txt")).chain(sections(include_str!("text/languages.txt")))
        {
            talks.entry(section).or_default().push(talk(line));
        }
        let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (section, line) in sections(include_str!("text/glue.txt")) {
            lines.entry(section).or_default().push(line);
        }
        for (section, line) in sections(include_str!("text/lists.txt")) {
            lines.entry(section).or_default().extend(line.split(',').map(str::trim));
        }
        Self { talks, lines, areas }
    }

    /// The conversations of a section.
    pub(super) fn talks(&self, section: &str) -> &[Talk] {
        self.talks.get(section).map_or(&[], Vec::as_slice)
    }

    /// The phrases or words of a section.
    pub(super) fn lines(&self, section: &str) -> &[&'static str] {
        self.lines.get(section).map_or(&[], Vec::as_slice)
    }

    /// The areas that questions are about.
    pub(super) fn areas(&self) -> &[&'static str] {
        &self.areas
    }
}

/// The lines of a file, each with the section it is in.
pub(super) fn sections(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    file.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
            return None;
        }
        (!line.trim().is_empty() && !line.starts_with('#')).then_some((section, line.trim()))
    })
}

fn talk(line: &'static str) -> Talk {
    let mut parts = line.split('|').map(str::trim);
    Talk {
        title: parts.next().unwrap_or_default(),
        opening: parts.next().unwrap_or_default(),
        replies: parts.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_at_least_two_hundred_questions_with_answers() {
        let phrases = Phrases::new();
        let questions: Vec<&Talk> = phrases.areas().iter().flat_map(|area| phrases.talks(area)).collect();
        assert!(questions.len() >= 200, "{}", questions.len());
        for question in questions {
            assert!(question.opening.len() > 20 && question.replies.len() >= 2, "{}", question.title);
        }
    }

    #[test]
    fn nothing_is_said_twice_and_nothing_is_empty() {
        let phrases = Phrases::new();
        let mut seen = std::collections::BTreeSet::new();
        for talk in phrases.talks.values().flatten() {
            assert!(seen.insert(talk.opening), "{}", talk.opening);
            assert!(!talk.title.is_empty() && talk.replies.iter().all(|reply| !reply.is_empty()), "{}", talk.title);
        }
        assert!(phrases.lines.values().flatten().all(|line| !line.is_empty()));
    }
}
