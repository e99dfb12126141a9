//! Whether two people may be paired, and how well they fit.
//!
//! **Invariants:** a must-have that one of the two did not answer is not fulfilled; a question that only one side is asked
//! says nothing; points are whole numbers and never below nothing.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Candidate, Problem, Say, WHOLE, assign::BLOCKED};

/// Hours of a day in which people talk to each other, in minutes of their clock: nine to nine.
const AWAKE: (i32, i32) = (9 * 60, 21 * 60);
const DAY: i32 = 24 * 60;

/// How two answers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// One thing that both say is all of it: languages, places.
    Any,
    /// How much of what the mentee says the mentor says too: skills, goals.
    Part,
    /// Numbers: how much more the mentor's is.
    Gap {
        /// Not less.
        least: i64,
        /// Not more.
        most: i64,
    },
    /// Time that both are awake.
    Clock {
        /// So many minutes a day have to be common.
        least: i32,
    },
    /// Not at all.
    Not,
}

/// What keeps two people apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocked {
    /// They are one person.
    Same,
    /// The lead does not want it.
    Vetoed,
    /// They have something to do with each other.
    Conflict,
    /// They parted without fault.
    Parted,
    /// A question that has to fit does not.
    Rule(String),
    /// A question that has to fit was not answered by one of them.
    Unanswered(String),
}

/// How well two fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    /// The points.
    pub points: i64,
    /// As many as there could be.
    pub most: i64,
    /// Why, in the order of questions.
    pub reasons: Vec<Reason>,
}

/// What one question adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The question; nothing: that these two are new to each other.
    pub question: Option<String>,
    /// The points.
    pub points: i64,
    /// As many as there could be.
    pub most: i64,
    /// What both said.
    pub shared: Vec<String>,
    /// How much more the mentor's number is, or the minutes that both are awake.
    pub number: Option<i64>,
}

