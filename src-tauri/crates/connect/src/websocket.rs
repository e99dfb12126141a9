//! A line that stays open: short texts in both directions, over the TLS, the proxies and the limits of [`crate::http`].
//!
//! The handshake (RFC 6455, section 4) is an ordinary request of the same client as all others, so there is one way to do
//! TLS; only the frames after it are another library's.
//!
//! **Invariants:** it is encrypted unless it stays on this machine; pings are answered while somebody listens; a line that
//! says nothing for [`QUIET`] is asked, and given up after as long again; a text is read up to [`LARGEST`] bytes; no error
//! holds an address beyond its host, nor what was said.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::STANDARD};
use futures_util::{SinkExt, StreamExt};
use rsa::rand_core::{OsRng, RngCore};
use sha1::{Digest, Sha1};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        self, Message,
        protocol::{Role, WebSocketConfig},
    },
};
use url::Url;

use crate::{
    error::{Error, Result},
    http::{self, Network},
};

/// The longest text.
const LARGEST: usize = 4 << 20;
/// So long a line may say nothing. Servers send pings far more often.
const QUIET: Duration = Duration::from_secs(60);
/// What a server adds to the key to show that it understood (RFC 6455, section 1.3).
const SALT: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// What a line runs over.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// An open line. Dropping it closes it.
pub(crate) struct Line {
    frames: WebSocketStream<Box<dyn Stream>>,
    host: String,
}

impl Line {
    /// Opens a line to a `wss` address, or to a `ws` one on this machine.
    ///
    /// # Errors
    /// [`Error::Unreachable`] when nothing answers, [`Error::Remote`] when what answers speaks no such language.
    pub(crate) async fn open(url: &Url, network: &Network) -> Result<Self> {
        let mut address = url.clone();
        let scheme = match url.scheme() {
            "wss" => "https",
            "ws" => "http",
            _ => return Err(Error::Remote("it named a line of an unknown kind".into())),
        };
        address.set_scheme(scheme).map_err(|()| Error::Remote("it named a line of an unknown kind".into()))?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let lost = |why: &str| Error::Unreachable { host: host.clone(), why: why.into() };
        // Only the older HTTP can become something else.
        let client = http::builder(&address, network)?.http1_only().build().map_err(|_| http::no_network())?;
        let mut random = [0_u8; 16];
        OsRng.try_fill_bytes(&mut random).map_err(|_| Error::Local("this machine gives no randomness".into()))?;
        let key = STANDARD.encode(random);
        let request = client
            .get(address)
            .header("connection", "Upgrade")
            .header("upgrade", "websocket")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", &key);
        let answer = request.send().await.map_err(|_| lost("no connection could be made"))?;
        let shown = answer.headers().get("sec-websocket-accept").map(|value| value.as_bytes().to_vec());
        if answer.status().as_u16() != 101 || shown != Some(shows(&key).into_bytes()) {
            return Err(Error::Remote(format!("status {} where a line should open", answer.status().as_u16())));
        }
        let opened = timeout(network.limits.whole, answer.upgrade()).await;
        let stream =
            opened.ok().and_then(std::result::Result::ok).ok_or_else(|| lost("the connection broke as it was made"))?;
        Ok(Self::over(Box::new(stream), host).await)
    }

    async fn over(stream: Box<dyn Stream>, host: String) -> Self {
        let limits = WebSocketConfig::default().max_message_size(Some(LARGEST)).max_frame_size(Some(LARGEST));
        Self { frames: WebSocketStream::from_raw_socket(stream, Role::Client, Some(limits)).await, host }
    }

