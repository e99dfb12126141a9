//! Guests of an event as a file: for Bevy, for Salesforce, as CSV or a spreadsheet.
//!
//! **Invariants:** what somebody needs and answered is written only where a person asked for it in so many words, and never for
//! another program; names and answers are no formulas; who was erased is in no file.

use std::collections::BTreeMap;

use kith_store::{
    GuestState, ListedGuest, ListedWhich,
    exports::{CustomField, time},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{Exported, Failed, ListFormat, begin, columns, exported, in_background, place::place};
use crate::{ApiError, App};

/// Bevy takes no more rows in one file.
const BEVY_ROWS: usize = 5_000;
/// Letters of a campaign's id.
const LONGEST_CAMPAIGN: usize = 40;

/// For whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GuestListFormat {
    /// Comma-separated values.
    #[default]
    Csv,
    /// A spreadsheet.
    Xlsx,
    /// CSV as Bevy's upload of attendees knows it.
    Bevy,
    /// CSV as Salesforce's import of campaign members knows it.
    Salesforce,
}

impl GuestListFormat {
    const fn name(self) -> &'static str {
        match self {
            Self::Csv | Self::Xlsx => "guests",
            Self::Bevy => "guests-bevy",
            Self::Salesforce => "guests-salesforce",
        }
    }

    const fn shape(self) -> ListFormat {
        match self {
            Self::Xlsx => ListFormat::Xlsx,
            _ => ListFormat::Csv,
        }
    }
}

/// Guests to write into a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportGuests {
    /// Of which event.
    pub(crate) event: String,
    /// For whom.
    #[serde(default)]
    pub(crate) format: GuestListFormat,
    /// Which of them.
    #[serde(default)]
    pub(crate) which: ListedWhich,
    /// With what they need and answered, which is private. CSV and spreadsheets only.
    #[serde(default)]
    pub(crate) private: bool,
    /// Salesforce: the id of the campaign.
    #[serde(default)]
    pub(crate) campaign: String,
    /// CSV: with the mark by which Excel knows UTF-8.
    #[serde(default)]
    pub(crate) excel: bool,
    /// Where to; refused where the desktop asks for the place.
    #[serde(default)]
    #[ts(optional)]
    pub(crate) path: Option<String>,
}

/// A list with its headings.
struct List {
    headings: Vec<String>,
    rows: Vec<Vec<Value>>,
}

pub(crate) async fn guests(app: &App, args: ExportGuests) -> Result<Exported, ApiError> {
    let (store, now, format) = (app.store()?, app.now(), args.format);
    if args.private && !matches!(format, GuestListFormat::Csv | GuestListFormat::Xlsx) {
        return Err(ApiError::invalid("private", "what guests need and answered is not given to other programs"));
    }
    let campaign = args.campaign.trim().to_owned();
    if campaign.len() > LONGEST_CAMPAIGN || !campaign.chars().all(|letter| letter.is_ascii_alphanumeric()) {
        return Err(ApiError::invalid("campaign", "write the id of the campaign: letters and digits"));
    }
    let list = store
        .read(move |read| {
            let found = read.listed_guests(&args.event, args.which, args.private, now)?;
            let over = read.event(&args.event)?.end_at <= now;
            Ok(match format {
                GuestListFormat::Bevy => bevy(&found),
                GuestListFormat::Salesforce => salesforce(&found, &read.exported_fields()?, &campaign, over),
                _ => plain(&found, args.private),
            })
        })
        .await?;
    if format == GuestListFormat::Bevy && list.rows.len() > BEVY_ROWS {
        return Err(ApiError::invalid("which", "Bevy takes at most 5,000 guests: choose those who came"));
    }
    let Some(path) = place(app, args.path.as_deref(), format.name(), format.shape().ending()).await? else {
        return Ok(Exported::nothing());
    };
    in_background(&store, move |_| {
        let mut sheet = begin(&path, format.shape(), args.excel)?;
        sheet.headings(&list.headings)?;
        let rows = list.rows.len() as u64;
        for row in list.rows {
            sheet.write(row)?;
        }
        let bytes = sheet.finish(&path)?;
        Ok::<_, Failed>(exported(&path, rows, bytes))
    })
    .await
}

