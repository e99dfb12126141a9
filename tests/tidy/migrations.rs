//! Shipped migrations never change: files on people's machines have had them already.

use sha2::{Digest, Sha256};

use crate::tree::{folders, none, text, texts};

/// SHA-256 of each migration, oldest first. A line is added with a release and never changed afterwards.
///
/// Nothing is released yet, so the newest may still change: then its line changes with it.
const FROZEN: &[(&str, &str)] = &[
    ("0001_init.sql", "36dee0805ea03668015565347880296221b8214c571856a1a5ed4b7074893740"),
    ("0002_people.sql", "e3feee043af2ee42d5d62936f4ec9457e48beb80a205423e757db3f30d3ff6ec"),
    ("0003_profile.sql", "4b2e21c34152e1d2aadc8a8051059595528e85e4ab92fd0247ec37989884ac78"),
    ("0004_answers.sql", "ebad4c97defddee01a6c409f71718680b0dc784b936dbdf62e6c4803d5984099"),
    ("0005_figures.sql", "92033e1305569ea3ca641f26fc759bd6b9db77bd5c5e598ebeb7c7901a059b89"),
    ("0006_reports.sql", "d443048a5ae86a2ab56c3626b9734f561bb72d47ef06ed88223d474fa2ea423f"),
    ("0007_desk.sql", "babda0ddcd918ebedecf5eb2b5aa7b868659c4b8bbe0cd74ec78e757a652e8e4"),
    ("0008_recognition.sql", "41b7b66bf16ebc2c7aed3120630edefa823e96f2432bf43ae5c582ebbd59fa3a"),
    ("0009_content.sql", "bc03209e8b453748e07fab7394205d1650db5aef30050264dc51201a7b4feef1"),
    ("0010_conduct.sql", "98c310e4a77bc6ad7d0e5ee7a93d9e3d6e0bc03f5b39e708b86dc1780536cd21"),
    ("0011_events.sql", "5f8639178f0760da296975ad2a0ddf7625f7e18317291f65a8341e49a6facff2"),
    ("0012_mentoring.sql", "539b4cc4769c9a194e920dafa39b814cdd8e8706aa2b0cb1c8f1a156b006e71f"),
    ("0013_space_days.sql", "ce11987c896e889adf0179a5c71a3d120c13cfb6997c1c094faff780b7b71289"),
    ("0014_decisions.sql", "395cd5173e8d866bbed165b7b2c9c7da16b72a70bfa37012b582b0e87d252786"),
    ("0015_insight.sql", "6cd0bc0d1f6e8690515ab05c504e2bc83f8e3997d59f8b31618a4792c5a62ada"),
    ("0016_mentoring.sql", "2825d3e0398b82712c788c4fd495d3115f42a1930645ea327fb01c274b348ff8"),
    ("0017_joins.sql", "2ede24ec45c24716c2972c6c89926e08f625d897bd1eda3bde4963e37558d1a3"),
    ("0018_desk.sql", "0c90957eab3cb4b182996fe9cd8665a1612b868dcff41795dd25cd80b53e3734"),
];

#[test]
fn shipped_migrations_are_frozen() {
    let folder = "src-tauri/crates/store/sql/migrations/";
    let found: Vec<(String, String)> = texts(&[".sql"])
        .into_iter()
        .filter_map(|file| Some((file.path.strip_prefix(folder)?.to_owned(), hash(&file.text))))
        .collect();
    let frozen: Vec<(String, String)> =
        FROZEN.iter().map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned())).collect();
    assert_eq!(found, frozen, "a changed migration leaves two kinds of files behind: add a new one instead");
}

#[test]
fn every_migration_is_run() {
    let runner = text("src-tauri/crates/store/src/migrate.rs");
    let wrong: Vec<String> =
        FROZEN.iter().map(|(name, _)| (*name).to_owned()).filter(|name| !runner.contains(name.as_str())).collect();
    none(&wrong, "a migration that is not in MIGRATIONS is never run");
    assert!(folders("src-tauri/crates/store/sql").contains(&"migrations".to_owned()));
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