    /// Waits for the next text; nothing when the other side closed the line.
    ///
    /// # Errors
    /// [`Error::Unreachable`] when the line broke or fell silent, [`Error::Remote`] when what came makes no sense.
    pub(crate) async fn hear(&mut self) -> Result<Option<String>> {
        let mut asked = false;
        loop {
            match timeout(QUIET, self.frames.next()).await {
                Err(_) if asked => return Err(self.lost("it says nothing any more")),
                Err(_) => {
                    asked = true;
                    self.send(Message::Ping(tungstenite::Bytes::new())).await?;
                }
                Ok(None | Some(Err(tungstenite::Error::ConnectionClosed))) => return Ok(None),
                Ok(Some(Ok(Message::Text(text)))) => return Ok(Some(text.as_str().to_owned())),
                // A ping is answered by asking for what comes next.
                Ok(Some(Ok(_))) => asked = false,
                Ok(Some(Err(tungstenite::Error::Capacity(_) | tungstenite::Error::Utf8(_)))) => {
                    return Err(Error::Remote("it said something that cannot be read".into()));
                }
                Ok(Some(Err(_))) => return Err(self.lost("the connection broke")),
            }
        }
    }

    /// Says a text.
    ///
    /// # Errors
    /// [`Error::Unreachable`] when the line broke.
    pub(crate) async fn say(&mut self, text: String) -> Result<()> {
        self.send(Message::Text(text.into())).await
    }

    async fn send(&mut self, message: Message) -> Result<()> {
        match timeout(QUIET, self.frames.send(message)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(self.lost("the connection broke")),
        }
    }

    fn lost(&self, why: &str) -> Error {
        Error::Unreachable { host: self.host.clone(), why: why.into() }
    }
}

/// What a server that understood answers to a key.
fn shows(key: &str) -> String {
    STANDARD.encode(Sha1::new().chain_update(key).chain_update(SALT).finalize())
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    async fn pair() -> (Line, WebSocketStream<tokio::io::DuplexStream>) {
        let (here, there) = tokio::io::duplex(64 << 10);
        let line = Line::over(Box::new(here), "there".into()).await;
        (line, WebSocketStream::from_raw_socket(there, Role::Server, None).await)
    }

    #[test]
    fn a_server_shows_that_it_understood() {
        // The example of RFC 6455, section 1.3.
        assert_eq!(shows("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[tokio::test(start_paused = true)]
    async fn pings_are_answered_and_are_no_text() {
        let (mut line, mut server) = pair().await;
        server.send(Message::Ping(tungstenite::Bytes::from_static(b"who"))).await.unwrap();
        server.send(Message::Text("news".into())).await.unwrap();
        assert_eq!(line.hear().await.unwrap().as_deref(), Some("news"));
        let answer = server.next().await.unwrap().unwrap();
        assert_eq!(answer, Message::Pong(tungstenite::Bytes::from_static(b"who")));
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_line_is_asked_once_and_then_given_up() {
        let (mut line, _server) = pair().await;
        let begun = Instant::now();
        let error = line.hear().await.unwrap_err();
        assert!(matches!(error, Error::Unreachable { .. }), "{error:?}");
        assert_eq!(begun.elapsed().as_secs(), 2 * QUIET.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn a_line_that_answers_pings_stays() {
        let (mut line, mut server) = pair().await;
        let server = tokio::spawn(async move {
            // Reading answers pings; the third of them is enough.
            for _ in 0..3 {
                let asked = server.next().await.unwrap().unwrap();
                assert!(matches!(asked, Message::Ping(_)), "{asked:?}");
                server.flush().await.unwrap();
            }
            server.send(Message::Text("late".into())).await.unwrap();
            server
        });
        assert_eq!(line.hear().await.unwrap().as_deref(), Some("late"));
        drop(server.await.unwrap());
        assert_eq!(line.hear().await.ok().flatten(), None, "the other side is gone");
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_too_long_ends_the_line() {
        let (mut line, mut server) = pair().await;
        tokio::spawn(async move { server.send(Message::Text("x".repeat(LARGEST + 1).into())).await });
        let error = line.hear().await.unwrap_err();
        assert!(matches!(error, Error::Remote(_)), "{error:?}");
    }
}
