//! The programs whose lists of guests are known, and what words in any list mean.
//!
//! **Invariants:** a heading is compared folded: without case, `_` and `-` as spaces; a word that is not known means nothing
//! and is not guessed at.

use super::{
    super::clean::folded,
    GuestUse::{
        self, Came, Code, Email, FirstName, Handle, Ignore, Key, LastName, Name, Plus, Registered, State, Ticket,
    },
};

/// A program that writes lists.
#[derive(Debug)]
pub(super) struct Format {
    /// Its word.
    pub(super) name: &'static str,
    /// Headings that only its lists have together.
    marks: &'static [&'static str],
    /// What its columns are; others are answers where it asks questions.
    pub(super) columns: &'static [(&'static str, GuestUse)],
    /// Whether columns that are not listed are questions.
    pub(super) asks: bool,
    /// Whether somebody may be in several rows.
    pub(super) again: bool,
}

const FORMATS: &[Format] = &[
    Format {
        name: "luma",
        marks: &["approval status", "checked in at", "qr code url"],
        columns: &[
            ("api id", Key),
            ("guest id", Key),
            ("name", Name),
            ("first name", FirstName),
            ("last name", LastName),
            ("email", Email),
            ("created at", Registered),
            ("approval status", State),
            ("checked in at", Came),
            ("qr code url", Code),
            ("ticket name", Ticket),
            ("phone number", Ignore),
            ("custom source", Ignore),
            ("utm source", Ignore),
            ("referrer", Ignore),
            ("referred by", Ignore),
            ("amount", Ignore),
            ("amount tax", Ignore),
            ("amount discount", Ignore),
            ("currency", Ignore),
            ("coupon code", Ignore),
            ("eth address", Ignore),
            ("solana address", Ignore),
            ("survey response rating", Ignore),
            ("survey response feedback", Ignore),
            ("ticket type id", Ignore),
        ],
        asks: true,
        again: false,
    },
    Format {
        name: "meetup",
        marks: &["name", "user id", "rsvp", "guests", "url of member profile"],
        columns: &[
            ("name", Name),
            ("user id", Key),
            ("rsvp", State),
            ("guests", Plus),
            ("rsvped on", Registered),
            ("attendance", Came),
            ("title", Ignore),
            ("event host", Ignore),
            ("joined group on", Ignore),
            ("url of member profile", Ignore),
            ("notes", Ignore),
        ],
        asks: true,
        again: false,
    },
    Format {
        name: "eventbrite",
        marks: &["attendee #", "attendee status"],
        columns: EVENTBRITE,
        asks: true,
        again: false,
    },
    Format {
        name: "eventbrite",
        marks: &["order no.", "attendee status"],
        columns: EVENTBRITE,
        asks: true,
        again: false,
    },
    Format {
        name: "zoom_webinar",
        marks: &["attended", "user name (original name)", "registration time", "approval status"],
        columns: &[
            ("attended", Came),
            ("user name (original name)", Name),
            ("first name", FirstName),
            ("last name", LastName),
            ("email", Email),
            ("phone", Ignore),
            ("registration time", Registered),
            ("approval status", State),
            ("join time", Ignore),
            ("leave time", Ignore),
            ("time in session (minutes)", Ignore),
            ("is guest", Ignore),
            ("country/region name", Ignore),
            ("source name", Ignore),
        ],
        asks: true,
        again: true,
    },
    Format {
        name: "zoom",
        marks: &["name (original name)", "user email", "guest"],
        columns: &[
            ("name (original name)", Name),
            ("user email", Email),
            ("email", Email),
            ("join time", Came),
            ("leave time", Ignore),
            ("duration (minutes)", Ignore),
            ("total duration (minutes)", Came),
            ("guest", Ignore),
            ("recording consent", Ignore),
            ("in waiting room", Ignore),
            ("recording disclaimer response", Ignore),
        ],
        asks: false,
        again: true,
    },
    Format {
        name: "bevy",
        marks: &["first name", "last name", "email", "checked in", "ticket type"],
        columns: &[
            ("first name", FirstName),
            ("last name", LastName),
            ("email", Email),
            ("checked in", Came),
            ("job title", Ignore),
            ("company", Ignore),
            ("ticket type", Ticket),
        ],
        asks: true,
        again: false,
    },
    Format {
        name: "hi_events",
        marks: &["public id", "short id", "product name", "status"],
        columns: &[
            ("id", Ignore),
            ("public id", Key),
            ("first name", FirstName),
            ("last name", LastName),
            ("email", Email),
            ("status", State),
            ("check ins", Came),
            ("product id", Ignore),
            ("product name", Ticket),
            ("event id", Ignore),
            ("short id", Code),
            ("created date", Registered),
            ("last updated date", Ignore),
            ("notes", Ignore),
        ],
        asks: true,
        again: false,
    },
    Format {
        name: "pretix",
        marks: &["order code", "attendee name", "checked in", "automatically checked in"],
        columns: &[
            ("order code", Ignore),
            ("attendee name", Name),
            ("product", Ticket),
            ("price", Ignore),
            ("checked in", Came),
            ("checked out", Ignore),
            ("automatically checked in", Ignore),
            ("paid", State),
            ("secret", Key),
            ("e mail", Email),
            ("date", Ignore),
            ("start date", Ignore),
            ("end date", Ignore),
            ("company", Ignore),
            ("voucher code", Ignore),
            ("order date", Registered),
            ("requires special attention", Ignore),
            ("comment", Ignore),
            ("seat id", Ignore),
            ("seat name", Ignore),
            ("seat zone", Ignore),
            ("seat row", Ignore),
            ("seat number", Ignore),
        ],
        asks: true,
        again: false,
    },
    Format {
        name: "alf_io",
        marks: &["id", "category", "event", "status", "reservationid", "full name"],
        columns: &[
            ("id", Key),
            ("category", Ticket),
            ("event", Ignore),
            ("status", State),
            ("originalprice", Ignore),
            ("paidprice", Ignore),
            ("discount", Ignore),
            ("vat", Ignore),
            ("reservationid", Ignore),
            ("full name", Name),
            ("first name", FirstName),
            ("last name", LastName),
            ("e mail", Email),
            ("locked", Ignore),
            ("language", Ignore),
            ("confirmation", Registered),
            ("billing address", Ignore),
            ("country code", Ignore),
            ("promo code", Ignore),
            ("payment id", Ignore),
            ("payment method", Ignore),
        ],
        asks: true,
        again: false,
    },
    // The waiting queue is a list of its own, without numbers: whoever waits is known by their address.
    Format {
        name: "alf_io_queue",
        marks: &["type", "firstname", "lastname", "email", "language", "status", "date"],
        columns: &[
            ("type", Ignore),
            ("firstname", FirstName),
            ("lastname", LastName),
            ("email", Email),
            ("language", Ignore),
            ("status", State),
            ("date", Registered),
        ],
        asks: false,
        again: false,
    },
    Format {
        name: "indico",
        marks: &["id", "name", "registration date", "registration state"],
        columns: &[
            ("id", Key),
            ("name", Name),
            ("first name", FirstName),
            ("last name", LastName),
            ("email address", Email),
            ("email", Email),
            ("registration date", Registered),
            ("modification date", Ignore),
            ("registration state", State),
            ("created by", Ignore),
            ("price", Ignore),
            ("checked in", Came),
            ("check in date", Came),
            ("payment date", Ignore),
            ("affiliation", Ignore),
            ("position", Ignore),
            ("address", Ignore),
            ("phone number", Ignore),
            ("country", Ignore),
            ("title", Ignore),
        ],
        asks: true,
        again: false,
    },
    // A campaign's members: what is written for Salesforce is read as well.
    Format {
        name: "salesforce",
        marks: &["campaignid", "status"],
        columns: &[
            ("campaignid", Ignore),
            ("id", Ignore),
            ("contactid", Key),
            ("leadid", Key),
            ("firstname", FirstName),
            ("lastname", LastName),
            ("first name", FirstName),
            ("last name", LastName),
            ("name", Name),
            ("email", Email),
            ("status", State),
            ("hasresponded", Ignore),
            ("firstrespondeddate", Ignore),
            ("createddate", Registered),
        ],
        asks: false,
        again: false,
    },
    Format {
        name: "mobilizon",
        marks: &["participant name", "participant status", "participant message"],
        columns: &[
            ("participant name", Name),
            ("participant status", State),
            ("participant message", GuestUse::Answer),
        ],
        asks: false,
        again: false,
    },
];

