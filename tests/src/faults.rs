//! A network that goes wrong: a proxy on the loopback interface that damages answers of whatever stands behind it.
//!
//! It speaks just enough HTTP/1.1 to pass one request and its answer on, and knows nothing of who is behind it.
//!
//! **Invariants:** the same seed damages the same requests in the same way; a request that is damaged before it was passed
//! on never reached the program behind; what comes to the "other host" is kept, so that a test can look for secrets in it.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

/// What can happen to an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The connection ends in the midst of the body.
    Reset,
    /// Nothing ever comes.
    Stall,
    /// One byte a second.
    Drip,
    /// 429, wait for 0 seconds.
    WaitNothing,
    /// 429, wait for an hour.
    WaitAnHour,
    /// 429, and the wait is nonsense.
    WaitNonsense,
    /// 503, for this request and the next two.
    Burst,
    /// A body that unpacks to more than anybody wants.
    Bomb,
    /// The body is longer than its header says: what is read of it is not whole.
    WrongLength,
    /// Half of a body, with a header that fits it.
    Truncated,
    /// A page to sign in, with status 200.
    LoginPage,
    /// A redirect to another host.
    Elsewhere,
    /// A redirect to the same address, again and again.
    Loop,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Reset,
        Self::Stall,
        Self::Drip,
        Self::WaitNothing,
        Self::WaitAnHour,
        Self::WaitNonsense,
        Self::Burst,
        Self::Bomb,
        Self::WrongLength,
        Self::Truncated,
        Self::LoginPage,
        Self::Elsewhere,
        Self::Loop,
    ];
}

/// Which requests are damaged.
#[derive(Debug, Clone)]
pub enum Plan {
    /// Exactly these: the number of the request, from 0, and what happens to it.
    At(Vec<(u64, Fault)>),
    /// So many of a thousand, each with one of these faults.
    Seeded {
        /// The same seed gives the same plan.
        seed: u64,
        /// How many of a thousand.
        per_mille: u64,
        /// What can happen.
        faults: Vec<Fault>,
    },
}

impl Plan {
    /// All faults, to about one request in eight.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded { seed, per_mille: 125, faults: Fault::ALL.to_vec() }
    }

    fn fault(&self, number: u64) -> Option<Fault> {
        match self {
            Self::At(faults) => faults.iter().find(|(at, _)| *at == number).map(|(_, fault)| *fault),
            Self::Seeded { seed, per_mille, faults } => {
                let chance = mixed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ mixed(number));
                let which = usize::try_from(mixed(chance)).unwrap_or(0) % faults.len().max(1);
                (chance % 1_000 < *per_mille).then(|| faults.get(which).copied()).flatten()
            }
        }
    }
}

/// A number that looks like chance (splitmix64).
pub fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

struct Shared {
    upstream: SocketAddr,
    plan: Plan,
    elsewhere: SocketAddr,
    /// Requests so far.
    count: AtomicU64,
    /// Requests that still fail because of a burst.
    burst: AtomicU64,
    injected: Mutex<Vec<(u64, Fault)>>,
    strangers: Mutex<Vec<String>>,
}

/// The proxy; it ends when this is dropped.
pub struct Faults {
    address: SocketAddr,
    shared: Arc<Shared>,
    _tasks: JoinSet<()>,
}

