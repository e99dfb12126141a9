//! A key through the browser, with the forum's part played here.

use base64::{Engine, engine::general_purpose::STANDARD};
use rsa::{Oaep, Pkcs1v15Encrypt, RsaPublicKey, pkcs8::DecodePublicKey, rand_core::OsRng};
use secrecy::ExposeSecret;
use url::Url;

use super::super::key::{Access, Asking, ask};
use crate::Error;

/// What the forum shows: Ruby's base64 has a line end after every sixty letters.
fn wrapped(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    text.as_bytes().chunks(60).map(|line| format!("{}\n", String::from_utf8_lossy(line))).collect()
}

fn parameter(asking: &Asking, name: &str) -> String {
    asking.url().query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned()
}

#[test]
fn a_key_comes_through_the_browser() {
    let base = Url::parse("https://x.org/forum/").unwrap();
    let asking = ask(&base, "Kith", "client-1", Access::Write, None).unwrap();
    assert!(asking.url().as_str().starts_with("https://x.org/forum/user-api-key/new?"));
    assert_eq!(parameter(&asking, "scopes"), "read,write");
    assert_eq!(parameter(&asking, "client_id"), "client-1");
    let public = RsaPublicKey::from_public_key_pem(&parameter(&asking, "public_key")).unwrap();
    let nonce = parameter(&asking, "nonce");
    let plain = format!(r#"{{"key":"secret-key","nonce":"{nonce}","push":false,"api":4}}"#);
    let old = public.encrypt(&mut OsRng, Pkcs1v15Encrypt, plain.as_bytes()).unwrap();
    let new = public.encrypt(&mut OsRng, Oaep::new::<sha1::Sha1>(), plain.as_bytes()).unwrap();
    for locked in [old, new] {
        let shown = wrapped(&locked);
        let escaped: String = url::form_urlencoded::byte_serialize(shown.as_bytes()).collect();
        for copied in [shown, format!("kith://back?payload={escaped}&x=1"), escaped] {
            let granted = asking.unlock(&copied).unwrap();
            assert_eq!((granted.key.expose_secret(), granted.version), ("secret-key", Some(4)));
        }
    }
    let other = public.encrypt(&mut OsRng, Pkcs1v15Encrypt, br#"{"key":"k","nonce":"another"}"#).unwrap();
    for wrong in [wrapped(&other), "nonsense".into(), String::new(), "AAAA".into()] {
        assert!(matches!(asking.unlock(&wrong), Err(Error::Invalid(_))), "{wrong}");
    }
}
