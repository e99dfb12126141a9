//! One person's data, for that person: everything that is known about them, as JSON and as a page to read.
//!
//! **Invariant:** whatever strangers wrote is text on that page: there is no script in it, no markup of theirs, and nothing
//! that a browser would fetch.

use std::io::{self, Write};

use kith_store::{
    Read,
    exports::{PARTS, Part, Rows, time},
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};
use ts_rs::TS;

use super::{Exported, exported, in_background, place::place, read, sheet::plain, sheet::written};
use crate::{ApiError, App, files::NewFile};

/// What is said in each file about what is not in it.
const WITHOUT: &str = "Private notes are kept sealed on one machine and are part of no export.";

/// In which shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PersonFormat {
    /// For programs.
    Json,
    /// A page to read and to print.
    Html,
}

/// Whose data, and how.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportMember {
    /// The id of the member or of one of the accounts.
    pub(crate) id: String,
    /// In which shape.
    pub(crate) format: PersonFormat,
    /// Where to; refused where the desktop asks for the place.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

pub(crate) async fn export(app: &App, args: ExportMember) -> Result<Exported, ApiError> {
    let store = app.store()?;
    let id = args.id.clone();
    // Whom nobody knows, nobody is asked about.
    let (name, community) = store.read(move |read| Ok((read.member(&id)?.name, read.settings()?.name))).await?;
    let ending = if args.format == PersonFormat::Json { "json" } else { "html" };
    let Some(path) = place(app, args.path.as_deref(), "member", ending).await? else {
        return Ok(Exported::nothing());
    };
    let head = Head { name, community, at: time(app.now()) };
    in_background(&store, move |store| {
        let mut file = NewFile::begin(&path)?;
        let mut rows = 0;
        read(store, |read| {
            rows = match args.format {
                PersonFormat::Json => json(read, &args.id, &head, &mut file)?,
                PersonFormat::Html => html(read, &args.id, &head, &mut file)?,
            };
            Ok(())
        })?;
        let bytes = file.finish()?;
        Ok(exported(&path, rows, bytes))
    })
    .await
}

struct Head {
    name: String,
    community: String,
    at: String,
}

/// Rows as objects of a JSON array.
struct Objects<'a, W> {
    out: &'a mut W,
    names: Vec<String>,
    first: bool,
}

impl<W: Write> Rows for Objects<'_, W> {
    fn columns(&mut self, names: &[String]) -> kith_store::Result<()> {
        self.names = names.to_vec();
        Ok(())
    }

    fn row(&mut self, values: Vec<Value>) -> kith_store::Result<()> {
        let object: Map<String, Value> = self.names.iter().cloned().zip(values).collect();
        let before = if std::mem::take(&mut self.first) { "\n    " } else { ",\n    " };
        self.out.write_all(before.as_bytes()).map_err(written)?;
        serde_json::to_writer(&mut *self.out, &object).map_err(|error| written(error.into()))
    }
}

fn json(read: &Read<'_>, id: &str, head: &Head, out: &mut impl Write) -> kith_store::Result<u64> {
    let text = |text: &str| Value::from(text).to_string();
    let intro = format!(
        "{{\n  \"about\": {},\n  \"community\": {},\n  \"exported_at\": {},\n  \"not_included\": {}",
        text(&head.name),
        text(&head.community),
        text(&head.at),
        text(WITHOUT)
    );
    out.write_all(intro.as_bytes()).map_err(written)?;
    let mut rows = 0;
    for part in PARTS {
        write!(out, ",\n  {}: [", text(part.name)).map_err(written)?;
        let mut objects = Objects { out: &mut *out, names: Vec::new(), first: true };
        rows += read.export_person(id, part, &mut objects)?;
        out.write_all(b"\n  ]").map_err(written)?;
    }
    let records = Value::from(read.source_records(id)?).to_string();
    write!(out, ",\n  \"source_records\": {records}\n}}\n").map_err(written)?;
    Ok(rows)
}

/// Rows as a table of a page. Columns that are empty everywhere are left out where all rows are few.
struct Table<'a, W> {
    out: &'a mut W,
    part: &'a Part,
    names: Vec<String>,
    rows: u64,
}

impl<W: Write> Rows for Table<'_, W> {
    fn columns(&mut self, names: &[String]) -> kith_store::Result<()> {
        self.names = names.iter().map(|name| name.trim_end_matches("_at").replace('_', " ")).collect();
        Ok(())
    }

    fn row(&mut self, values: Vec<Value>) -> kith_store::Result<()> {
        let mut text = String::new();
        if self.rows == 0 {
            text.push_str(&format!("<h2>{}</h2>\n", escaped(self.part.title)));
        }
        self.rows += 1;
        // One under the other: a page has no room for twenty columns, and a message wants its whole width.
        text.push_str("<dl>\n");
        for (name, value) in self.names.iter().zip(&values) {
            let value = plain(value);
            if !value.is_empty() {
                text.push_str(&format!("<dt>{}</dt><dd dir=\"auto\">{}</dd>\n", escaped(name), escaped(&value)));
            }
        }
        text.push_str("</dl>\n");
        self.out.write_all(text.as_bytes()).map_err(written)
    }
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1c1a;background:#fff}
h1{margin-bottom:.2rem}h2{margin:2.2rem 0 .6rem;padding-top:.6rem;border-top:2px solid #1c1c1a}p{color:#55554f}
dl{display:grid;grid-template-columns:minmax(7rem,11rem) 1fr;gap:.1rem 1rem;margin:0;padding:.6rem 0;border-bottom:1px solid #ddd9d0;break-inside:avoid}
dt{color:#6a6a63}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}@media print{body{margin:0;font-size:11pt}}";

fn html(read: &Read<'_>, id: &str, head: &Head, out: &mut impl Write) -> kith_store::Result<u64> {
    let intro = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1 dir=\"auto\">{name}</h1>\n<p>Everything that {community} keeps about this person in Kith, on {at}. {WITHOUT}</p>\n",
        name = escaped(&head.name),
        community = escaped(&head.community),
        at = escaped(&head.at),
    );
    let done = |result: io::Result<()>| result.map_err(written);
    done(out.write_all(intro.as_bytes()))?;
    let mut rows = 0;
    for part in PARTS {
        let mut table = Table { out: &mut *out, part, names: Vec::new(), rows: 0 };
        rows += read.export_person(id, part, &mut table)?;
    }
    for (record, number) in read.source_records(id)?.iter().zip(0..) {
        let heading = if number == 0 { "<h2>As the sources told it</h2>\n" } else { "" };
        let record = serde_json::to_string_pretty(record).unwrap_or_default();
        done(writeln!(out, "{heading}<dl><dt>account</dt><dd>{}</dd></dl>", escaped(&record)))?;
    }
    done(out.write_all(b"</body>\n</html>\n"))?;
    Ok(rows)
}

/// Text in HTML, and in an attribute of it.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' && c != '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