const EVENTBRITE: &[(&str, GuestUse)] = &[
    ("attendee #", Key),
    ("attendee no.", Key),
    ("order #", Ignore),
    ("order no.", Ignore),
    ("order date", Registered),
    ("first name", FirstName),
    ("last name", LastName),
    ("surname", LastName),
    ("email", Email),
    ("quantity", Ignore),
    ("price tier", Ignore),
    ("ticket type", Ticket),
    ("group", Ignore),
    ("order type", Ignore),
    ("currency", Ignore),
    ("total paid", Ignore),
    ("fees paid", Ignore),
    ("eventbrite fees", Ignore),
    ("eventbrite payment processing", Ignore),
    ("attendee status", State),
    ("home address 1", Ignore),
    ("home address 2", Ignore),
    ("home city", Ignore),
    ("home state", Ignore),
    ("home zip", Ignore),
    ("home country", Ignore),
    ("county of residence", Ignore),
    ("home postcode", Ignore),
    ("barcode #", Code),
    ("barcode no.", Code),
];

/// What headings of other lists are called, folded.
const GUESSES: &[(&[&str], GuestUse)] = &[
    (
        &["name", "full name", "attendee name", "participant name", "guest", "guest name", "attendee", "teilnehmer"],
        Name,
    ),
    (&["first name", "firstname", "given name", "vorname", "prénom"], FirstName),
    (&["last name", "lastname", "surname", "family name", "nachname", "nom"], LastName),
    (&["email", "e mail", "email address", "e mail address", "mail", "user email"], Email),
    (&["handle", "username", "user name", "nickname"], Handle),
    (
        &[
            "status",
            "state",
            "rsvp",
            "response",
            "attendee status",
            "approval status",
            "registration state",
            "participant status",
        ],
        State,
    ),
    (
        &[
            "registered",
            "registered at",
            "registration date",
            "registration time",
            "created at",
            "order date",
            "timestamp",
            "zeitstempel",
            "rsvped on",
        ],
        Registered,
    ),
    (
        &[
            "checked in",
            "checked in at",
            "check in",
            "check in date",
            "attended",
            "attendance",
            "came",
            "present",
            "confirmation",
        ],
        Came,
    ),
    (&["plus", "plus ones", "plus one", "guests", "additional guests", "+1", "companions"], Plus),
    (&["ticket", "ticket type", "ticket name", "product", "category"], Ticket),
    (&["code", "barcode", "qr code", "ticket code", "secret"], Code),
    (&["id", "guest id", "attendee id", "registration id", "user id"], Key),
];

