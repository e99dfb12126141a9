//! Slack exports: small ones that a test spells out, large ones for the benches.
//!
//! **Invariant:** what a test did not ask for is not there: an [`ExportMaker`] writes exactly the files it was told of.
//!
//! ```
//! # use kith_tests::export_maker::ExportMaker;
//! let archive = ExportMaker::new()
//!     .person("U1", "Ada Example", "ada@example.org")
//!     .channel("C1", "general")
//!     .says("general", "U1", "1767600000.000100", "hello")
//!     .says_in("general", "U1", "1767603600.000200", "1767600000.000100", "still there?")
//!     .bytes();
//! assert!(archive.len() > 200);
//! ```
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "test data is made by the person who reads the panic"
)]

mod chance;
mod json;
mod large;
mod message;
mod pack;
mod people;
mod small;
mod timeline;
mod vocabulary;

pub use large::{Large, Made};
pub use small::{ExportMaker, claims};
pub use vocabulary::MEDIUM;

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde_json::{Value, json};

    use super::*;

    /// Every file of an honest archive.
    fn files(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
        let short = |at: usize| usize::from(u16::from_le_bytes(zip[at..at + 2].try_into().unwrap()));
        let long = |at: usize| u32::from_le_bytes(zip[at..at + 4].try_into().unwrap()) as usize;
        let mut at = long(zip.len() - 6);
        let mut all = Vec::new();
        while long(at) == 0x0201_4b50 {
            let name = String::from_utf8(zip[at + 46..at + 46 + short(at + 28)].to_vec()).unwrap();
            let start = long(at + 42) + 30 + short(long(at + 42) + 26);
            let packed = &zip[start..start + long(at + 20)];
            let mut content = vec![0; long(at + 24)];
            match short(at + 10) {
                0 => content.copy_from_slice(packed),
                _ => drop(libdeflater::Decompressor::new().deflate_decompress(packed, &mut content).unwrap()),
            }
            all.push((name, content));
            at += 46 + short(at + 28) + short(at + 30);
        }
        all
    }

    #[test]
    fn a_small_export_holds_what_was_asked_for_and_no_more() {
        let maker = ExportMaker::new()
            .person("U1", "Ada Example", "ada@example.org")
            .channel("C1", "general")
            .says("general", "U1", "1767600000.000100", "héllo/")
            .joins("general", "U1", "1767700000.000100");
        let names = |maker: &ExportMaker| files(&maker.bytes()).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let plain = ["users.json", "channels.json", "general/2026-01-05.json", "general/2026-01-06.json"];
        assert_eq!(names(&maker), plain);
        let odd =
            maker.clone().nested_in("My export").with_mac_noise().with_bom().in_ascii().people_in("org_users.json");
        assert_eq!(names(&odd)[0], "My export/org_users.json");
        assert_eq!(names(&odd)[4], "__MACOSX/My export/._org_users.json");
        let day = &files(&odd.bytes())[2].1;
        let text = std::str::from_utf8(day).unwrap().strip_prefix('\u{feff}').unwrap();
        assert!(text.contains("h\\u00e9llo\\/"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(text).unwrap()[0]["text"], json!("héllo/"));
    }

    #[test]
    fn a_large_export_is_the_same_every_time_and_hangs_together() {
        let plan = Large { people: 50, channels: 5, ..Large::new(3_000) };
        let (bytes, made) = plan.write(Vec::new()).unwrap();
        assert_eq!(bytes, plan.write(Vec::new()).unwrap().0);
        assert_eq!(made.messages, 3_000);
        let files = files(&bytes);
        assert_eq!(files.len(), made.files + 3);
        let mut times: HashMap<&str, Vec<String>> = HashMap::new();
        let mut replies = 0;
        for (name, content) in &files {
            let messages: Vec<Value> = serde_json::from_slice(content).unwrap();
            let Some((folder, _)) = name.split_once('/') else {
                continue;
            };
            let seen = times.entry(folder).or_default();
            for message in messages {
                let ts = message["ts"].as_str().unwrap().to_owned();
                assert!(seen.last().is_none_or(|last| *last < ts), "{ts} comes after {seen:?}");
                if let Some(root) = message["thread_ts"].as_str().filter(|root| *root != ts) {
                    assert!(seen.iter().any(|known| known == root), "{ts} answers to {root}, which is not there");
                    replies += 1;
                }
                seen.push(ts);
            }
        }
        assert!((1_050..1_200).contains(&replies), "{replies}");
    }
}
