//! What a reader of PDFs finds: text, tags, fonts.

use std::collections::BTreeMap;

use super::*;
use crate::reports::examples::{report, words};

/// The streams of a file, inflated.
fn streams(pdf: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut rest = pdf;
    while let Some(at) = find(rest, b"stream\n") {
        rest = &rest[at + 7..];
        let end = find(rest, b"endstream").unwrap();
        let mut room = vec![0; 4 << 20];
        let mut inflate = libdeflater::Decompressor::new();
        if let Ok(size) = inflate.zlib_decompress(&rest[..end], &mut room) {
            room.truncate(size);
            found.push(room);
        }
        rest = &rest[end + 9..];
    }
    found
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn hex(text: &str) -> Vec<u16> {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(16)).collect();
    digits.chunks(4).map(|four| four.iter().fold(0, |all, digit| all * 16 + u16::try_from(*digit).unwrap())).collect()
}

/// All text, read with the letters of either font.
fn text(pdf: &[u8]) -> String {
    let streams: Vec<String> =
        streams(pdf).iter().map(|bytes| bytes.iter().map(|byte| char::from(*byte)).collect()).collect();
    let letters: Vec<BTreeMap<u16, String>> = streams
        .iter()
        .filter(|stream| stream.contains("beginbfchar"))
        .map(|map| {
            let pairs = map.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
            pairs.map(|(glyph, text)| (hex(glyph)[0], String::from_utf16(&hex(text)).unwrap())).collect()
        })
        .collect();
    assert_eq!(letters.len(), 2, "both weights say which letters they have");
    let mut found = String::new();
    for letters in letters {
        for page in streams.iter().filter(|stream| stream.contains("\nBT ")) {
            for line in page.lines() {
                // Strings in parentheses hold two bytes for each glyph.
                let glyphs = glyphs(line);
                let line: String = glyphs.iter().filter_map(|glyph| letters.get(glyph)).map(String::as_str).collect();
                found.push_str(&line);
                found.push('\n');
            }
        }
    }
    found
}

/// The glyphs of a line that shows text.
fn glyphs(line: &str) -> Vec<u16> {
    let mut bytes: Vec<u8> = Vec::new();
    let mut inside = false;
    let mut letters = line.chars();
    while let Some(c) = letters.next() {
        match (inside, c) {
            (false, '(') => inside = true,
            (false, '<') => {
                let text: String = letters.by_ref().take_while(|c| *c != '>').collect();
                bytes.extend(hex(&text).iter().flat_map(|glyph| glyph.to_be_bytes()));
            }
            (true, ')') => inside = false,
            (true, '\\') => {
                let next = letters.next().unwrap();
                let byte = match next {
                    'n' => b'\n',
                    'r' => b'\r',
                    't' => b'\t',
                    'b' => 8,
                    'f' => 12,
                    digit @ '0'..='7' => {
                        let more: String = letters.by_ref().take(2).collect();
                        u8::from_str_radix(&format!("{digit}{more}"), 8).unwrap()
                    }
                    other => u8::try_from(u32::from(other)).unwrap(),
                };
                bytes.push(byte);
            }
            (true, c) => bytes.push(u8::try_from(u32::from(c)).unwrap()),
            _ => {}
        }
    }
    bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

#[test]
fn words_and_numbers_are_real_text() {
    let report = report("monthly", "Orchard Community", words());
    let text = text(&render(&report).unwrap());
    for wanted in [
        "Orchard Community",
        "Monthly report: May 2024",
        "Zoë Ångström reported",
        "LiXiaoLong from Shenzhen",
        "Page 1 of",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    for (_, figure) in report.figures() {
        assert!(text.contains(&figure.now.text), "{}: {}", figure.id, figure.now.text);
    }
    for left in &report.left_out {
        assert!(text.contains(&left.text), "{}", left.text);
    }
}

#[test]
fn parts_are_tagged_and_fonts_are_inside() {
    let report = report("monthly", "Orchard Community", words());
    let pdf = render(&report).unwrap();
    let all: Vec<u8> = streams(&pdf).concat();
    let has = |wanted: &str| find(&pdf, wanted.as_bytes()).is_some() || find(&all, wanted.as_bytes()).is_some();
    for wanted in [
        "/StructTreeRoot",
        "/Marked true",
        "/Lang (en",
        "/FontFile2",
        "/H1",
        "/H2",
        "/S /Table",
        "/S /TH",
        "/S /TD",
        "/S /Figure",
        "/Alt",
    ] {
        assert!(has(wanted) || has(&wanted.replace(' ', "")), "{wanted}");
    }
    assert!(has("pdfuaid:part>1<"), "it says that it is accessible, and was checked for it");
}

#[test]
fn every_part_holds_marks_or_parts() {
    let fonts = Fonts::new().unwrap();
    let mut flow = Flow::new(&fonts);
    let report = report("monthly", "Orchard", words());
    for part in &report.sections {
        section(&mut flow, part, &report);
    }
    ending(&mut flow, &report);
    for (id, node) in flow.nodes.iter().enumerate() {
        let marked = flow.pages.iter().flatten().any(|piece| piece.node == Some(id));
        let decorated = matches!(node.kind, Kind::Figure(_));
        assert!(decorated || marked == node.children.is_empty(), "{:?}", node.kind);
    }
    for piece in flow.pages.iter().flatten() {
        for mark in &piece.marks {
            if let Mark::Word { y, .. } = mark {
                assert!(*y < HEIGHT - 50.0, "{mark:?}");
            }
        }
    }
}
