//! What is printed of a programme: a report, and a certificate for whoever took part.
//!
//! **Invariants:** a report names nobody; words are quoted only of those who said that they may be, and of nobody by name;
//! what would be told of fewer than five pairs or people is not told; what somebody said to the lead alone is in none.

use kith_store::{ApplicantRole, PairState, ProgrammePair, ProgrammeRow};
use schemars::JsonSchema;
use serde::Deserialize;
use ts_rs::TS;

use crate::{
    ApiError, App, Code,
    exports::{Exported, place},
    reports::{Certificate, Paper, PaperPart, PaperRow},
};

/// Fewer are not told of.
const FEW: usize = 5;

/// In what form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProgrammePaper {
    /// To print.
    Pdf,
    /// A page.
    Html,
}

/// A report to write.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteProgramme {
    /// Of which programme.
    pub(crate) id: String,
    /// In what form.
    pub(crate) format: ProgrammePaper,
    /// Where to; refused where the desktop asks for the place.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

/// A certificate to write.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteCertificate {
    /// Of which pair.
    pub(crate) pair: String,
    /// For whom.
    pub(crate) side: ApplicantRole,
    /// Where to; refused where the desktop asks for the place.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

fn row(label: &str, value: String, remark: &str) -> PaperRow {
    PaperRow { label: label.to_owned(), value, remark: remark.to_owned() }
}

/// A number of so many cases; of few, that it is not told.
fn told(label: &str, cases: usize, value: impl FnOnce() -> String, remark: &str) -> PaperRow {
    if cases < FEW { row(label, "–".to_owned(), "fewer than 5: not told") } else { row(label, value(), remark) }
}

fn share(part: u64, whole: u64) -> String {
    match (part * 100 + whole / 2).checked_div(whole) {
        Some(percent) => format!("{percent}% ({part} of {whole})"),
        None => "–".to_owned(),
    }
}

/// The average of what one side gave, over those of whom something is known.
fn rating(label: &str, given: &[u32]) -> PaperRow {
    let cases = given.len();
    let average = || {
        let tenths = given.iter().map(|one| u64::from(*one)).sum::<u64>() / u64::try_from(cases.max(1)).unwrap_or(1);
        format!("{}.{} of 5", tenths / 10, tenths % 10)
    };
    told(label, cases, average, &format!("of {cases} who gave one"))
}

fn parts(glance: &ProgrammeRow, pairs: &[ProgrammePair]) -> Vec<PaperPart> {
    let counts = glance.counts;
    // What never began is no pair that could have met.
    let met: Vec<&ProgrammePair> = pairs.iter().filter(|pair| pair.state != PairState::Proposed).collect();
    let sum = |of: &dyn Fn(&ProgrammePair) -> u32| met.iter().map(|pair| u64::from(of(pair))).sum::<u64>();
    let is = |state: PairState| u64::try_from(met.iter().filter(|pair| pair.state == state).count()).unwrap_or(0);
    let all = u64::try_from(met.len()).unwrap_or(0);
    let (held, planned) = (sum(&|pair| pair.held), sum(&|pair| pair.planned));
    let applied =
        counts.pending + counts.mentors + counts.mentees + counts.rejected + counts.cancelled + counts.completed;
    let people = vec![
        row("Applications", applied.to_string(), ""),
        row("Mentors who take part now", counts.mentors.to_string(), ""),
        row("Mentees who take part now", counts.mentees.to_string(), ""),
        row("Mentees without a mentor", counts.unmatched.to_string(), "accepted, and waiting"),
    ];
    let meetings = vec![
        row("Pairs", all.to_string(), "both agreed"),
        told(
            "Sessions held of those planned",
            met.len(),
            || share(held, planned),
            "planned: one for each agreed stretch of days",
        ),
        told(
            "Goals reached",
            met.len(),
            || share(sum(&|pair| pair.reached), sum(&|pair| pair.goals)),
            "without goals that were dropped",
        ),
        told("Completed", met.len(), || share(is(PairState::Completed), all), "of all pairs that began"),
        told("Ended without fault", met.len(), || share(is(PairState::Ended), all), "of all pairs that began"),
    ];
    let given = |of: &dyn Fn(&ProgrammePair) -> Option<u32>| met.iter().filter_map(|pair| of(pair)).collect::<Vec<_>>();
    let ratings = vec![
        rating("What mentors give", &given(&|pair| pair.mentor_rating)),
        rating("What mentees give", &given(&|pair| pair.mentee_rating)),
    ];
    let mut out = vec![
        PaperPart { title: "People".to_owned(), rows: people, words: Vec::new() },
        PaperPart { title: "Meetings".to_owned(), rows: meetings, words: Vec::new() },
        PaperPart { title: "Ratings".to_owned(), rows: ratings, words: Vec::new() },
    ];
    let quotes: Vec<String> = pairs
        .iter()
        .flat_map(|pair| &pair.feedback)
        .filter(|said| said.quote && !said.words.is_empty())
        .map(|said| {
            let who = if said.side == ApplicantRole::Mentor { "a mentor" } else { "a mentee" };
            format!("“{}” ({})", said.words, if met.len() < FEW { "somebody who took part" } else { who })
        })
        .collect();
    if !quotes.is_empty() {
        out.push(PaperPart { title: "In their words".to_owned(), rows: Vec::new(), words: quotes });
    }
    out
}

