//! A chart as a file: what the window drew, or its numbers.
//!
//! The window draws, because it is the only one that can; where the file goes and what may be in it is decided here.
//!
//! **Invariants:** a picture is a PNG, a drawing is an SVG without anything that runs or loads; no file is larger than
//! [`LARGEST`]; numbers are numbers in a spreadsheet, and no text is a formula.

use std::io::Write as _;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kith_store::exports::Rows as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use ts_rs::TS;

use super::{Exported, exported, in_background, place::place, sheet::Sheet};
use crate::{ApiError, App, files::NewFile};

/// Bytes of a picture or drawing.
const LARGEST: usize = 16 << 20;
/// Rows of a chart's numbers.
const MOST_ROWS: usize = 100_000;
/// Letters of a name.
const LONGEST_NAME: usize = 60;
/// What every PNG begins with.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// In which shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChartFormat {
    /// A picture.
    Png,
    /// A drawing that can be made larger.
    Svg,
    /// The numbers.
    Csv,
}

/// A cell of a chart's numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(untagged)]
pub(crate) enum ChartCell {
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
}

/// A chart to write into a file.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportChart {
    /// What the file is called, without its ending: small letters, digits and hyphens.
    pub(crate) name: String,
    /// In which shape.
    pub(crate) format: ChartFormat,
    /// The picture in base64, or the drawing as text; nothing for numbers.
    #[serde(default)]
    pub(crate) content: String,
    /// The numbers, headings first.
    #[serde(default)]
    pub(crate) rows: Vec<Vec<Option<ChartCell>>>,
    /// Where to; refused where the desktop asks for the place.
    #[serde(default)]
    pub(crate) path: Option<String>,
}

pub(crate) async fn chart(app: &App, args: ExportChart) -> Result<Exported, ApiError> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if args.name.is_empty() || args.name.len() > LONGEST_NAME || !args.name.chars().all(plain) {
        return Err(ApiError::invalid("name", "a name of small letters, digits and hyphens, please"));
    }
    let store = app.store()?;
    let (content, ending) = match args.format {
        ChartFormat::Png => (picture(&args.content)?, "png"),
        ChartFormat::Svg => (drawing(args.content)?, "svg"),
        ChartFormat::Csv => (Vec::new(), "csv"),
    };
    if args.rows.len() > MOST_ROWS {
        return Err(ApiError::invalid("rows", format!("a chart has no more than {MOST_ROWS} rows")));
    }
    let Some(path) = place(app, args.path.as_deref(), &args.name, ending).await? else {
        return Ok(Exported::nothing());
    };
    in_background(&store, move |_| {
        let mut file = NewFile::begin(&path)?;
        let mut rows = args.rows.into_iter();
        let count = rows.len().saturating_sub(1);
        let bytes = if args.format == ChartFormat::Csv {
            let mut sheet = Sheet::Csv { out: file, phones: false };
            let headings: Vec<String> = rows.next().unwrap_or_default().into_iter().map(heading).collect();
            sheet.columns(&headings).map_err(unwritable)?;
            for row in rows {
                sheet.row(row.into_iter().map(value).collect()).map_err(unwritable)?;
            }
            sheet.finish(&path)?
        } else {
            file.write_all(&content)?;
            file.finish()?
        };
        Ok(exported(&path, u64::try_from(count).unwrap_or(u64::MAX), bytes))
    })
    .await
}

fn unwritable(error: kith_store::Error) -> super::Failed {
    match error {
        kith_store::Error::Io { source, .. } => super::Failed::File(source),
        error => super::Failed::Here(error.into()),
    }
}

fn heading(cell: Option<ChartCell>) -> String {
    match cell {
        None => String::new(),
        Some(ChartCell::Text(text)) => text,
        Some(ChartCell::Number(number)) => number.to_string(),
    }
}

fn value(cell: Option<ChartCell>) -> Value {
    match cell {
        None => Value::Null,
        Some(ChartCell::Text(text)) => Value::String(text),
        // A whole number is written as one.
        Some(ChartCell::Number(number)) if number.fract() == 0.0 && number.abs() < 1e15 => {
            format!("{number:.0}").parse::<i64>().map_or(Value::Null, |whole| Value::Number(whole.into()))
        }
        Some(ChartCell::Number(number)) => Number::from_f64(number).map_or(Value::Null, Value::Number),
    }
}