/// A number in hundredths: half a year is half a year. Nothing when it is none.
#[must_use]
pub fn hundredths(word: &str) -> Option<i64> {
    let word = word.trim().replace(',', ".");
    let (minus, word) = word.strip_prefix('-').map_or((1, word.as_str()), |rest| (-1, rest));
    let (whole, rest) = word.split_once('.').unwrap_or((word, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || !digits(whole) || !digits(rest) {
        return None;
    }
    let rest: i64 = rest.chars().chain("00".chars()).take(2).collect::<String>().parse().ok()?;
    Some(minus * (whole.parse::<i64>().ok()? * 100 + rest))
}

/// A word as it is compared.
#[must_use]
pub fn folded(word: &str) -> String {
    word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Languages by what people call them: its code first.
const LANGUAGES: &[&[&str]] = &[
    &["ar", "arabic", "العربية"],
    &["bn", "bengali", "bangla"],
    &["cs", "czech", "čeština"],
    &["da", "danish", "dansk"],
    &["de", "german", "deutsch", "ger", "deu"],
    &["el", "greek", "ελληνικά"],
    &["en", "english", "englisch", "anglais", "inglés", "eng"],
    &["es", "spanish", "español", "espanol", "castellano", "spanisch", "esp", "spa"],
    &["fa", "persian", "farsi", "فارسی"],
    &["fi", "finnish", "suomi"],
    &["fr", "french", "français", "francais", "französisch", "fra", "fre"],
    &["he", "hebrew", "עברית"],
    &["hi", "hindi", "हिन्दी"],
    &["hu", "hungarian", "magyar"],
    &["id", "indonesian", "bahasa indonesia"],
    &["it", "italian", "italiano", "italienisch"],
    &["ja", "japanese", "日本語"],
    &["ko", "korean", "한국어"],
    &["nl", "dutch", "nederlands"],
    &["no", "norwegian", "norsk", "nb"],
    &["pl", "polish", "polski"],
    &["pt", "portuguese", "português", "portugues"],
    &["ro", "romanian", "română"],
    &["ru", "russian", "русский"],
    &["sv", "swedish", "svenska"],
    &["sw", "swahili", "kiswahili"],
    &["th", "thai", "ไทย"],
    &["tr", "turkish", "türkçe"],
    &["uk", "ukrainian", "українська"],
    &["ur", "urdu", "اردو"],
    &["vi", "vietnamese", "tiếng việt"],
    &["zh", "chinese", "mandarin", "中文"],
];

/// A language as it is compared: `de` for Deutsch, de-AT and German (native).
#[must_use]
pub fn language(word: &str) -> String {
    let plain = word.split(['(', ':']).next().unwrap_or_default();
    let word = folded(plain);
    let known = |word: &str| LANGUAGES.iter().find(|names| names.contains(&word)).and_then(|names| names.first());
    let region = word.split(['-', '_']).next().unwrap_or_default().to_owned();
    known(&word).or_else(|| known(&region)).map_or(word, |code| (*code).to_owned())
}

/// The entries of a list as people write them: `Rust, Go; public speaking`.
#[must_use]
pub fn listed(cell: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    cell.split([',', ';', '|', '\n', '•'])
        .map(|entry| entry.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|entry| !entry.is_empty() && seen.insert(entry.to_lowercase()))
        .collect()
}

/// Minutes of a day in which two are both awake; each clock is so many minutes ahead of UTC.
#[must_use]
pub fn clock_overlap(one: i32, other: i32) -> i32 {
    let long = AWAKE.1 - AWAKE.0;
    let apart = (one - other).rem_euclid(DAY);
    // The two stretches may touch at either end.
    (long - apart).max(0) + (long - (DAY - apart)).max(0)
}

/// An answer, ready to be compared.
#[derive(Debug, Clone, Default)]
struct Ready {
    /// Numbers of words, in order.
    words: Vec<u32>,
    /// The words as they were written.
    written: Vec<String>,
    number: Option<i64>,
}

/// Everything, ready to be compared.
pub(super) struct Prepared<'a> {
    problem: &'a Problem,
    mentors: Vec<(&'a Candidate, Vec<Ready>)>,
    mentees: Vec<(&'a Candidate, Vec<Ready>)>,
    said: FxHashMap<(usize, usize), Blocked>,
    earlier: FxHashSet<(usize, usize)>,
}

impl<'a> Prepared<'a> {
    pub(super) fn new(problem: &'a Problem, mentors: &[&'a Candidate], mentees: &[&'a Candidate]) -> Self {
        let mut words: BTreeMap<String, u32> = BTreeMap::new();
        let mut side = |people: &[&'a Candidate]| -> Vec<(&'a Candidate, Vec<Ready>)> {
            let mut ready = |one: &Candidate, id: &str| {
                let written = one.answers.get(id).cloned().unwrap_or_default();
                let mut numbered: Vec<(u32, String)> = Vec::new();
                for word in written {
                    let next = u32::try_from(words.len()).unwrap_or(u32::MAX);
                    let number = *words.entry(folded(&word)).or_insert(next);
                    numbered.push((number, word));
                }
                numbered.sort();
                numbered.dedup_by_key(|(number, _)| *number);
                let number = numbered.first().and_then(|(_, word)| hundredths(word));
                let (words, written) = numbered.into_iter().unzip();
                Ready { words, written, number }
            };
            people
                .iter()
                .map(|one| (*one, problem.questions.iter().map(|question| ready(one, &question.id)).collect()))
                .collect()
        };
        let (mentors, mentees) = (side(mentors), side(mentees));
        let places = |people: &[(&'a Candidate, Vec<Ready>)]| -> FxHashMap<&'a str, usize> {
            people.iter().enumerate().map(|(place, (one, _))| (one.id.as_str(), place)).collect()
        };
        let (of_mentor, of_mentee) = (places(&mentors), places(&mentees));
        let both = |mentor: &str, mentee: &str| Some((*of_mentee.get(mentee)?, *of_mentor.get(mentor)?));
        let mut said = FxHashMap::default();
        for place in problem.parted.iter().filter_map(|(mentor, mentee)| both(mentor, mentee)) {
            said.insert(place, Blocked::Parted);
        }
        for wish in &problem.wishes {
            let Some(place) = both(&wish.mentor, &wish.mentee) else { continue };
            let blocked = match wish.say {
                Say::Pin => {
                    // Two who parted and want to try again say so to the lead.
                    if said.get(&place) == Some(&Blocked::Parted) {
                        said.remove(&place);
                    }
                    continue;
                }
                Say::Veto => Blocked::Vetoed,
                Say::Conflict => Blocked::Conflict,
            };
            said.insert(place, blocked);
        }
        let earlier = problem.earlier.iter().filter_map(|(mentor, mentee)| both(mentor, mentee)).collect();
        Self { problem, mentors, mentees, said, earlier }
    }

    /// The points of everybody with everybody: a row for each mentee.
    pub(super) fn scores(&self) -> Vec<i64> {
        let mut all = Vec::with_capacity(self.mentees.len() * self.mentors.len());
        for mentee in 0..self.mentees.len() {
            all.extend((0..self.mentors.len()).map(|mentor| self.look(mentee, mentor, None).unwrap_or(BLOCKED)));
        }
        all
    }

    /// What keeps two apart.
    pub(super) fn rule(&self, mentee: usize, mentor: usize) -> Option<Blocked> {
        self.fit(mentee, mentor).err()
    }

    /// How well two fit, and why; or what keeps them apart.
    pub(super) fn fit(&self, mentee: usize, mentor: usize) -> Result<Fit, Blocked> {
        let mut blocked = None;
        let mut fit = Fit::default();
        match self.look(mentee, mentor, Some((&mut fit, &mut blocked))) {
            Some(points) => Ok(Fit { points, ..fit }),
            None => Err(blocked.unwrap_or(Blocked::Vetoed)),
        }
    }

    /// The points of two; nothing where they must not be paired. Why is told where somebody asks.
    fn look(&self, mentee: usize, mentor: usize, mut tell: Option<(&mut Fit, &mut Option<Blocked>)>) -> Option<i64> {
        let ((one, asks), (other, offers)) = (self.mentees.get(mentee)?, self.mentors.get(mentor)?);
        let deny = |tell: &mut Option<(&mut Fit, &mut Option<Blocked>)>, rule: &dyn Fn() -> Blocked| {
            if let Some((_, blocked)) = tell {
                **blocked = Some(rule());
            }
        };
        if one.who.is_some() && one.who == other.who {
            deny(&mut tell, &|| Blocked::Same);
            return None;
        }
        if let Some(said) = self.said.get(&(mentee, mentor)) {
            deny(&mut tell, &|| said.clone());
            return None;
        }
        let mut points = 0;
        for ((question, asked), offered) in self.problem.questions.iter().zip(asks).zip(offers) {
            let clocks = one.clock.zip(other.clock);
            let Some((hundredths, number)) = score(question.compare, asked, offered, clocks) else {
                if question.must && question.compare != Compare::Not {
                    deny(&mut tell, &|| Blocked::Unanswered(question.id.clone()));
                    return None;
                }
                if let Some((fit, _)) = &mut tell {
                    fit.most += question.weight * if question.compare == Compare::Not { 0 } else { WHOLE };
                }
                continue;
            };
            let fits = match question.compare {
                Compare::Gap { .. } => hundredths == WHOLE,
                Compare::Clock { least } => number.is_some_and(|minutes| minutes >= i64::from(least)),
                _ => hundredths > 0,
            };
            if question.must && !fits {
                deny(&mut tell, &|| Blocked::Rule(question.id.clone()));
                return None;
            }
            let own = question.weight * hundredths;
            points += own;
            if let Some((fit, _)) = &mut tell {
                let most = question.weight * WHOLE;
                fit.most += most;
                let shared = offered.words.iter().zip(&offered.written).filter(|(word, _)| asked.words.contains(word));
                let shared = match question.compare {
                    Compare::Any | Compare::Part => shared.map(|(_, written)| written.clone()).collect(),
                    _ => Vec::new(),
                };
                if own > 0 || question.must {
                    let question = Some(question.id.clone());
                    fit.reasons.push(Reason { question, points: own, most, shared, number });
                }
            }
        }
        let fresh = self.problem.fresh.max(0) * WHOLE;
        let is_new = !self.earlier.contains(&(mentee, mentor));
        if let Some((fit, _)) = &mut tell {
            fit.most += fresh;
            // That two do not know each other is worth telling only of two who do.
            if !is_new {
                fit.reasons.push(Reason { question: None, points: 0, most: fresh, shared: Vec::new(), number: None });
            }
        }
        Some(points + if is_new { fresh } else { 0 })
    }
}

/// How well two answers fit, in hundredths, and the number behind it; nothing where one of them is missing.
fn score(compare: Compare, asked: &Ready, offered: &Ready, clocks: Option<(i32, i32)>) -> Option<(i64, Option<i64>)> {
    let shared = || asked.words.iter().filter(|word| offered.words.contains(word)).count();
    let both = !asked.words.is_empty() && !offered.words.is_empty();
    match compare {
        Compare::Not => None,
        Compare::Any => both.then(|| (if shared() > 0 { WHOLE } else { 0 }, None)),
        Compare::Part => {
            let (shared, wanted) = (i64::try_from(shared()).ok()?, i64::try_from(asked.words.len()).ok()?);
            both.then(|| (shared * WHOLE / wanted.max(1), None))
        }
        Compare::Gap { least, most } => {
            let gap = offered.number? - asked.number?;
            let (least, most) = (least.saturating_mul(100), most.saturating_mul(100));
            let outside = (least - gap).max(gap - most).max(0);
            // Half as good for each stretch of five that it is outside.
            let hundredths = if outside == 0 { WHOLE } else { (WHOLE - 1 - outside / 10).max(0) };
            Some((hundredths, Some(gap / 100)))
        }
        Compare::Clock { .. } => {
            let minutes = i64::from(clock_overlap(clocks?.0, clocks?.1));
            // Six hours a day are as good as twelve.
            Some(((minutes * WHOLE / 360).min(WHOLE), Some(minutes)))
        }
    }
}