fn broken(error: &str) -> ApiError {
    ApiError::new(Code::Bug, format!("the file could not be made: {error}"))
}

/// A day as it is read on paper: 14 September 2026.
fn on_paper(day: &str) -> String {
    day.parse::<chrono::NaiveDate>().map_or_else(|_| day.to_owned(), |day| day.format("%-d %B %Y").to_string())
}

/// Letters of a name that any file system has.
fn file_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).take(6).collect();
    if words.is_empty() { "programme".to_owned() } else { words.join("-") }
}

pub(crate) async fn write(app: &App, args: WriteProgramme) -> Result<Exported, ApiError> {
    let today = super::today(app).await?;
    let id = args.id;
    let read = move |read: &kith_store::Read<'_>| {
        let glance = read.programme_at_a_glance(&id)?;
        Ok((read.programme_pairs(&glance.programme.id, today)?, glance, read.settings()?.name))
    };
    let (pairs, glance, community) = app.store()?.read(read).await?;
    let programme = &glance.programme;
    let until = programme.ends_on.as_ref().map(|day| format!(" to {}", on_paper(day))).unwrap_or_default();
    let mut parts = parts(&glance, &pairs);
    if !programme.purpose.is_empty() {
        parts.insert(
            0,
            PaperPart { title: "What it is for".to_owned(), rows: Vec::new(), words: vec![programme.purpose.clone()] },
        );
    }
    let paper = Paper {
        community,
        title: programme.name.clone(),
        about: format!("{}{until}; a session every {} days", on_paper(&programme.starts_on), programme.cadence_days),
        parts,
        made_on: on_paper(&today.to_string()),
    };
    let name = format!("mentoring-{}", file_name(&programme.name));
    match args.format {
        ProgrammePaper::Pdf => {
            let make = async move { paper.pdf().map_err(|error| broken(&error)) };
            place::save(app, args.path.as_deref(), (&name, "pdf"), 1, make).await
        }
        ProgrammePaper::Html => {
            place::save(app, args.path.as_deref(), (&name, "html"), 1, async move { Ok(paper.html()) }).await
        }
    }
}

pub(crate) async fn certificate(app: &App, args: WriteCertificate) -> Result<Exported, ApiError> {
    let today = super::today(app).await?;
    let id = args.pair;
    let read = move |read: &kith_store::Read<'_>| {
        let (pair, programme) = read.programme_pair(&id, today)?;
        Ok((pair, read.programme(&programme)?, read.settings()?.name))
    };
    let (pair, programme, community) = app.store()?.read(read).await?;
    let (name, role) = match args.side {
        ApplicantRole::Mentor => (pair.mentor, "mentor"),
        ApplicantRole::Mentee => (pair.mentee, "mentee"),
    };
    let until = on_paper(&pair.ended_on.unwrap_or_else(|| today.to_string()));
    let sessions = match pair.held {
        0 => String::new(),
        1 => " One session was held.".to_owned(),
        many => format!(" {many} sessions were held."),
    };
    let one = Certificate {
        community,
        words: vec![
            format!(
                "took part in {} as a {role}, from {} to {until}.{sessions}",
                programme.name,
                on_paper(&pair.started_on)
            ),
            "Thank you.".to_owned(),
        ],
        made_on: on_paper(&today.to_string()),
        name,
    };
    let make = async move { one.pdf().map_err(|error| broken(&error)) };
    place::save(app, args.path.as_deref(), ("certificate", "pdf"), 1, make).await
}
