//! Applications to a programme out of any table: a form's answers, with what each column means said by a person or guessed.
//!
//! **Invariants:** every row is an applicant or is refused with its line; two rows of one person in one role are refused;
//! what a file has no column for is not said.

use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

use chrono_tz::Tz;
use kith_domain::matching::zone_name;

use super::{
    DateOrder, FileChoice, Refused, Sense, Table, WrongRow,
    clean::{email, folded, value},
    dates::parse,
};

/// More rows than any round has.
const MOST_ROWS: usize = 50_000;
/// A longer cell is none that is kept.
const LONGEST: usize = 4_000;

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApplicantUse {
    /// Nothing that is kept.
    Ignore,
    /// The number that the form knows an answer by.
    Key,
    /// Who.
    Name,
    /// The first part of it.
    FirstName,
    /// The last part of it.
    LastName,
    /// Address.
    Email,
    /// Short name.
    Handle,
    /// Mentor or mentee.
    Role,
    /// How many mentees.
    Capacity,
    /// Time zone.
    Zone,
    /// When they applied.
    Applied,
    /// The answer to a question: its id.
    Answer(String),
}

impl ApplicantUse {
    /// Those that are no questions, and their words on the wire.
    pub const WORDS: [(Self, &'static str); 11] = [
        (Self::Ignore, "ignore"),
        (Self::Key, "key"),
        (Self::Name, "name"),
        (Self::FirstName, "first_name"),
        (Self::LastName, "last_name"),
        (Self::Email, "email"),
        (Self::Handle, "handle"),
        (Self::Role, "role"),
        (Self::Capacity, "capacity"),
        (Self::Zone, "zone"),
        (Self::Applied, "applied"),
    ];

    /// The word on the wire; of an answer `question:` and the question's id.
    pub fn word(&self) -> String {
        match self {
            Self::Answer(id) => format!("question:{id}"),
            other => Self::WORDS.iter().find(|(used, _)| used == other).map_or("ignore", |(_, word)| word).to_owned(),
        }
    }

    /// The use with a word.
    pub fn parse(word: &str) -> Option<Self> {
        match word.strip_prefix("question:") {
            Some(id) => Some(Self::Answer(id.to_owned())),
            None => Self::WORDS.iter().find(|(_, known)| *known == word).map(|(used, _)| used.clone()),
        }
    }
}

/// A question of the programme, as far as columns are guessed by it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// Whether it asks for the time zone.
    pub zone: bool,
}

/// A table of applications.
#[derive(Debug)]
pub struct ApplicantList {
    /// Its columns: heading, what it is, the first values.
    pub columns: Vec<(String, ApplicantUse, Vec<String>)>,
    /// Numbers of its dates can be read in two ways.
    pub asks_date_order: bool,
    table: Table,
    sense: Vec<Sense>,
}

/// What a row says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplicantSaid {
    /// Where it stands, from 1.
    pub line: u64,
    /// What it is known by.
    pub key: String,
    /// Who.
    pub name: String,
    /// Address, in small letters.
    pub email: Option<String>,
    /// Short name.
    pub handle: Option<String>,
    /// Whether a mentor, or else a mentee.
    pub mentor: bool,
    /// How many mentees.
    pub capacity: Option<u32>,
    /// Time zone: its name.
    pub zone: Option<String>,
    /// When they applied, UTC milliseconds.
    pub applied_at: Option<i64>,
    /// Answers by the question's id.
    pub answers: BTreeMap<String, String>,
}

