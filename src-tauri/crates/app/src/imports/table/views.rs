//! What imports of tables are asked and what they answer.

use kith_connect::table::{FileChoice, Mapping, Sense, Use};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::profiles::ProfileView;

/// Which table to look into.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct InspectTable {
    /// A CSV file or a workbook.
    pub(crate) path: String,
    /// How it is written, as far as a person says so.
    #[serde(default)]
    pub(crate) file: Option<FileChoice>,
    /// Id or name of the profile to read it by; nothing: the one it looks like.
    #[serde(default)]
    pub(crate) profile: Option<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct TableColumn {
    /// Its name.
    pub(crate) header: String,
    /// What it is used for.
    pub(crate) field: Use,
    /// The first different values.
    pub(crate) samples: Vec<String>,
    /// Cells that are not empty.
    pub(crate) filled: u32,
    /// Whether they are dates, and which.
    pub(crate) dates: TableDates,
    /// So many cells are no dates, although the column's name says that it holds such, and nobody chose
    /// a profile: it is kept as words.
    pub(crate) unread_dates: Option<u32>,
}

/// How the dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TableDates {
    /// They are no dates.
    None,
    /// They can be read.
    Clear,
    /// Somebody must say whether the day or the month comes first.
    Ambiguous,
}

impl TableDates {
    pub(super) const fn of(sense: &Sense) -> Self {
        match (sense.is_dates(), sense.order()) {
            (false, _) => Self::None,
            (true, Some(_)) => Self::Clear,
            (true, None) => Self::Ambiguous,
        }
    }
}

/// What is in a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct TableInspected {
    /// Where it is.
    pub(crate) path: String,
    /// What it is called.
    pub(crate) name: String,
    /// Its size.
    pub(crate) bytes: i64,
    /// Its encoding; none for a workbook.
    pub(crate) encoding: Option<String>,
    /// What separates its cells; none for a workbook.
    pub(crate) delimiter: Option<char>,
    /// The sheet that was read.
    pub(crate) sheet: Option<String>,
    /// All sheets of the workbook.
    pub(crate) sheets: Vec<String>,
    /// The line with the names of columns.
    pub(crate) heading: Option<u32>,
    /// Rows that can be cut into cells.
    pub(crate) rows: u32,
    /// Rows that cannot.
    pub(crate) broken: u32,
    /// Its columns, in order.
    pub(crate) columns: Vec<TableColumn>,
    /// The profile that it is read by; nothing when its columns were guessed.
    pub(crate) profile: Option<ProfileView>,
    /// How it would be read.
    pub(crate) mapping: Mapping,
}

/// Which table to try.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewTable {
    /// A CSV file or a workbook.
    pub(crate) path: String,
    /// How it is read.
    pub(crate) mapping: Mapping,
    /// The profile whose rows it is compared with; nothing: a new one.
    #[serde(default)]
    pub(crate) profile: Option<String>,
}

/// Which table to import.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct StartTable {
    /// A CSV file or a workbook.
    pub(crate) path: String,
    /// How it is read.
    pub(crate) mapping: Mapping,
    /// The profile it belongs to; nothing: a new one.
    #[serde(default)]
    pub(crate) profile: Option<String>,
    /// What a new profile is called.
    #[serde(default)]
    pub(crate) name: Option<String>,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowKindOfChange {
    New,
    Changed,
    Same,
}

/// What an import would change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct TablePreview {
    /// All rows: new + changed + same + repeated + refused.
    pub(crate) rows: u32,
    /// What is not here yet.
    pub(crate) new: u32,
    /// What is here and says something else.
    pub(crate) changed: u32,
    /// What is here as it is.
    pub(crate) same: u32,
    /// Rows with the key of an earlier one: they add to it.
    pub(crate) repeated: u32,
    /// Rows that are left out.
    pub(crate) refused: u32,
    /// Those of `refused` that cannot be cut into cells.
    pub(crate) broken_rows: u32,
    /// The first new ones.
    pub(crate) new_rows: Vec<TableRowPreview>,
    /// The first that change.
    pub(crate) changed_rows: Vec<TableRowPreview>,
    /// The first that stay.
    pub(crate) same_rows: Vec<TableRowPreview>,
    /// The first that are left out.
    pub(crate) errors: Vec<RowError>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct TableRowPreview {
    /// The line it begins with.
    pub(crate) line: u32,
    /// What it is known by.
    pub(crate) key: String,
    /// The name it gives.
    pub(crate) name: Option<String>,
    /// What else it says.
    pub(crate) says: Vec<String>,
    /// Its tags.
    pub(crate) tags: Vec<String>,
    /// What it changes.
    pub(crate) changes: Vec<RowChange>,
}

/// A change of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RowChange {
    /// Its word, or the name of the column it is kept under.
    pub(crate) field: String,
    /// As it is.
    pub(crate) before: Option<String>,
    /// As it will be.
    pub(crate) after: Option<String>,
}

/// A row that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub(crate) struct RowError {
    /// The line it begins with.
    pub(crate) line: u32,
    /// The column at fault.
    pub(crate) column: Option<String>,
    /// Why.
    pub(crate) reason: String,
    /// The start of it.
    pub(crate) sample: String,
}

pub(super) fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
