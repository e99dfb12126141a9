//! Addresses of people and of pages, written one way.
//!
//! **Invariant:** what is equal here reaches the same mailbox or page; [`Address::mailbox`] alone goes further and says
//! what *probably* does.

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Small letters, no surrounding space.
    pub(super) text: String,
    /// Where the sign is, and where what is before it ends without a tag.
    at: usize,
    tag: usize,
    /// The mailbox it probably reaches, where that is not the text: without tags and, at Gmail, without dots.
    other: Option<String>,
    /// Belongs to a task and not to a person.
    pub(super) role: bool,
    /// At a provider that anybody can have an address with.
    pub(super) public: bool,
}

/// Tasks that have a mailbox.
const ROLES: &[&str] = &[
    "abuse",
    "accounting",
    "accounts",
    "admin",
    "administrator",
    "all",
    "billing",
    "booking",
    "careers",
    "community",
    "contact",
    "customerservice",
    "dev",
    "developer",
    "developers",
    "devops",
    "devrel",
    "donotreply",
    "editor",
    "enquiries",
    "events",
    "everyone",
    "feedback",
    "finance",
    "ftp",
    "hello",
    "help",
    "helpdesk",
    "hi",
    "hostmaster",
    "hr",
    "info",
    "inquiries",
    "invoices",
    "it",
    "jobs",
    "kontakt",
    "legal",
    "list",
    "mail",
    "mailerdaemon",
    "marketing",
    "media",
    "moderation",
    "moderator",
    "moderators",
    "mods",
    "news",
    "newsletter",
    "nobody",
    "noreply",
    "notifications",
    "office",
    "ops",
    "orders",
    "partners",
    "post",
    "postmaster",
    "press",
    "privacy",
    "recruiting",
    "reply",
    "root",
    "sales",
    "security",
    "service",
    "social",
    "staff",
    "status",
    "subscribe",
    "support",
    "sysadmin",
    "system",
    "team",
    "tech",
    "test",
    "trust",
    "undisclosed",
    "unsubscribe",
    "user",
    "web",
    "webmaster",
    "welcome",
];

/// Where anybody can have a mailbox.
const PUBLIC: &[&str] = &[
    "aol.com",
    "duck.com",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "mailbox.org",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "pm.me",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "riseup.net",
    "seznam.cz",
    "t-online.de",
    "tutanota.com",
    "ukr.net",
    "uol.com.br",
    "web.de",
    "wp.pl",
    "163.com",
    "126.com",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com",
    "yandex.ru",
    "ya.ru",
];

/// The lengths of tasks by their first letter, a bit for each: most words are none of them for that alone.
#[expect(clippy::indexing_slicing, reason = "only the compiler does it")]
const LENGTHS: [u32; 26] = {
    let mut lengths = [0; 26];
    let mut next = 0;
    while next < ROLES.len() {
        let role = ROLES[next].as_bytes();
        lengths[(role[0] - b'a') as usize] |= 1 << role.len();
        next += 1;
    }
    lengths
};

/// Whether small letters are one of [`ROLES`].
fn is_task(bare: &[u8]) -> bool {
    let first = bare.first().map(|letter| usize::from(letter.wrapping_sub(b'a')));
    let lengths = first.and_then(|first| LENGTHS.get(first)).copied().unwrap_or(0);
    lengths & (1 << bare.len()) != 0 && ROLES.binary_search_by(|role| role.as_bytes().cmp(bare)).is_ok()
}

/// Whether a handle or the first part of an address names a task and not a person.
pub(super) fn is_role(local: &str) -> bool {
    // Longer than any of them, whatever else follows.
    let mut room = [0; 24];
    let mut count = 0;
    for (to, from) in room.iter_mut().zip(local.bytes().filter(u8::is_ascii_alphabetic)) {
        *to = from;
        count += 1;
    }
    let bare = room.get(..count).unwrap_or(&room);
    let first = local.split(['.', '-', '_']).next().unwrap_or_default();
    is_task(bare)
        || ["noreply", "donotreply", "mailerdaemon"].iter().any(|start| bare.starts_with(start.as_bytes()))
        || matches!(first, "info" | "support" | "admin" | "team" | "sales" | "help" | "noreply")
}

