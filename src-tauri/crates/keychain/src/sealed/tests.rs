//! The sealed file: what comes back, what does not, and that it stays whatever happens.

use kith_app::ExposeSecret;
use tempfile::TempDir;

use super::*;

/// No protection, no waiting.
pub(crate) const CHEAP: Cost = Cost { memory: 8, passes: 1, lanes: 1 };

fn passphrase(words: &str) -> Option<SecretString> {
    Some(words.into())
}

fn file(folder: &TempDir, words: Option<&str>) -> SealedFile {
    SealedFile::new(folder.path().join("inner/secrets.sealed"), words.map(SecretString::from), CHEAP)
}

/// A file with one secret, and its bytes.
fn sealed() -> (TempDir, PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let mut made = file(&folder, Some("correct horse"));
    made.open_or_make_given().unwrap();
    made.set("slack:T1", "xoxp-s3cret \"quoted\" ünïcödé").unwrap();
    let bytes = std::fs::read(&made.path).unwrap();
    (folder, made.path, bytes)
}

fn get(file: &SealedFile, name: &str) -> Option<String> {
    file.get(name).unwrap().map(|secret| secret.expose_secret().to_owned())
}

fn put(path: &std::path::Path, bytes: &[u8]) {
    use io::Write;
    std::fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn what_was_sealed_is_read_by_another_program() {
    let (folder, _, bytes) = sealed();
    let mut other = file(&folder, None);
    assert_eq!(other.open_given(), Err(SecretsError::NoKeyring), "without a passphrase it stays shut");
    other.open(&"correct horse".into()).unwrap();
    assert_eq!(get(&other, "slack:T1").as_deref(), Some("xoxp-s3cret \"quoted\" ünïcödé"));
    assert_eq!(get(&other, "slack:T2"), None);

    let mut first = file(&folder, Some("correct horse"));
    first.open_given().unwrap();
    other.set("slack:T2", "two").unwrap();
    assert_eq!(get(&first, "slack:T2").as_deref(), Some("two"), "what another program wrote is seen");
    first.remove("slack:T1").unwrap();
    assert_eq!((get(&other, "slack:T1"), get(&other, "slack:T2").as_deref()), (None, Some("two")));
    assert!(!bytes.windows(6).any(|piece| piece == b"s3cret"));
}

#[test]
fn nothing_is_written_when_nothing_changes() {
    let (folder, path, _) = sealed();
    let mut again = file(&folder, Some("correct horse"));
    again.open_given().unwrap();
    let before = std::fs::read(&path).unwrap();
    again.remove("unknown").unwrap();
    again.set_known("unknown", "x").unwrap();
    again.set("slack:T1", "xoxp-s3cret \"quoted\" ünïcödé").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), before);
    again.set_known("slack:T1", "newer").unwrap();
    assert_ne!(std::fs::read(&path).unwrap(), before);
    assert_eq!(get(&again, "slack:T1").as_deref(), Some("newer"));
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_changes_nothing() {
    let (folder, path, bytes) = sealed();
    let mut other = file(&folder, Some("battery staple"));
    assert_eq!(other.open_or_make_given(), Err(SecretsError::WrongPassphrase));
    assert_eq!(other.get("slack:T1").map(|_| ()), Err(SecretsError::NoKeyring));
    assert_eq!(other.make(&"battery staple".into()), Err(SecretsError::WrongPassphrase), "making is not replacing");
    assert_eq!(std::fs::read(path).unwrap(), bytes);
    let empty = tempfile::tempdir().unwrap();
    let mut unsealed = file(&empty, None);
    assert!(unsealed.make(&"".into()).is_err(), "an empty passphrase protects nothing");
    assert!(!unsealed.exists());
}

#[test]
fn a_damaged_file_is_an_error_and_stays() {
    let (folder, path, bytes) = sealed();
    let mut broken: Vec<Vec<u8>> = (0..bytes.len()).map(|length| bytes[..length].to_vec()).collect();
    for place in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[place / 8] ^= 1 << (place % 8);
        broken.push(flipped);
    }
    broken.push([bytes.as_slice(), b"more"].concat());
    for damaged in broken {
        put(&path, &damaged);
        let mut found = file(&folder, Some("correct horse"));
        let said = found.open_or_make_given();
        assert!(matches!(&said, Err(SecretsError::Failed(why)) if why.contains("damaged")), "{said:?}");
        assert_eq!(std::fs::read(&path).unwrap(), damaged);
    }
}

