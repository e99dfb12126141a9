//! A report as a workbook: words, numbers, their course, and how they are counted.
//!
//! **Invariants:** what somebody wrote is text and never a formula; the same report is the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{csv, value::Report};

/// What one cell holds.
const LONGEST: usize = 32_000;

/// The workbook.
///
/// # Errors
/// When it is too large for its format, which no report is.
pub(super) fn render(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&report.made_on)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(format!("{}: {}", report.title, report.label))
            .set_company(fitting(&report.community))
            .set_creation_datetime(&made),
    );
    let bold = Format::new().set_bold();
    words(book.add_worksheet().set_name("Report")?, report, &bold)?;
    figures(book.add_worksheet().set_name("Numbers")?, report, &bold)?;
    course(book.add_worksheet().set_name("Over time")?, report, &bold)?;
    counted(book.add_worksheet().set_name("How counted")?, report, &bold)?;
    book.save_to_buffer()
}

fn words(sheet: &mut Worksheet, report: &Report, bold: &Format) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 90)?;
    let mut lines: Vec<(String, bool)> = vec![
        (report.community.clone(), true),
        (format!("{}: {}", report.title, report.label), true),
        (format!("{} (days of {})", report.days.label, report.zone), false),
        (format!("Compared with {}", report.compared.label), false),
        (report.words.introduction.clone(), false),
    ];
    for story in &report.words.stories {
        lines.push((story.heading.clone(), true));
        lines.push((story.text.clone(), false));
    }
    if !report.words.outlook.trim().is_empty() {
        lines.push(("Outlook".to_owned(), true));
        lines.push((report.words.outlook.clone(), false));
    }
    lines.push(("Left out".to_owned(), true));
    lines.extend(report.left_out.iter().map(|left| (left.text.clone(), false)));
    lines.extend(report.notes.iter().map(|note| (note.clone(), false)));
    let lines = lines.into_iter().filter(|(text, _)| !text.trim().is_empty());
    for (row, (text, heading)) in (0_u32..).zip(lines) {
        sheet.write_string_with_format(row, 0, fitting(&text), if heading { bold } else { &wrapped })?;
    }
    Ok(())
}

fn figures(sheet: &mut Worksheet, report: &Report, bold: &Format) -> Result<(), XlsxError> {
    for (row, cells) in (0_u32..).zip(csv::rows(report)) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell.parse::<f64>() {
                _ if row == 0 => drop(sheet.write_string_with_format(row, column, cell, bold)?),
                Ok(number) => drop(sheet.write_number(row, column, number)?),
                Err(_) => drop(sheet.write_string(row, column, fitting(&cell))?),
            }
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_column_width(0, 16)?;
    sheet.set_column_width(1, 32)?;
    sheet.set_column_width(9, 18)?;
    Ok(())
}

fn course(sheet: &mut Worksheet, report: &Report, bold: &Format) -> Result<(), XlsxError> {
    for (column, name) in (0_u16..).zip(["metric", "version", "start", "end", "value", "n", "unit", "complete"]) {
        sheet.write_string_with_format(0, column, name, bold)?;
    }
    let mut row = 1;
    let mut written: Vec<&str> = Vec::new();
    for (_, figure) in report.figures() {
        if written.contains(&figure.id.as_str()) {
            continue;
        }
        written.push(&figure.id);
        for moment in &figure.series {
            sheet.write_string(row, 0, &figure.id)?;
            sheet.write_number(row, 1, figure.version)?;
            sheet.write_string(row, 2, &moment.start)?;
            sheet.write_string(row, 3, &moment.end)?;
            match moment.shown.value {
                Some(value) => drop(sheet.write_number(row, 4, value)?),
                None => drop(sheet.write_string(row, 4, &moment.shown.text)?),
            }
            if let Some(n) = moment.shown.n {
                sheet.write_number(row, 5, u32::try_from(n).unwrap_or(u32::MAX))?;
            }
            sheet.write_string(row, 6, csv::unit(figure.unit))?;
            sheet.write_string(row, 7, if moment.unfinished { "no" } else { "yes" })?;
            row += 1;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_column_width(0, 32)?;
    Ok(())
}

fn counted(sheet: &mut Worksheet, report: &Report, bold: &Format) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, name) in (0_u16..).zip(["metric", "version", "title", "definition"]) {
        sheet.write_string_with_format(0, column, name, bold)?;
    }
    for (row, counted) in (1_u32..).zip(&report.definitions) {
        sheet.write_string(row, 0, &counted.id)?;
        sheet.write_number(row, 1, counted.version)?;
        sheet.write_string(row, 2, &counted.title)?;
        sheet.write_string_with_format(row, 3, fitting(&counted.definition), &wrapped)?;
    }
    sheet.set_column_width(0, 32)?;
    sheet.set_column_width(2, 36)?;
    sheet.set_column_width(3, 90)?;
    Ok(())
}

/// As much as a cell holds; a spreadsheet counts UTF-16.
fn fitting(text: &str) -> String {
    let mut room = LONGEST;
    text.chars()
        .take_while(|c| {
            let fits = room >= c.len_utf16();
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect()
}