fn picture(content: &str) -> Result<Vec<u8>, ApiError> {
    if content.len() > LARGEST / 3 * 4 {
        return Err(ApiError::invalid("content", "the picture is too large"));
    }
    let bytes = STANDARD.decode(content).map_err(|_| ApiError::invalid("content", "the picture is not base64"))?;
    if !bytes.starts_with(PNG) {
        return Err(ApiError::invalid("content", "the picture is no PNG"));
    }
    Ok(bytes)
}

/// What a drawing is made of.
const SHAPES: &[&str] = &["svg", "title", "rect", "circle", "path", "text"];
/// What is said of a shape.
const SAID: &[&str] = &[
    "xmlns",
    "width",
    "height",
    "viewBox",
    "role",
    "aria-label",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "x",
    "y",
    "cx",
    "cy",
    "r",
    "rx",
    "d",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linejoin",
    "stroke-linecap",
    "stroke-dasharray",
    "paint-order",
];

/// The drawing, when it has nothing in it but shapes and words.
fn drawing(content: String) -> Result<Vec<u8>, ApiError> {
    if content.len() > LARGEST {
        return Err(ApiError::invalid("content", "the drawing is too large"));
    }
    // Every < begins a tag and every " a value: in words they are written in another way.
    let tame = content.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        && content.split('<').skip(1).all(|piece| piece.split_once('>').is_some_and(|(tag, _)| is_tame(tag)));
    if tame {
        Ok(content.into_bytes())
    } else {
        Err(ApiError::invalid("content", "the drawing has more in it than shapes and words"))
    }
}

fn is_tame(tag: &str) -> bool {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let (shape, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    if !SHAPES.contains(&shape.trim_end_matches('/')) {
        return false;
    }
    while !rest.trim_matches([' ', '/']).is_empty() {
        let Some((name, after)) = rest.split_once("=\"") else { return false };
        let Some((value, more)) = after.split_once('"') else { return false };
        let name = name.trim();
        if !SAID.contains(&name) || (name != "aria-label" && value.to_ascii_lowercase().contains("url(")) {
            return false;
        }
        rest = more;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGIN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\"";

    #[test]
    fn a_drawing_is_shapes_and_words() {
        let drawn = |inside: &str| drawing(format!("{BEGIN}>{inside}</svg>\n")).is_ok();
        assert!(drawn(
            "<title>Who answers &amp; when, on time</title>\n<path d=\"M1 1L2 2\" fill=\"none\"/><text x=\"1\">on &lt;script&gt;</text>"
        ));
        for inside in [
            "<script>alert(1)</script>",
            "<image x=\"1\"/>",
            "<rect onload=\"x()\"/>",
            "<path fill=\"url(#a)\"/>",
            "<text style=\"x\">a</text>",
            "<text\nonclick=\"x\">a</text>",
            "<a href=\"https://example.org\">a</a>",
            "<!DOCTYPE x>",
        ] {
            assert!(!drawn(inside), "{inside}");
        }
        assert!(drawing("<html></html>".into()).is_err());
        assert!(drawing(format!("{BEGIN} aria-label=\"Answers on time, url(1)\"></svg>")).is_ok());
        assert!(drawing(format!("{BEGIN} onload=\"x\"></svg>")).is_err(), "nor the drawing itself");
    }

    #[test]
    fn a_picture_is_a_png() {
        assert!(picture(&STANDARD.encode(b"\x89PNG\r\n\x1a\nrest")).is_ok());
        assert!(picture(&STANDARD.encode(b"MZ\x90\0")).is_err());
        assert!(picture("no base64!").is_err());
        assert!(picture(&"A".repeat(LARGEST / 3 * 4 + 1)).is_err());
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(value(Some(ChartCell::Number(-3.0))).to_string(), "-3");
        assert_eq!(value(Some(ChartCell::Number(42.86))).to_string(), "42.86");
        assert_eq!(value(Some(ChartCell::Number(f64::NAN))), Value::Null);
        assert_eq!(value(None), Value::Null);
    }
}