impl Address {
    /// Reads an address; `None` when it is not one.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (full, host) = text.rsplit_once('@')?;
        if full.is_empty() || !host.contains('.') || text.contains(char::is_whitespace) {
            return None;
        }
        let local = full.split('+').next().filter(|local| !local.is_empty()).unwrap_or(full);
        let gmail = matches!(host, "gmail.com" | "googlemail.com");
        let other = if gmail && (local.contains('.') || local.len() < full.len() || host != "gmail.com") {
            Some([&local.replace('.', ""), "@gmail.com"].concat())
        } else {
            (local.len() < full.len()).then(|| [local, "@", host].concat())
        };
        Some(Self {
            role: is_role(local),
            public: PUBLIC.contains(&host),
            at: full.len(),
            tag: local.len(),
            other,
            text,
        })
    }

    /// The mailbox it probably reaches: without tags and, at Gmail, without dots.
    pub(super) fn mailbox(&self) -> &str {
        self.other.as_deref().unwrap_or(&self.text)
    }

    /// Before the sign, without a tag.
    pub(super) fn local(&self) -> &str {
        self.text.get(..self.tag).unwrap_or_default()
    }

    /// After the sign.
    pub(super) fn host(&self) -> &str {
        self.text.get(self.at + 1..).unwrap_or_default()
    }
}

/// A page's address without what differs between ways of writing it: `example.org/@ana`. `None` when it is not one.
pub(super) fn page(link: &str) -> Option<String> {
    let link = link.trim().to_lowercase();
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://")).unwrap_or(&link);
    let rest = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let host = rest.split('/').next().unwrap_or_default();
    (host.contains('.') && !host.contains('@') && !rest.contains(char::is_whitespace)).then(|| rest.to_owned())
}

/// The name of an account that a page's address ends with, at places where pages are accounts.
pub(super) fn account_of(page: &str) -> Option<&str> {
    let (host, path) = page.split_once('/')?;
    let known = [
        "github.com",
        "gitlab.com",
        "twitter.com",
        "x.com",
        "linkedin.com",
        "codeberg.org",
        "instagram.com",
        "t.me",
        "bsky.app",
    ];
    let name = path.strip_prefix("in/").or_else(|| path.strip_prefix("profile/")).unwrap_or(path);
    let name = match name.strip_prefix('@') {
        Some(name) => name,
        None if known.contains(&host) => name,
        None => return None,
    };
    (!name.is_empty() && !name.contains('/')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_in_order() {
        assert!(ROLES.is_sorted(), "they are looked up by halving");
    }

    #[test]
    fn an_address_is_read_as_its_mailbox() {
        let read = |text| Address::read(text).unwrap();
        assert_eq!(read(" Ana.Lima+x@GoogleMail.com ").mailbox(), "analima@gmail.com");
        assert_eq!(read("Ana.Lima+x@example.org").mailbox(), "ana.lima@example.org");
        assert_eq!(read("ANA@example.org").text, "ana@example.org");
        assert!(read("no-reply@x.org").role && read("support.eu@x.org").role && read("hello@x.org").role);
        assert!(!read("information.desk.ana@x.org").role && !read("ana@x.org").role);
        for wrong in ["", "@", "ana", "ana@", "@x.org", "ana@host", "a b@x.org"] {
            assert_eq!(Address::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_page_is_written_one_way() {
        assert_eq!(page("https://www.GitHub.com/ana-lima/?tab=stars").as_deref(), Some("github.com/ana-lima"));
        assert_eq!(page("github.com/ana-lima").as_deref(), Some("github.com/ana-lima"));
        assert_eq!(page("ana"), None);
        assert_eq!(account_of("github.com/ana-lima"), Some("ana-lima"));
        assert_eq!(account_of("mastodon.social/@ana"), Some("ana"));
        assert_eq!(account_of("linkedin.com/in/ana"), Some("ana"));
        assert_eq!(account_of("example.org/about"), None);
    }
}
