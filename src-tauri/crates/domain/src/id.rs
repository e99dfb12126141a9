//! Identifiers that come out the same on every machine.
//!
//! **Invariant:** the same account or space of the same source has the same id after every reset, on every machine, so
//! that what a person wrote about it keeps pointing at it.

use uuid::Uuid;

/// The root of all derived ids. Never changes.
const KITH: Uuid = Uuid::from_u128(0x6b69_7468_0000_5000_8000_6f72_672e_6b69);

/// The id of a source, from its kind and its remote identity (`"slack"`, `"T061A2UFL"`).
pub fn source_id(kind: &str, remote: &str) -> Uuid {
    Uuid::new_v5(&KITH, format!("source\n{kind}\n{remote}").as_bytes())
}

/// The id of an account of a source.
pub fn account_id(source: Uuid, remote: &str) -> Uuid {
    Uuid::new_v5(&source, format!("account\n{remote}").as_bytes())
}

/// The id of a space of a source.
pub fn space_id(source: Uuid, remote: &str) -> Uuid {
    Uuid::new_v5(&source, format!("space\n{remote}").as_bytes())
}

/// The id of a guest of an event, from what a list knows them by: two machines that read the same list agree.
pub fn guest_id(event: &str, known_by: &str) -> Uuid {
    Uuid::new_v5(&KITH, format!("guest\n{event}\n{known_by}").as_bytes())
}

/// The id of a check-in that a list tells of a guest.
pub fn told_check_in_id(guest: &str) -> Uuid {
    Uuid::new_v5(&KITH, format!("told check-in\n{guest}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_never_change() {
        let source = source_id("slack", "T1");
        assert_eq!(source, source_id("slack", "T1"));
        assert_ne!(source, source_id("slack", "T2"));
        assert_ne!(account_id(source, "X"), space_id(source, "X"), "an account and a space may share a remote id");
        assert_eq!(
            account_id(source, "U1").to_string(),
            "c1a1048b-1ece-56b1-a3ef-c8212fa1722e",
            "a changed derivation would orphan every authored row"
        );
    }
}