fn words(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// As Bevy's upload wants it.
fn bevy(guests: &[ListedGuest]) -> List {
    let row = |one: &ListedGuest| {
        let (first, last) = columns::split(&one.guest.name);
        let member = one.member.as_ref();
        vec![
            first.into(),
            last.into(),
            one.guest.email.clone().into(),
            if one.guest.came_at.is_some() { "yes" } else { "no" }.into(),
            member.and_then(|member| member.title.clone()).into(),
            member.and_then(|member| member.company.clone()).into(),
            one.guest.ticket.as_str().into(),
        ]
    };
    let headings = words(&["first_name", "last_name", "email", "checked_in", "job_title", "company", "ticket_type"]);
    List { headings, rows: guests.iter().map(row).collect() }
}

/// Salesforce's ids say by their beginning what they are of; they are 15 characters long, or 18 where their case does not count.
fn is_of(prefix: &str, number: &str) -> bool {
    number.starts_with(prefix) && matches!(number.len(), 15 | 18) && number.chars().all(|c| c.is_ascii_alphanumeric())
}

/// As an import of campaign members wants it. A contact's or lead's id is that of the member's own field, where there is one, or
/// else what a table out of Salesforce knows the member by.
fn salesforce(guests: &[ListedGuest], fields: &[CustomField], campaign: &str, over: bool) -> List {
    let place = |wanted: &[&str]| {
        let plain = |name: &str| {
            name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        };
        fields.iter().position(|field| wanted.contains(&plain(&field.name).as_str()))
    };
    let contact = place(&["contactid", "salesforcecontactid", "salesforceid"]);
    let lead = place(&["leadid", "salesforceleadid"]);
    let row = |one: &ListedGuest| {
        let (first, last) = columns::split(&one.guest.name);
        let own = |place: Option<usize>, prefix: &str| {
            let member = one.member.as_ref();
            let typed = member.and_then(|member| member.custom.get(place?)).cloned();
            let typed = typed.filter(|value| value.as_str().is_some_and(|text| !text.is_empty()));
            let known =
                || member?.numbers.iter().find(|number| is_of(prefix, number)).map(|known| known.as_str().into());
            typed.or_else(known).unwrap_or_default()
        };
        let (contact, lead) = (own(contact, "003"), own(lead, "00Q"));
        // Exactly one of both: a lead that became a contact is a contact.
        let lead = if contact.is_null() { lead } else { Value::Null };
        vec![
            campaign.into(),
            contact,
            lead,
            first.into(),
            last.into(),
            one.guest.email.clone().into(),
            status(one, over).into(),
        ]
    };
    let headings = words(&["CampaignId", "ContactId", "LeadId", "FirstName", "LastName", "Email", "Status"]);
    List { headings, rows: guests.iter().map(row).collect() }
}

/// The usual words of a campaign.
fn status(one: &ListedGuest, over: bool) -> &'static str {
    match one.guest.state {
        _ if one.guest.came_at.is_some() => "Attended",
        GuestState::Going if over => "No-Show",
        GuestState::Going => "Registered",
        GuestState::Declined | GuestState::Cancelled => "Declined",
        GuestState::Waiting | GuestState::Offered | GuestState::Expired => "Waitlisted",
        GuestState::Invited | GuestState::Pending => "Invited",
    }
}

fn plain(guests: &[ListedGuest], private: bool) -> List {
    let mut headings = words(&[
        "name",
        "first_name",
        "last_name",
        "email",
        "state",
        "came_at",
        "come_along",
        "ticket",
        "code",
        "registered_at",
        "origin",
        "member",
        "job_title",
        "company",
    ]);
    // Questions in the order in which they are met; one that is called as a column is says so.
    let mut questions: BTreeMap<&str, usize> = BTreeMap::new();
    let mut asked: Vec<&str> = Vec::new();
    if private {
        headings.push("needs".to_owned());
        for answer in guests.iter().flat_map(|one| &one.guest.answers) {
            questions.entry(answer.question.as_str()).or_insert_with(|| {
                asked.push(answer.question.as_str());
                asked.len() - 1
            });
        }
        for question in &asked {
            let taken = headings.iter().any(|known| known == question);
            headings.push(if taken { format!("{question} (answer)") } else { (*question).to_owned() });
        }
    }
    let row = |one: &ListedGuest| {
        let (guest, member) = (&one.guest, one.member.as_ref());
        let (first, last) = columns::split(&guest.name);
        let mut row: Vec<Value> = vec![
            guest.name.as_str().into(),
            first.into(),
            last.into(),
            guest.email.clone().into(),
            serde_json::to_value(guest.state).unwrap_or_default(),
            guest.came_at.map(time).into(),
            guest.plus.into(),
            guest.ticket.as_str().into(),
            guest.code.clone().into(),
            guest.registered_at.map(time).into(),
            guest.origin.as_str().into(),
            guest.member.clone().into(),
            member.and_then(|member| member.title.clone()).into(),
            member.and_then(|member| member.company.clone()).into(),
        ];
        if private {
            row.push(guest.needs.as_str().into());
            let mut answers = vec![Value::Null; asked.len()];
            for answer in &guest.answers {
                let place = questions.get(answer.question.as_str()).and_then(|place| answers.get_mut(*place));
                if let Some(cell) = place {
                    *cell = answer.answer.as_str().into();
                }
            }
            row.extend(answers);
        }
        row
    };
    let rows = guests.iter().map(row).collect();
    List { headings, rows }
}