impl Faults {
    /// Stands in front of `upstream`.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn new(upstream: SocketAddr, plan: Plan) -> io::Result<Self> {
        let front = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = front.local_addr()?;
        let shared = Arc::new(Shared {
            upstream,
            plan,
            elsewhere: other.local_addr()?,
            count: AtomicU64::new(0),
            burst: AtomicU64::new(0),
            injected: Mutex::default(),
            strangers: Mutex::default(),
        });
        let mut tasks = JoinSet::new();
        let own = shared.clone();
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = front.accept().await {
                let shared = own.clone();
                connections.spawn(async move {
                    // A client that went away is what half of the faults are about.
                    let _ = shared.pass(stream).await;
                });
                while connections.try_join_next().is_some() {}
            }
        });
        let own = shared.clone();
        tasks.spawn(async move {
            while let Ok((mut stream, _)) = other.accept().await {
                if let Ok(Some(request)) = read_request(&mut stream).await {
                    let request = String::from_utf8_lossy(&request).into_owned();
                    own.strangers.lock().unwrap_or_else(PoisonError::into_inner).push(request);
                }
                let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
            }
        });
        Ok(Self { address, shared, _tasks: tasks })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Requests that came, damaged or not.
    pub fn requests(&self) -> u64 {
        self.shared.count.load(Ordering::Relaxed)
    }

    /// What was damaged, and how.
    pub fn injected(&self) -> Vec<(u64, Fault)> {
        self.shared.injected.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Requests that came to the other host, whole: there should be none, and certainly no secret in one.
    pub fn strangers(&self) -> Vec<String> {
        self.shared.strangers.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Shared {
    async fn pass(&self, mut client: TcpStream) -> io::Result<()> {
        let Some(request) = read_request(&mut client).await? else { return Ok(()) };
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let mut fault = self.plan.fault(number);
        if self.burst.load(Ordering::Relaxed) > 0 {
            self.burst.fetch_sub(1, Ordering::Relaxed);
            fault = Some(Fault::Burst);
        } else if fault == Some(Fault::Burst) {
            self.burst.store(2, Ordering::Relaxed);
        }
        let Some(fault) = fault else {
            let answer = ask(self.upstream, &request).await?;
            return client.write_all(&answer).await;
        };
        self.injected.lock().unwrap_or_else(PoisonError::into_inner).push((number, fault));
        self.damage(client, &request, fault).await
    }

    async fn damage(&self, mut client: TcpStream, request: &[u8], fault: Fault) -> io::Result<()> {
        match fault {
            Fault::Stall => until_gone(&mut client).await,
            Fault::WaitNothing => client.write_all(&told("429 Too Many Requests", "retry-after: 0\r\n", b"")).await,
            Fault::WaitAnHour => client.write_all(&told("429 Too Many Requests", "retry-after: 3600\r\n", b"")).await,
            Fault::WaitNonsense => client.write_all(&told("429 Too Many Requests", "retry-after: soon\r\n", b"")).await,
            Fault::Burst => client.write_all(&told("503 Service Unavailable", "", b"upstream connect error")).await,
            Fault::Bomb => {
                let headers = "content-encoding: gzip\r\ncontent-type: application/json\r\n";
                client.write_all(&told("200 OK", headers, &BOMB)).await
            }
            Fault::LoginPage => {
                let page = b"<!doctype html><title>Sign in</title><form action=/login></form>";
                client.write_all(&told("200 OK", "content-type: text/html\r\n", page)).await
            }
            Fault::Elsewhere => {
                let header = format!("location: http://{}/taken\r\n", self.elsewhere);
                client.write_all(&told("302 Found", &header, b"")).await
            }
            Fault::Loop => {
                let line = String::from_utf8_lossy(request.split(|byte| *byte == b'\r').next().unwrap_or_default());
                let path = line.split(' ').nth(1).unwrap_or("/");
                client.write_all(&told("302 Found", &format!("location: {path}\r\n"), b"")).await
            }
            Fault::Reset | Fault::Drip | Fault::WrongLength | Fault::Truncated => {
                let answer = ask(self.upstream, request).await?;
                let at = end_of_head(&answer).unwrap_or(answer.len());
                let (head, body) = answer.split_at(at);
                let half = body.get(..body.len() / 2).unwrap_or_default();
                match fault {
                    Fault::Reset => {
                        client.write_all(head).await?;
                        client.write_all(half).await
                    }
                    Fault::Drip => {
                        let mut seconds = tokio::time::interval(Duration::from_secs(1));
                        for byte in &answer {
                            seconds.tick().await;
                            client.write_all(std::slice::from_ref(byte)).await?;
                        }
                        Ok(())
                    }
                    _ => {
                        let given = if fault == Fault::Truncated { half } else { body };
                        let kind = "content-type: application/json; charset=utf-8\r\n";
                        let mut whole = told("200 OK", kind, half);
                        whole.truncate(whole.len() - half.len());
                        whole.extend_from_slice(given);
                        client.write_all(&whole).await
                    }
                }
            }
        }
    }
}

/// Zeros without end, packed.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let zeros = vec![b' '; 65 << 20];
    let mut packer = libdeflater::Compressor::new(libdeflater::CompressionLvl::fastest());
    let mut packed = vec![0; packer.gzip_compress_bound(zeros.len())];
    let length = packer.gzip_compress(&zeros, &mut packed).unwrap_or(0);
    packed.truncate(length);
    packed
});

fn told(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n", body.len());
    let mut answer = head.into_bytes();
    answer.extend_from_slice(body);
    answer
}

/// Asks the program behind on a connection of its own, and reads to the end.
async fn ask(upstream: SocketAddr, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(upstream).await?;
    let at = request.windows(2).position(|pair| pair == b"\r\n").map_or(request.len(), |at| at + 2);
    let (line, rest) = request.split_at(at);
    stream.write_all(line).await?;
    // One request on a connection, so that its end is the answer's end; packed answers would hide what is cut.
    stream.write_all(b"connection: close\r\n").await?;
    stream.write_all(rest).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(answer)
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|part| part == b"\r\n\r\n").map(|at| at + 4)
}

/// One request: its head, and as much of a body as the head says.
async fn read_request(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let mut request = Vec::new();
    loop {
        if let Some(head) = end_of_head(&request) {
            let text = String::from_utf8_lossy(request.get(..head).unwrap_or_default()).to_ascii_lowercase();
            let length = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
            if request.len() >= head + length.unwrap_or(0_usize) {
                return Ok(Some(request));
            }
        }
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(None);
        }
    }
}

async fn until_gone(stream: &mut TcpStream) -> io::Result<()> {
    let mut rest = [0; 64];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}
