//! What the columns of a table mean: the profile that is remembered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{clean::folded, dates::DateOrder};

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// A person each.
    #[default]
    Members,
    /// Something that somebody did each.
    Activities,
}

/// What a column is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// Nothing.
    Ignore,
    /// Kept beside the account, under the column's name.
    Keep,
    /// The number or word that the table knows people by.
    Id,
    /// The whole name.
    Name,
    /// The first part of the name.
    FirstName,
    /// The last part of the name.
    LastName,
    /// Address.
    Email,
    /// Telephone number.
    Phone,
    /// The short name.
    Handle,
    /// Role or job title.
    Title,
    /// Where they work.
    Company,
    /// Where they are; several columns are put together.
    Location,
    /// IANA time zone.
    Zone,
    /// Pronouns.
    Pronouns,
    /// When they joined.
    JoinedAt,
    /// When they left: whoever has a date here has left.
    LeftAt,
    /// Tags, separated by commas, semicolons or `|`.
    Tags,
    /// A page of theirs.
    Link,
    /// One of the community's own fields.
    Custom,
    /// When it happened.
    At,
    /// What happened, in a line.
    What,
    /// What happened, at length.
    Text,
    /// A page about it.
    Page,
    /// What kind of happening it is.
    Kind,
    /// The number or word that the table knows it by.
    Number,
}

impl Use {
    /// Whether several columns may have it.
    const fn is_shared(self) -> bool {
        matches!(
            self,
            Self::Ignore | Self::Keep | Self::Handle | Self::Location | Self::Tags | Self::Link | Self::Custom
        )
    }

    /// Whether a row can be known by it.
    const fn is_key(self) -> bool {
        matches!(self, Self::Id | Self::Email | Self::Handle | Self::Phone | Self::Name | Self::Link)
    }

    /// Whether it is a time.
    pub(super) const fn is_time(self) -> bool {
        matches!(self, Self::JoinedAt | Self::LeftAt | Self::At)
    }

    /// Its words, for messages.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ignore => "nothing",
            Self::Keep => "what is kept",
            Self::Id => "the id",
            Self::Name => "the name",
            Self::FirstName => "the first name",
            Self::LastName => "the last name",
            Self::Email => "the e-mail address",
            Self::Phone => "the telephone number",
            Self::Handle => "the handle",
            Self::Title => "the title",
            Self::Company => "the company",
            Self::Location => "the location",
            Self::Zone => "the time zone",
            Self::Pronouns => "the pronouns",
            Self::JoinedAt => "when they joined",
            Self::LeftAt => "when they left",
            Self::Tags => "the tags",
            Self::Link => "the link",
            Self::Custom => "a field of its own",
            Self::At => "when it happened",
            Self::What => "what happened",
            Self::Text => "the description",
            Self::Page => "the page about it",
            Self::Kind => "the kind of activity",
            Self::Number => "the activity's key",
        }
    }
}

/// A column and its use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name in the heading; case does not matter.
    pub header: String,
    /// What it is used for.
    pub field: Use,
    /// What it is kept under, where that is not its name: a field of its own.
    #[serde(default)]
    pub label: Option<String>,
}

/// How a file is written, as far as a person says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub struct FileChoice {
    /// Such as `UTF-8` or `windows-1252`.
    pub encoding: Option<String>,
    /// What separates cells.
    pub delimiter: Option<char>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The line with the names of columns, from 1; 0: there is none.
    pub heading: Option<u32>,
}

/// How a table is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// What its rows are.
    #[serde(default)]
    pub rows: RowKind,
    /// What its columns are used for; one that is not named here is kept.
    pub columns: Vec<Column>,
    /// What a row is known by: the first of these that it has.
    pub key: Vec<Use>,
    /// How its dates are written.
    #[serde(default)]
    pub dates: DateOrder,
    /// Its addresses are verified: whoever has one of them is the same person without asking.
    #[serde(default)]
    pub trust_addresses: bool,
    /// An empty cell empties what is known.
    #[serde(default)]
    pub empty_erases: bool,
    /// How its files are written.
    #[serde(default)]
    pub file: FileChoice,
}

/// Why a mapping cannot be used for a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct MappingError {
    /// Which part of the mapping: `columns`, `key`, `dates`.
    pub field: &'static str,
    /// What to do.
    pub message: String,
}

impl MappingError {
    pub(super) fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

impl Mapping {
    /// The use of a column.
    pub fn use_of(&self, header: &str) -> Use {
        self.column(header).map_or(Use::Keep, |column| column.field)
    }

    pub(super) fn column(&self, header: &str) -> Option<&Column> {
        let header = folded(header);
        self.columns.iter().find(|column| folded(&column.header) == header)
    }

    /// Whether a heading has every column that this uses.
    pub fn covers(&self, headers: &[String]) -> bool {
        let here: Vec<String> = headers.iter().map(|header| folded(header)).collect();
        let used = self.columns.iter().filter(|column| column.field != Use::Ignore);
        used.into_iter().all(|column| here.contains(&folded(&column.header)))
    }

    /// Whether it can be used for a table with this heading.
    ///
    /// # Errors
    /// [`MappingError`] says what is missing or doubled.
    pub fn check(&self, headers: &[String]) -> Result<(), MappingError> {
        let uses: Vec<(&String, Use)> = headers.iter().map(|header| (header, self.use_of(header))).collect();
        let has = |wanted: Use| uses.iter().any(|(_, used)| *used == wanted);
        for (place, (header, used)) in uses.iter().enumerate() {
            if let Some((first, _)) = uses.iter().take(place).find(|(_, other)| other == used && !used.is_shared()) {
                let words = used.words();
                return Err(MappingError::new(
                    "columns",
                    format!("the columns “{first}” and “{header}” are both {words}: choose one"),
                ));
            }
        }
        let has_name = has(Use::FirstName) || has(Use::LastName) || has(Use::Name);
        if self.key.is_empty() {
            return Err(MappingError::new(
                "key",
                "choose what tells one row from another: an id, an e-mail address, a handle or a name",
            ));
        }
        if let Some(no_key) = self.key.iter().find(|key| !key.is_key()) {
            return Err(MappingError::new("key", format!("{} cannot tell one row from another", no_key.words())));
        }
        if !self.key.iter().any(|key| has(*key) || (*key == Use::Name && has_name)) {
            let words: Vec<&str> = self.key.iter().map(|key| key.words()).collect();
            return Err(MappingError::new(
                "key",
                format!("no column is {}, which tells one row from another", words.join(" or ")),
            ));
        }
        if self.rows == RowKind::Activities {
            if !has(Use::At) {
                return Err(MappingError::new("columns", "choose the column that tells when it happened"));
            }
            if !has(Use::What) && !has(Use::Text) && !has(Use::Kind) {
                return Err(MappingError::new("columns", "choose the column that tells what happened"));
            }
        }
        Ok(())
    }
}
