//! Applications out of files: looked at, compared, brought in.
//!
//! **Invariants:** what a file would change is shown by the same code that changes it; rows that cannot be understood are
//! told with their line, and keep nobody else out.

use std::collections::BTreeMap;

use kith_connect::table::{ApplicantList, ApplicantSaid, ApplicantUse, Asked, DateOrder, WrongRow};
use kith_store::{ApplicantDiff, ApplicantLine, ApplicantRole, Programme, ProgrammeAnswer, Store};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    ApiError, App,
    imports::{checked_path, in_background},
};

/// So many wrong rows are shown.
const SHOWN: usize = 50;

/// A file with applications.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplicationFile {
    /// Of which programme.
    pub(crate) programme: String,
    /// Where it lies.
    pub(crate) path: String,
    /// What columns are, by their headings, where that is not what Kith thinks: `email`, `question:languages`, `ignore`.
    #[serde(default)]
    pub(crate) columns: BTreeMap<String, String>,
    /// As what everybody in it applies, where no column says it.
    #[serde(default)]
    pub(crate) role: Option<ApplicantRole>,
    /// Of dates such as 03/04/2026: whether the first number is the day.
    #[serde(default)]
    pub(crate) day_first: Option<bool>,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ApplicationColumn {
    /// Its heading.
    pub(crate) header: String,
    /// What it is: `name`, `email`, `question:languages`.
    pub(crate) used: String,
    /// The first values.
    pub(crate) samples: Vec<String>,
}

/// A row that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ApplicationFault {
    /// Its line.
    pub(crate) line: u32,
    /// The column at fault.
    pub(crate) column: Option<String>,
    /// Why.
    pub(crate) reason: String,
}

/// What a file would change, or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct ApplicationsCompared {
    /// Its columns.
    pub(crate) columns: Vec<ApplicationColumn>,
    /// Every use that a column can have, and of questions what is asked.
    pub(crate) uses: Vec<(String, String)>,
    /// Whether no column says who is meant.
    pub(crate) asks_who: bool,
    /// Whether no column says who wants to be a mentor.
    pub(crate) asks_role: bool,
    /// Whether a person must say whether days come first in its dates.
    pub(crate) asks_date_order: bool,
    /// What changes.
    pub(crate) diff: ApplicantDiff,
    /// Rows that are left out.
    pub(crate) wrong: u32,
    /// The first of them.
    pub(crate) errors: Vec<ApplicationFault>,
}

fn number(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn line_of(said: ApplicantSaid) -> ApplicantLine {
    ApplicantLine {
        line: number(said.line),
        role: if said.mentor { ApplicantRole::Mentor } else { ApplicantRole::Mentee },
        key: said.key,
        name: said.name,
        email: said.email,
        handle: said.handle,
        capacity: said.capacity,
        zone: said.zone,
        applied_at: said.applied_at,
        answers: said.answers,
    }
}

fn uses(programme: &Programme) -> Vec<(String, String)> {
    let plain = ApplicantUse::WORDS.iter().map(|(_, word)| ((*word).to_owned(), String::new()));
    let asked = programme.questions.iter().filter(|question| question.kind != ProgrammeAnswer::Zone);
    plain.chain(asked.map(|one| (ApplicantUse::Answer(one.id.clone()).word(), one.text.clone()))).collect()
}

/// A file, read, and what is told of it before anything is compared.
fn read(store: &Store, args: &ApplicationFile) -> Result<(String, Vec<ApplicantLine>, ApplicationsCompared), ApiError> {
    let (programme, zone) = store.read_now(|read| Ok((read.programme(&args.programme)?, read.zone()?)))?;
    let mut chosen = BTreeMap::new();
    for (header, used) in &args.columns {
        let used = ApplicantUse::parse(used)
            .ok_or_else(|| ApiError::invalid("columns", "there is no such use of a column"))?;
        chosen.insert(header.clone(), used);
    }
    let asked: Vec<Asked> = programme
        .questions
        .iter()
        .map(|one| Asked { id: one.id.clone(), text: one.text.clone(), zone: one.kind == ProgrammeAnswer::Zone })
        .collect();
    let list = ApplicantList::open(&checked_path(&args.path)?, &chosen, &asked)?;
    let (asks_who, asks_role) = (!list.names_people(), !list.has_roles());
    let order = if args.day_first.unwrap_or(false) { DateOrder::DayFirst } else { DateOrder::MonthFirst };
    // Before the person has said what is missing, every row would be at fault for the same reason.
    let ready = !asks_who && (!asks_role || args.role.is_some());
    let mentor = args.role.map(|role| role == ApplicantRole::Mentor);
    let (said, wrong) = if ready { list.read(mentor, zone, order)? } else { (Vec::new(), Vec::new()) };
    let column = |(header, used, samples): &(String, ApplicantUse, Vec<String>)| ApplicationColumn {
        header: header.clone(),
        used: used.word(),
        samples: samples.clone(),
    };
    let fault = |row: &WrongRow| ApplicationFault {
        line: number(row.line),
        column: row.column.clone(),
        reason: row.reason.clone(),
    };
    let told = ApplicationsCompared {
        columns: list.columns.iter().map(column).collect(),
        uses: uses(&programme),
        asks_who,
        asks_role,
        asks_date_order: list.asks_date_order,
        diff: ApplicantDiff::default(),
        wrong: u32::try_from(wrong.len()).unwrap_or(u32::MAX),
        errors: wrong.iter().take(SHOWN).map(fault).collect(),
    };
    Ok((programme.id, said.into_iter().map(line_of).collect(), told))
}

pub(crate) async fn preview(app: &App, args: ApplicationFile) -> Result<ApplicationsCompared, ApiError> {
    let store = app.store()?;
    in_background(move || {
        let (programme, lines, told) = read(&store, &args)?;
        let diff = store.read_now(|read| read.compare_applications(&programme, &lines))?;
        Ok(ApplicationsCompared { diff, ..told })
    })
    .await
}

pub(crate) async fn bring(app: &App, args: ApplicationFile) -> Result<ApplicationsCompared, ApiError> {
    let (store, now, ids) = (app.store()?, app.now(), app.clone());
    let (from, asked, role) = (store.clone(), args.day_first.is_some(), args.role.is_some());
    let (programme, lines, told) = in_background(move || read(&from, &args)).await?;
    if told.asks_who {
        return Err(ApiError::invalid("columns", "no column in it says who is meant: a name or an e-mail address"));
    }
    if told.asks_role && !role {
        return Err(ApiError::invalid("role", "say whether the people in it want to be mentors or mentees"));
    }
    if told.asks_date_order && !asked {
        return Err(ApiError::invalid(
            "day_first",
            "its dates can be read in two ways: say whether the day comes first",
        ));
    }
    let bring =
        move |write: &kith_store::Write<'_>| write.bring_applications(&programme, &lines, &|| ids.new_id(), now);
    let diff = store.act("Import applications", bring).await?;
    Ok(ApplicationsCompared { diff, ..told })
}
