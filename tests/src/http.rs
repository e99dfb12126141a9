//! A very small HTTP/1.1 client for talking to drivers and to the loopback host. One request, one connection.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use serde_json::Value;

/// What went wrong, in words: tests only print it.
pub type Result<T> = std::result::Result<T, String>;

/// One request.
#[derive(Clone)]
pub struct Request<'a> {
    /// Where to.
    pub to: SocketAddr,
    /// `GET`, `POST` or `DELETE`.
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// Header lines, besides those that every request has.
    pub headers: Vec<(&'a str, String)>,
    /// A JSON body.
    pub body: Option<Value>,
    /// How long one read may take.
    pub patience: Duration,
}

impl<'a> Request<'a> {
    /// A request without headers or body.
    pub fn new(to: SocketAddr, method: &'a str, path: &'a str) -> Self {
        Self { to, method, path, headers: Vec::new(), body: None, patience: Duration::from_secs(30) }
    }

    /// With a header line; a `Host` given here takes the place of the true one.
    #[must_use]
    pub fn header(mut self, name: &'a str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Sends it and reads the head of the answer.
    ///
    /// # Errors
    /// When there is no connection, or no answer in time.
    pub fn open(&self) -> Result<Answer> {
        let text = |error: std::io::Error| format!("{} {}: {error}", self.method, self.path);
        let mut stream = TcpStream::connect_timeout(&self.to, self.patience).map_err(text)?;
        stream.set_read_timeout(Some(self.patience)).map_err(text)?;
        let body = self.body.as_ref().map(Value::to_string).unwrap_or_default();
        let mut head = format!("{} {} HTTP/1.1\r\nConnection: close\r\n", self.method, self.path);
        if !self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            head.push_str(&format!("Host: {}\r\n", self.to));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.body.is_some() {
            head.push_str("Content-Type: application/json\r\n");
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
        stream.write_all(head.as_bytes()).map_err(text)?;

        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).map_err(text)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or_else(|| format!("{} {}: no answer, only {line:?}", self.method, self.path))?;
        let mut headers = Vec::new();
        loop {
            line.clear();
            reader.read_line(&mut line).map_err(text)?;
            match line.trim_end().split_once(':') {
                Some((name, value)) => headers.push((name.to_ascii_lowercase(), value.trim().to_owned())),
                None => break,
            }
        }
        Ok(Answer { status, headers, reader })
    }

    /// Sends it and reads the whole answer as text.
    ///
    /// # Errors
    /// When there is no connection, or no answer in time.
    pub fn text(&self) -> Result<(u16, String)> {
        let answer = self.open()?;
        Ok((answer.status, answer.text()?))
    }
}

/// An answer whose body is still to be read.
pub struct Answer {
    /// The status code.
    pub status: u16,
    headers: Vec<(String, String)>,
    reader: BufReader<TcpStream>,
}

impl Answer {
    /// A header of the answer, by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The rest of the answer.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn text(mut self) -> Result<String> {
        let mut body = Vec::new();
        if self.header("transfer-encoding") == Some("chunked") {
            while let Some(mut chunk) = self.chunk()? {
                body.append(&mut chunk);
            }
        } else if let Some(length) = self.header("content-length").and_then(|length| length.parse().ok()) {
            self.reader.take(length).read_to_end(&mut body).map_err(|error| error.to_string())?;
        } else {
            self.reader.read_to_end(&mut body).map_err(|error| error.to_string())?;
        }
        String::from_utf8(body).map_err(|error| error.to_string())
    }

    /// Reads a stream of events up to the next one that carries data.
    ///
    /// # Errors
    /// When none comes before the patience of the request is over.
    pub fn event(&mut self) -> Result<String> {
        loop {
            let chunk = self.chunk()?.ok_or("the stream of events ended")?;
            let text = String::from_utf8(chunk).map_err(|error| error.to_string())?;
            if let Some(data) = text.lines().find_map(|line| line.strip_prefix("data:")) {
                return Ok(data.trim().to_owned());
            }
        }
    }

    fn chunk(&mut self) -> Result<Option<Vec<u8>>> {
        let mut line = String::new();
        self.reader.read_line(&mut line).map_err(|error| error.to_string())?;
        let length = usize::from_str_radix(line.trim(), 16).map_err(|error| format!("bad chunk {line:?}: {error}"))?;
        let mut chunk = vec![0; length + 2]; // its line ends too
        self.reader.read_exact(&mut chunk).map_err(|error| error.to_string())?;
        chunk.truncate(length);
        Ok((length > 0).then_some(chunk))
    }
}
