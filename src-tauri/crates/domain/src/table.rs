//! What a row of a table says: the shape in which imported tables reach the store.
//!
//! **Invariants:** what a table has no column for is not in a row, so that it changes nothing; an empty cell is told apart
//! from a column that is not there; times are UTC milliseconds.

/// What an account has one of, as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// The name to show.
    Name,
    /// The short name, without the sign.
    Handle,
    /// Address.
    Email,
    /// Telephone number, as it was written.
    Phone,
    /// Role or job title.
    Title,
    /// Where they work.
    Company,
    /// Where they are.
    Location,
    /// IANA time zone.
    Zone,
    /// Pronouns.
    Pronouns,
}

impl Slot {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Handle,
        Self::Email,
        Self::Phone,
        Self::Title,
        Self::Company,
        Self::Location,
        Self::Zone,
        Self::Pronouns,
    ];

    /// The word for it on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Handle => "handle",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Title => "title",
            Self::Company => "company",
            Self::Location => "location",
            Self::Zone => "zone",
            Self::Pronouns => "pronouns",
        }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct TableRow {
    /// Where it begins, from 1.
    pub line: u64,
    /// The account's id in its source: which column it is from and its value, folded.
    pub remote: String,
    /// The key as it was written.
    pub key: String,
    /// What is said of the account; `None` in it: the cell is empty.
    pub slots: Vec<(Slot, Option<String>)>,
    /// When it joined; `None` when the table does not tell or the cell is empty.
    pub joined_at: Option<i64>,
    /// Whether it has left, where the table tells.
    pub has_left: Option<bool>,
    /// Addresses of pages.
    pub links: Vec<String>,
    /// What else the table says: label and value; `None` in it: the cell is empty.
    pub fields: Vec<(String, Option<String>)>,
    /// Words it is marked with.
    pub tags: Vec<String>,
    /// What they did, in a table of activities.
    pub activity: Option<TableActivity>,
}

/// What somebody did, as a row says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TableActivity {
    /// The same for the same happening in every file.
    pub known_by: i64,
    /// When.
    pub at: i64,
    /// In words.
    pub text: String,
}

impl TableRow {
    /// What is said of one slot, if anything is.
    pub fn slot(&self, wanted: Slot) -> Option<&str> {
        self.slots.iter().find(|(slot, _)| *slot == wanted).and_then(|(_, value)| value.as_deref())
    }
}