/// What a heading means; without a question that is called so, nothing that is kept.
fn guessed(header: &str, questions: &[Asked]) -> ApplicantUse {
    let name = folded(header);
    let is = |words: &[&str]| words.contains(&name.as_str());
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if let Some(question) = questions.iter().find(|question| folded(&question.text) == name) {
        return if question.zone { ApplicantUse::Zone } else { ApplicantUse::Answer(question.id.clone()) };
    }
    if is(&["name", "full name", "your name", "display name", "what is your name?"]) {
        ApplicantUse::Name
    } else if is(&["first name", "given name", "vorname"]) {
        ApplicantUse::FirstName
    } else if is(&["last name", "surname", "family name", "nachname"]) {
        ApplicantUse::LastName
    } else if has(&["e mail", "email"]) {
        ApplicantUse::Email
    } else if is(&["handle", "username", "user name", "slack", "nickname", "slack handle"]) {
        ApplicantUse::Handle
    } else if is(&[
        "role",
        "i am a",
        "apply as",
        "i want to be a",
        "i am applying as",
        "mentor or mentee",
        "mentor or mentee?",
    ]) {
        ApplicantUse::Role
    } else if has(&["capacity", "how many mentees", "number of mentees", "max mentees"]) {
        ApplicantUse::Capacity
    } else if has(&["time zone", "timezone", "zeitzone"]) {
        ApplicantUse::Zone
    } else if is(&[
        "timestamp",
        "submitted at",
        "submitted",
        "applied",
        "applied at",
        "date",
        "completed at",
        "created at",
        "submit date (utc)",
    ]) {
        ApplicantUse::Applied
    } else if is(&["id", "response id", "submission id", "respondent id", "#", "token", "key"]) {
        ApplicantUse::Key
    } else {
        // A short form of a question, or a longer one, where only one is meant.
        let mut near = questions.iter().filter(|question| {
            let text = folded(&question.text);
            name.len() >= 4 && (text.contains(&name) || name.contains(&text))
        });
        match (near.next(), near.next()) {
            (Some(one), None) if one.zone => ApplicantUse::Zone,
            (Some(one), None) => ApplicantUse::Answer(one.id.clone()),
            _ => ApplicantUse::Ignore,
        }
    }
}

/// More characters are no answer to "as what", but something that somebody tells.
const LONGEST_ROLE: usize = 40;

/// Whether somebody wants to be a mentor.
fn role_of(cell: &str) -> Option<bool> {
    let word = folded(cell);
    match word.as_str() {
        "mentor" | "mentors" | "a mentor" | "coach" | "be a mentor" => Some(true),
        "mentee" | "mentees" | "a mentee" | "student" | "learner" | "be a mentee" => Some(false),
        _ => match (word.contains("mentor"), word.contains("mentee")) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        },
    }
}