#[test]
fn damage_while_the_file_is_open_is_no_reason_to_write() {
    let (folder, path, bytes) = sealed();
    let mut open = file(&folder, Some("correct horse"));
    open.open_given().unwrap();
    put(&path, &bytes[..bytes.len() - 1]);
    assert!(open.set("slack:T2", "two").is_err());
    assert!(open.get("slack:T1").is_err());
    assert_eq!(std::fs::read(&path).unwrap(), bytes[..bytes.len() - 1]);

    std::fs::remove_file(&path).unwrap();
    assert!(open.set("slack:T2", "two").is_err());
    assert!(open.open_or_make_given().is_err(), "one that went away while it was open is not made again");
    assert!(!path.exists());
}

/// Gives the bytes a true sum, as one who means harm would.
fn summed(bytes: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let covered = &bytes[..bytes.len() - 32];
    [covered, Sha256::digest(covered).as_slice()].concat()
}

#[test]
fn a_file_that_was_tampered_with_is_not_believed() {
    let (folder, path, bytes) = sealed();
    let open = |bytes: &[u8]| {
        put(&path, bytes);
        file(&folder, Some("correct horse")).open_given()
    };
    assert_eq!(open(&summed(&bytes)), Ok(()));
    let change = |place: usize, value: u8| {
        let mut changed = bytes.clone();
        changed[place] = value;
        summed(&changed)
    };
    // The version, each cost, the salt, the nonce, what is sealed.
    assert!(matches!(open(&change(7, 2)), Err(SecretsError::Failed(why)) if why.contains("newer")));
    assert!(
        matches!(open(&change(11, 255)), Err(SecretsError::Failed(why)) if why.contains("damaged")),
        "4 TB of memory"
    );
    for place in [8, 12, 20, 40, 70] {
        assert_eq!(open(&change(place, bytes[place] ^ 16)), Err(SecretsError::WrongPassphrase), "{place}");
    }
}

#[test]
fn a_crash_before_the_new_name_leaves_the_old_file() {
    let (folder, path, bytes) = sealed();
    for written in [&b""[..], &b"half of a f"[..], &bytes[..40]] {
        disk::stage(&path, written).unwrap();
        let mut after = file(&folder, Some("correct horse"));
        after.open_given().unwrap();
        assert!(get(&after, "slack:T1").is_some());
    }
    let mut after = file(&folder, Some("correct horse"));
    after.open_given().unwrap();
    after.set("slack:T2", "two").unwrap();
    assert_eq!(get(&after, "slack:T2").as_deref(), Some("two"));
    let mut left: Vec<_> =
        std::fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["secrets.sealed", "secrets.sealed.lock"]);
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path, _) = sealed();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let staged = disk::stage(&path, b"x").unwrap();
    std::fs::set_permissions(&staged, std::fs::Permissions::from_mode(0o666)).unwrap();
    let staged = disk::stage(&path, b"x").unwrap();
    assert_eq!(std::fs::metadata(&staged).unwrap().permissions().mode() & 0o777, 0o600, "even over what a crash left");
}

#[test]
fn programs_that_write_at_once_lose_nothing() {
    let (folder, _, _) = sealed();
    let write = |name: char| {
        let mut writer = file(&folder, Some("correct horse"));
        writer.open_given().unwrap();
        for number in 0..20 {
            writer.set(&format!("{name}{number}"), "kept").unwrap();
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| write('a'));
        scope.spawn(|| write('b'));
    });
    let mut reader = file(&folder, Some("correct horse"));
    reader.open_given().unwrap();
    assert_eq!(reader.names().unwrap().len(), 41);
}

#[test]
fn two_that_make_it_at_once_share_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut late = SealedFile::new(folder.path().join("secrets.sealed"), passphrase("one"), CHEAP);
    let mut early = SealedFile::new(folder.path().join("secrets.sealed"), passphrase("one"), CHEAP);
    early.make(&"one".into()).unwrap();
    early.set("a", "1").unwrap();
    late.make(&"one".into()).unwrap();
    assert_eq!(get(&late, "a").as_deref(), Some("1"));
}

#[test]
fn what_is_shipped_costs_what_it_should() {
    let key = Recipe::fresh(Cost::SHIPPED).unwrap().key(&"correct horse".into()).unwrap();
    let bytes = key.seal(&Names::new()).unwrap();
    assert_eq!(bytes[8..20], [0, 0, 1, 0, 3, 0, 0, 0, 1, 0, 0, 0], "64 MiB, three passes, one lane");
    assert!(key.open(&bytes).unwrap().is_empty());
    assert_ne!(key.seal(&Names::new()).unwrap(), bytes, "a nonce is used once");
}
