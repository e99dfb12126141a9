//! Invented names of many cultures, read from `text/names.txt`.

use super::{calendar::Calendar, chance::Chance, people::Person};

#[derive(Debug)]
struct Culture {
    zones: Vec<&'static str>,
    given: Vec<&'static str>,
    family: Vec<&'static str>,
    language: &'static str,
}

/// All names.
#[derive(Debug)]
pub(super) struct Names {
    cultures: Vec<Culture>,
    special: Vec<&'static str>,
}

impl Names {
    pub(super) fn new() -> Self {
        let mut cultures = Vec::new();
        let mut special = Vec::new();
        for line in include_str!("text/names.txt").lines().filter(|line| !line.starts_with('#')) {
            let Some((title, rest)) = line.split_once(": ") else {
                continue;
            };
            if title == "special" {
                special = rest.split('|').map(str::trim).collect();
                continue;
            }
            let mut parts = rest.split(';').map(|part| part.split_whitespace().collect::<Vec<_>>());
            let mut next = || parts.next().unwrap_or_default();
            let (zones, given, family, language) = (next(), next(), next(), next());
            let language = language.first().copied().filter(|language| *language != "-").unwrap_or("");
            cultures.push(Culture { zones, given, family, language });
        }
        Self { cultures, special }
    }

    /// Somebody with a name, a zone and a language.
    pub(super) fn person(&self, number: usize, calendar: &mut Calendar, chance: &mut Chance) -> Person {
        // The first cultures of the file are the larger groups.
        let count = self.cultures.len();
        let place = chance.below(count).min(chance.below(count + 4));
        let Some(culture) = self.cultures.get(place) else {
            return Person::default();
        };
        let special = (number % 61 == 60).then(|| self.special.get(number / 61)).flatten();
        let name = match special {
            Some(name) => (*name).to_owned(),
            None => match chance.below(40) {
                0 => chance.pick(&culture.given).to_owned(),
                1 => format!(
                    "{} {} {}",
                    chance.pick(&culture.given),
                    chance.pick(&culture.given),
                    chance.pick(&culture.family)
                ),
                2 => format!(
                    "{} {}-{}",
                    chance.pick(&culture.given),
                    chance.pick(&culture.family),
                    chance.pick(&culture.family)
                ),
                _ => format!("{} {}", chance.pick(&culture.given), chance.pick(&culture.family)),
            },
        };
        let zone = calendar.zone(chance.pick(&culture.zones));
        Person { name, zone, language: culture.language, ..Person::default() }
    }
}