impl ApplicantList {
    /// Opens a table and finds out what its columns are; `chosen` says it of some by their headings.
    ///
    /// # Errors
    /// [`Refused`] says why it is not read.
    pub fn open(path: &Path, chosen: &BTreeMap<String, ApplicantUse>, questions: &[Asked]) -> Result<Self, Refused> {
        let table = Table::open(path, &FileChoice::default())?;
        let mut sense = vec![Sense::default(); table.headers().len()];
        let mut samples: Vec<Vec<String>> = vec![Vec::new(); table.headers().len()];
        // Of each column: how many cells say something, and how many of them say "mentor" or "mentee" and not much else.
        let mut said = vec![(0_usize, 0_usize); table.headers().len()];
        let mut rows = 0_usize;
        table.rows(&mut |row| {
            rows += 1;
            let cells = row.cells.unwrap_or_default();
            for (((cell, sense), samples), said) in cells.iter().zip(&mut sense).zip(&mut samples).zip(&mut said) {
                let cell = value(cell);
                if cell.is_empty() {
                    continue;
                }
                said.0 += 1;
                said.1 += usize::from(cell.chars().count() <= LONGEST_ROLE && role_of(&cell).is_some());
                if cell.bytes().any(|byte| byte.is_ascii_digit()) {
                    sense.add(&cell);
                }
                if samples.len() < 3 {
                    samples.push(cell.chars().take(80).collect());
                }
            }
            if rows > MOST_ROWS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if rows > MOST_ROWS {
            return Err(Refused(format!("it has more than {MOST_ROWS} rows: cut it into several files")));
        }
        let mut columns: Vec<(String, ApplicantUse, Vec<String>)> = Vec::new();
        for (header, samples) in table.headers().iter().zip(samples) {
            let mut used = chosen.get(header).cloned().unwrap_or_else(|| guessed(header, questions));
            // Of two columns with one meaning the first is meant; a question may be asked twice, of each side.
            let many = matches!(used, ApplicantUse::Answer(_) | ApplicantUse::Ignore);
            if !many && !chosen.contains_key(header) && columns.iter().any(|(_, other, _)| *other == used) {
                used = ApplicantUse::Ignore;
            }
            columns.push((header.clone(), used, samples));
        }
        // Forms ask for the role in many ways, and are answered in two.
        if !columns.iter().any(|(_, used, _)| *used == ApplicantUse::Role) {
            let is_role = |(column, said): &(&mut (String, ApplicantUse, Vec<String>), &(usize, usize))| {
                column.1 == ApplicantUse::Ignore && !chosen.contains_key(&column.0) && said.0 > 0 && said.1 == said.0
            };
            if let Some((column, _)) = columns.iter_mut().zip(&said).find(is_role) {
                column.1 = ApplicantUse::Role;
            }
        }
        let applied = || columns.iter().zip(&sense).filter(|((_, used, _), _)| *used == ApplicantUse::Applied);
        let asks_date_order = applied().any(|(_, sense)| sense.is_dates() && sense.order().is_none());
        Ok(Self { columns, asks_date_order, table, sense })
    }

    /// Whether its columns say who is meant.
    pub fn names_people(&self) -> bool {
        use ApplicantUse::{Email, FirstName, Handle, LastName, Name};
        self.columns.iter().any(|(_, used, _)| [Name, FirstName, LastName, Email, Handle].contains(used))
    }

    /// Whether a column says who wants to be a mentor.
    pub fn has_roles(&self) -> bool {
        self.columns.iter().any(|(_, used, _)| *used == ApplicantUse::Role)
    }

    /// Every row: an applicant, or why it is none. Where no column says as what they apply, `mentor` does; times are in
    /// `zone`, and `order` says how their dates are read.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn read(
        &self,
        mentor: Option<bool>,
        zone: Tz,
        order: DateOrder,
    ) -> Result<(Vec<ApplicantSaid>, Vec<WrongRow>), Refused> {
        let (mut found, mut wrong): (Vec<ApplicantSaid>, Vec<WrongRow>) = (Vec::new(), Vec::new());
        let mut keys: BTreeMap<(bool, String), u64> = BTreeMap::new();
        self.table.rows(&mut |row| {
            let line = row.line;
            let refused = |reason| WrongRow { line, column: None, reason, sample: String::new() };
            let said = match row.cells {
                Ok(cells) => self.applicant(line, cells, mentor, zone, order),
                Err(broken) => Err(refused(broken.why)),
            };
            match said {
                Err(refused) => wrong.push(refused),
                Ok(said) => match keys.insert((said.mentor, said.key.to_lowercase()), line) {
                    Some(before) => {
                        wrong.push(refused(format!("line {before} is an application of the same person already")))
                    }
                    None => found.push(said),
                },
            }
            ControlFlow::Continue(())
        })?;
        Ok((found, wrong))
    }

    fn applicant(
        &self,
        line: u64,
        cells: &[String],
        mentor: Option<bool>,
        zone: Tz,
        order: DateOrder,
    ) -> Result<ApplicantSaid, WrongRow> {
        let wrong = |column: Option<&str>, reason: &str| WrongRow {
            line,
            column: column.map(str::to_owned),
            reason: reason.to_owned(),
            sample: String::new(),
        };
        let mut said = ApplicantSaid { line, ..ApplicantSaid::default() };
        let (mut first, mut last, mut number, mut role) = (String::new(), String::new(), String::new(), mentor);
        for (((header, used, _), sense), cell) in self.columns.iter().zip(&self.sense).zip(cells) {
            let cell = value(cell);
            if *used == ApplicantUse::Ignore {
                continue;
            }
            if cell.chars().count() > LONGEST {
                return Err(wrong(Some(header), "it is longer than 4000 characters"));
            }
            let text = || cell.split_whitespace().collect::<Vec<_>>().join(" ");
            let empty = cell.is_empty() || matches!(&*cell, "-" | "--" | "n/a" | "N/A");
            match used {
                ApplicantUse::Ignore => {}
                _ if empty => {}
                ApplicantUse::Key => number = text(),
                ApplicantUse::Name => said.name = text(),
                ApplicantUse::FirstName => first = text(),
                ApplicantUse::LastName => last = text(),
                ApplicantUse::Handle => said.handle = Some(text()),
                ApplicantUse::Email => match email(&cell) {
                    Some(address) => said.email = Some(address.to_lowercase()),
                    None => return Err(wrong(Some(header), "it is no e-mail address")),
                },
                ApplicantUse::Role => match role_of(&cell) {
                    Some(mentor) => role = Some(mentor),
                    None => return Err(wrong(Some(header), "it says neither mentor nor mentee")),
                },
                ApplicantUse::Capacity => match cell.split_whitespace().next().and_then(|word| word.parse().ok()) {
                    Some(capacity) if capacity <= 100 => said.capacity = Some(capacity),
                    _ => return Err(wrong(Some(header), "write how many mentees: 0 to 100")),
                },
                ApplicantUse::Zone => match zone_name(&cell) {
                    Some(zone) => said.zone = Some(zone),
                    None => {
                        return Err(wrong(Some(header), "this time zone is not known: write Europe/Berlin or UTC+2"));
                    }
                },
                ApplicantUse::Applied => {
                    let at = parse(&cell, sense.order().unwrap_or(order), zone);
                    said.applied_at = Some(at.ok_or_else(|| wrong(Some(header), "it is no time that can be read"))?);
                }
                ApplicantUse::Answer(id) => {
                    // A form that asks mentors in one column and mentees in another.
                    let answer = said.answers.entry(id.clone()).or_default();
                    if !answer.is_empty() {
                        answer.push_str(", ");
                    }
                    answer.push_str(&cell);
                }
            }
        }
        if said.name.is_empty() {
            said.name = [first, last].join(" ").trim().to_owned();
        }
        let known_by = [Some(number), said.email.clone(), said.handle.clone(), Some(said.name.clone())];
        let Some(key) = known_by.into_iter().flatten().find(|key| !key.is_empty()) else {
            return Err(wrong(None, "it does not say who is meant"));
        };
        if said.name.is_empty() {
            said.name = said.email.clone().or_else(|| said.handle.clone()).unwrap_or_else(|| key.clone());
        }
        if said.name.chars().count() > 200 || key.chars().count() > 400 {
            return Err(wrong(None, "a name is longer than 200 characters"));
        }
        said.key = key;
        said.mentor = role.ok_or_else(|| wrong(None, "it does not say whether a mentor or a mentee"))?;
        Ok(said)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn list(text: &str, chosen: &[(&str, &str)]) -> ApplicantList {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let chosen =
            chosen.iter().map(|(header, used)| ((*header).to_owned(), ApplicantUse::parse(used).unwrap())).collect();
        let asked = |id: &str, text: &str, zone| Asked { id: id.into(), text: text.into(), zone };
        let questions =
            [asked("q1", "Languages", false), asked("q2", "Which skills?", false), asked("q3", "Where are you?", true)];
        let list = ApplicantList::open(file.path(), &chosen, &questions).unwrap();
        // The file is opened again for its rows.
        let _ = file.keep().unwrap();
        list
    }

    #[test]
    fn columns_are_guessed_by_their_headings_and_by_the_questions() {
        let list = list(
            "Timestamp,Name,Email address,I am applying as,Languages,skills,Time zone,Shoe size\n2026-01-02 10:00,Ada,ada@example.org,Mentor,English,Rust,UTC+1,38\n",
            &[],
        );
        let used: Vec<String> = list.columns.iter().map(|(_, used, _)| used.word()).collect();
        assert_eq!(used, ["applied", "name", "email", "role", "question:q1", "question:q2", "zone", "ignore"]);
        let (said, wrong) = list.read(None, chrono_tz::UTC, DateOrder::MonthFirst).unwrap();
        assert!(wrong.is_empty());
        assert_eq!(
            (said[0].mentor, said[0].zone.as_deref(), said[0].key.as_str()),
            (true, Some("Etc/GMT-1"), "ada@example.org")
        );
        assert_eq!(said[0].answers.get("q2").map(String::as_str), Some("Rust"));
    }

    #[test]
    fn a_column_that_says_nothing_but_mentor_or_mentee_is_the_role() {
        let used =
            |text: &str| -> Vec<String> { list(text, &[]).columns.iter().map(|(_, used, _)| used.word()).collect() };
        let text = "Name,What would you like to be?,Why\nAda,Mentor 🌱,I was a mentee\nBob,I'd be a mentee,\n";
        assert_eq!(used(text), ["name", "role", "ignore"]);
        assert_eq!(used(&text.replace("Mentor 🌱", "Both")), ["name", "ignore", "role"], "the only one that does");
        assert_eq!(
            used(&text.replace("Mentor 🌱", "Both").replace("was a mentee", "care")),
            ["name", "ignore", "ignore"]
        );
    }

    #[test]
    fn each_row_is_somebody_or_says_why_not() {
        let text = "name,email,role,max mentees\nAda,ada@example.org,mentor,2\nBob,nonsense,mentee,\nCy,,mentee,many\n\
                    Ada,ADA@example.org,mentor,3\nAda,ada@example.org,mentee,\n,,mentee,\nDi,,both?,\n";
        let (said, wrong) = list(text, &[]).read(None, chrono_tz::UTC, DateOrder::MonthFirst).unwrap();
        assert_eq!(said.iter().map(|one| one.line).collect::<Vec<_>>(), [2, 6], "one person may be both");
        assert_eq!(wrong.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 4, 5, 7, 8]);
    }
}
