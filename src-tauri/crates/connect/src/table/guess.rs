//! What the columns of an unknown table most likely mean, by their names and what is in them.

use super::{
    clean::folded,
    known::recognised,
    mapping::{Column, Mapping, RowKind, Use},
    rows::ColumnScan,
};

/// Names of columns as people and programs write them, folded.
const NAMES: &[(Use, &[&str])] = &[
    (
        Use::Email,
        &[
            "email",
            "e mail",
            "email address",
            "e mail address",
            "mail",
            "primary email",
            "emails",
            "courriel",
            "correo",
            "correo electrónico",
            "e mail adresse",
            "adresse e mail",
            "member email",
        ],
    ),
    (
        Use::FirstName,
        &["first name", "firstname", "given name", "forename", "vorname", "prénom", "prenom", "nombre de pila"],
    ),
    (
        Use::LastName,
        &[
            "last name",
            "lastname",
            "surname",
            "family name",
            "nachname",
            "familienname",
            "nom de famille",
            "apellido",
            "apellidos",
        ],
    ),
    (
        Use::Name,
        &[
            "name",
            "full name",
            "fullname",
            "display name",
            "displayname",
            "member",
            "member name",
            "contact name",
            "attendee name",
            "user name (original name)",
            "nombre",
            "nom",
            "nombre completo",
        ],
    ),
    (Use::Handle, &["handle", "username", "user name", "nickname", "nick", "login", "slack", "benutzername"]),
    (
        Use::Id,
        &[
            "id",
            "user id",
            "userid",
            "member id",
            "contact id",
            "record id",
            "external id",
            "uuid",
            "key",
            "remote id",
            "mitgliedsnummer",
            "member number",
        ],
    ),
    (
        Use::Phone,
        &[
            "phone",
            "phone number",
            "telephone",
            "mobile",
            "mobile phone",
            "tel",
            "telefon",
            "telefonnummer",
            "handy",
            "téléphone",
            "teléfono",
        ],
    ),
    (
        Use::Company,
        &[
            "company",
            "company name",
            "organisation",
            "organization",
            "organisation name",
            "organization name",
            "employer",
            "account name",
            "firma",
            "entreprise",
            "empresa",
            "organización",
        ],
    ),
    (
        Use::Title,
        &["title", "job title", "role", "position", "what i do", "jobtitle", "beruf", "poste", "cargo", "puesto"],
    ),
    (
        Use::Location,
        &[
            "location",
            "city",
            "town",
            "region",
            "state",
            "country",
            "state/region",
            "country/region",
            "country/region name",
            "ort",
            "stadt",
            "land",
            "ville",
            "pays",
            "ciudad",
            "país",
        ],
    ),
    (Use::Zone, &["time zone", "timezone", "tz", "zeitzone"]),
    (Use::Pronouns, &["pronouns", "pronomen"]),
    (
        Use::JoinedAt,
        &[
            "joined",
            "joined at",
            "joined on",
            "join date",
            "date joined",
            "member since",
            "created",
            "created at",
            "create date",
            "created date",
            "signup date",
            "signed up",
            "registered",
            "registration date",
            "first seen",
            "beitritt",
            "eintritt",
            "mitglied seit",
            "inscription",
            "fecha de alta",
        ],
    ),
    (Use::LeftAt, &["left", "left at", "left on", "leave date", "deactivated", "deactivated date", "austritt"]),
    (Use::Tags, &["tags", "tag", "labels", "label", "tag list", "schlagworte", "étiquettes", "etiquetas"]),
    (
        Use::Link,
        &[
            "url",
            "website",
            "website url",
            "link",
            "profile",
            "profile url",
            "linkedin",
            "linkedin url",
            "homepage",
            "webseite",
        ],
    ),
];

/// Names that columns of a table of activities have.
const HAPPENINGS: &[(Use, &[&str])] = &[
    (
        Use::At,
        &[
            "occurred at",
            "date",
            "timestamp",
            "time",
            "datetime",
            "date and time",
            "when",
            "happened at",
            "activity date",
            "datum",
            "zeitpunkt",
            "fecha",
            "hora",
        ],
    ),
    (Use::What, &["activity", "activity title", "what", "action", "event", "subject", "aktivität", "actividad"]),
    (Use::Text, &["description", "text", "body", "message", "content", "details", "beschreibung", "descripción"]),
    (Use::Page, &["link url", "activity link", "activity url", "permalink"]),
    (Use::Kind, &["activity type", "activity type key", "type", "kind"]),
    (Use::Number, &["activity key", "activity id"]),
];