/// Words in a question about access or diet.
const NEEDS: [&str; 16] = [
    "diet",
    "allerg",
    "vegan",
    "vegetarian",
    "food",
    "accessib",
    "access need",
    "wheelchair",
    "sign language",
    "disab",
    "special need",
    "ernährung",
    "barriere",
    "unverträglich",
    "intoleran",
    "accommodation",
];

/// Says of a state in a list what it means; nothing for a word that is not known.
pub(super) fn state_of(text: &str) -> Option<&'static str> {
    let word = folded(text);
    let word = word.as_str();
    const KNOWN: &[(&str, &[&str])] = &[
        (
            "going",
            &[
                "approved",
                "yes",
                "y",
                "going",
                "attending",
                "checked in",
                "active",
                "confirmed",
                "accepted",
                "paid",
                "complete",
                "completed",
                "participant",
                "registered",
                "accept",
                "zugesagt",
                "ja",
                "acquired",
                "creator",
                "moderator",
                "administrator",
                // Of campaigns: somebody who was there, and somebody who said yes and was not.
                "attended",
                "no show",
            ],
        ),
        ("invited", &["invited", "sent", "no response", "not answered", "needs action"]),
        (
            "pending",
            &[
                "pending",
                "pending approval",
                "awaiting payment",
                "not approved",
                "requested",
                "maybe",
                "tentative",
                "awaiting approval",
                "no show payment",
                "to be paid",
                "unpaid",
                "pre reserved",
                "not confirmed",
            ],
        ),
        ("waiting", &["waitlist", "waitlisted", "waiting", "on waitlist", "waiting list"]),
        (
            "declined",
            &["declined", "no", "n", "not attending", "not going", "rejected", "denied", "decline", "abgesagt", "nein"],
        ),
        (
            "cancelled",
            &[
                "cancelled",
                "canceled",
                "refunded",
                "deleted",
                "withdrawn",
                "expired",
                "transferred",
                "invalidated",
                "released",
            ],
        ),
    ];
    KNOWN.iter().find(|(_, words)| words.contains(&word)).map(|(state, _)| *state)
}

/// Whether words like these say that somebody came.
pub(super) fn came_of(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        "" | " " | "no" | "n" | "false" | "0" | "absent" => Some(false),
        "yes" | "y" | "true" | "x" | "1" | "checked in" | "attended" | "present" | "host" | "✓" => Some(true),
        _ => None,
    }
}

pub(super) fn format_of(headers: &[String]) -> Option<&'static Format> {
    let headers: Vec<String> = headers.iter().map(|header| folded(header)).collect();
    let has = |mark: &&str| headers.iter().any(|header| header == mark);
    FORMATS.iter().find(|format| format.marks.iter().all(has) || (format.name == "zoom" && is_zoom(&headers)))
}

/// Newer reports say "Email" where older ones say "User Email".
fn is_zoom(headers: &[String]) -> bool {
    let has = |wanted: &str| headers.iter().any(|header| header == wanted);
    headers.first().is_some_and(|first| first == "name (original name)")
        && (has("user email") || (has("email") && (has("join time") || has("total duration (minutes)"))))
}

pub(super) fn guessed(header: &str) -> GuestUse {
    let header = folded(header);
    let found = GUESSES.iter().find(|(words, _)| words.contains(&header.as_str()));
    found.map_or_else(|| question(&header), |(_, used)| *used)
}

pub(super) fn question(header: &str) -> GuestUse {
    let header = header.to_lowercase();
    if NEEDS.iter().any(|word| header.contains(word)) { GuestUse::Needs } else { GuestUse::Answer }
}
