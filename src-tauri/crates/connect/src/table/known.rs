//! Ready-made profiles: tables of known programs, recognised by their headings.
//!
//! A heading is compared without case, and columns that are not named here are kept, so a column that a program adds or
//! leaves out changes nothing.

use std::collections::BTreeSet;

use super::{
    clean::folded,
    mapping::{Column, Mapping, RowKind, Use},
};

/// A table that a known program writes.
#[derive(Debug)]
pub struct Known {
    /// A word that never changes: rows of all its files belong together.
    pub id: &'static str,
    /// A word of its own: a program may write more than one kind of table of the same people.
    pub profile: &'static str,
    /// What it is called.
    pub name: &'static str,
    rows: RowKind,
    /// All of these are in its heading.
    must: &'static [&'static str],
    /// One of these is; nothing to ask for when empty.
    one_of: &'static [&'static str],
    columns: &'static [(&'static str, Use)],
    key: &'static [Use],
}

const ALL: &[Known] = &[
    Known {
        id: "slack-member-analytics",
        profile: "slack-member-analytics",
        name: "Slack member analytics",
        rows: RowKind::Members,
        must: &["user id", "account type"],
        one_of: &["days active", "messages posted", "what i do", "claimed date (utc)"],
        columns: &[
            ("Name", Use::Name),
            ("What I Do", Use::Title),
            ("User ID", Use::Id),
            ("Username", Use::Handle),
            ("Email", Use::Email),
            ("Account created (UTC)", Use::JoinedAt),
            ("Deactivated date (UTC)", Use::LeftAt),
        ],
        key: &[Use::Id],
    },
    Known {
        id: "meetup-members",
        profile: "meetup-members",
        name: "Meetup members",
        rows: RowKind::Members,
        must: &["name", "user id", "joined group on"],
        one_of: &["member id", "last visited group on", "total rsvps", "meetups attended"],
        columns: &[
            ("Name", Use::Name),
            ("User ID", Use::Id),
            ("Title", Use::Title),
            ("Location", Use::Location),
            ("Joined Group on", Use::JoinedAt),
            ("URL of Member Profile", Use::Link),
            ("Photo", Use::Ignore),
        ],
        key: &[Use::Id],
    },
    Known {
        id: "linkedin-connections",
        profile: "linkedin-connections",
        name: "LinkedIn connections",
        rows: RowKind::Members,
        must: &["first name", "last name", "connected on"],
        one_of: &["url", "email address", "position"],
        columns: &[
            ("First Name", Use::FirstName),
            ("Last Name", Use::LastName),
            ("URL", Use::Link),
            ("Email Address", Use::Email),
            ("Company", Use::Company),
            ("Position", Use::Title),
        ],
        key: &[Use::Link, Use::Email, Use::Name],
    },
    Known {
        id: "orbit-activities",
        profile: "orbit-activities",
        name: "Orbit activities",
        rows: RowKind::Activities,
        must: &["title", "occurred at"],
        one_of: &["activity type", "activity type key"],
        columns: &[
            ("title", Use::What),
            ("description", Use::Text),
            ("link", Use::Page),
            ("link_url", Use::Page),
            ("activity_type", Use::Kind),
            ("occurred_at", Use::At),
            ("key", Use::Number),
            ("tags_to_add", Use::Tags),
            ("name", Use::Name),
            ("email", Use::Email),
            ("github", Use::Handle),
            ("twitter", Use::Handle),
            ("linkedin", Use::Handle),
            ("discord", Use::Handle),
        ],
        key: &[Use::Email, Use::Handle, Use::Name],
    },
    Known {
        id: "orbit-members",
        profile: "orbit-members",
        name: "Orbit members",
        rows: RowKind::Members,
        must: &["name"],
        one_of: &["teammate", "tshirt", "shipping address", "orbit level", "tag list"],
        columns: &[
            ("name", Use::Name),
            ("email", Use::Email),
            ("github", Use::Handle),
            ("twitter", Use::Handle),
            ("linkedin", Use::Handle),
            ("discord", Use::Handle),
            ("company", Use::Company),
            ("title", Use::Title),
            ("location", Use::Location),
            ("pronouns", Use::Pronouns),
            ("url", Use::Link),
            ("avatar_url", Use::Ignore),
            ("tags", Use::Tags),
            ("tag_list", Use::Tags),
            ("created_at", Use::JoinedAt),
        ],
        key: &[Use::Email, Use::Handle, Use::Name],
    },
    Known {
        id: "savannah-members",
        profile: "savannah-members",
        name: "Savannah members",
        rows: RowKind::Members,
        must: &["member", "first seen", "last seen"],
        one_of: &[],
        columns: &[
            ("Member", Use::Name),
            ("Company", Use::Company),
            ("Role", Use::Title),
            ("First Seen", Use::JoinedAt),
            ("Tags", Use::Tags),
        ],
        key: &[Use::Name],
    },
    Known {
        id: "savannah-members",
        profile: "savannah-contributors",
        name: "Savannah contributors",
        rows: RowKind::Members,
        must: &["member", "first contrib", "last contrib"],
        one_of: &[],
        columns: &[("Member", Use::Name), ("Company", Use::Company), ("Tags", Use::Tags)],
        key: &[Use::Name],
    },
    Known {
        id: "salesforce-contacts",
        profile: "salesforce-contacts",
        name: "Salesforce contacts",
        rows: RowKind::Members,
        must: &["lastname"],
        one_of: &[
            "accountname",
            "leadsource",
            "mailingcity",
            "mailingcountry",
            "mobilephone",
            "department",
            "firstname",
        ],
        columns: &[
            ("Id", Use::Id),
            ("FirstName", Use::FirstName),
            ("LastName", Use::LastName),
            ("Email", Use::Email),
            ("Phone", Use::Phone),
            ("Title", Use::Title),
            ("AccountName", Use::Company),
            ("MailingCity", Use::Location),
            ("MailingState", Use::Location),
            ("MailingCountry", Use::Location),
        ],
        key: &[Use::Id, Use::Email, Use::Name],
    },
    Known {
        id: "salesforce-contacts",
        profile: "salesforce-wizard",
        name: "Salesforce contacts (import wizard)",
        rows: RowKind::Members,
        must: &["last name"],
        one_of: &["business phone", "account name", "mailing city", "lead source"],
        columns: &[
            ("Contact ID", Use::Id),
            ("First Name", Use::FirstName),
            ("Last Name", Use::LastName),
            ("Email", Use::Email),
            ("Business Phone", Use::Phone),
            ("Title", Use::Title),
            ("Account Name", Use::Company),
            ("Mailing City", Use::Location),
            ("Mailing State/Province", Use::Location),
            ("Mailing Country", Use::Location),
        ],
        key: &[Use::Id, Use::Email, Use::Name],
    },
    Known {
        id: "hubspot-contacts",
        profile: "hubspot-contacts",
        name: "HubSpot contacts",
        rows: RowKind::Members,
        must: &[],
        one_of: &["lifecycle stage", "lead status", "contact owner"],
        columns: &[
            ("Record ID", Use::Id),
            ("First name", Use::FirstName),
            ("Last name", Use::LastName),
            ("Email", Use::Email),
            ("Phone number", Use::Phone),
            ("Job title", Use::Title),
            ("Company name", Use::Company),
            ("Website URL", Use::Link),
            ("City", Use::Location),
            ("State/Region", Use::Location),
            ("Country/Region", Use::Location),
        ],
        key: &[Use::Id, Use::Email, Use::Name],
    },
];

/// All ready-made profiles.
pub const fn all() -> &'static [Known] {
    ALL
}

/// The profile whose heading this is.
pub fn recognised(headers: &[String]) -> Option<&'static Known> {
    let here: BTreeSet<String> = headers.iter().map(|header| folded(header)).collect();
    ALL.iter().find(|known| known.fits(&here))
}

impl Known {
    fn fits(&self, here: &BTreeSet<String>) -> bool {
        let has = |name: &&str| here.contains(*name);
        let names_people = self
            .columns
            .iter()
            .filter(|(_, used)| self.key.contains(used) || matches!(used, Use::FirstName | Use::LastName));
        self.must.iter().all(has)
            && (self.one_of.is_empty() || self.one_of.iter().any(has))
            && names_people.map(|(header, _)| folded(header)).any(|header| here.contains(&header))
    }

    /// How its columns are used.
    pub fn mapping(&self) -> Mapping {
        let column =
            |(header, field): &(&str, Use)| Column { header: (*header).to_owned(), field: *field, label: None };
        Mapping {
            rows: self.rows,
            columns: self.columns.iter().map(column).collect(),
            key: self.key.to_vec(),
            ..Mapping::default()
        }
    }
}
