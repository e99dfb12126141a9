//! The other end of signing in with a browser: a page on this machine that is open for one answer.
//!
//! Facts: Slack compares redirect addresses with those the app registered, port included, so a few ports are registered
//! and tried in turn; it spells this machine `localhost`.
//!
//! **Invariants:** it listens on the loopback interface only; it takes one answer that belongs to the sign-in and is then
//! closed; dropping what waits for it closes it at once.

use std::net::Ipv4Addr;

use secrecy::SecretString;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use super::oauth::parse_callback;
use crate::error::{Error, Result};

/// The ports that an app has to register.
pub const PORTS: [u16; 3] = [4318, 4319, 4320];
/// The most that is read of a request.
const LONGEST: usize = 16 << 10;

/// The addresses that an app has to register.
pub fn redirects() -> Vec<String> {
    PORTS.iter().map(|port| redirect(*port)).collect()
}

fn redirect(port: u16) -> String {
    format!("http://localhost:{port}/slack/callback")
}

/// The page, open.
pub struct Callback {
    listener: TcpListener,
    port: u16,
}

impl Callback {
    /// Opens the page on the first of these ports that is free.
    ///
    /// # Errors
    /// When none is.
    pub async fn open(ports: &[u16]) -> Result<Self> {
        for port in ports {
            if let Ok(listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).await {
                let port = listener.local_addr().map_or(*port, |address| address.port());
                return Ok(Self { listener, port });
            }
        }
        Err(Error::Local("other programs use all the ports on which Slack may answer".into()))
    }

    /// The address that Slack is told.
    pub fn redirect(&self) -> String {
        redirect(self.port)
    }

    /// Waits for the answer that brings this state, and gives its code. What does not belong to it is turned away.
    ///
    /// # Errors
    /// When the person refused.
    pub async fn code(self, state: &str) -> Result<SecretString> {
        loop {
            let Ok((mut stream, _)) = self.listener.accept().await else {
                return Err(Error::Local("the system closed the page on which Slack was to answer".into()));
            };
            let Some(query) = read_query(&mut stream).await else {
                say(&mut stream, "404 Not Found", "Nothing is here.").await;
                continue;
            };
            match parse_callback(&query, state) {
                // Any page could call here; only the one with our state ends the waiting.
                Err(Error::Invalid(_)) => say(&mut stream, "400 Bad Request", "This is no answer to a sign-in.").await,
                Err(error) => {
                    say(&mut stream, "200 OK", "Access was not given. You can close this page.").await;
                    return Err(error);
                }
                Ok(code) => {
                    say(&mut stream, "200 OK", "You are signed in. You can close this page and go back to Kith.").await;
                    return Ok(code);
                }
            }
        }
    }
}

/// The query of a request for our page; nothing for any other.
async fn read_query(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    while !request.windows(2).any(|pair| pair == b"\r\n") && request.len() < LONGEST {
        if stream.read_buf(&mut request).await.ok()? == 0 {
            return None;
        }
    }
    let line = String::from_utf8(request.split(|byte| *byte == b'\r').next()?.to_vec()).ok()?;
    let target = line.strip_prefix("GET ")?.split(' ').next()?;
    let (path, query) = target.split_once('?')?;
    (path == "/slack/callback").then(|| query.to_owned())
}

async fn say(stream: &mut TcpStream, status: &str, words: &str) {
    let page = format!("<!doctype html><meta charset=utf-8><title>Kith</title><p>{words}</p>");
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\nreferrer-policy: no-referrer\r\nconnection: close\r\n\r\n{page}",
        page.len()
    );
    // A browser that is gone already needs no page.
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    async fn call(port: u16, target: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
        stream.write_all(format!("GET {target} HTTP/1.1\r\nhost: localhost\r\n\r\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    #[tokio::test]
    async fn only_the_right_answer_ends_the_waiting() {
        let callback = Callback::open(&[0]).await.unwrap();
        let port = callback.port;
        assert_eq!(callback.redirect(), format!("http://localhost:{port}/slack/callback"));
        let waiting = tokio::spawn(async move { callback.code("right").await });
        assert!(call(port, "/favicon.ico").await.starts_with("HTTP/1.1 404"));
        assert!(call(port, "/slack/callback?code=x&state=wrong").await.starts_with("HTTP/1.1 400"));
        assert!(call(port, "/slack/callback?code=c1&state=right").await.starts_with("HTTP/1.1 200"));
        assert_eq!(waiting.await.unwrap().unwrap().expose_secret(), "c1");
        assert!(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err(), "it is closed afterwards");
    }

    #[tokio::test]
    async fn a_taken_port_is_passed_over() {
        let first = Callback::open(&[0]).await.unwrap();
        let second = Callback::open(&[first.port, 0]).await.unwrap();
        assert_ne!(first.port, second.port);
        assert!(Callback::open(&[first.port]).await.is_err());
    }

    #[test]
    fn the_registered_addresses_name_this_machine_as_slack_does() {
        assert!(redirects().iter().all(|redirect| redirect.starts_with("http://localhost:43")));
    }
}