/// A mapping to begin with.
pub fn guess(headers: &[String], columns: &[ColumnScan]) -> Mapping {
    if let Some(known) = recognised(headers) {
        return known.mapping();
    }
    let mut mapping = Mapping::default();
    let names: Vec<String> = headers.iter().map(|header| folded(header)).collect();
    let happens = |wanted: Use| names.iter().any(|name| find(HAPPENINGS, name) == Some(wanted));
    if happens(Use::At) && (happens(Use::What) || happens(Use::Text) || happens(Use::Kind)) {
        mapping.rows = RowKind::Activities;
    }
    let mut taken: Vec<Use> = Vec::new();
    for ((header, name), scan) in headers.iter().zip(&names).zip(columns) {
        let mut field = by_name(name, mapping.rows).unwrap_or(if scan.is_addresses() { Use::Email } else { Use::Keep });
        // A name that promises a date, and cells that are none.
        if field.is_time() && !promise_kept(scan) {
            field = Use::Keep;
        }
        if taken.contains(&field) && !field.is_shared_by_guess() {
            field = Use::Keep;
        }
        taken.push(field);
        mapping.columns.push(Column { header: header.clone(), field, label: None });
    }
    // "Name" beside "First name" is the last name in some files and the whole one in others: the whole one is enough.
    if taken.contains(&Use::Name) && taken.contains(&Use::FirstName) && taken.contains(&Use::LastName) {
        for column in &mut mapping.columns {
            if matches!(column.field, Use::FirstName | Use::LastName) {
                column.field = Use::Keep;
            }
        }
    }
    mapping.key = key(&mapping, columns).into_iter().collect();
    mapping
}

fn find(table: &[(Use, &[&str])], name: &str) -> Option<Use> {
    table.iter().find(|(_, names)| names.contains(&name)).map(|(found, _)| *found)
}

fn by_name(name: &str, rows: RowKind) -> Option<Use> {
    match rows {
        RowKind::Activities => find(HAPPENINGS, name).or_else(|| find(NAMES, name)),
        RowKind::Members => find(NAMES, name),
    }
}

const fn promise_kept(scan: &ColumnScan) -> bool {
    scan.filled == 0 || scan.sense.is_dates()
}

/// How many cells of a column are no date that can be read, where its name says that it holds dates and most of them are none:
/// such a column is kept as words, and whoever imports it has to know.
pub fn unread_dates(header: &str, rows: RowKind, scan: &ColumnScan) -> Option<u32> {
    let promised = by_name(&folded(header), rows).is_some_and(Use::is_time);
    (promised && !promise_kept(scan)).then_some(scan.sense.wrong)
}

/// The first that nearly every row has.
fn key(mapping: &Mapping, columns: &[ColumnScan]) -> Option<Use> {
    let most = columns.iter().map(|scan| scan.filled).max().unwrap_or(0);
    let filled = |wanted: Use| {
        let places = mapping.columns.iter().zip(columns).filter(|(column, _)| column.field == wanted);
        places.map(|(_, scan)| scan.filled).max()
    };
    let full = |wanted: &Use| filled(*wanted).is_some_and(|filled| u64::from(filled) * 100 >= u64::from(most) * 98);
    let candidates = [Use::Id, Use::Email, Use::Handle];
    let name = || {
        let has_name =
            mapping.columns.iter().any(|column| matches!(column.field, Use::Name | Use::FirstName | Use::LastName));
        has_name.then_some(Use::Name)
    };
    candidates
        .into_iter()
        .find(full)
        .or_else(|| candidates.into_iter().find(|each| filled(*each).is_some()))
        .or_else(name)
}

impl Use {
    const fn is_shared_by_guess(self) -> bool {
        matches!(self, Self::Ignore | Self::Keep | Self::Location | Self::Tags | Self::Link)
    }
}
