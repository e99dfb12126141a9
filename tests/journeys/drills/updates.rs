//! Updates that were tampered with. Kith has no updater by itself; who ships it with one (see `docs/releasing.md`) gets this:
//! packages are signed as the signer of releases does it, and looked at with the crate and in the order of that updater.

use base64::{Engine, engine::general_purpose::STANDARD};
use blake2::{Blake2b512, Digest};
use minisign_verify::{PublicKey, Signature};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::Value;

/// A key of the one who ships.
struct Signer {
    pair: Ed25519KeyPair,
    number: [u8; 8],
}

impl Signer {
    fn new(seed: u8) -> Self {
        Self { pair: Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).unwrap(), number: [seed; 8] }
    }

    fn public(&self) -> String {
        let bytes = [b"Ed".as_slice(), &self.number, self.pair.public_key().as_ref()].concat();
        format!("untrusted comment: minisign public key\n{}", STANDARD.encode(bytes))
    }

    fn sign(&self, package: &[u8], comment: &str) -> String {
        let signature = self.pair.sign(&Blake2b512::digest(package));
        let whole = self.pair.sign(&[signature.as_ref(), comment.as_bytes()].concat());
        let bytes = [b"ED".as_slice(), &self.number, signature.as_ref()].concat();
        format!(
            "untrusted comment: signature\n{}\ntrusted comment: {comment}\n{}",
            STANDARD.encode(bytes),
            STANDARD.encode(whole.as_ref())
        )
    }
}

/// What an endpoint says: nobody signed that.
#[derive(Clone)]
struct Announced<'a> {
    address: &'a str,
    version: [u32; 3],
    package: Vec<u8>,
    signature: String,
}

/// Whether the updater would install it over a version.
fn takes(offer: &Announced<'_>, key: &str, here: [u32; 3], rules: &Value) -> bool {
    let is_private =
        offer.address.starts_with("https://") || rules["dangerousInsecureTransportProtocol"] == Value::Bool(true);
    let (Ok(key), Ok(signature)) = (PublicKey::decode(key), Signature::decode(&offer.signature)) else { return false };
    if !is_private || offer.version <= here || key.verify(&offer.package, &signature, true).is_err() {
        return false;
    }
    // The comment is covered by the signature, and only now believed.
    let signed = signature.trusted_comment().split('\t').find_map(|field| field.strip_prefix("version:"));
    let numbers = |text: &str| text.split('.').filter_map(|part| part.parse().ok()).collect::<Vec<u32>>();
    match signed {
        Some(signed) => numbers(signed) == offer.version,
        None => rules["requireSignedVersion"] != Value::Bool(true),
    }
}

#[test]
fn an_update_that_was_tampered_with_is_refused() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../src-tauri/tauri.updates.json");
    let shipped: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let rules = &shipped["plugins"]["updater"];
    let (ours, others) = (Signer::new(1), Signer::new(2));
    let (key, here) = (ours.public(), [1, 2, 0]);
    let package: Vec<u8> = (0..40_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    let comment = "timestamp:1767600000\tfile:kith.AppImage\tversion:1.3.0";
    let good = Announced {
        address: "https://updates.example.org/linux",
        version: [1, 3, 0],
        signature: ours.sign(&package, comment),
        package,
    };
    assert!(takes(&good, &key, here, rules), "what is as it should be is taken");
    let old = Announced {
        version: [1, 1, 0],
        signature: ours.sign(&good.package, "timestamp:1\tfile:kith.AppImage\tversion:1.1.0"),
        ..good.clone()
    };
    let tampered = [
        ("another key", Announced { signature: others.sign(&good.package, comment), ..good.clone() }),
        ("cut off", Announced { package: good.package[..39_999].to_vec(), ..good.clone() }),
        ("not private", Announced { address: "http://updates.example.org/linux", ..good.clone() }),
        ("an older one", old.clone()),
        ("an older one that is called new", Announced { version: [1, 3, 0], ..old.clone() }),
        (
            "the same version",
            Announced { version: [1, 2, 0], signature: ours.sign(&good.package, "version:1.2.0"), ..good.clone() },
        ),
        ("signed without a version", Announced { signature: ours.sign(&good.package, "timestamp:1"), ..good.clone() }),
        (
            "another comment",
            Announced { signature: old.signature.replace("version:1.1.0", "version:1.3.0"), ..good.clone() },
        ),
        ("no signature", Announced { signature: String::new(), ..good.clone() }),
    ];
    for (what, offer) in &tampered {
        assert!(!takes(offer, &key, here, rules), "{what}");
    }
    let mut next = super::chance(23);
    let flips = super::times(40, 400);
    for _ in 0..flips {
        let mut package = good.package.clone();
        let at = usize::try_from(next(package.len() as u64)).unwrap();
        package[at] ^= 1 << next(8);
        assert!(!takes(&Announced { package, ..good.clone() }, &key, here, rules), "byte {at}");
    }
    println!("{} ways of tampering and {flips} flipped bits: all refused", tampered.len());
    // The twin: rules that believe what an endpoint says.
    let careless = serde_json::json!({ "dangerousInsecureTransportProtocol": true, "requireSignedVersion": false });
    let taken: Vec<&str> =
        tampered.iter().filter(|(_, offer)| takes(offer, &key, here, &careless)).map(|(what, _)| *what).collect();
    assert_eq!(taken, ["not private", "signed without a version"], "careless rules must be seen");
}
